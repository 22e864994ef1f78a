"""Puts the catalog and the resources inside the installed package.

In a checkout they stand beside `app/`, where people who write entries find them. Installed, they must live in the
package: `app/_data/catalog` and `app/_data/resources`. Only this mapping needs code; all else is in pyproject.toml.
"""

from setuptools import find_packages, setup

DATA_FOLDERS = ("catalog", "resources")
DATA_PACKAGES = {f"app._data.{folder}": folder for folder in DATA_FOLDERS}

setup(
    packages=[*find_packages(include=["app", "app.*"]), *DATA_PACKAGES],
    package_dir=DATA_PACKAGES,
    package_data={package: ["**/*"] for package in DATA_PACKAGES} | {"app": ["py.typed"]},
)
