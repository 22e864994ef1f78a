"""The Group Policy templates name every setting as the program reads it."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree  # the texts are our own

import pytest

from app.storage.userdata.policy import read_policy
from app.storage.userdata.settings import NAMES, spelled_alike
from build_scripts.policy_templates import NAME, adml, admx, key_name

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "policy"
SPACE = "{http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions}"


def test_the_files_are_those_of_the_table() -> None:
    for path, text in ((FOLDER / f"{NAME}.admx", admx()), (FOLDER / "en-US" / f"{NAME}.adml", adml())):
        assert path.read_text(encoding="utf-8") == text, "run build_scripts/policy_templates.py"


def test_every_setting_can_be_locked_and_recommended() -> None:
    policies = ElementTree.XML(admx()).find(f"{SPACE}policies")
    assert policies is not None
    assert {policy.get("name") for policy in policies} == {
        f"{name}_{kind}" for name in NAMES for kind in ("locked", "preset")
    }
    for policy in policies:
        values = [policy.get("valueName"), *(each.get("valueName") for each in policy.iter() if each is not policy)]
        (value,) = {value for value in values if value}
        assert spelled_alike(value) == str(policy.get("name")).rpartition("_")[0]


def test_every_text_and_presentation_that_is_named_is_there() -> None:
    resources = ElementTree.XML(adml())
    strings = {each.get("id") for each in resources.iter(f"{SPACE}string")}
    shown = {each.get("id") for each in resources.iter(f"{SPACE}presentation")}
    assert set(re.findall(r"\$\(string\.(\w+)\)", admx())) <= strings
    assert set(re.findall(r"\$\(presentation\.(\w+)\)", admx())) == shown


@pytest.mark.parametrize(("name", "value"), [("text_size", 150), ("keep_history", 0), ("hidden_words", ["a", "b"])])
def test_what_the_editor_writes_is_understood(name: str, value: object) -> None:
    policy = read_policy(None, lambda key: {key_name(name): value} if key.endswith(NAME) else {})
    assert set(policy.locked) == {name}
    assert policy.faults == ()
