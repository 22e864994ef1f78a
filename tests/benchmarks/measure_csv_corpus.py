"""How well damaged CSV files are read: a known error is put in each of their descriptions and looked for again.

    python -m tests.benchmarks.measure_csv_corpus FOLDER [--show 20]

FOLDER holds the `polluted_files/csv` of Pollock (HPI-Information-Systems/Pollock): one table of products, damaged in
some thousand ways, at one place each. A file is exact when each description is found once. A record is wrong when
what is named as the affected one is no product of the table.
"""

from __future__ import annotations

import argparse
import csv
import io
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from app.core.matching.filters import NO_FILTERS
from app.services.error_desk import Desk
from app.services.open_catalog import open_desk
from app.services.scanning.file_scan import LogScanning
from app.storage.inputs.log_file import LogFile
from app.storage.places import find_places

ERROR = "User missing the following fields: email"
NAMES = {b"PRODUCTID": b"Student ID", b"ProductDescription": b"Error message", b"DATE": b"Date", b"TIME": b"Time"}


@dataclass
class Score:
    """What was found in the files so far."""

    files: int = 0
    exact: int = 0
    lost: int = 0
    too_many: int = 0
    wrong_records: int = 0
    missing_records: int = 0
    unaccounted: int = 0
    faults: list[str] = field(default_factory=list)


def rows_of(source: bytes) -> list[dict[str, str]]:
    """The rows of the clean file."""
    return list(csv.DictReader(io.StringIO(source.decode(), newline="")))


def with_errors(data: bytes, rows: list[dict[str, str]]) -> tuple[bytes, int]:
    """A file with an error instead of each description that stands in it whole, and how many there are."""
    for name, heading in NAMES.items():
        data = data.replace(name, heading)
    told = 0
    for text in {row["ProductDescription"].encode() for row in rows}:
        for form in {text, text.replace(b'"', b'""')}:
            told += data.count(form)
            data = data.replace(form, ERROR.encode())
    return data, told


def measure(folder: Path, desk: Desk) -> Score:
    """Scan all files of a folder."""
    score = Score()
    rows = rows_of((folder / "source.csv").read_bytes())
    products = Counter(row["PRODUCTID"] for row in rows)
    scanning = LogScanning(desk.matcher.exact, NO_FILTERS)
    for path in sorted(folder.glob("*.csv")):
        data, told = with_errors(path.read_bytes(), rows)
        scanning.scanner.start_anew()
        scanning.scan(LogFile(path.name, len(data), lambda data=data: io.BytesIO(data)), lambda _: True)
        report = scanning.scanner.report()
        found = sum(finding.count for finding in report.findings)
        named = Counter[str]()
        for finding in report.findings:
            for record, affected in finding.records.most_common():
                named[record] += affected.count
        tables = -(-told // len(rows))
        wrong = named - Counter({product: times * tables for product, times in products.items()})
        verdict = report.files[0]
        score.files += 1
        score.exact += found == told
        score.lost += max(0, told - found)
        score.too_many += max(0, found - told)
        score.wrong_records += wrong.total()
        score.missing_records += max(0, told - named.total())
        pass
        if found != told or wrong:
            score.faults.append(f"{path.name} ({verdict.format}): {found} of {told}, wrong {dict(wrong)}")
    return score


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", type=int, default=20, help="faults to name")
    options = parser.parse_args()
    score = measure(options.folder, open_desk(find_places()))
    print(f"{score.exact} of {score.files} files exact ({score.exact / max(score.files, 1):.2%})")
    print(f"{score.lost} errors lost, {score.too_many} too many, {score.unaccounted} files whose account is wrong")
    print(f"{score.wrong_records} wrong records, {score.missing_records} not named")
    print(*score.faults[: options.show], sep="\n")


if __name__ == "__main__":
    main()
