"""The shared pieces of the drawings, defined once a page and placed by `<use>`."""

import re
from collections.abc import Iterable

from django.utils.safestring import SafeString, mark_safe

from catalogue.drawing.figures import FOOT
from catalogue.drawing.outlines import FORM_OUTLINES, PARTS, TEXTURES, UNKNOWN_PARTS


def insole_symbols(drawings: str | None = None) -> SafeString:
    """The shared pieces: once a page, before the first drawing. Of given drawings only those that they place."""
    return _ALL if drawings is None else _svg(_PIECES[name] for name in _placed_by(drawings))


def _placed_by(drawings: str) -> list[str]:
    """The pieces that drawings name, and those that these are made of, in their order."""
    found: set[str] = set()
    named = set(_NAMES.findall(drawings))
    while named:
        found |= named
        named = {name for piece in named for name in _NAMES.findall(_PIECES[piece])} - found
    return [name for name in _PIECES if name in found]


def _path(name: str, d: str) -> str:
    return f'<path id="d-{name}" d="{d}"/>'


def _unknown(name: str, x: int, y: int) -> str:
    """A part nobody spoke of: its place dashed and dotted, with a question mark."""
    piece = f'<use href="#d-{name}" class="d-unknown" fill="url(#d-dots)"/>'
    return f'<g id="d-{name}-unknown">{piece}<use href="#d-q" x="{x}" y="{y}"/></g>'


def _texture(name: str, width: int, height: int, tile: str) -> str:
    return f'<pattern id="d-{name}" width="{width}" height="{height}" patternUnits="userSpaceOnUse">{tile}</pattern>'


def _svg(pieces: Iterable[str]) -> SafeString:
    start = '<svg class="d-symbols" width="0" height="0" aria-hidden="true" focusable="false"><defs>'
    return mark_safe(f"{start}{''.join(pieces)}</defs></svg>")  # noqa: S308 - constants of this package only


def _pieces() -> dict[str, str]:
    """Every piece by its name."""
    pieces = {
        "q": '<g id="d-q"><circle class="d-q" r="7"/><text class="d-q-text" y="4">?</text></g>',
        "foot": _path("foot", FOOT),
        "foot-clip": '<clipPath id="d-foot-clip"><use href="#d-foot"/></clipPath>',
    }
    pieces |= {texture[0]: _texture(*texture) for texture in TEXTURES}
    pieces |= {name: _path(name, d) for name, d in [*FORM_OUTLINES.items(), *PARTS.items()]}
    for name, (d, x, y) in UNKNOWN_PARTS.items():
        pieces |= {name: _path(name, d), f"{name}-unknown": _unknown(name, x, y)}
    return pieces


_PIECES = _pieces()
_NAMES = re.compile(r"#d-([a-z0-9-]+)")
_ALL = _svg(_PIECES.values())
