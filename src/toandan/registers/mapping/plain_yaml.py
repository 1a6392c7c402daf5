"""YAML in which every value is the text that stands there, and no name may stand twice."""

from __future__ import annotations

from typing import Any

import yaml

MOST_BYTES = 1 << 22


class NameTwice(yaml.YAMLError):
    """A name that stands twice in one place of the file."""

    def __init__(self, name: str, line: int) -> None:
        self.name = name
        self.line = line
        super().__init__(f"{name} stands twice, the second time on line {line}")


class _Loader(yaml.BaseLoader):
    """Keeps 01 and no as they are written, and refuses a name that stands twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002 - the library's own shape
        seen = set()
        for name, _ in node.value:
            # Lists as names are refused by the library itself.
            if isinstance(name, yaml.ScalarNode):
                if name.value in seen:
                    raise NameTwice(str(name.value), name.start_mark.line + 1)
                seen.add(name.value)
        return super().construct_mapping(node, deep=deep)


def plain_yaml(text: str) -> Any:  # noqa: ANN401 - any YAML value
    """The document with all values as text; raises yaml.YAMLError, NameTwice for a name twice.

    A code such as 00123 stays 00123, and `no` does not become false. Aliases are refused.
    """
    if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=yaml.BaseLoader)):
        raise yaml.YAMLError("aliases are not used here")
    return yaml.load(text, Loader=_Loader)  # noqa: S506 - a loader that only makes texts, lists and dicts
