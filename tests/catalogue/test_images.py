"""Photos are judged by their content, stripped, and made in the sizes that pages ask for."""

import io
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import Client
from PIL import Image, ImageCms
from pytest_django.fixtures import Settings

from catalogue import images
from catalogue.models import Picture, Product
from tests import builders as make
from tests.desk import address, complaints, logged_in, submit

ORIENTATION, TURNED_RIGHT = 0x0112, 6
GPS, CAMERA = 0x8825, 0x0110


@pytest.fixture(autouse=True)
def _photos_of_the_test(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def make_photo(size: tuple[int, int] = (800, 600), kind: str = "JPEG", mode: str = "RGB", **options: Any) -> bytes:
    """A photo with a red left half."""
    photo = Image.new("RGB", size, "blue")
    photo.paste("red", (0, 0, size[0] // 2, size[1]))
    buffer = io.BytesIO()
    photo.convert(mode).save(buffer, kind, **options)
    return buffer.getvalue()


def make_moving(kind: str) -> bytes:
    """Two frames that differ."""
    frames = [Image.new("RGB", (200, 200), colour) for colour in ("red", "blue")]
    buffer = io.BytesIO()
    frames[0].save(buffer, kind, save_all=True, append_images=frames[1:])
    return buffer.getvalue()


def make_png_header(width: int, height: int) -> bytes:
    """A PNG that says how large it is and goes no further."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = b""
    for name, body in ((b"IHDR", header), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b"")):
        chunks += struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
    return b"\x89PNG\r\n\x1a\n" + chunks


def taken(content: bytes, name: str = "photo.jpg") -> Image.Image:
    """A photo as it would be kept."""
    return Image.open(images.take_in(ContentFile(content, name=name)))


def refusal(content: bytes, name: str = "photo.jpg") -> str:
    """Why a file is not taken in: the code of the message."""
    with pytest.raises(ValidationError) as refused:
        images.take_in(ContentFile(content, name=name))
    return str(refused.value.code)


def make_picture(content: bytes, product: Product | None = None) -> Picture:
    """A stored photo that went through the gate."""
    picture = Picture(
        product=product or make.make_product(), alternative_text_en="A photo.", credit="Me", licence="CC0"
    )
    kept = images.take_in(ContentFile(content, name="photo.jpg"))
    picture.image.save(str(kept.name), kept)
    return picture


class TestTakingIn:
    """What a file must be, and what is left of it."""

    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
    def test_three_kinds_are_taken_whatever_the_name_says(self, kind: str) -> None:
        kept = images.take_in(ContentFile(make_photo(kind=kind), name="invoice.pdf"))
        assert kept.name
        assert kept.name.endswith(".webp")
        assert Image.open(kept).size == (800, 600)

    def test_the_same_photo_gets_the_same_name_and_another_one_another(self) -> None:
        first, again, other = (
            images.take_in(ContentFile(make_photo(size))).name for size in ((300, 200), (300, 200), (300, 201))
        )
        assert first == again != other

    def test_a_photo_held_sideways_is_turned_upright(self) -> None:
        exif = Image.Exif()
        exif[ORIENTATION] = TURNED_RIGHT
        assert taken(make_photo(exif=exif)).size == (600, 800)

    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
    def test_place_camera_and_colour_profile_are_dropped(self, kind: str) -> None:
        exif = Image.Exif()
        exif[CAMERA] = "a camera"
        exif[GPS] = {1: "N", 2: (52.0, 31.0, 0.0)}
        profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
        content = make_photo(kind=kind, exif=exif, icc_profile=profile)
        assert b"a camera" in content
        kept = taken(content)
        assert not kept.getexif()
        assert not {"exif", "icc_profile", "xmp", "comment"} & set(kept.info)

    @pytest.mark.parametrize(
        ("kind", "mode", "kept"),
        [
            ("JPEG", "CMYK", "RGB"),
            ("JPEG", "L", "RGB"),
            ("PNG", "1", "RGB"),
            ("PNG", "P", "RGB"),
            ("PNG", "LA", "RGBA"),
            ("PNG", "RGBA", "RGBA"),
        ],
    )
    def test_odd_colours_become_those_of_screens(self, kind: str, mode: str, kept: str) -> None:
        content = make_photo(kind=kind, mode=mode)
        if kept == "RGBA":
            clear = Image.new(mode, (200, 200), (0,) * len(mode))
            buffer = io.BytesIO()
            clear.save(buffer, kind)
            content = buffer.getvalue()
        assert taken(content).mode == kept

    def test_a_grey_of_sixteen_bits_keeps_its_shades(self) -> None:
        buffer = io.BytesIO()
        Image.new("I;16", (200, 200), 0x8000).save(buffer, "PNG")
        shades = taken(buffer.getvalue()).convert("L").histogram()
        assert sum(shades[0x7C:0x85]) == 200 * 200

    @pytest.mark.parametrize("kind", ["JPEG", "PNG"])
    def test_a_huge_photo_is_kept_whole_and_no_larger_than_is_ever_needed(self, kind: str) -> None:
        kept = taken(make_photo((5120, 1920), kind=kind))
        assert kept.size == (2560, 960)
        red, _green, blue = kept.split()
        assert [red.getpixel((x, 500)) in range(240, 256) for x in (10, 2550)] == [True, False]
        assert [blue.getpixel((x, 500)) in range(240, 256) for x in (10, 2550)] == [False, True]

    def test_a_colour_profile_that_cannot_be_read_is_passed_over(self) -> None:
        assert taken(make_photo(icc_profile=b"no profile at all")).mode == "RGB"


HOSTILE: list[tuple[str, bytes, str]] = [
    ("nothing at all", b"", "not_a_picture"),
    ("a text", b"I am a photo, honestly.", "not_a_picture"),
    (
        "an SVG with a script",
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        "not_a_picture",
    ),
    ("a page", b"<!doctype html><script>alert(1)</script>", "not_a_picture"),
    ("a program", b"\x7fELF" + b"\0" * 500, "not_a_picture"),
    ("a PDF", b"%PDF-1.7\n%%EOF", "not_a_picture"),
    ("a GIF", make_photo(kind="GIF", mode="P"), "not_a_picture"),
    ("a TIFF", make_photo(kind="TIFF"), "not_a_picture"),
    ("a BMP", make_photo(kind="BMP"), "not_a_picture"),
    ("an icon", make_photo((256, 256), kind="ICO"), "not_a_picture"),
    ("only the first bytes of a JPEG", make_photo()[:20], "not_a_picture"),
    ("half a JPEG", make_photo()[:3000], "broken"),
    ("half a PNG", make_photo(kind="PNG")[:600], "broken"),
    ("half a WebP", make_photo(kind="WEBP")[:300], "broken"),
    ("an AVIF, whose decoder cannot be held to what the header says", make_photo(kind="AVIF"), "not_a_picture"),
    ("a bomb of 10,000 million pixels", make_png_header(100_000, 100_000), "too_many_pixels"),
    ("a bomb of 64 million pixels", make_png_header(8_000, 8_000), "too_many_pixels"),
    ("a thread", make_png_header(30_000, 1), "too_small"),
    ("a ribbon", make_png_header(30_000, 200), "too_narrow"),
    ("a stamp", make_photo((60, 60)), "too_small"),
    ("a moving WebP", make_moving("WEBP"), "animated"),
    ("a moving PNG", make_moving("PNG"), "animated"),
    ("15 MB and more", make_photo() + b"\0" * images.MAX_BYTES, "too_large"),
]


@pytest.mark.parametrize(("content", "code"), [pytest.param(*row[1:], id=row[0]) for row in HOSTILE])
def test_whatever_is_no_photo_is_refused(content: bytes, code: str) -> None:
    assert refusal(content) == code


def test_what_hangs_behind_a_photo_is_not_kept() -> None:
    kept = images.take_in(ContentFile(make_photo() + b"<script>alert(1)</script>PK\x03\x04"))
    assert b"script" not in kept.read()


@pytest.mark.django_db
class TestVariants:
    """The sizes of a stored photo."""

    @pytest.mark.parametrize(
        ("size", "widths"),
        [
            ((2000, 1000), [160, 320, 640, 1280]),
            ((640, 480), [160, 320, 640]),
            ((500, 400), [160, 320, 500]),
            ((120, 120), [120]),
        ],
    )
    def test_they_are_never_larger_than_the_photo(self, size: tuple[int, int], widths: list[int]) -> None:
        picture = make_picture(make_photo(size))
        assert images.make_variants(picture) == 2 * len(widths)
        for suffix in ("avif", "webp"):
            made = sorted(int(path.stem.split("-")[1]) for path in _folder(picture).glob(f"*.{suffix}"))
            assert made == widths

    def test_their_rows_name_files_that_are_there(self) -> None:
        picture = make_picture(make_photo())
        images.make_variants(picture)
        avif, webp = images.variants(picture)
        assert (avif.type, webp.type) == ("image/avif", "image/webp")
        for row in (avif, webp):
            named = [part.split()[0].rsplit("/", 1)[1] for part in row.srcset.split(", ")]
            assert set(named) <= {path.name for path in _folder(picture).iterdir()}
            assert row.src.rsplit("/", 1)[1] in named
        assert images.thumbnail(picture).endswith("-160.webp")

    def test_their_addresses_cost_neither_query_nor_file(self, django_assert_num_queries: Any) -> None:
        picture = make_picture(make_photo())
        picture = Picture.objects.get(pk=picture.pk)
        Path(picture.image.path).unlink()
        with django_assert_num_queries(0):
            assert len(images.variants(picture)) == 2

    def test_the_command_makes_what_is_missing_and_then_nothing(self, capsys: pytest.CaptureFixture[str]) -> None:
        picture = make_picture(make_photo((200, 200)))
        call_command("make_pictures")
        call_command("make_pictures")
        next(_folder(picture).iterdir()).unlink()
        call_command("make_pictures")
        said = capsys.readouterr().out.splitlines()
        assert said == ["photos: 1, files made: 4", "photos: 1, files made: 0", "photos: 1, files made: 1"]

    def test_the_command_names_a_photo_that_is_gone_and_goes_on(self, capsys: pytest.CaptureFixture[str]) -> None:
        gone = make_picture(make_photo((200, 200)))
        make_picture(make_photo((210, 210)), gone.product)
        Path(gone.image.path).unlink()
        call_command("make_pictures")
        told = capsys.readouterr()
        assert f"photo {gone.pk}" in told.err
        assert told.out == "photos: 2, files made: 4\n"

    def test_a_photo_that_came_another_way_goes_through_the_same_gate(self) -> None:
        exif = Image.Exif()
        exif[CAMERA] = "a camera"
        picture = Picture(product=make.make_product(), alternative_text_en="A photo.", credit="Me", licence="CC0")
        picture.image.save("from-a-backup.jpg", ContentFile(make_photo(exif=exif), name="from-a-backup.jpg"))
        images.make_variants(picture)
        picture.refresh_from_db()
        assert images.OUR_NAME.fullmatch(picture.image.name or "")
        assert b"a camera" not in Path(picture.image.path).read_bytes()


@pytest.mark.django_db
class TestOnTheDesk:
    """Uploading a photo in the admin."""

    def test_it_is_stored_in_all_its_sizes(self, django_capture_on_commit_callbacks: Any) -> None:
        product = make.make_product()
        with django_capture_on_commit_callbacks(execute=True):
            saved = _upload(logged_in(), product, make_photo())
        assert saved.status_code == 302, complaints(saved)
        picture = Picture.objects.get()
        assert (picture.width, picture.height) == (800, 600)
        assert len(list(_folder(picture).iterdir())) == 8

    def test_what_is_wrong_is_said_in_plain_words(self) -> None:
        refused = _upload(logged_in(), make.make_product(), b"<svg/>")
        assert "This is not a JPEG, PNG or WebP picture." in complaints(refused)
        assert not Picture.objects.exists()


def _upload(desk: Client, product: Product, content: bytes) -> Any:
    photo = ContentFile(content, name="photo.jpg")
    words = {"alternative_text_en": "A photo.", "credit": "Me", "licence": "CC0"}
    return submit(desk, address(Picture, "add"), {"product": product.pk, "image": photo, **words})


def _folder(picture: Picture) -> Path:
    return Path(picture.image.path).parent.parent / images.FOLDER
