"""Write the open data set out as JSON files, in the form that docs/data.md describes."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from catalogue.exports.records import digest
from config.open_data import EXPORTS, as_json


class Command(BaseCommand):
    """Writes every file when none is named; without a folder it names count and SHA-256 of each."""

    help = "Write the open data set as JSON files to a folder, or list what each file would hold."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which files, and where to."""
        parser.add_argument("files", nargs="*", help=f"names out of: {', '.join(EXPORTS)}; without any, all")
        parser.add_argument("--to", type=Path, metavar="FOLDER", help="where to write; made if it is missing")
        parser.add_argument(
            "--record", type=Path, metavar="FILE", help="also write counts and hashes, as tests compare them"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """One line a file: its name, how many records, and the SHA-256 of its canonical JSON."""
        if unknown := sorted(set(options["files"]) - set(EXPORTS)):
            raise CommandError(f"There is no file {', '.join(unknown)}. Known are: {', '.join(EXPORTS)}.")
        recorded = {}
        for name in options["files"] or EXPORTS:
            records = EXPORTS[name]()
            if options["to"]:
                write(options["to"] / f"{name}.json", records)
            recorded[name] = {"records": len(records), "sha256": digest(records)}
            self.stdout.write(f"{name}.json  {len(records)} records  {digest(records)}")
        if options["record"]:
            write(options["record"], recorded)


def write(path: Path, content: Any) -> None:
    """One file, indented by two spaces, so that a change reads well."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(as_json(content))
