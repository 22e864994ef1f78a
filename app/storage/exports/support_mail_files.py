"""Write a hand-off as a mail that a mail program opens as a draft, as a page, as plain text, or as a package of all."""

from __future__ import annotations

import hashlib
import json
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.core.sharing.support_mail import HandOff
from app.storage.files.atomic_file import replacing

TEMPLATE: Final = "hand-off.html.j2"


def write_hand_off(hand_off: HandOff, path: Path, kind: str, resources: Path) -> None:
    """Write it as `eml`, `html`, `zip` or `txt`. Raises OSError, with the file as it was, where that fails."""
    if kind == "eml":
        data = mail_bytes(hand_off, resources)
    elif kind == "html":
        data = page_text(hand_off, resources).encode()
    elif kind == "txt":
        data = hand_off.as_text.replace("\n", "\r\n").encode("utf-8-sig")
    else:
        with replacing(path) as part:
            _write_package(hand_off, part, resources)
        return
    with replacing(path) as part:
        part.write_bytes(data)


def page_text(hand_off: HandOff, resources: Path) -> str:
    """The mail as a page that stands alone."""
    environment = Environment(
        loader=FileSystemLoader(resources),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(TEMPLATE).render(mail=hand_off)


def mail_bytes(hand_off: HandOff, resources: Path) -> bytes:
    """The mail in the form in which mail programs save mails, as a draft that was not sent."""
    from email.message import EmailMessage  # noqa: PLC0415 - loads half of the standard library
    from email.policy import SMTP  # noqa: PLC0415

    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = hand_off.subject
    if "@" in hand_off.recipient:
        mail["To"] = hand_off.recipient
    # Outlook and others open such a mail for writing, not for reading.
    mail["X-Unsent"] = "1"
    mail.set_content(hand_off.body)
    mail.add_alternative(page_text(hand_off, resources), subtype="html")
    return mail.as_bytes()


def _write_package(hand_off: HandOff, path: Path, resources: Path) -> None:
    """All forms with the redacted lines and a manifest. The key to the stand-ins is not among them."""
    files = {
        "mail.txt": hand_off.as_text.encode(),
        "mail.html": page_text(hand_off, resources).encode(),
        "mail.eml": mail_bytes(hand_off, resources),
        "samples.txt": "".join(f"{line}\n" for line in hand_off.samples).encode(),
    }
    manifest = {
        "reference": hand_off.reference,
        "to": hand_off.recipient,
        "subject": hand_off.subject,
        **hand_off.facts,
        "made": datetime.now().astimezone().isoformat(timespec="seconds"),
        "redacted": True,
        "files": {
            name: {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()} for name, data in files.items()
        },
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(name, data)
        package.writestr("manifest.json", json.dumps(manifest, indent=2, ensure_ascii=False))
