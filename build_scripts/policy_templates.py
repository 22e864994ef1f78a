"""Write the Group Policy templates from the table of settings: `python build_scripts/policy_templates.py [FOLDER]`.

`SIS Error Desk.admx` and its English texts go to the folder (default: `resources/policy`), from where an administrator
copies them to PolicyDefinitions. Each setting appears twice: locked, and as a recommendation that a person may change.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from app.storage.userdata.policy import RECOMMENDED, REGISTRY_KEY  # noqa: E402 - the path comes first
from app.storage.userdata.settings import Between, OneOf, Settings, Switch, Texts  # noqa: E402

NAME = "SIS Error Desk"
# What an administrator reads in the Group Policy editor: the title, and what the setting does.
TEXTS = {
    "theme": ("Theme", 'How the window looks. "system" follows Windows.'),
    "text_size": ("Text size", "The text size in percent of the size set in Windows."),
    "language": ("Language", 'The language of the window, such as en or es; "system" follows Windows.'),
    "catalog_folders": (
        "Catalog folders",
        "Folders with entries next to the built-in ones, one a line.",
    ),
    "default_vendors": ("SIS vendors at the start", "The vendors checked when the program starts, one a line."),
    "default_record_types": (
        "Record types at the start",
        "The record types checked when the program starts, one a line, such as user or enrollment.",
    ),
    "remember_filters": ("Remember filters", "Start with the filters of the last time."),
    "keep_history": ("Keep history", "Keep recent searches and recently opened entries on this computer."),
    "show_originals": ("Show originals in mails", "Allow a person to undo a stand-in in a mail to support."),
    "hidden_words": ("Words to replace", "Words replaced in everything made for sharing, one a line."),
}


def key_name(setting: str) -> str:
    """The registry value of a setting: `text_size` is TextSize."""
    return "".join(part.title() for part in setting.split("_"))


def admx() -> str:
    """The definitions."""
    policies = "\n".join(
        line
        for each in fields(Settings)
        for key, kind in ((REGISTRY_KEY, "locked"), (rf"{REGISTRY_KEY}\{RECOMMENDED}", "preset"))
        for line in _policy(each.name, each.metadata["rule"], key, kind)
    )
    return f"""<?xml version="1.0" encoding="utf-8"?>
<policyDefinitions xmlns="http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions" revision="1.0"
    schemaVersion="1.0">
  <policyNamespaces>
    <target prefix="siserrordesk" namespace="SISErrorDesk.Policies"/>
    <using prefix="windows" namespace="Microsoft.Policies.Windows"/>
  </policyNamespaces>
  <resources minRequiredRevision="1.0"/>
  <categories>
    <category name="locked" displayName="$(string.category_locked)"/>
    <category name="preset" displayName="$(string.category_preset)"/>
  </categories>
  <policies>
{policies}
  </policies>
</policyDefinitions>
"""


def adml() -> str:
    """The English texts."""
    strings = {
        "category_locked": NAME,
        "category_preset": f"{NAME} - recommended, a person may change it",
        **{f"{name}": title for name, (title, _) in TEXTS.items()},
        **{f"{name}_help": text for name, (_, text) in TEXTS.items()},
    }
    for each in fields(Settings):
        if isinstance(each.metadata["rule"], OneOf):
            strings |= {f"{each.name}_{word}": word for word in each.metadata["rule"].words}
    table = "\n".join(f"      <string id={quoteattr(name)}>{escape(text)}</string>" for name, text in strings.items())
    shown = "\n".join(
        line
        for each in fields(Settings)
        for kind in ("locked", "preset")
        for line in _presentation(f"{each.name}_{kind}", each.metadata["rule"], TEXTS[each.name][0])
    )
    return f"""<?xml version="1.0" encoding="utf-8"?>
<policyDefinitionResources xmlns="http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions" revision="1.0"
    schemaVersion="1.0">
  <displayName>{NAME}</displayName>
  <description>Settings of {NAME}</description>
  <resources>
    <stringTable>
{table}
    </stringTable>
    <presentationTable>
{shown}
    </presentationTable>
  </resources>
</policyDefinitionResources>
"""


def _policy(name: str, rule: object, key: str, kind: str) -> Iterator[str]:
    value = key_name(name)
    head = (
        f'    <policy name="{name}_{kind}" class="Machine" displayName="$(string.{name})" '
        f'explainText="$(string.{name}_help)" key={quoteattr(key)}'
    )
    category = f'      <parentCategory ref="{kind}"/>\n      <supportedOn ref="windows:SUPPORTED_Windows7"/>'
    if isinstance(rule, Switch):
        yield f'{head} valueName="{value}">'
        yield category
        yield '      <enabledValue><decimal value="1"/></enabledValue>'
        yield '      <disabledValue><decimal value="0"/></disabledValue>'
    else:
        yield f'{head} presentation="$(presentation.{name}_{kind})">'
        yield category
        yield "      <elements>"
        yield from _element(name, rule, value)
        yield "      </elements>"
    yield "    </policy>"


def _element(name: str, rule: object, value: str) -> Iterator[str]:
    if isinstance(rule, OneOf):
        yield f'        <enum id="{name}" valueName="{value}" required="true">'
        for word in rule.words:
            yield f'          <item displayName="$(string.{name}_{word})"><value><string>{word}</string></value></item>'
        yield "        </enum>"
    elif isinstance(rule, Between):
        span = f'minValue="{rule.least}" maxValue="{rule.most}"'
        yield f'        <decimal id="{name}" valueName="{value}" required="true" {span}/>'
    elif isinstance(rule, Texts):
        yield f'        <multiText id="{name}" valueName="{value}" required="true"/>'
    else:
        yield f'        <text id="{name}" valueName="{value}" required="true"/>'


def _presentation(name: str, rule: object, title: str) -> Iterator[str]:
    if isinstance(rule, Switch):
        return
    ref = name.rpartition("_")[0]
    yield f'      <presentation id="{name}">'
    if isinstance(rule, OneOf):
        yield f'        <dropdownList refId="{ref}" noSort="true">{escape(title)}</dropdownList>'
    elif isinstance(rule, Between):
        yield f'        <decimalTextBox refId="{ref}" defaultValue="100" spinStep="5">{escape(title)}</decimalTextBox>'
    elif isinstance(rule, Texts):
        yield f'        <multiTextBox refId="{ref}">{escape(title)}</multiTextBox>'
    else:
        yield f'        <textBox refId="{ref}"><label>{escape(title)}</label></textBox>'
    yield "      </presentation>"


def main(arguments: list[str]) -> int:
    """Write both files."""
    folder = Path(arguments[0]) if arguments else ROOT / "resources" / "policy"
    (folder / "en-US").mkdir(parents=True, exist_ok=True)
    for path, text in ((folder / f"{NAME}.admx", admx()), (folder / "en-US" / f"{NAME}.adml", adml())):
        path.write_text(text, encoding="utf-8", newline="\r\n")
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
