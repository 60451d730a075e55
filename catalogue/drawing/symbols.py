"""The shared pieces of the drawings, defined once a page and placed by `<use>`."""

from django.utils.safestring import SafeString, mark_safe

from catalogue.drawing.figures import FOOT
from catalogue.drawing.outlines import FORM_OUTLINES, PARTS, TEXTURES, UNKNOWN_PARTS


def insole_symbols() -> SafeString:
    """The shared pieces: once a page, before the first drawing."""
    return _SYMBOLS


def _path(name: str, d: str) -> str:
    return f'<path id="d-{name}" d="{d}"/>'


def _unknown(name: str, x: int, y: int) -> str:
    """A part nobody spoke of: its place dashed and dotted, with a question mark."""
    piece = f'<use href="#d-{name}" class="d-unknown" fill="url(#d-dots)"/>'
    return f'<g id="d-{name}-unknown">{piece}<use href="#d-q" x="{x}" y="{y}"/></g>'


def _texture(name: str, width: int, height: int, tile: str) -> str:
    return f'<pattern id="d-{name}" width="{width}" height="{height}" patternUnits="userSpaceOnUse">{tile}</pattern>'


def _all_symbols() -> SafeString:
    outlines = [_path(name, d) for name, d in FORM_OUTLINES.items()]
    parts = [_path(name, d) for name, d in PARTS.items()]
    unknown = [_path(name, d) + _unknown(name, x, y) for name, (d, x, y) in UNKNOWN_PARTS.items()]
    question = '<g id="d-q"><circle class="d-q" r="7"/><text class="d-q-text" y="4">?</text></g>'
    foot = f'{_path("foot", FOOT)}<clipPath id="d-foot-clip"><use href="#d-foot"/></clipPath>'
    drawn = "".join(
        [
            question,
            foot,
            *(_texture(*texture) for texture in TEXTURES),
            *outlines,
            *parts,
            *unknown,
        ]
    )
    start = '<svg class="d-symbols" width="0" height="0" aria-hidden="true" focusable="false"><defs>'
    return mark_safe(f"{start}{drawn}</defs></svg>")  # noqa: S308 - constants of this module only


_SYMBOLS = _all_symbols()
