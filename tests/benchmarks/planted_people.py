"""Made-up people and the texts that name them: what redaction must not let through, in the forms that logs have.

Names of many origins, since what one alphabet or order of names hides the next one shows. All are combined at random
with a fixed seed; none is a person's.
"""

from __future__ import annotations

import base64
import hashlib
import json
import random
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from typing import Final, NamedTuple

FIRST: Final[Mapping[str, str]] = {
    "American": "James Mary Robert Patricia Jennifer Michael Linda William Barbara Jessica Grant Will Mark May Rose",
    "Hispanic": "José María Juan Guadalupe Luis Ximena Jesús Lucía Carlos Sofía Andrés Yesenia Iñaki Begoña",
    "Vietnamese": "Linh Thuy Minh Anh Phuong Duc Hanh Quang Tuyet Khanh Bao Ngoc Trang Thao",
    "Polish": "Łukasz Żaneta Małgorzata Paweł Świętosław Agnieszka Michał Zofia Stanisław Grażyna",
    "Czech": "Šimon Žofie Jiří Ondřej Lenka Tomáš Kateřina Řehoř Zdeněk Božena",
    "Arabic": "Mohammed Fatima Ahmed Aisha Khalid Layla Yusuf Zainab Omar Noor Abdulrahman",
    "African": "Ngozi Chinedu Oluwaseun Amara Kwame Abena Thabo Nomvula Tendai Wanjiru",
    "Chinese": "Wei Xiuying Jing Haoran Zihan Yuxuan Meiling Guowei Xinyi Jianguo",
    "Irish": "Siobhán Niamh Caoimhe Ruairí Aoife Tadhg Oisín Eoghan Gráinne Pádraig",
}
LAST: Final[Mapping[str, str]] = {
    "American": "Smith Johnson Williams Brown Jones Miller Davis King Young Page Field Case White Cooper St.~Clair",
    "Hispanic": "García Rodríguez Martínez Hernández López de~la~Cruz Pérez-Ruiz Núñez Ibáñez del~Valle Peña",
    "Vietnamese": "Nguyễn Nguyen Trần Phạm Huỳnh Hoang Vũ Đặng Bui Ngo",
    "Polish": "Kowalski Wiśniewska Wójcik Śliwiński Zając Łoś Dąbrowska Żukowski",
    "Czech": "Novák Svobodová Dvořák Černý Procházková Kučera Říha Šťastný",
    "Arabic": "al-Hassan Hussein bin~Saleh Mansour Abdallah El~Sayed Haddad Qureshi",
    "African": "Okafor Adeyemi Mensah Nkosi Mutasa Kamau Osei Diallo",
    "Chinese": "Wang Zhang Zhao Huang Zhou Xu Ouyang Zheng",
    "Irish": "O'Brien Ó~Súilleabháin McCarthy Fitzgerald O'Sullivan Ní~Bhriain MacGrath Doyle",
}


class Planted(NamedTuple):
    """A text, and what of it names somebody."""

    form: str
    text: str
    pieces: tuple[str, ...]


class Person(NamedTuple):
    """Somebody who does not exist."""

    first: str
    last: str
    number: str
    login: str
    email: str
    born: str
    phone: str
    parent: str
    ip: str

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first} {self.last}"

    @property
    def last_first(self) -> str:
        """As lists print it."""
        return f"{self.last}, {self.first}"


def person(random_of: random.Random) -> Person:
    """Make somebody up."""
    origin = random_of.choice(list(FIRST))
    first = random_of.choice(FIRST[origin].split())
    last = random_of.choice(LAST[origin].split()).replace("~", " ")
    plain = _plain(first)[:1] + _plain(last)
    digits = random_of.randint(10_000, 999_999_999)
    number = random_of.choice([str(digits), f"S{digits}", f"A{digits % 100_000:05}", f"stu-{digits}", f"{digits:09}"])
    login = random_of.choice([plain, f"{plain}{digits % 100:02}", f"{_plain(first)}.{_plain(last)}"])
    parent = f"{random_of.choice(FIRST[origin].split())} {last}"
    return Person(
        first, last, number, login,
        f"{login}@{random_of.choice(['north.k12.us', 'students.maplewood.org', 'riverbend.edu'])}",
        f"{random_of.randint(2004, 2018)}-{random_of.randint(1, 12):02}-{random_of.randint(1, 28):02}",
        f"({random_of.randint(200, 989)}) {random_of.randint(200, 989)}-{random_of.randint(1000, 9999)}",
        parent, f"10.{random_of.randint(0, 255)}.{random_of.randint(0, 255)}.{random_of.randint(1, 254)}",
    )  # fmt: skip


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.translate(str.maketrans("ŁłĐđŻż", "LlDdZz")))
    return "".join(letter for letter in letters if letter.isascii() and letter.isalpha()).casefold()


STAMP: Final = "2026-03-02 06:00:14"
Form = Callable[[Person], tuple[str, tuple[str, ...]]]


