"""Outlines and textures of the insole drawing: plain path data, one unit being about 1.08 mm of a European size 42.

A right foot lies with the toes to the left and the inner (medial) side below: the side view, seen from the inner side,
stands right under the plan with every part at the same place.
"""

from collections.abc import Mapping

# An unknown form is drawn as a full length one with a dashed edge.
FORM_OUTLINES: Mapping[str, str] = {
    "full-length": (
        "M250 50C250 32 237 19 217 19C192 19 172 14 148 10C126 6 108 4 92 6C62 9 32 24 18 46"
        "C9 60 6 73 11 83C16 93 32 94 48 94C66 94 80 99 98 93C122 85 138 76 162 75C186 74 198 81 217 81"
        "C237 81 250 68 250 50Z"
    ),
    "three-quarter": (
        "M102 92C124 84 139 76 162 75C186 74 198 81 217 81C237 81 250 68 250 50C250 32 237 19 217 19"
        "C192 19 172 14 148 10C135 8 123 6 112 5C92 24 88 68 102 92Z"
    ),
    "heel-cup": (
        "M180 76C193 77 203 81 217 81C237 81 250 68 250 50C250 32 237 19 217 19C203 19 190 17 178 15"
        "C190 34 191 62 180 76Z"
    ),
    "heel-insert": (
        "M185 69C196 71 205 74 217 74C233 74 243 64 243 50C243 36 233 26 217 26C204 26 192 25 181 23"
        "C170 34 170 66 185 69Z"
    ),
    "arch-insert": "M97 94C118 86 136 79 160 77C180 76 195 78 212 80C206 58 184 40 156 42C126 44 103 64 97 94Z",
    "forefoot": "M40 62C38 40 52 20 78 15C102 11 120 24 122 44C124 64 108 82 88 87C66 92 42 84 40 62Z",
}

# Parts that have a place of their own even when nobody spoke of them, with the place of their question mark.
UNKNOWN_PARTS: Mapping[str, tuple[str, int, int]] = {
    "arch": (
        "M107 90C126 83 141 76 162 75C181 74 193 78 206 80C198 58 180 46 157 47C132 48 114 66 107 90Z",
        155,
        65,
    ),
    "cup": (
        (
            "M176 75C191 77 202 81 217 81C237 81 250 68 250 50C250 32 237 19 217 19C201 19 187 17 172 14"
            "C187 21 200 26 217 30C230 30 238 38 238 50C239 62 230 70 217 71C202 74 192 73 176 75Z"
        ),
        244,
        50,
    ),
    "pad": (
        "M98 50C98 41 106 36 115 37C127 39 138 45 141 50C138 56 127 62 115 63C106 64 98 59 98 50Z",
        115,
        50,
    ),
}

# The numbered ones are the contour lines of arch and heel cup: more lines, higher.
PARTS: Mapping[str, str] = {
    "arch1": "M119 82C132 75 146 69 161 69C173 68 186 71 197 76",
    "arch2": "M118 80C129 70 144 63 160 62C173 62 187 65 197 72",
    "arch3": "M116 77C126 65 143 56 158 55C172 55 188 60 198 69",
    "cup1": "M202 77C207 77 212 78 217 78C235 78 247 66 247 50C247 34 235 22 217 22C211 22 205 22 200 21",
    "cup2": "M206 74C209 75 213 75 217 75C233 75 244 65 244 50C244 35 233 25 217 25C212 25 207 25 203 24",
    "cup3": "M209 72C212 72 214 72 217 72C231 72 241 63 241 50C241 37 231 28 217 28C213 28 209 28 205 28",
    "heel": "M196 50C196 40 204 35 214 35C226 35 232 41 232 50C232 59 226 65 214 65C204 65 196 60 196 50Z",
    "ball": "M42 64C38 48 50 26 70 19C84 14 94 20 92 36C90 56 90 74 80 84C68 93 46 84 42 64Z",
    "shell": (
        "M110 82C127 76 142 70 162 69C186 68 198 75 217 75C233 75 244 65 244 50C244 35 233 25 217 25"
        "C192 25 171 20 147 16C138 14 129 13 121 12C104 36 101 66 110 82Z"
    ),
    "plate": (
        "M228 50C228 42 222 38 212 38C170 38 130 32 94 34C66 36 38 52 28 68C22 78 26 86 40 86"
        "C70 88 90 84 110 72C140 60 180 62 212 62C222 62 228 58 228 50Z"
    ),
    "plate-forefoot": (
        "M120 62C110 50 84 44 60 52C42 58 26 68 24 78C24 86 32 88 46 88C74 90 100 88 112 80C120 74 124 68 120 62Z"
    ),
    "post": "M166 75C187 75 199 81 217 81C231 81 242 74 247 64C244 76 233 85 217 88C199 85 188 77 166 75Z",
    "wedge": (
        "M247 36C242 26 231 19 217 19C192 19 172 14 148 10C126 6 108 4 92 6C82 7 71 10 61 13C71 8 81 4 91 1"
        "C108-2 126 0 149 4C173 8 192 13 217 13C233 15 243 24 247 36Z"
    ),
    "hole": "M205 50a9 9 0 1 1 18 0a9 9 0 1 1-18 0Z",
}

