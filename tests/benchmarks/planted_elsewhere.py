"""More made-up people, in the forms of other programs and of mails, with names that are hard to tell from words.

Written to attack the redaction: `planted_people` was there when its rules were made, this was not.
"""

from __future__ import annotations

import base64
import random
import unicodedata
import urllib.parse
from collections.abc import Iterator, Mapping
from typing import Final

from tests.benchmarks.planted_people import STAMP, Planted

FIRST: Final[Mapping[str, str]] = {
    "Korean": "Min-jun Seo-yeon Ji-ho Ha-eun Jae-won Soo-ah",
    "Indian": "Aarav Priya Venkatesh Lakshmi Siddharth Ananya Rajesh",
    "Japanese": "Haruto Yui Kenji Sakura Takumi Aiko",
    "French": "Élodie François Chloé Jérôme Anaïs Maëlys",
    "German": "Jürgen Käthe Björn Anneliese Günther Sönke",
    "Turkish": "Çağla İbrahim Gökhan Ayşe Şeyma Özgür",
    "Hawaiian": "Kailani Keoni Leilani Makoa Nalani",
    "Hebrew": "Chaim Rivka Shlomo Yael Avigail Mordechai",
    "Cyrillic": "Иван Ольга Дмитрий Наталья Сергей",
    "Words": "Hope Faith Grace Summer Chase Hunter Mason Jordan Dakota Austin Georgia Virginia Paris Angel Dean April "
    "June Joy Ivy Drew Rich Bill Pat Art Frank Gene Miles",
}
LAST: Final[Mapping[str, str]] = {
    "Korean": "Kim Park Choi Jeong Yoon",
    "Indian": "Patel Krishnamurthy Iyer Banerjee Subramanian Reddy",
    "Japanese": "Tanaka Yamamoto Watanabe Fujimoto",
    "French": "Lefèvre Beauséjour d'Arcy L'Heureux Benoît",
    "German": "Müller Weiß Großmann von~Hohenfeld Jäger",
    "Turkish": "Y\u0131lmaz Öztürk Çelik Gündoğdu",
    "Hawaiian": "Kealoha Kahananui Akana Ka'ahumanu",
    "Hebrew": "Goldfarb Ben-David Rosenzweig Katz",
    "Cyrillic": "Иванов Петрова Смирнов Кузнецова",
    "Words": "Banks Rivers Stone Wood Moon Little Long Love Price Law Bishop Church Wise Bell Green Gray Hill Parker "
    "Carter Baker Smith Johnson Lopez",
}
_MONTHS: Final = "January February March April May June July August September October November December".split()
_ASCII: Final = str.maketrans("ŁłĐđŻżß\u0131İ", "LlDdZzsiI")

