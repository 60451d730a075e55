"""The plan view: an insole from above, layer upon layer."""

from collections.abc import Iterator

from catalogue.drawing.outlines import FORM_OUTLINES
from catalogue.drawing.shape import SPECIFIC_CHOICES, InsoleShape, Presence


def place(name: str, classes: str = "", fill: str = "") -> str:
    """A shared piece, put where it belongs; `fill` names a texture."""
    written = f' class="{classes}"' if classes else ""
    texture = f' fill="url(#d-{fill})"' if fill else ""
    return f'<use href="#d-{name}"{written}{texture}/>'


def plan_view(shape: InsoleShape) -> str:
    """The insole from above, from the lowest layer to the topmost."""
    return "".join(_plan_layers(shape))


def _plan_layers(shape: InsoleShape) -> Iterator[str]:
    yield _body(shape)
    yield from _stiff_layers(shape)
    yield from _all_over(shape)
    yield from _cushions(shape)
    yield _arch(shape)
    yield _heel_cup(shape)
    yield from _edges(shape)
    yield _pad(shape)


def _outline(shape: InsoleShape) -> str:
    return shape.form if shape.form and shape.form in FORM_OUTLINES else "full-length"


def _body(shape: InsoleShape) -> str:
    """The outline, filled by what is known of the cushioning; a short form lies on the ghost of the whole foot."""
    outline = _outline(shape)
    edge = "d-base" if shape.form in FORM_OUTLINES else "d-unknown"
    ghost = "" if outline == "full-length" else place("full-length", "d-ghost")
    presence = shape.presence("cushioning")
    if presence is Presence.SPECIFIC:
        return ghost + place(outline, edge, f"foam{shape.level('cushioning')}")
    if presence is Presence.UNKNOWN:
        return ghost + place(outline, edge, "dots")
    return ghost + place(outline, f"{edge} {'d-soft' if presence.is_there else 'd-paper'}")


def _stiff_layers(shape: InsoleShape) -> Iterator[str]:
    shell, plate = shape.presence("rigid-shell"), shape.presence("stabiliser-plate")
    if shell is Presence.SPECIFIC:
        yield place("shell", "d-hard-edge", shape.rigid_shell or "")
    elif shell.is_there:
        yield place("shell", "d-hard d-hard-some")
    if plate.is_there:
        name = "plate-forefoot" if shape.stabiliser_plate == "forefoot" else "plate"
        yield place(
            name,
            "d-hard-edge" if plate is Presence.SPECIFIC else "d-hard-some",
            "plate-grain",
        )


def _cushions(shape: InsoleShape) -> Iterator[str]:
    if shape.presence("heel-cushion").is_there:
        yield place("heel", "d-soft-edge", "gel")
    if shape.presence("forefoot-cushion").is_there:
        yield place("ball", "d-soft-edge", "gel")
    if shape.presence("heel-recess").is_there:
        yield place("hole", "d-hole")


def _arch(shape: InsoleShape) -> str:
    """More lines, higher arch; closer hatching, stiffer arch."""
    presence = shape.arch
    if presence is Presence.UNKNOWN:
        return place("arch-unknown")
    if not presence.is_there:
        return ""
    stiffness = shape.level("arch-support")
    edge = "d-solid" if presence is Presence.SPECIFIC else "d-some"
    patch = place("arch", edge, f"bend{stiffness}") if stiffness else place("arch", f"d-arch {edge}")
    if shape.arch_height == "adjustable":
        return patch + _contours("arch", len(SPECIFIC_CHOICES["arch-height"]), "d-contour d-several")
    return patch + _contours("arch", shape.level("arch-height"))


def _heel_cup(shape: InsoleShape) -> str:
    """More lines, deeper cup."""
    presence = shape.presence("heel-cup")
    if presence is Presence.UNKNOWN:
        # A heel pad is narrower than the cup's place: the question mark alone says it.
        return '<use href="#d-q" x="243" y="50"/>' if shape.form == "heel-insert" else place("cup-unknown")
    if not presence.is_there:
        return ""
    edge = "d-solid" if presence is Presence.SPECIFIC else "d-some"
    return place("cup", f"d-cup {edge}") + _contours("cup", shape.level("heel-cup"))


def _contours(name: str, level: int, classes: str = "d-contour") -> str:
    return "".join(place(f"{name}{line}", classes) for line in range(1, level + 1))


def _edges(shape: InsoleShape) -> Iterator[str]:
    if shape.presence("medial-posting").is_there:
        yield place("post", "d-post")
    if shape.presence("lateral-wedge").is_there:
        yield place("wedge", "d-post")


def _pad(shape: InsoleShape) -> str:
    """The metatarsal pad; a loose one is drawn open."""
    presence = shape.presence("metatarsal-pad")
    if presence is Presence.UNKNOWN:
        return place("pad-unknown")
    if not presence.is_there:
        return ""
    if shape.metatarsal_pad == "optional":
        return place("pad", "d-loose d-solid")
    return place("pad", f"d-pad {'d-solid' if presence is Presence.SPECIFIC else 'd-some'}")


def _all_over(shape: InsoleShape) -> Iterator[str]:
    for slug, texture in (
        ("heated", "heat"),
        ("texture-nubs", "nubs"),
        ("magnets", "magnets"),
    ):
        if shape.presence(slug).is_there:
            yield place(_outline(shape), "", texture)
