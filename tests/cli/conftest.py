"""The program for the tests of the command line."""

from __future__ import annotations

import pytest

from tests.cli.program import Program


@pytest.fixture(scope="session")
def program(program_environment: dict[str, str]) -> Program:
    return Program(program_environment)
