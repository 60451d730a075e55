"""More than one hundred files that somebody might send as a photo, to break, to fill up or to misuse whoever takes them.

Each is refused for a reason (the code of the message), or is kept as a plain photo: SAFE. They are made one at a time and
small, since what makes them must not need the memory that they are meant to eat.
"""

import io
import random
import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from PIL import Image, ImageCms

SAFE = ""
# Whatever hangs on a file and must not be found in what is kept.
SECRETS = (b"<script", b"<?php", b"PK\x03\x04", b"secret", b"Exif", b"GPS", b"ICCP", b"XMP ")
HTML, PHP, ZIP = b"<script>alert('secret')</script>", b"<?php system('secret'); ?>", b"PK\x03\x04secret"
ORIENTATION, CAMERA, COMMENT, GPS = 0x0112, 0x0110, 0x9286, 0x8825


@dataclass(frozen=True, slots=True)
class Hostile:
    """One file: the name it is sent under, how it is made, and what becomes of it."""

    name: str
    make: Callable[[], bytes]
    outcome: str


def saved(picture: Image.Image, kind: str, **options: Any) -> bytes:
    """A picture as a file."""
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def photo(kind: str = "JPEG", size: tuple[int, int] = (320, 240), mode: str = "RGB", **options: Any) -> bytes:
    """A photo with a red left half, and enough in it to be cut short."""
    picture = Image.effect_noise(size, 40).convert("RGB")
    picture.paste("red", (0, 0, size[0] // 2, size[1]))
    return saved(picture.convert(mode), kind, **options)


def flat(kind: str, size: tuple[int, int], mode: str = "L", **options: Any) -> bytes:
    """One colour: many pixels in few bytes."""
    return saved(Image.new(mode, size), kind, **options)


def moving(kind: str, frames: int) -> bytes:
    """That many frames, each another."""
    first, *others = (Image.new("RGB", (100, 100), (n * 97 % 256, n // 256 * 30, 9)) for n in range(frames))
    return saved(first, kind, save_all=True, append_images=others)


def webp_repeating(frames: int) -> bytes:
    """The last frame of a WebP that many times."""
    content = moving("WEBP", 2)
    frame = content[content.rindex(b"ANMF") :]
    body = content[8:] + frame * (frames - 2)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def chunk(name: bytes, body: bytes) -> bytes:
    """One part of a PNG."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(
    width: int, height: int, *extra: bytes, depth: int = 8, colours: int = 2, pixels: bytes = b"\0" * 1000
) -> bytes:
    """A PNG that says how large it is and carries what it likes."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colours, 0, 0, 0))
    parts = (header, *extra, chunk(b"IDAT", zlib.compress(pixels)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def whole_png(*extra: bytes) -> bytes:
    """A real one of 120 by 120 with these parts in it."""
    return png(120, 120, *extra, pixels=(b"\0" + b"\x80" * 360) * 120)


def gif(width: int, height: int, frames: int = 1) -> bytes:
    """A GIF of that size by its own word, with that many frames of one pixel."""
    frame = b"\x2c\0\0\0\0\1\0\1\0\0\x02\x02\x44\x01\0"
    return b"GIF89a" + struct.pack("<HH", width, height) + b"\x80\0\0\0\0\0\xff\xff\xff" + frame * frames + b";"


def tiff(width: int, height: int) -> bytes:
    """A TIFF that says how large it is."""
    tags = ((256, width), (257, height), (258, 8), (259, 1), (262, 1), (273, 8), (277, 1), (278, height), (279, 9))
    rows = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
    return b"II*\0" + struct.pack("<IH", 8, len(tags)) + rows + b"\0" * 4


def bmp(width: int, height: int) -> bytes:
    """A BMP that says how large it is."""
    return b"BM" + struct.pack("<IIIIiiHHIIiiII", 99, 0, 54, 40, width, height, 1, 24, 0, 0, 0, 0, 0, 0)


def webp_saying(width: int, height: int) -> bytes:
    """A small WebP whose canvas is said to be that large."""
    content = bytearray(photo("WEBP", mode="RGBA", exif=exif(COMMENT, "secret")))
    place = content.index(b"VP8X") + 12
    content[place : place + 6] = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return bytes(content)


def avif_lying(real: tuple[int, int], said: tuple[int, int]) -> bytes:
    """An AVIF whose stream is larger than its header says."""
    content = bytearray(flat("AVIF", real, "RGB", speed=10, quality=1))
    place = content.index(b"ispe") + 8
    content[place : place + 8] = struct.pack(">II", *said)
    return bytes(content)


def jpeg_saying(width: int, height: int, **options: Any) -> bytes:
    """A JPEG whose header says another size than it was made in."""
    content = bytearray(photo(**options))
    frame = next(content.index(mark) for mark in (b"\xff\xc0", b"\xff\xc2") if mark in content)
    content[frame + 5 : frame + 9] = struct.pack(">HH", height, width)
    return bytes(content)


def jpeg_in_passes(passes: int) -> bytes:
    """The last pass of a JPEG again and again: each is worked through at full size."""
    content = saved(Image.effect_noise((2000, 2000), 20).convert("RGB"), "JPEG", quality=5, progressive=True)
    last = content[content.rindex(b"\xff\xda") : -2]
    return content[:-2] + last * passes + content[-2:]


def jpeg_with_two_sizes() -> bytes:
    """A second frame header, of another size, behind the first."""
    content = photo()
    start = content.index(b"\xff\xc0")
    length = 2 + int.from_bytes(content[start + 2 : start + 4], "big")
    header = bytearray(content[start : start + length])
    header[5:9] = struct.pack(">HH", 4000, 4000)
    return content[: start + length] + bytes(header) + content[start + length :]


def jpeg_part(marker: int, body: bytes) -> bytes:
    """A photo with one more part right behind its beginning."""
    content = photo()
    return content[:2] + struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body + content[2:]


def exif(*pairs: Any) -> Image.Exif:
    """Hidden data: tag, value, tag, value."""
    data = Image.Exif()
    for tag, value in zip(pairs[::2], pairs[1::2], strict=True):
        data[tag] = value
    return data


def profile() -> bytes:
    """A colour profile, with its makers' words."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def noise(size: int) -> bytes:
    """Bytes without sense, the same each time."""
    return random.Random(7).randbytes(size)  # noqa: S311 - nothing secret


def damaged(content: bytes, start: int) -> bytes:
    """The same with nonsense from a place on."""
    return content[:start] + noise(len(content) - start)


def hostile_files() -> Iterator[Hostile]:
    """All of them."""
    for name, outcome, make in (*_impostors(), *_broken(), *_bombs(), *_moving(), *_polyglots(), *_odd(), *_hidden()):
        yield Hostile(name, make, outcome)


Row = tuple[str, str, Callable[[], bytes]]


def _impostors() -> Iterator[Row]:
    """What is no photo, under the name of one."""
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
    for name, content in {
        "nothing.jpg": b"",
        "one-byte.jpg": b"\xff",
        "words.jpg": b"I am a photo, honestly.",
        "drawing.png": svg,
        "drawing-with-a-head.png": b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "aaaa">]>' + svg,
        "page.webp": b"<!doctype html>" + HTML,
        "program.jpg": b"\x7fELF" + b"\0" * 500,
        "windows.jpg": b"MZ" + noise(500),
        "document.png": b"%PDF-1.7\n1 0 obj\n%%EOF",
        "archive.png": ZIP + noise(500),
        "postscript.jpg": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
        "noise.jpg": noise(5_000),
        "zeros.webp": b"\0" * 5_000,
        "start-of-a-jpeg.jpg": b"\xff\xd8\xff",
        "start-of-a-png.png": b"\x89PNG\r\n\x1a\n",
        "start-of-a-webp.webp": b"RIFF\xff\xff\xff\xffWEBP",
        "play-list.jpg": b"#EXTM3U\nhttp://127.0.0.1/secret\n",
        "video.avif": b"\0\0\0\x20ftypisom\0\0\2\0isomiso2avc1mp41",
    }.items():
        yield name, "not_a_picture", partial(bytes, content)
    yield "gif.jpg", "not_a_picture", partial(photo, "GIF", mode="P")
    yield "tiff.jpg", "not_a_picture", partial(photo, "TIFF")
    yield "bmp.png", "not_a_picture", partial(photo, "BMP")
    yield "icon.png", "not_a_picture", partial(photo, "ICO", (128, 128))
    yield "photoshop.jpg", "not_a_picture", lambda: b"8BPS\0\1" + noise(600)
    yield "targa.jpg", "not_a_picture", partial(photo, "TGA")
    yield "jpeg-2000.jpg", "not_a_picture", partial(photo, "JPEG2000")
    yield "avif.jpg", "not_a_picture", partial(photo, "AVIF")


def _broken() -> Iterator[Row]:
    """Photos cut short or damaged, early and late."""
    for kind, parts in {"JPEG": (0.5, 0.9, 0.99), "PNG": (0.3, 0.8, 0.99), "WEBP": (0.3, 0.7, 0.95)}.items():
        for part in parts:
            yield f"cut-at-{part}.{kind.lower()}", "broken", partial(_cut, kind, part)
    yield "cut-in-the-header.jpg", "broken", lambda: photo()[:300]
    yield "cut-in-the-header.png", "broken", lambda: photo("PNG")[:20]
    yield "damaged.png", "broken", lambda: damaged(photo("PNG"), 900)
    yield "damaged.webp", "broken", lambda: damaged(photo("WEBP"), 40)
    yield "wrong-sum.png", "not_a_picture", lambda: whole_png().replace(b"IHDR\0\0\0\x78", b"IHDR\0\0\0\x79")
    yield "no-pixels.png", "broken", lambda: png(200, 200, pixels=b"")
    yield "colours-that-are-none.png", "not_a_picture", lambda: png(200, 200, depth=7, colours=5)
    yield "a-size-of-nothing.jpg", "not_a_picture", partial(jpeg_saying, 0, 0)


def _cut(kind: str, part: float) -> bytes:
    content = photo(kind)
    return content[: int(len(content) * part)]


def _bombs() -> Iterator[Row]:
    """Small to send, huge to unpack; or simply huge."""
    for width, height, outcome in (
        (100_000, 100_000, "too_many_pixels"),
        (2**31 - 1, 2**31 - 1, "too_many_pixels"),
        (11_000, 11_000, "too_many_pixels"),
        (8_000, 8_000, "too_many_pixels"),
        (30_000, 1, "too_small"),
        (1, 30_000, "too_small"),
        (30_000, 200, "too_narrow"),
    ):
        yield f"says-{width}-by-{height}.png", outcome, partial(png, width, height)
    yield "flat-64-million.png", "too_many_pixels", partial(flat, "PNG", (8_000, 8_000), "1")
    yield "flat-32-million.jpg", "too_many_pixels", partial(flat, "JPEG", (8_000, 4_000))
    yield "says-65000-by-65000.jpg", "too_many_pixels", partial(jpeg_saying, 65_000, 65_000)
    yield "says-5400-by-5400.jpg", SAFE, partial(jpeg_saying, 5_400, 5_400)
    yield (
        "all-colours-whole-in-passes.jpg",
        "too_many_pixels",
        partial(jpeg_saying, 5_400, 5_400, progressive=True, subsampling=0),
    )
    yield "says-1-by-30000.jpg", "too_small", partial(jpeg_saying, 1, 30_000)
    yield "a-thousand-passes.jpg", "passes", partial(jpeg_in_passes, 1_000)
    yield "two-sizes.jpg", "broken", jpeg_with_two_sizes
    yield "says-16000-by-16000.webp", "too_many_pixels", partial(webp_saying, 16_000, 16_000)
    yield "says-2000-by-2000.webp", "broken", partial(webp_saying, 2_000, 2_000)
    yield "flat-7-million.webp", "too_many_pixels", partial(flat, "WEBP", (2_700, 2_700), "RGB", method=0)
    yield "lies.avif", "not_a_picture", partial(avif_lying, (3_000, 3_000), (300, 300))
    yield "says-60000-by-60000.gif", "not_a_picture", partial(gif, 60_000, 60_000)
    yield "says-60000-by-60000.tif", "not_a_picture", partial(tiff, 60_000, 60_000)
    yield "says-60000-by-60000.bmp", "not_a_picture", partial(bmp, 60_000, 60_000)
    text = zlib.compress(b"secret" * 170_000)
    yield "packed-texts.png", "broken", lambda: whole_png(*(chunk(b"zTXt", b"%d\0\0" % n + text) for n in range(60)))
    yield (
        "packed-text-of-100-million.png",
        "broken",
        lambda: whole_png(chunk(b"zTXt", b"a\0\0" + zlib.compress(b"\0" * 100_000_000, 1))),
    )
    yield "packed-profile.png", "broken", lambda: whole_png(chunk(b"iCCP", b"a\0\0" + zlib.compress(b"\0" * 9_000_000)))
    yield "more-than-15-mb.jpg", "too_large", lambda: photo() + b"\0" * (15 * 1024 * 1024)
    yield "more-than-15-mb-of-text.png", "too_large", lambda: whole_png(chunk(b"tEXt", b"a\0" + b"s" * 16_000_000))


def _moving() -> Iterator[Row]:
    """Frames by the thousand."""
    yield "2000-frames.gif", "not_a_picture", partial(gif, 100, 100, 2_000)
    yield "2-frames.webp", "animated", partial(moving, "WEBP", 2)
    yield "2000-frames.webp", "animated", partial(webp_repeating, 2_000)
    yield "200-frames.png", "animated", partial(moving, "PNG", 200)
    yield "says-a-million-frames.png", "animated", lambda: whole_png(chunk(b"acTL", struct.pack(">II", 1_000_000, 0)))
    yield "20-frames.avif", "not_a_picture", partial(moving, "AVIF", 20)


def _polyglots() -> Iterator[Row]:
    """Photos that are something else as well: kept without it."""
    for kind in ("JPEG", "PNG", "WEBP"):
        for what, tail in (("page", HTML), ("php", PHP), ("zip", ZIP)):
            yield f"photo-and-{what}.{kind.lower()}", SAFE, partial(_with_tail, kind, tail)
    yield "script-in-a-comment.jpg", SAFE, partial(jpeg_part, 0xFE, HTML)
    yield "php-in-a-part.jpg", SAFE, partial(jpeg_part, 0xEE, PHP)
    yield "script-in-a-text.png", SAFE, lambda: whole_png(chunk(b"tEXt", b"Comment\0" + HTML))
    yield "own-part.png", SAFE, lambda: whole_png(chunk(b"seCr", PHP))


def _with_tail(kind: str, tail: bytes) -> bytes:
    return photo(kind) + tail * 50


def _odd() -> Iterator[Row]:
    """Odd, but photos: kept in the colours of screens."""
    yield "four-inks.jpg", SAFE, partial(photo, mode="CMYK")
    yield "four-inks-in-passes.jpg", SAFE, partial(photo, mode="CMYK", progressive=True)
    yield "grey-of-16-bits.png", SAFE, lambda: saved(Image.new("I;16", (200, 200), 0x8000), "PNG")
    yield "colours-of-16-bits.png", SAFE, lambda: png(120, 120, depth=16, pixels=(b"\0" + b"\x80" * 720) * 120)
    yield "one-bit.png", SAFE, partial(photo, "PNG", mode="1")
    yield "grey-and-clear.png", SAFE, partial(photo, "PNG", mode="LA")
    yield "palette-with-a-hole.png", SAFE, lambda: photo("PNG", mode="P", transparency=0)
    yield "five-to-one.jpg", SAFE, partial(photo, size=(500, 100))
    yield "thumb-nail.jpg", "too_small", partial(photo, size=(99, 99))
    yield "10-million-clear.png", SAFE, partial(flat, "PNG", (3_150, 3_150), "LA")
    yield "10-million-of-16-bits.png", SAFE, partial(flat, "PNG", (3_150, 3_150), "I;16")
    yield "6-million-clear.webp", SAFE, partial(flat, "WEBP", (2_440, 2_440), "RGBA", lossless=True, method=0)
    yield "30-million.jpg", SAFE, partial(flat, "JPEG", (5_470, 5_470))


def _hidden() -> Iterator[Row]:
    """Place, camera, profiles and turns: nothing of it is kept, but that the photo stands upright."""
    for turn in range(1, 9):
        yield f"turned-{turn}.jpg", SAFE, partial(_turned, turn)
    yield "turned-99.jpg", SAFE, lambda: photo(exif=exif(ORIENTATION, 99))
    turned_by_words = b"Exif\0\0II*\0\x08\0\0\0\1\0\x12\1\2\0\4\0\0\0sec\0\0\0\0\0"
    yield "turned-by-words.jpg", SAFE, partial(jpeg_part, 0xE1, turned_by_words)
    place = {1: "N", 2: (52.0, 31.0, 0.0), 29: "secret"}
    yield "with-a-place.jpg", SAFE, lambda: photo(exif=exif(GPS, place, CAMERA, "secret"))
    yield "with-a-place.webp", SAFE, lambda: photo("WEBP", exif=exif(GPS, place, CAMERA, "secret"))
    yield "nonsense-as-hidden-data.jpg", SAFE, partial(jpeg_part, 0xE1, b"Exif\0\0II*\0" + noise(400))
    yield (
        "hidden-data-in-a-circle.jpg",
        SAFE,
        partial(jpeg_part, 0xE1, b"Exif\0\0II*\0\x08\0\0\0\1\0\x69\x87\4\0\1\0\0\0\x08\0\0\0\x08\0\0\0"),
    )
    yield "with-a-profile.png", SAFE, lambda: photo("PNG", icc_profile=profile())
    yield "nonsense-as-profile.jpg", SAFE, lambda: photo(icc_profile=noise(3_000))
    yield "cut-profile.webp", SAFE, lambda: photo("WEBP", icc_profile=profile()[:200])
    yield "profile-of-another-kind.jpg", SAFE, lambda: photo(mode="CMYK", icc_profile=profile())


def _turned(turn: int) -> bytes:
    return photo(exif=exif(ORIENTATION, turn))
