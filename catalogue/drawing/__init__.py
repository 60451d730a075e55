"""Drawings made from data: insoles, scales, dumbbells, foot maps and the body figure.

Plain values in, safe SVG out; no models, no requests.
"""

from catalogue.drawing.body import BodyRegion, body_figure_svg
from catalogue.drawing.chain import ChainLink, chain_figure_svg
from catalogue.drawing.insole import insole_svg, small_svg
from catalogue.drawing.marks import dumbbell_svg, foot_map_label, foot_map_svg, scale_svg
from catalogue.drawing.shape import InsoleShape, shape_from
from catalogue.drawing.symbols import insole_symbols
from catalogue.drawing.words import description

__all__ = [
    "BodyRegion",
    "ChainLink",
    "InsoleShape",
    "body_figure_svg",
    "chain_figure_svg",
    "description",
    "dumbbell_svg",
    "foot_map_label",
    "foot_map_svg",
    "insole_svg",
    "insole_symbols",
    "scale_svg",
    "shape_from",
    "small_svg",
]
