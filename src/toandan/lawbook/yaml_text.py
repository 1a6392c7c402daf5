"""YAML as people write it, read strictly: nothing is guessed, nothing is overwritten.

Whole numbers come as int, numbers with a point as exact Decimal with their printed places,
`true`/`false` as bool, everything else (dates, codes with a leading zero, YES and NO) as text.
"""

from __future__ import annotations

import re
from collections.abc import Hashable
from decimal import Decimal
from pathlib import Path

import yaml
from yaml.composer import Composer
from yaml.constructor import SafeConstructor
from yaml.resolver import Resolver

from toandan.errors import BadInput, Vietnamese

_MAX_BYTES = 4_000_000
# libyaml lets these stand where plain Python refuses them.
_READ_DIFFERENTLY = "\t?\ufeff"


class _Strict(yaml.SafeLoader):
    """A loader without aliases, silent overwrites or guessed types."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 - yaml's own protocol

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """A node; an alias is refused, it could make a small file endless."""
        if self.check_event(yaml.events.AliasEvent):
            event = self.get_event()  # type: ignore[no-untyped-call]
            raise yaml.composer.ComposerError(
                None, None, "aliases (*name) are not used here", event.start_mark
            )
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, object]:  # noqa: FBT001, FBT002
        """A mapping; a field written twice is refused."""
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the field {key.value!r} is written twice", key.start_mark
                )
            seen.add(str(key.value))
        return super().construct_mapping(node, deep)


class _Quick(_Strict):
    """The same rules over what libyaml reads, in a fifth of the time."""

    def __init__(self, text: str) -> None:
        from yaml.cyaml import CParser  # type: ignore[attr-defined]  # noqa: PLC0415 - not in every PyYAML

        for part in (Composer, SafeConstructor, Resolver):
            part.__init__(self)
        found = CParser(text)
        self.check_event = found.check_event  # type: ignore[method-assign]
        self.peek_event = found.peek_event  # type: ignore[method-assign]
        self.get_event = found.get_event  # type: ignore[method-assign]


def _decimal(loader: _Strict, node: yaml.ScalarNode) -> Decimal:
    return Decimal(loader.construct_scalar(node))


def _whole(loader: _Strict, node: yaml.ScalarNode) -> int:
    return int(loader.construct_scalar(node))


_STARTS = list("-+0123456789")
_Strict.add_implicit_resolver("!whole", re.compile(r"^[-+]?(?:0|[1-9][0-9]{0,17})$"), _STARTS)
_Strict.add_implicit_resolver("!decimal", re.compile(r"^[-+]?[0-9]{1,18}\.[0-9]{1,18}$"), _STARTS)
_Strict.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), ["t", "f"])
_Strict.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(?:~|null|)$"), ["~", "n", ""])
_Strict.add_constructor("!whole", _whole)
_Strict.add_constructor("!decimal", _decimal)


def _document(text: str) -> object:
    if yaml.__with_libyaml__ and not any(sign in text for sign in _READ_DIFFERENTLY):
        try:
            return yaml.load(text, Loader=_Quick)  # noqa: S506 - a SafeLoader, made stricter
        except yaml.YAMLError:
            pass  # What is wrong is told by the reader below: in the same words on every machine.
    return yaml.load(text, Loader=_Strict)  # noqa: S506 - a SafeLoader, made stricter


def parse(text: str, where: str) -> object:
    """The document of a text; raises BadInput with the line for text that is not YAML."""
    try:
        return _document(text)
    except yaml.MarkedYAMLError as problem:
        line = problem.problem_mark.line + 1 if problem.problem_mark else 1
        raise _broken(f"{where}, line {line}", problem.problem or "it cannot be read") from None
    except yaml.YAMLError as problem:
        raise _broken(where, str(problem).splitlines()[0]) from None
    except RecursionError:
        raise _broken(where, "it is nested too deeply", "các mục lồng nhau quá sâu") from None


def read(path: Path) -> object:
    """The document of a file; raises BadInput if it is missing, too large, not UTF-8 or not YAML."""
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= _MAX_BYTES else b""
    except OSError as problem:
        raise BadInput(
            what="the file cannot be read",
            where=str(path),
            why=problem.strerror or "it is not there",
            do="check the path and its permissions",
            vi=Vietnamese(
                what="không đọc được tệp",
                why="tệp không có ở đó, hoặc không được phép đọc",
                do="kiểm tra đường dẫn và quyền đọc",
            ),
        ) from None
    if size > _MAX_BYTES:
        size_vi = f"{_MAX_BYTES:,}".replace(",", ".")
        raise _broken(str(path), f"it is larger than {_MAX_BYTES:,} bytes", f"tệp lớn hơn {size_vi} byte")
    try:
        return parse(content.decode("utf-8-sig"), str(path))
    except UnicodeDecodeError:
        raise _broken(str(path), "it is not UTF-8 text", "tệp không phải văn bản UTF-8") from None


def _broken(where: str, why: str, why_vi: str = "") -> BadInput:
    return BadInput(
        what="this is not YAML we can read",
        where=where,
        why=why,
        do="mend the line; indentation is by blanks, one field a line",
        vi=Vietnamese(
            what="tệp không phải YAML đọc được",
            why=why_vi or why,
            do="sửa dòng đã nêu; thụt dòng bằng dấu cách, mỗi trường một dòng",
        ),
    )
