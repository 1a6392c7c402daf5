"""Shares of the keys: so many of them, as words on paper, give the keys back; fewer tell nothing.

Shamir's secret sharing as SLIP-39 writes it down, by its reference implementation.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from shamir_mnemonic import MnemonicError, combine_mnemonics, generate_mnemonics
from shamir_mnemonic import Share as Decoded
from shamir_mnemonic.wordlist import WORDLIST

from toandan.errors import BadInput, IdentityBroken
from toandan.lake.keyring import KEY_BYTES, Keyring

FORM = 1
HEAD_BYTES = 2
# The first letters of a word tell it from every other of the list.
LETTERS = 4
BY_LETTERS = {word[:LETTERS]: word for word in WORDLIST}


def split(keyring: Keyring, *, shares_n: int, threshold_n: int) -> tuple[str, ...]:
    """The keys as ``shares_n`` texts of English words; any ``threshold_n`` of them give the keys back.

    They are tried before they are handed out; IdentityBroken when they do not.
    """
    texts: list[str] = generate_mnemonics(1, [(threshold_n, shares_n)], _secret(keyring))[0]
    for chosen in (texts[:threshold_n], texts[-threshold_n:]):
        if _keyring(combine_mnemonics(chosen)) != keyring:
            raise IdentityBroken(
                what="the shares do not give the keys back", do="nothing was written; report this"
            )
    return tuple(texts)


def combine(shares: Sequence[tuple[str, Sequence[str]]]) -> Keyring:
    """The keys from the words of shares, each with the name of its file for what is told.

    Words may be cut to their first four letters. A share given twice counts once; more than are
    needed do no harm. Raises BadInput for words that are no share, for shares that do not belong
    together, and for too few. No word of a share is in an error.
    """
    every = [_decoded(name, words) for name, words in shares]
    _check_together(shares, every)
    decoded, first = {share.index: share for share in every}, every[0]
    if len(decoded) < first.member_threshold:
        raise BadInput(
            what=f"{len(decoded)} different shares of {first.member_threshold} that are needed",
            where=_named(shares),
            do="add `--share FILE` for others; each has a number of its own",
        )
    chosen = list(decoded.values())[: first.member_threshold]
    found = None
    with suppress(MnemonicError):
        found = _keyring(combine_mnemonics([share.mnemonic() for share in chosen]))
    if found is None:
        raise BadInput(
            what="these shares give no keys", where=_named(shares), do="compare them with the paper"
        )
    return found


def _decoded(name: str, words: Sequence[str]) -> Decoded:
    spelled = [BY_LETTERS.get(word[:LETTERS], "") for word in words]
    unknown = [n for n, word in enumerate(spelled, 1) if not word or not word.startswith(words[n - 1])]
    if unknown:
        raise BadInput(
            what=f"word {unknown[0]} is not of the list that shares are written with",
            where=name,
            do="compare it with the paper; the first four letters are enough",
        )
    with suppress(MnemonicError):
        return Decoded.from_mnemonic(" ".join(spelled))
    raise BadInput(
        what=f"the {len(words)} words are not a share",
        where=name,
        why="a word is missing, wrong, or not in its place",
        do="compare every word with the paper",
    )


def _check_together(shares: Sequence[tuple[str, Sequence[str]]], decoded: Sequence[Decoded]) -> None:
    if len({share.common_parameters() for share in decoded}) != 1:
        raise BadInput(
            what="these shares do not belong together",
            where=_named(shares),
            why="they were made at different times",
            do="use shares that begin with the same two words",
        )


def _named(shares: Sequence[tuple[str, Sequence[str]]]) -> str:
    return ", ".join(name for name, _ in shares)


def _secret(keyring: Keyring) -> bytes:
    keys = (*keyring.id_keys, keyring.files, keyring.digest)
    return bytes([FORM, len(keyring.id_keys)]) + b"".join(keys)


def _keyring(secret: bytes) -> Keyring | None:
    head, body = secret[:HEAD_BYTES], secret[HEAD_BYTES:]
    keys = [body[at : at + KEY_BYTES] for at in range(0, len(body), KEY_BYTES)]
    if head[:1] != bytes([FORM]) or len(keys) != head[1] + 2 or len(keys[-1]) != KEY_BYTES:
        return None
    *earlier, ids, files, digest = keys
    return Keyring(ids, files, digest, tuple(earlier))