# Name, tile width and height, what is in the tile. Each kind of part has its own.
TEXTURES: tuple[tuple[str, int, int, str], ...] = (
    ("dots", 6, 6, '<path class="d-dot" d="M1 2h1M4 5h1"/>'),
    (
        "foam1",
        16,
        16,
        (
            '<path class="d-soft" d="M0 0h16v16H0z"/>'
            '<path class="d-ring" d="M3 4a1 1 0 1 0 2 0a1 1 0 1 0-2 0M11 12a1 1 0 1 0 2 0a1 1 0 1 0-2 0"/>'
        ),
    ),
    (
        "foam2",
        10,
        10,
        (
            '<path class="d-soft" d="M0 0h10v10H0z"/>'
            '<path class="d-ring" d="M1 3a1 1 0 1 0 2 0a1 1 0 1 0-2 0M6 8a1 1 0 1 0 2 0a1 1 0 1 0-2 0"/>'
        ),
    ),
    (
        "foam3",
        6,
        6,
        (
            '<path class="d-soft" d="M0 0h6v6H0z"/>'
            '<path class="d-ring" d="M0 2a1 1 0 1 0 2 0a1 1 0 1 0-2 0M3 5a1 1 0 1 0 2 0a1 1 0 1 0-2 0"/>'
        ),
    ),
    (
        "gel",
        8,
        8,
        ('<path class="d-gel" d="M0 0h8v8H0z"/><path class="d-gel-line" d="M0 2q2-2 4 0t4 0M0 6q2-2 4 0t4 0"/>'),
    ),
    (
        "bend1",
        12,
        12,
        ('<path class="d-arch" d="M0 0h12v12H0z"/><path class="d-arch-line" d="M0 12 12 0"/>'),
    ),
    (
        "bend2",
        7,
        7,
        ('<path class="d-arch" d="M0 0h7v7H0z"/><path class="d-arch-line" d="M0 7 7 0"/>'),
    ),
    (
        "bend3",
        4,
        4,
        ('<path class="d-arch" d="M0 0h4v4H0z"/><path class="d-arch-line" d="M0 4 4 0"/>'),
    ),
    (
        "dense-foam",
        5,
        5,
        ('<path class="d-hard" d="M0 0h5v5H0z"/><path class="d-grain" d="M1 1h1M3 4h1"/>'),
    ),
    (
        "cork",
        12,
        10,
        ('<path class="d-hard" d="M0 0h12v10H0z"/><path class="d-grain" d="M1 2l3 1M7 1l1 2M4 7l2-1M9 6l2 2"/>'),
    ),
    (
        "thermoplastic",
        8,
        8,
        '<path class="d-hard" d="M0 0h8v8H0z"/><path class="d-grain" d="M0 4h8"/>',
    ),
    (
        "fibreglass",
        8,
        8,
        ('<path class="d-hard" d="M0 0h8v8H0z"/><path class="d-grain" d="M0 4h8M4 0v8"/>'),
    ),
    (
        "carbon-fibre",
        6,
        6,
        ('<path class="d-hard" d="M0 0h6v6H0z"/><path class="d-grain" d="M0 0 6 6M6 0 0 6"/>'),
    ),
    (
        "plate-grain",
        6,
        6,
        '<path class="d-plate" d="M0 0h6v6H0z"/><path class="d-grain" d="M0 3h6"/>',
    ),
    (
        "nubs",
        14,
        14,
        '<path class="d-nub" d="M2 4a2 2 0 1 0 4 0a2 2 0 1 0-4 0M9 11a2 2 0 1 0 4 0a2 2 0 1 0-4 0"/>',
    ),
    (
        "magnets",
        42,
        28,
        ('<path class="d-magnet" d="M9 11a5 5 0 0 1 10 0z"/><path class="d-magnet-south" d="M9 11a5 5 0 0 0 10 0z"/>'),
    ),
    ("heat", 20, 14, '<path class="d-heat" d="M0 7q5-9 10 0t10 0"/>'),
)
