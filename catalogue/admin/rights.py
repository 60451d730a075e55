"""Who may bring rows into a state by the history or a proposal: whoever could do each of it by hand."""

from collections.abc import Collection, Mapping
from typing import Any

from catalogue.admin.edit_lines import model_of
from catalogue.models.recording import BATCH, Key, State


def may_make_true(user: Any, wanted: Mapping[Key, State], new: Collection[Key] = ()) -> bool:
    """Whether somebody may add, change and delete what `restore` would. Those that are `new` are added, whatever has their number."""
    return all(user.has_perm(right) for right in set(rights_taken(wanted, new).values()))


def rights_taken(wanted: Mapping[Key, State], new: Collection[Key] = ()) -> dict[Key, str]:
    """By row the right that it takes to bring it into its state. A query for each kind of row."""
    rights: dict[Key, str] = {}
    for label in {label for label, _pk in wanted}:
        app, _dot, kind = label.partition(".")
        states = {pk: state for (of, pk), state in wanted.items() if of == label}
        there = _there(label, list(states))
        for pk, state in states.items():
            is_there = pk in there and (label, pk) not in new
            step = "delete" if state is None else "change" if is_there else "add"
            rights[label, pk] = f"{app}.{step}_{kind}"
    return rights


def _there(label: str, ids: list[int]) -> set[int]:
    """Which of these rows there are. A query for each batch."""
    model, found = model_of(label), set[int]()
    for start in range(0, len(ids) if model else 0, BATCH):
        found |= set(model._base_manager.filter(pk__in=ids[start : start + BATCH]).values_list("pk", flat=True))  # type: ignore[union-attr]
    return found