# The text, and which of its fields must not be left.
FORMS: Final[Mapping[str, tuple[str, str]]] = {
    "middle name": ("{stamp} ERROR {first} {second} {last}: Email must be unique", "last second"),
    "initial": ("could not add {first[0]}. {last}: Email must be unique", "last"),
    "last initial": ("IEP meeting for {first} {last[0]}. on file", "first"),
    "title": ("Section owner Ms. {last} is not a user", "last"),
    "titles": ("Mr. and Mrs. {last} called about the missing grades", "last"),
    "greeting": ("Dear {first},\n\nthe sync failed: Email must be unique\n\nThanks,\n{last}", "first last"),
    "informal": ("Hi {first}, can you check why this failed? Email must be unique", "first"),
    "quoted mail": ("On Mon, Mar 2, 2026 at 6:00 AM {name} <{mail}> wrote:\n> Email must be unique", "name last mail"),
    "copy": ("Cc: {name}; {last}, {first}\nSubject: sync error", "name last"),
    "list": ("{name}, {second} {last} and {first} Quimby were skipped", "name last"),
    "numbered": ("Failed students:\n1. {name}\n2. {second} {last}", "name last"),
    "bullets": ("Not synced:\n- {name}\n* {last}, {first}", "name last"),
    "markdown": (
        "| Student | ID | Error |\n|---|---|---|\n| {name} | {number} | Email must be unique |",
        "last number",
    ),
    "cells": ("<tr><td>{name}</td><td>{number}</td><td>Email must be unique</td></tr>", "last number"),
    "escaped mark-up": ("&lt;b&gt;{name}&lt;/b&gt; ({number}) failed", "number"),
    "yaml": ("- student:\n    name: {name}\n    sis_id: {number}\n    error: Email must be unique", "last number"),
    "yaml list": ("skipped:\n  - {name}\n  - {second} {last}", "name last"),
    "object": ("Student(name='{first}', id={number}, dob='{born}') failed validation", "first number born"),
    "fields": ("User[login={login}, fullName={name}, born={born}] rejected", "login last born"),
    "insert": ("INSERT INTO students VALUES ({number}, '{first}', '{second}', '{born}')", "number first second born"),
    "where": ('SELECT id FROM users WHERE last_name = "{last}" AND email = "{mail}" returned 2 rows', "last mail"),
    "duplicate": ("Duplicate entry '{mail}' for key 'users.mail'", "mail"),
    "constraint": ("Key (email)=({mail}) already exists. Key (student_number)=({number})", "mail number"),
    "directory": ("CN={last}\\, {first},OU=2031,OU=Students,DC=lakeview,DC=local", "last"),
    "computer": ("Device LAPTOP-{plain} is offline", "plain"),
    "document": ("/home/office/Transcripts/{last}, {first} ({number}).pdf: permission denied", "number"),
    "address line": ("GET /search?q={quoted} 500", "quoted"),
    "json": ('{{"student": {{"given": "{first}", "family": "{last}", "uniqueId": "{number}"}}}}', "first last number"),
    "json list": ('{{"skipped": [["{number}", "{last}", "{first}"]]}}', "number last first"),
    "note": ('{{"note": "{first} moved to {street}"}}', "first street"),
    "street": ("Address {street}, Apt 4, Springfield 90210-1234 could not be verified", "street"),
    "born": ("{name} (born {born}) has two records", "last born"),
    "birth date": ("DOB {born} does not match for {number}", "born number"),
    "social security": ("SSN {ssn} already in use", "ssn"),
    "phone": ("Guardian phone {phone} is not valid", "phone"),
    "message": ("SMS to {phone} failed", "phone"),
    "device": ("login from {ipv6} blocked, device {mac}", "ipv6 mac"),
    "card": ("payment with {card} declined", "card"),
    "password": ("login={login} password={password} rejected", "login password"),
    "token": ("Authorization: Bearer {token} expired", "token"),
    "edi": ("NM1*QC*1*{last}*{first}****34*{ssn}~ rejected", "last ssn"),
    "medical": ("PID|1||{number}^^^SIS||{last}^{first}||{born}|F", "number last first"),
    "card file": ("BEGIN:VCARD\nN:{last};{first};;;\nTEL:{phone}\nEND:VCARD", "last first phone"),
    "invitation": ('ATTENDEE;CN="{name}":mailto:{mail}', "name last mail"),
    "ini": ("[student]\nfirstname = {first}\nsurname = {last}\nstate_id = {number}", "first last number"),
    "elements": ("<ims:fn>{name}</ims:fn><ims:sourcedid>{number}</ims:sourcedid>", "number"),
    "section of text": ("<msg><![CDATA[{name} could not be added]]></msg>", "name last"),
    "semicolons": ("{number};{last};{first};{born};M;ES;failed", "number last first born"),
    "odd headings": ("STU_NBR,LNAME,FNAME,BDAY,MSG\n{number},{last},{first},{born},failed", "number last first"),
    "German": ("Nachname;Vorname;Geburtsdatum\n{last};{first};{born}", "last first born"),
    "quoted cells": ('"Student","Guardian"\n"{last}, {first}","{second} {last}"', "last first"),
    "fixed width": ("{number:<12}{last:<20}{first:<15}FAILED", "number last first"),
    "arrows": ("{number} -> {name} -> Email must be unique", "number last"),
    "for somebody": ("{stamp} ERROR Email must be unique for {name} in section 4", "last"),
    "one name": ("{first} was not enrolled because the section is full", "first"),
    "nickname": ('{first} "Buzzy" {last} has no e-mail', "last"),
    "last first": ("Email must be unique ({last} {first}, {number})", "last number"),
    "slash": ("merged {first}/{last} with {number}", "last number"),
    "Spanish": ("El estudiante {name} no fue inscrito; madre: {second} {last}", "name last"),
    "teacher": ("teacher: {last} ({mail})", "last mail"),
    "owner": ("Course 'Biology' is owned by {name}, who left", "name last"),
    "commit": ("Author: {name} <{mail}>", "name last mail"),
    "tabs": ("Last\tFirst\tGr\tID\n{last}\t{first}\t9\t{number}", "last first number"),
    "id and colon": ("student:{number}: Email must be unique", "number"),
    "number sign": ("Student #{number} has no guardian {name}", "number last"),
    "key": ('{{"{number}": "Email must be unique"}}', "number"),
    "error first": ('"Email must be unique",{name},{number}', "last number"),
    "chat": ("[06:00] {name}: grades are gone", "last"),
    "assigned": ("Ticket 4711 assigned to {name} by {second}", "last second"),
}