def _forms() -> Iterator[tuple[str, Form]]:
    message = "User missing the following fields: email"
    yield "name before", lambda p: (f"{STAMP} ERROR could not sync {p.name}: {message}", (p.name, p.last))
    yield "name first", lambda p: (f"ERROR {p.name}: Email must be unique", (p.name, p.last))
    yield "name behind", lambda p: (f"{STAMP} ERROR {message} - {p.name}", (p.name, p.last))
    yield "possessive", lambda p: (f"{p.name}'s address belongs to another user", (p.name, p.last))
    yield "last, first", lambda p: (f"row 14: {p.last_first}: Email must be unique", (p.last_first, p.last))
    yield "capitals", lambda p: (f"ERROR {p.last_first.upper()} SKIPPED", (p.last_first, p.last))
    yield "small letters", lambda p: (f"student {p.name.lower()} was not enrolled", (p.name,))
    yield "family name", lambda p: (f"student {p.last.lower()} was not enrolled", (p.last,))
    yield "parent", lambda p: (f"Mother: {p.parent}, phone {p.phone}", (p.parent, p.phone))
    yield "bracketed id", lambda p: (f"[{p.number}] Email must be unique", (p.number,))
    yield "id behind the level", lambda p: (f"{STAMP} ERROR {p.number} Email must be unique", (p.number,))
    yield "ldap", lambda p: (f"CN={p.name},OU=Students,DC=north,DC=k12 could not be bound", (p.name, p.last))
    yield "home folder", lambda p: (f"C:\\Users\\{p.login}\\Downloads\\grades.csv is locked", (p.login,))
    yield "share", lambda p: (f"\\\\server\\home$\\{p.login} not found", (p.login,))
    yield "domain", lambda p: (f"Login failed for NORTH\\{p.login}", (p.login,))
    yield "path", lambda p: (f"GET /users/{p.login} 404 Not Found", (p.login,))
    yield "url", lambda p: (
        f"https://sis.north.org/users/{p.number}?mail={p.email.replace('@', '%40')} failed", (p.number, p.email),
    )  # fmt: skip
    yield "file name", lambda p: (f"could not open 'IEP {p.name}.pdf'", (p.name, p.last))
    yield "quoted login", lambda p: (f"Login failed for '{p.login}' from {p.ip}", (p.login, p.ip))
    yield (
        "attribute",
        lambda p: (f'<student id="{p.number}" name="{p.name}" status="failed"/>', (p.number, p.name, p.last)),
    )
    yield (
        "element",
        lambda p: (
            f"<user><givenName>{p.first}</givenName><familyName>{p.last}</familyName></user>",
            (p.first, p.last),
        ),
    )
    yield (
        "json",
        lambda p: (
            json.dumps({"parent1_name": p.parent, "guardians": [p.name], "dob": p.born, "sourcedId": p.number}),
            (p.parent, p.name, p.born, p.number),
        ),
    )
    yield "json, as letters", lambda p: (
        json.dumps({"failed_students": [p.name], p.name: "failed"}, ensure_ascii=False), (p.name, p.last),
    )  # fmt: skip
    yield "emergency", lambda p: (json.dumps({"emergency_contact_1": p.parent, "ip": p.ip}), (p.parent, p.ip))
    yield "pipes", lambda p: (f"{p.number}|{p.last}|{p.first}|{p.email}|failed", (p.number, p.last, p.first, p.email))
    yield "tabs", lambda p: (f"{p.number}\t{p.name}\t{p.born}\tfailed", (p.number, p.name, p.born))
    yield "csv without header", lambda p: (
        f'{p.number},{p.first},"{p.last}",{p.born},"Email must be unique"', (p.number, p.first, p.last, p.born),
    )  # fmt: skip
    yield "csv numbered", lambda p: (f"id1,name1,mail1\n{p.number},{p.name},{p.email}", (p.number, p.name, p.email))
    yield (
        "csv spanish",
        lambda p: (
            f"matricula;nombre;apellido;correo\n{p.number};{p.first};{p.last};{p.email}",
            (p.number, p.first, p.last, p.email),
        ),
    )
    yield (
        "csv",
        lambda p: (
            f"Student ID,First,Last,Login,Message\n{p.number},{p.first},{p.last},{p.login},failed",
            (p.number, p.first, p.last, p.login),
        ),
    )
    yield "signature", lambda p: (f"Please help.\n\nBest,\n{p.name}\n{p.phone}", (p.name, p.last, p.phone))
    yield "display name", lambda p: (f'From: "{p.name}" <{p.email}>', (p.name, p.email))
    yield "base64", lambda p: (f"state={_base64(p.email)} expired", (_base64(p.email),))
    yield "hash", lambda p: (f"avatar {_hash(p.email)} missing", (_hash(p.email),))
    yield "claimed", lambda p: (f"user {p.name} has already claimed {p.number}'s login", (p.name, p.number))
    yield "known, then prose", lambda p: (
        f'name="{p.name}" email={p.email}\nwe called {p.last} again, {p.email} bounced', (p.name, p.last, p.email),
    )  # fmt: skip
    yield "access log", lambda p: (
        f'{p.ip} - {p.login} [02/Mar/2026:06:00:01 +0000] "PUT /students/{p.number} HTTP/1.1" 404 91',
        (p.ip, p.login, p.number),
    )  # fmt: skip


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


FORMS: Final = dict(_forms())


def planted(people: int, seed: int) -> Iterator[Planted]:
    """As many people as wanted, each in one form after the other."""
    random_of = random.Random(seed)
    forms = list(FORMS.items())
    for number in range(people):
        form, make = forms[number % len(forms)]
        text, pieces = make(person(random_of))
        yield Planted(form, text, pieces)
