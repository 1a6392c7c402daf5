"""Which encoding the bytes of a text file are in.

Unicode can be recognised for certain. The others use the same bytes for different letters, so
they are judged by what the text would read: how many of its marked words are syllables that
Vietnamese has, and whether its marked letters are frequent ones.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

from toandan.registers.source.encoding.known import LEGACY, LETTERS, MARKS, UTF8, UTF16, Encoding, respelled

ENOUGH = 0.6
MOST_WORDS = 20_000
FEW = 3
WRONG = 0.9
MOST_SHOWN = 5
HIDDEN = "•"
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_WORD = re.compile(r"[^\W\d_]+")
_ONSET = "(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnprstvx])?"
_NUCLEUS = (
    "(?:uyê|uya|iêu|yêu|ươi|ươu|oai|oay|oeo|uây|uôi|iê|yê|ia|ya|ua|uô|ưa|ươ|oa|oă|oe|uâ|uê|uơ|uy|"
    "ai|ay|ao|au|âu|ây|eo|êu|iu|oi|ôi|ơi|ui|ưi|ưu|uyu|[aăâeêioôơuưy])"
)
_SYLLABLE = re.compile(f"{_ONSET}{_NUCLEUS}(?:ch|ng|nh|[cmnpt])?")


@dataclass(frozen=True, slots=True)
class Guess:
    """An encoding with the confidence (0 to 1) that it is this one.

    ``letters`` are the most frequent marked letters of the text read so, ``words`` the most frequent
    marked words with their middle hidden.
    """

    encoding: Encoding
    confidence: float
    letters: str = ""
    words: tuple[str, ...] = ()

    @property
    def is_certain(self) -> bool:
        """Whether the text may be read without anybody's confirmation."""
        return self.encoding not in LEGACY


def recognised(sample: bytes) -> Guess | None:
    """The encoding of the beginning of a file; None where none is likely."""
    unicode = _unicode(sample)
    if unicode is not None:
        return Guess(unicode, 1.0)
    return legacy(sample)


def legacy(sample: bytes) -> Guess | None:
    """The likeliest encoding before Unicode; None where the text would read as no Vietnamese in any."""
    best = max((_judged(sample, one) for one in LEGACY), key=lambda guess: guess.confidence)
    return best if best.confidence >= ENOUGH else None


def better(sample: bytes, told: Encoding) -> Guess | None:
    """What the beginning of a file is instead of the encoding told; None where that may well be right.

    Only the encodings before Unicode can be told wrongly without a byte being refused: a file that
    is UTF-8 with letters beyond ASCII, or reads far better in another of them, was told wrongly.
    """
    if told not in LEGACY:
        return None
    unicode = _unicode(sample)
    if unicode is not None:
        return None if sample.isascii() else Guess(unicode, 1.0)
    other = legacy(sample)
    own = _judged(sample, told)
    return other if other is not None and own.confidence < other.confidence * WRONG else None


def _unicode(sample: bytes) -> Encoding | None:
    for mark, encoding in MARKS.items():
        if sample.startswith(mark):
            return encoding
    without_mark = _utf16(sample)
    if without_mark is not None:
        return without_mark
    try:
        sample.decode()
    except UnicodeDecodeError as problem:
        # A letter cut by the end of the sample is no fault of the file.
        return UTF8 if problem.reason == "unexpected end of data" else None
    return UTF8


def _utf16(sample: bytes) -> Encoding | None:
    """UTF-16 without its mark: digits and separators have a zero byte on one side only."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    most = max(even, odd)
    if most == 0 or most * FEW < len(sample) // 2 or min(even, odd) * FEW > most:
        return None
    return UTF16["utf-16-le" if odd > even else "utf-16-be"]


def letters_of(text: str) -> Guess | None:
    """The older encoding whose letters a Unicode text holds; None where it reads well as it stands.

    So come workbooks typed in the ABC or VNI fonts: NguyÔn for Nguyễn.
    """
    if text.isascii():
        return None
    own = _read(UTF8, text)
    best = max((_read(one, respelled(one, text)) for one in LETTERS), key=lambda guess: guess.confidence)
    return best if best.confidence >= ENOUGH and own.confidence < best.confidence * WRONG else None


def is_in_letters(text: str, encoding: Encoding) -> bool:
    """Whether a Unicode text reads better in the letters of an older encoding than as it stands."""
    older = _read(encoding, respelled(encoding, text))
    return older.confidence > _read(UTF8, text).confidence


def _judged(sample: bytes, encoding: Encoding) -> Guess:
    try:
        return _read(encoding, encoding.spell(sample.decode(encoding.codec)))
    except UnicodeDecodeError:
        return Guess(encoding, 0.0)


def _read(encoding: Encoding, text: str) -> Guess:
    # Letters and marks apart (NFD) are the same words as together.
    whole = unicodedata.normalize("NFC", text.lower())
    words = [word for word in _WORD.findall(whole) if not word.isascii()][:MOST_WORDS]
    good = sum(is_syllable(word) for word in words)
    marked = Counter(letter for word in words for letter in word if not letter.isascii())
    frequent = "".join(letter for letter, _ in marked.most_common(8))
    usual = Counter(words).most_common(MOST_SHOWN)
    shown = tuple(half_hidden(word) for word, _ in usual)
    return Guess(encoding, round(good / (len(words) + 1), 3), frequent, shown)


def half_hidden(word: str) -> str:
    """The word with every second character hidden: enough to see whether it reads, not whose it is."""
    return "".join(letter if place % 2 == 0 else HIDDEN for place, letter in enumerate(word))


def is_syllable(word: str) -> bool:
    """Whether a small-letter word is built as Vietnamese syllables are, with at most one tone."""
    apart = unicodedata.normalize("NFD", word)
    bare = unicodedata.normalize("NFC", apart.translate(_TONES))
    tones = sum(ord(mark) in _TONES for mark in apart)
    return tones <= 1 and _SYLLABLE.fullmatch(bare) is not None
