"""Bytes to characters: byte-order mark, then what the server said, then what the page says, then what the bytes look like."""

import codecs
import re
from contextlib import suppress

from store.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,30})", re.IGNORECASE)
# What the WHATWG's Encoding Standard makes of labels: browsers read these as their supersets, so pages are written in those.
_SUPERSETS = {
    "iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252", "iso-8859-9": "cp1254",
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932",
    "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "big5": "big5hkscs", "x-gbk": "gb18030", "windows-874": "cp874", "iso-8859-11": "cp874",
}  # fmt: skip
_BINARY = (
    b"%PDF",
    b"PK\x03\x04",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"RIFF",
    b"\x1f\x8b",
    b"BZh",
    b"\x7fELF",
    b"\xd0\xcf\x11\xe0",
    b"OggS",
    b"ID3",
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffd]")


def decode(body: bytes, declared: str = "") -> str:
    """Return the characters of `body`; `declared` is the server's charset, which is doubted when the bytes contradict it.

    Raises `InputError` for an empty or a binary body, or one that no known charset explains.
    """
    if not body.strip():
        raise InputError("This is empty: there is nothing to read in it.")
    for mark, name in _MARKS:
        if body.startswith(mark):
            return body.decode(name, "replace")
    if body.startswith(_BINARY):
        raise InputError("This is a binary file and no text: save the page as HTML or as plain text.")
    text = _decoded(body, declared)
    if len(_CONTROLS.findall(text[:100_000])) > len(text[:100_000]) * 0.02 + 5:
        raise InputError("This is a binary file or in a charset that newsdiff does not know: save it as UTF-8.")
    return text


def _decoded(body: bytes, declared: str) -> str:
    wide = _without_mark(body)
    if wide:
        return body.decode(wide, "replace")
    with suppress(UnicodeDecodeError):
        return body.decode("utf-8")
    inside = _META.search(body[:4096])
    for label in (declared, inside[1].decode("ascii", "replace") if inside else ""):
        name = _SUPERSETS.get(label.strip().lower(), label.strip().lower())
        # UTF-8 was tried: where it is declared the page is either broken in a few bytes or lies.
        if name.replace("-", "").replace("_", "") == "utf8":
            text = body.decode("utf-8", "replace")
            if text.count("\ufffd") <= len(text) // 1000 + 1:
                return text
            continue
        with suppress(LookupError, UnicodeDecodeError, ValueError):
            if name:
                return body.decode(name)
    return _detected(body)


def _without_mark(body: bytes) -> str:
    """Return the name of a UTF-16 without its mark: every other byte of Western text in it is nought."""
    sample = body[:2000]
    if len(sample) < 8:
        return ""
    if sample[1::2].count(0) > len(sample) * 0.3 and sample[::2].count(0) < len(sample) * 0.05:
        return "utf-16-le"
    if sample[::2].count(0) > len(sample) * 0.3 and sample[1::2].count(0) < len(sample) * 0.05:
        return "utf-16-be"
    return ""


def _detected(body: bytes) -> str:
    from trafilatura.utils import detect_encoding

    for name in detect_encoding(body):
        with suppress(LookupError, UnicodeDecodeError):
            return body.decode(name)
    return body.decode("cp1252", "replace")
