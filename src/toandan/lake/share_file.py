"""The file of one share: what it is, of which keys, how to use it, in both languages, and its words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from toandan.errors import BadInput, NotAllowed
from toandan.lake.durable import fsync_folder, told
from toandan.lake.key_file import Escrow, write_private
from toandan.lake.keyring import PURPOSES

BEGIN, END = "-----BEGIN WORDS-----", "-----END WORDS-----"
PER_LINE, WIDTH = 4, 13
LARGEST = 1 << 16
WORD = re.compile("[a-z]+")
FINGERPRINT = re.compile(r"^fingerprint (\w+) +([0-9a-f]{16})$", re.MULTILINE)

TEXT = """\
TOÀN DÂN · PHẦN KHÓA {number_n} TRÊN {shares_n} · KEY SHARE {number_n} OF {shares_n}

Tiếng Việt
  Đây là một phần của bộ khóa mở kho dữ liệu bảo hiểm y tế. Một mình nó không mở được gì.
  {threshold_n} phần bất kỳ trong {shares_n} phần khôi phục được bộ khóa.
  Giữ phần này ở nơi kín, tách khỏi các phần khác và khỏi bản sao của kho. Có thể in hoặc chép tay:
  bốn chữ cái đầu của mỗi từ là đủ. Chuyển xong thì xóa tệp này khỏi máy.
  Khi mất khóa: gom {threshold_n} phần, gõ lại thành tệp nếu cần, rồi chạy
    toandan keys restore --share TỆP_1 --share TỆP_2 …

English
  This is one share of the keys that open a lake of health-insurance registers. Alone it opens nothing.
  Any {threshold_n} of the {shares_n} shares give the keys back.
  Keep it closed away, apart from the other shares and from copies of the lake. Print it or write it down:
  the first four letters of each word are enough. Then delete this file from the machine.
  When the keys are lost: bring {threshold_n} shares together, type them into files where needed, and run
    toandan keys restore --share FILE_1 --share FILE_2 …

made {made_at}
{fingerprints}

{begin}
{words}
{end}
"""


@dataclass(frozen=True, slots=True)
class ShareFile:
    """What was read: the words, and the fingerprints it says its keys have; none on a copy of the words alone."""

    path: Path
    words: tuple[str, ...]
    fingerprints: dict[str, str]


def write_share_files(folder: Path, shares: Sequence[str], given: Escrow) -> tuple[Path, ...]:
    """Write each share to a new file that only its owner can read. All or none of them are left."""
    name = f"share-{{}}-of-{given.shares_n}-{given.fingerprints['ids'][:8]}.txt"
    written: list[Path] = []
    with told(folder):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            for number_n, words in enumerate(shares, 1):
                path = folder / name.format(number_n)
                write_private(path, _text(words, number_n, given))
                written.append(path)
        except OSError as problem:
            for path in written:
                with suppress(OSError):
                    path.unlink()
            if isinstance(problem, FileExistsError):
                raise _taken(folder) from problem
            raise
        fsync_folder(folder)
    return tuple(written)


def _text(words: str, number_n: int, given: Escrow) -> bytes:
    told_apart = "\n".join(f"fingerprint {purpose:<7}{given.fingerprints[purpose]}" for purpose in PURPOSES)
    return TEXT.format(
        number_n=number_n,
        shares_n=given.shares_n,
        threshold_n=given.threshold_n,
        made_at=given.made_at,
        fingerprints=told_apart,
        begin=BEGIN,
        words=_numbered(words.split()),
        end=END,
    ).encode()


def _numbered(words: Sequence[str]) -> str:
    cells = [f"{number_n:>3} {word:<{WIDTH}}" for number_n, word in enumerate(words, 1)]
    return "\n".join("".join(cells[at : at + PER_LINE]).rstrip() for at in range(0, len(cells), PER_LINE))


def _taken(folder: Path) -> NotAllowed:
    return NotAllowed(
        what="there are shares of these keys here already; they are not overwritten",
        where=str(folder),
        do="name another folder with --out",
    )


def read_share_file(path: Path) -> ShareFile:
    """The share in a file: one that was written here, or nothing but its words, numbered or not.

    Raises BadInput for a file that cannot be read or holds no words.
    """
    try:
        with path.open("rb") as file:
            text = file.read(LARGEST).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise BadInput(
            what="a share cannot be read", where=str(path), do="name a text file with its words"
        ) from problem
    body = text.partition(BEGIN)[2].partition(END)[0] if BEGIN in text else text
    words = tuple(WORD.findall(body.lower()))
    if not words:
        raise BadInput(
            what="there are no words of a share", where=str(path), do="type them in, with blanks between"
        )
    return ShareFile(path, words, dict(FINGERPRINT.findall(text)))
