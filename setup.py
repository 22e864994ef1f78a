"""Puts the catalog and the resources inside the installed package.

In a checkout they stand beside `app/`, where people who write entries find them. Installed, they must live in the
package: `app/_data/catalog` and `app/_data/resources`. This mapping and the languages' files need code; all else is in
pyproject.toml.
"""

import subprocess
import sys
from pathlib import Path

from setuptools import find_packages, setup

DATA_FOLDERS = ("catalog", "resources")
DATA_PACKAGES = {f"app._data.{folder}": folder for folder in DATA_FOLDERS}

# Not in a source archive: there the languages' files are made already.
TRANSLATING = Path(__file__).resolve().parent / "build_scripts" / "translating.py"
if TRANSLATING.exists():
    subprocess.run([sys.executable, TRANSLATING], stdout=sys.stderr, check=True)

setup(
    packages=[*find_packages(include=["app", "app.*"]), *DATA_PACKAGES],
    package_dir=DATA_PACKAGES,
    package_data={package: ["**/*"] for package in DATA_PACKAGES} | {"app": ["py.typed"]},
)