def somebody(chance: random.Random) -> dict[str, str]:
    """Make somebody up."""
    origin = chance.choice(list(FIRST))
    first = chance.choice(FIRST[origin].split())
    last = chance.choice(LAST[origin].split()).replace("~", " ")
    digits = chance.randint(10_000, 999_999_999)
    login = f"{_plain(first)[:1]}{_plain(last)}{digits % 100:02}"
    year, month, day = chance.randint(2004, 2014), chance.randint(1, 12), chance.randint(1, 28)
    name_of_month = _MONTHS[month - 1]
    numbers = (str(digits), f"{digits:09}", f"{digits % 10**7:07}-{digits % 10}", f"P{digits:06}"[:7])
    dates = (
        f"{month}/{day}/{year}", f"{name_of_month} {day}, {year}", f"{day:02}-{name_of_month[:3]}-{year}",
        f"{year}{month:02}{day:02}", f"{day}.{month}.{year}", f"{year}-{month:02}-{day:02}",
    )  # fmt: skip
    four = f"{digits % 10**4:04}"
    phones = (f"+44 7{four[1:]} {digits % 10**6:06}", f"212.555.{four}", f"+52 55 {four} {four}", f"1-415-555-{four}")
    streets = ("Maple St", "Juniper Lane", "Elmwood Drive", "Lincoln Blvd")
    return {
        "stamp": STAMP,
        "first": first,
        "last": last,
        "name": f"{first} {last}",
        "second": chance.choice(("Alexander", "Noelle", "Jae", "Beatriz", "Quincy")),
        "login": login,
        "plain": _plain(last).upper(),
        "quoted": urllib.parse.quote(f"{first} {last}"),
        "number": chance.choice(numbers),
        "mail": f"{login}@{chance.choice(('lakeview.k12.ca.us', 'gmail.com', 'mail.eastside.sch.uk'))}",
        "born": chance.choice(dates),
        "phone": chance.choice(phones),
        "street": f"{digits % 9_000 + 11} {chance.choice(streets)}",
        "ssn": f"{chance.randint(100, 665)}{chance.randint(10, 99)}{chance.randint(1000, 9999)}",
        "ipv6": ":".join(f"{chance.randint(0x1000, 0xFFFF):x}" for _ in range(8)),
        "mac": ":".join(f"{chance.randint(0, 255):02x}" for _ in range(6)),
        "card": "4" + "".join(chance.choice("0123456789") for _ in range(15)),
        "password": chance.choice(("Hunter2!", "tigers2031", "Tr0ub4dor&3", "blue-Horse-77")),
        "token": f"eyJhbGciOiJIUzI1NiJ9.{base64.urlsafe_b64encode(login.encode()).decode().strip('=')}x.{digits:030x}",
    }


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.translate(_ASCII))
    return "".join(letter for letter in letters if letter.isascii() and letter.isalpha()).casefold() or "xqz"


def planted(people: int, seed: int) -> Iterator[Planted]:
    """As many people as wanted, each in one form after the other."""
    chance = random.Random(seed)
    forms = list(FORMS.items())
    for number in range(people):
        form, (text, pieces) = forms[number % len(forms)]
        who = somebody(chance)
        yield Planted(form, text.format(**who), tuple(who[piece] for piece in pieces.split()))
