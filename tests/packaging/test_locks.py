"""The lock files install the same packages everywhere, from whatever index a machine is set up for."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

REQUIREMENTS = Path(__file__).resolve().parents[2] / "build_scripts" / "requirements"
LOCKS = ("runtime.txt", "dev.txt", "build.txt")
PIN = re.compile(r"^([a-z0-9][a-z0-9-]*)==(\S+)( ; [^\\]+)? \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")


def pins(lock: str) -> dict[str, str]:
    """Return the packages of a lock file with their versions."""
    lines = (REQUIREMENTS / lock).read_text(encoding="utf-8").splitlines()
    return {found[1]: found[2] for line in lines if (found := PIN.match(line))}


@pytest.mark.parametrize("lock", LOCKS)
def test_names_no_index_and_no_host(lock: str) -> None:
    text = (REQUIREMENTS / lock).read_text(encoding="utf-8")
    assert not re.search(r"://|--index|--extra-index|--find-links|--trusted-host|@ ", text)


@pytest.mark.parametrize("lock", LOCKS)
def test_holds_only_exact_versions_with_hashes(lock: str) -> None:
    lines = (REQUIREMENTS / lock).read_text(encoding="utf-8").splitlines()
    strange = [line for line in lines if not (line.startswith("#") or PIN.match(line) or HASH.match(line))]
    assert strange == []
    for above, line in pairwise(lines):
        assert not PIN.match(above) or HASH.match(line), f"{above} has no hash"


def test_tests_run_with_the_versions_that_users_get() -> None:
    runtime, dev = pins("runtime.txt"), pins("dev.txt")
    assert runtime
    assert runtime.items() <= dev.items()


@pytest.mark.parametrize(
    ("source", "lock"), [("runtime.in", "runtime.txt"), ("dev.in", "dev.txt"), ("build.in", "build.txt")]
)
def test_is_as_new_as_its_list(source: str, lock: str) -> None:
    wanted = re.findall(
        r"^([\w.-]+)==(\S+)(?: ;.*)?$", (REQUIREMENTS / source).read_text(encoding="utf-8"), re.MULTILINE
    )
    assert wanted
    assert {name.lower().replace(".", "-"): version for name, version in wanted}.items() <= pins(lock).items()
