"""A catalog of any size for measuring: varied entries of about 1.2 KB of YAML each, the same for the same seed."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENDORS = ("CourseKey", "PowerSchool", "Skyward", "Synergy", "Infinite Campus", "Aeries")
RECORD_TYPES = ("user", "course", "enrollment", "attendance", "assignment", "score", "section")
SYLLABLES = "ba co di fe gu ha ki lo mu ne pa qui ro sa te vu wi xe yo zu tra ment sion ling ster ock ist".split()


class _Writer:
    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._words = ["".join(self._random.choices(SYLLABLES, k=self._random.randint(1, 4))) for _ in range(5_000)]

    def words(self, low: int, high: int) -> str:
        return " ".join(self._random.choices(self._words, k=self._random.randint(low, high)))

    def entry(self, number: int, vendor: str) -> str:
        record_type = self._random.choice(RECORD_TYPES)
        text = f"{self.words(3, 9)} {{id:id}} {self.words(1, 4)}"
        steps = "".join(
            f"          - do: {self.words(6, 12)}.\n            who: registrar\n            where: SIS\n"
            for _ in range(self._random.randint(1, 3))
        )
        said = "".join(f"      - {self.words(4, 9)}\n" for _ in range(self._random.randint(1, 3)))
        return (
            f"  - id: {vendor.casefold().replace(' ', '-')}.{record_type}.generated-{number}\n"
            f"    title: {self.words(3, 7)}\n"
            f"    record_types: [{record_type}]\n"
            f'    messages:\n      - text: "{text}"\n        status: "400"\n        code: "{number % 97 + 10_000}"\n'
            f"    meaning: >-\n      {self.words(12, 18)}\n      {self.words(8, 14)}.\n"
            f"    causes:\n      - title: {self.words(3, 7)}\n        steps:\n{steps}"
            f"    consequence: blocks-record\n    next_run: retried-after-fix\n"
            f"    escalate:\n      to: SIS support\n      send: {self.words(5, 9)}.\n"
            f"    also_said:\n{said}"
            f"    certainty: documented\n"
            f"    source: {{document: coursekey-error-dictionary, section: {self.words(1, 3)}}}\n"
            f'    samples:\n      match:\n        - text: "{text.replace("{id:id}", str(number))}"\n\n'
        )


def write_catalog(folder: Path, entries: int, *, seed: int = 1) -> Path:
    """Write a catalog of so many entries below a new folder and return its folder."""
    writer = _Writer(seed)
    catalog = folder / "catalog"
    catalog.mkdir(parents=True)
    shutil.copy(ROOT / "catalog" / "vocabulary.yaml", catalog)
    for index, vendor in enumerate(VENDORS):
        numbers = range(index, entries, len(VENDORS))
        body = "".join(writer.entry(number, vendor) for number in numbers)
        name = vendor.casefold().replace(" ", "-")
        (catalog / f"{name}.yaml").write_text(f"system: Canvas\nvendor: {vendor}\nentries:\n{body}", encoding="utf-8")
    return catalog
