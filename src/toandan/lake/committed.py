"""Reading committed cards, and checking what a new work names as its inputs against them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path

from toandan.errors import BadInput, Vietnamese
from toandan.lake.card import Card
from toandan.lake.closing import ClosingCard
from toandan.lake.manifest import Manifest, unreadable
from toandan.lake.orphans import OUT, RAW
from toandan.lake.snapshot import CARD
from toandan.lake.text import sha256_text
from toandan.lake.work import CLOSING, SNAPSHOT, WORK, MadeCard, WorkCard, WorkInput

# The kind and name of something committed in the same step, and the SHA-256 of its card.
type Coming = Mapping[tuple[str, str], str]


def committed_card[C](path: Path, expected: str, parse: Callable[[bytes], C]) -> C:
    """The card in the file; raises BadInput unless it is, byte for byte, what was committed."""
    try:
        content = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError) as problem:
        raise _spoiled(path, "is missing") from problem
    except PermissionError as problem:
        raise unreadable(path) from problem
    if sha256_text(content) != expected:
        raise _spoiled(path, "was changed")
    try:
        return parse(content)
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        raise _spoiled(path, "is of another layout") from problem


def check_inputs(
    lake: Path, manifest: Manifest, card: MadeCard, *, coming: Coming, going: Collection[str]
) -> None:
    """Raise BadInput unless everything a work was made from is committed, stands, and has the card it names.

    ``coming`` is committed and ``going`` destroyed in the same step. A work that outlives its inputs
    may have been made from what is going: it stands instead of it.
    """
    for one in card.made_from:
        is_going = one.id in going and not card.outlives
        if one.id in manifest.destroyed or is_going:
            raise _refused(card, one, "was destroyed", "đã bị hủy")
        found, is_synthetic = coming.get((one.kind, one.id), ""), False
        if not found:
            found, is_synthetic = _card_sha256(lake, manifest, one)
        if is_synthetic and not card.synthetic:
            raise _refused(
                card, one, "is synthetic, and it does not say so", "là dữ liệu giả lập mà không ghi rõ"
            )
        if not found:
            raise _refused(card, one, "is not committed in this lake", "không có trong kho này")
        if found != one.card_sha256:
            raise _refused(card, one, "has another card in this lake", "có phiếu khác trong kho này")


def _card_sha256(lake: Path, manifest: Manifest, one: WorkInput) -> tuple[str, bool]:
    """The SHA-256 of a committed card as it was first committed, empty where there is none; and whether it is synthetic."""
    path = lake / (RAW if one.kind == SNAPSHOT else OUT) / one.id / CARD
    names = {SNAPSHOT: manifest.snapshots, CLOSING: manifest.closings, WORK: manifest.works}.get(one.kind, {})
    digest = names.get(one.id, "")
    if not digest:
        return "", False
    if one.kind == SNAPSHOT:
        card = committed_card(path, digest, Card.from_json)
        return card.committed_as or digest, card.synthetic
    made: type[MadeCard] = ClosingCard if one.kind == CLOSING else WorkCard
    found = committed_card(path, digest, made.from_json)
    return found.committed_as or digest, found.synthetic


def _refused(card: MadeCard, one: WorkInput, why: str, why_vi: str) -> BadInput:
    return BadInput(
        what=f"{card.title} cannot be committed: the {one.kind} it was made from {why}",
        where=one.id,
        why="a work is made from what is committed and stands in the same lake",
        do="make it again from what `toandan lake show` lists; nothing was committed",
        vi=Vietnamese(
            what=f"không thể ghi nhận {card.title_vi}: dữ liệu dùng để tạo ra nó {why_vi}",
            why="sản phẩm dữ liệu chỉ được tạo từ những gì đang có trong cùng một kho",
            do="tạo lại từ danh sách của `toandan lake show`; chưa ghi nhận gì",
        ),
    )


def _spoiled(path: Path, what: str) -> BadInput:
    return BadInput(
        what=f"a committed card {what}",
        where=str(path),
        why="the manifest names it with its hash",
        do="run `toandan lake verify` and restore the folder from a backup",
    )
