"""Django's `test`, with everything that is not an option of ours handed to pytest: `manage.py test -k facets -x`."""

from collections.abc import Sequence

from django.core.management.commands.test import Command as DjangoTest

OWN_OPTIONS = {"--only-tests", "--only-checks", "--no-browser", "-h", "--help"}


class Command(DjangoTest):
    """The work is done by settings.TEST_RUNNER."""

    help = "Run every check and every test. Arguments that are not listed here go to pytest."

    def run_from_argv(self, argv: list[str]) -> None:
        """Hide pytest's options from Django, which would refuse them."""
        super().run_from_argv([*argv[:2], *behind_a_separator(argv[2:])])


def behind_a_separator(arguments: Sequence[str]) -> list[str]:
    """Our options first, all others behind the `--` that ends options."""
    own = [argument for argument in arguments if argument in OWN_OPTIONS]
    others = [argument for argument in arguments if argument not in OWN_OPTIONS and argument != "--"]
    return [*own, "--", *others]
