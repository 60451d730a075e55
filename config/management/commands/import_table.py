"""Import a table of products, statements, offers or sources: checked, all or nothing, the same as at the desk."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from catalogue.transfer import CHANGED, KINDS, NEW, REFUSED, SAME, Line, Outcome, run
from config.progress import bar, step


class Command(BaseCommand):
    """Says what each row would do with --trial; without it, does it if no row is refused."""

    help = "Import a table (CSV or XLSX) through all checks, in one transaction, and derive the spec entries."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file and what it holds."""
        parser.add_argument("file", type=Path, help="a table; docs/data.md names its columns")
        parser.add_argument("--kind", required=True, choices=list(KINDS), help="what its rows are")
        parser.add_argument("--trial", action="store_true", help="only say what would happen; nothing is changed")

    def handle(self, *args: Any, **options: Any) -> None:
        """Count the rows by what became of them; or name every refused one, after which nothing has changed."""
        try:
            content = options["file"].read_bytes()
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}") from None
        outcome = self._run(options["file"].name, options["kind"], content, is_trial=options["trial"])
        if not outcome.is_clean:
            refused = outcome.of(REFUSED)
            told = "\n".join(f"  {line}" for line in (*outcome.faults, *map(_told, refused)))
            raise CommandError(f"Nothing was imported. Refused rows: {len(refused)}\n{told}")
        if options["verbosity"] > 0:
            self.stdout.write(_counted(outcome))

    def _run(self, name: str, kind: str, content: bytes, *, is_trial: bool) -> Outcome:
        what = f"Trying {name}" if is_trial else f"Importing {name}"
        with step(what) as doing:

            def say(done: int, total: int) -> None:
                doing.detail = bar(done, total)

            return run(KINDS[kind], content, is_trial=is_trial, said=say)[0]


def _told(line: Line) -> str:
    notes = "; ".join(f"{note.column}: {note.text}" if note.column else note.text for note in line.notes)
    return f"row {line.number} ({line.name}) · {notes}"


def _counted(outcome: Outcome) -> str:
    counts = ", ".join(f"{outcome.counts[name]} {name}" for name in (NEW, CHANGED, SAME))
    return (
        f"{counts}\nnothing was changed: a trial run"
        if outcome.is_trial
        else f"{counts}\nspec entries: {outcome.entries}"
    )
