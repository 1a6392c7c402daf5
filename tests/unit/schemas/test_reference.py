"""Reference pages: a small declaration in, the page out."""

from __future__ import annotations

from toandan.schemas.reference import closing_page, markdown_table, register_page, table_text
from toandan.schemas.table import Column, Guard, Identity, Kind, Register, Role, Table

CARDS = Table(
    name="out_card__month_commune",
    grain="one row per commune",
    grain_vi="mỗi dòng một xã",
    key=("commune_code",),
    columns=(
        Column("commune_code", Kind.CODE, "commune", "mã xã"),
        Column("all_n", Kind.INT, "cards | all", "số thẻ", unit="cards"),
        Column("old_n", Kind.INT, "old ones", "thẻ cũ", unit="cards", required=False),
        Column("new_n", Kind.INT, "new ones", "thẻ mới", unit="cards", required=False),
        Column("colour", Kind.TEXT, "colour", "màu", allowed=("red", "blue"), guard=Guard.SEALED),
    ),
    identities=(Identity("all_n", ("old_n", "new_n")),),
    note="Invented for this test.",
)

DRAWN = """\
### `out_card__month_commune`

One row per commune. *Mỗi dòng một xã.*

Key and order of rows: `commune_code`.

| column | type | required | unit | meaning | tiếng Việt | how it is kept |
| --- | --- | --- | --- | --- | --- | --- |
| `commune_code` | code | yes |  | commune | mã xã |  |
| `all_n` | int | yes | cards | cards \\| all | số thẻ |  |
| `old_n` | int |  | cards | old ones | thẻ cũ |  |
| `new_n` | int |  | cards | new ones | thẻ mới |  |
| `colour` | text | yes |  | colour (`red`, `blue`) | màu | encrypted file apart |

In every row: `all_n = old_n + new_n`.

Invented for this test."""


def test_a_table_as_it_is_drawn() -> None:
    assert table_text(CARDS, level=3) == DRAWN


def test_cells_stay_in_their_column() -> None:
    assert markdown_table(("a",), [("x|y\nz",)]) == "| a |\n| --- |\n| x\\|y z |"


def _register(sealed: Table | None, *, keeps_history: bool) -> Register:
    return Register(
        name="card",
        title="Cards",
        title_vi="Thẻ",
        short="cards",
        short_vi="thẻ",
        legal_basis="none",
        role=Role.EVENT,
        feeds=(CARDS,),
        received=CARDS,
        stored=CARDS,
        sealed=sealed,
        keeps_history=keeps_history,
    )


def test_a_register_tells_what_is_encrypted_and_whether_it_knows_earlier_days() -> None:
    plain = register_page(_register(None, keeps_history=False))
    assert plain.startswith("<!-- made from")
    assert "# Cards — Thẻ" in plain
    assert plain.count("### `out_card__month_commune`") == 2
    assert "Encrypted" not in plain
    assert "Made from it: `out_card__month_commune`." in plain
    assert "read back" not in plain
    full = register_page(_register(CARDS, keeps_history=True))
    assert full.count("### `out_card__month_commune`") == 3
    assert "Encrypted, in a file of its own" in full
    assert "read back from the nearest later one" in full


def test_the_page_of_a_closing_parts_published_from_core() -> None:
    page = closing_page([CARDS], [CARDS], [CARDS], [CARDS])
    published, rest = page.split("## Kept with it")
    kept, others = rest.split("## Core")
    core, told = others.split("## Told of every person")
    assert "## Published: no person in them" in published
    assert DRAWN in published
    assert DRAWN in kept
    assert DRAWN in core
    assert DRAWN in told
