"""The document toandan/accounts/1, as JSON Schema, with what each field means."""

from __future__ import annotations

from typing import Any

type Schema = dict[str, Any]

SHARE = r"^\d+\.\d{6}$"
MONTH = r"^\d{4}-\d{2}$"
DAY = r"^\d{4}-\d{2}-\d{2}$"
TITLE = "toandan/accounts/1"


def _field(meaning: str, kind: str | list[str], **more: object) -> Schema:
    return {"description": meaning, "type": kind, **more}


def _people(meaning: str, *, known: bool = True) -> Schema:
    return _field(meaning, "integer" if known else ["integer", "null"])


def _share(meaning: str) -> Schema:
    return _field(meaning + ", decimal string of six places", ["string", "null"], pattern=SHARE)


def _day(meaning: str) -> Schema:
    return _field(meaning, "string", pattern=DAY)


def _object(meaning: str, fields: dict[str, Schema], *, optional: tuple[str, ...] = ()) -> Schema:
    return {
        "description": meaning,
        "type": "object",
        "properties": fields,
        "required": [name for name in fields if name not in optional],
        "additionalProperties": False,
    }


def _list(meaning: str, item: Schema) -> Schema:
    return {"description": meaning, "type": "array", "items": item}


INTERVAL = _list(
    "[least, most] people, where a split commune makes the count an estimate", _people("a bound")
)
DENOMINATOR = _object(
    "the denominator taken",
    {
        "kind": _field("kind of the population figure, or register", "string"),
        "n": _people("people"),
        "source": _field("who says so", "string"),
        "date": _day("day it speaks of"),
    },
)
SNAPSHOTS = _list(
    "the extracts it was made from",
    _object(
        "one extract",
        {
            "id": _field("register/scope/as-of/version", "string"),
            "use": _field(
                "as of the day, carried from earlier, or read back from a later one's history",
                "string",
                enum=["as_of", "carried", "history"],
            ),
            "card_sha256": _field("SHA-256 of its card", "string"),
        },
    ),
)
COUNTS = {
    "participants_n": _people("people with a valid card, by the card's commune and group"),
    "covered_residents_n": _people("residents found to hold a valid card, by residence"),
    "uncovered_n": _people("residents not found to hold one"),
    "residents_n": _people(
        "alive, permanent or temporary, at month end; in a row by group, holders of its card"
    ),
}
YEAR_BEFORE = _object(
    "twelve months earlier",
    {
        "month": _field("the month", "string", pattern=MONTH),
        "participants_n": _people("participants then; null where that month is not closed", known=False),
        "boundaries": _field("on the map of this month", "string", const="now"),
        "interval": INTERVAL,
        "closing": _field("id of that closing", "string"),
        "snapshots": SNAPSHOTS,
        "why_vi": _field("why it is not known, in Vietnamese", "string"),
        "why_en": _field("why it is not known, in English", "string"),
    },
    optional=("interval", "closing", "snapshots", "why_vi", "why_en"),
)
RATE = _object(
    "one count over one denominator",
    {
        "kind": _field("kind of the denominator", "string"),
        "numerator": _field("name of the count", "string", enum=["participants_n", "covered_residents_n"]),
        "numerator_n": _people("the count"),
        "denominator_n": _people("the denominator"),
        "share": _share("numerator over denominator"),
        "source": _field("who gives the denominator", "string"),
        "date": _day("day the denominator speaks of"),
        "origin": _field("first publication the source goes back to", "string"),
        "carried": _field("whether it comes from an earlier extract", "boolean"),
    },
)
PLAN = _object(
    "the assigned plan; only value_n and share, null, and the reason where there is none",
    {
        "value_n": _people("people assigned", known=False),
        "share": _share("participants over plan"),
        "missing_n": _people("people missing to the plan"),
        "document": _field("document that assigned it", "string"),
        "period": _field("period as written", "string"),
        "share_of_population": _share("plan over the denominator"),
        "denominator": DENOMINATOR,
        "carried": _field("whether it comes from an earlier extract", "boolean"),
        "why_vi": _field("why there is none, in Vietnamese", "string"),
        "why_en": _field("why there is none, in English", "string"),
    },
    optional=(
        "missing_n",
        "document",
        "period",
        "share_of_population",
        "denominator",
        "carried",
        "why_vi",
        "why_en",
    ),
)
TARGET = _object(
    "one dated target of the place, or of the nearest place that contains it",
    {
        "share": _share("share of the population; null where the target is in people"),
        "strict": _field("whether more than the share is needed", "boolean"),
        "date": _day("last day to reach it"),
        "gap_n": _people("fewest people missing so that it holds"),
        "document": _field("document that set it", "string"),
        "needed_n": _people("fewest participants with whom it holds"),
        "place": _field("place it was set for", "string"),
        "denominator": DENOMINATOR,
        "carried": _field("whether it comes from an earlier extract", "boolean"),
    },
)
CONFLICT = _object(
    "something that does not fit, or must be known to read the figures",
    {
        "code": _field("which check found it", "string"),
        "text_vi": _field("one sentence in Vietnamese", "string"),
        "text_en": _field("one sentence in English", "string"),
        "evidence": _field("the numbers behind it", "object"),
    },
)
ROW = _object(
    "one commune, group, age band or sex",
    {
        "code": _field("commune or group code, or sex; empty: residents without a card", "string"),
        "name": _field("name", "string"),
        "name_vi": _field("name in Vietnamese", "string"),
        "from": _field("first age of the band", "integer"),
        "to": _field("first age after the band", ["integer", "null"]),
        **COUNTS,
        "share": _share("participants over what share_of names"),
        "share_of": _field(
            "the denominator of share: residents of the register in the row, or participants of all rows",
            "string",
            enum=["residents_n", "participants_n"],
        ),
        "year_before_n": _people("participants twelve months earlier on present boundaries", known=False),
        "year_before_interval": INTERVAL,
        "change_n": _people("change since then", known=False),
        "plan_n": _people("people assigned to the commune", known=False),
        "plan_share": _share("participants over its plan"),
        "interval": INTERVAL,
        "difference": _field("the causes by which the two counts differ, and what was estimated", "object"),
    },
    optional=(
        "code",
        "name",
        "name_vi",
        "from",
        "to",
        "year_before_interval",
        "plan_n",
        "plan_share",
        "interval",
        "difference",
    ),
)
_PARTS = {
    name: _field(meaning, "integer", minimum=0)
    for name, meaning in (
        ("employer_vnd", "part employers pay"),
        ("employee_vnd", "part taken from wages"),
        ("si_agency_vnd", "part the social-insurance agency pays"),
        ("state_vnd", "part the state budget pays or supports"),
        ("province_vnd", "part provincial policies add"),
        ("person_vnd", "part the people pay"),
    )
}
_MONEY = {
    "premium_month_vnd": _field("premium of one month of priced_n people, đồng", "integer", minimum=0)
} | _PARTS
_PRICED = {"priced_n": _people("people whose premium can be told"), **_MONEY}
ENTITLED = _object(
    "residents whom the law of the last day puts in one category, or for whom it cannot be told for one reason",
    {
        "code": _field("category; where none can be told, the first one that is not ruled out", "string"),
        "name": _field("name", "string"),
        "name_vi": _field("name in Vietnamese", "string"),
        "answer": _field("whether the category can be told", "string", enum=["known", "cannot_tell"]),
        "residents_n": _people("residents"),
        "covered_residents_n": _people("residents found to hold a valid card"),
        "uncovered_n": _people("residents not found to hold one"),
        "as_entitled_n": _people("covered, with a card of this category"),
        "by_choice_n": _people("covered, with a card of another category they may choose"),
        "otherwise_n": _people("covered, with a card of any other category"),
        "unjudged_n": _people("covered, but category or card code cannot be told"),
        **_PRICED,
        "uncovered": _object("of those not found covered: what covering them adds", _PRICED),
    },
)
_YEAR = {
    "premium_year_vnd": _field(
        "premium of twelve months under the law of the last day, đồng", "integer", minimum=0
    )
} | _PARTS


def _sum_of_money(meaning: str) -> Schema:
    fields = {
        "priced_n": _people("people whose premium can be told"),
        "not_priced_n": _people("people whose category is known and whose premium cannot be told"),
        "month": _object("one month", _MONEY),
        "year": _object("twelve such months", _YEAR),
    }
    return _object(meaning, fields)


def _payments(meaning: str) -> Schema:
    return _field(meaning, "integer", minimum=0)


SUMMARY = _object(
    "what the law of the last day entitles residents to, added up; only where a register of facts was read",
    {
        "as_of": _day("day of the law and of the counts"),
        "residents_n": _people("residents of the population register: what all of it is counted of"),
        "known_n": _people("residents whose category can be told"),
        "cannot_tell_n": _people("residents whose category cannot be told"),
        "uncovered_n": _people("of those whose category can be told: not found covered"),
        "uncovered_cannot_tell_n": _people("of the others: not found covered"),
        "compared_n": _people("covered residents whose card can be compared with their category"),
        "as_entitled_n": _people("of these: with a card of the category"),
        "by_choice_n": _people("of these: with a card of another category they may choose"),
        "otherwise_n": _people("of these: with a card of any other category"),
        "covered_today": _sum_of_money("what is owed by law for those covered today"),
        "to_cover": _sum_of_money("what covering those not found covered adds"),
        "uncovered_by_category": _list(
            "categories in which somebody is not covered, most people first",
            _object(
                "one category",
                {
                    "code": _field("category", "string"),
                    "name": _field("name", "string"),
                    "name_vi": _field("name in Vietnamese", "string"),
                    "residents_n": _people("residents of the category"),
                    "uncovered_n": _people("of these: not found covered"),
                    "month": _object("what covering them adds a month", _PRICED),
                },
            ),
        ),
        "reasons": _list(
            "why a category or a premium cannot be told, most people first",
            _object(
                "one reason",
                {
                    "what": _field("what cannot be told", "string", enum=["category", "premium"]),
                    "code": _field("category not ruled out, or what is missing", "string"),
                    "name": _field("name", "string"),
                    "name_vi": _field("name in Vietnamese", "string"),
                    "residents_n": _people("residents"),
                    "uncovered_n": _people("of these: not found covered"),
                },
            ),
        ),
        "sources": _list(
            "the extracts the answer rests on",
            _object(
                "one extract",
                {
                    "register": _field("register", "string"),
                    "as_of": _day("day it speaks of"),
                    "use": _field("as of the day, carried, or read back", "string"),
                },
            ),
        ),
        "findings": _list("the same in plain sentences", CONFLICT),
    },
)
PAID = _object(
    "payments to collection agents; only where an extract of them was read. A payment makes nobody a participant",
    {
        "as_of": _day("day on which the registers were looked at"),
        "within_days": _field(
            "days after the payment within which a card is waited for", "integer", minimum=0
        ),
        "payments_n": _payments("payments by people of the area"),
        "shown_n": _payments("of these: a card covers a day that is paid for"),
        "waiting_n": _payments("of these: no such card yet, within the days"),
        "overdue_n": _payments("of these: no such card, after the days"),
        "unknown_n": _payments(
            "of the whole closing: the payer stands in neither register, so in no commune"
        ),
        "findings": _list("the same in plain sentences", CONFLICT),
    },
)
RANKED = _object(
    "one commune, lowest first",
    {
        "rank": _field("place from 1", "integer"),
        "code": _field("commune code", "string"),
        "name": _field("name", "string"),
        "participants_n": COUNTS["participants_n"],
        "residents_n": COUNTS["residents_n"],
        "covered_residents_n": COUNTS["covered_residents_n"],
        "share": _share("participants over residents of the register"),
        "covered_share": _share("covered residents over residents of the register"),
    },
)
ACCOUNTS_SCHEMA: Schema = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": TITLE,
    **_object(
        "The accounts of an area at the end of a month. The two counts are never mixed.",
        {
            "schema": _field("name of this layout", "string", const=TITLE),
            "month": _field("the month", "string", pattern=MONTH),
            "as_of": _day("its last day, inside it"),
            "place": _object(
                "the area",
                {
                    "vintage": _day("map the codes belong to"),
                    "code": _field("code, or several joined by commas", "string"),
                    "name": _field("name", "string"),
                },
            ),
            "synthetic": _field("whether any extract was synthetic", "boolean"),
            "snapshots": SNAPSHOTS,
            **COUNTS,
            "year_before": YEAR_BEFORE,
            "change_n": _people("participants now less those twelve months earlier", known=False),
            "rates": _list("every count over every denominator it may stand on", RATE),
            "plan": PLAN,
            "targets": _list("by date", TARGET),
            "conflicts": _list("shown, never repaired", CONFLICT),
            "entitled": SUMMARY,
            "payments": PAID,
            "rows": _list("the parts of the area", ROW),
            "rank": _list("communes by participants over residents", RANKED),
            "entitlement": _list(
                "by category of the law, then by why none can be told; only where asked", ENTITLED
            ),
        },
        optional=("entitled", "payments", "entitlement"),
    ),
}


def field_rows(schema: Schema = ACCOUNTS_SCHEMA, prefix: str = "") -> list[tuple[str, str, str]]:
    """Every field as (path, type, meaning), in the order of the document; for the reference page."""
    rows: list[tuple[str, str, str]] = []
    for name, field in schema.get("properties", {}).items():
        path = f"{prefix}{name}"
        kind = field["type"]
        rows.append((path, kind if isinstance(kind, str) else " or ".join(kind), field["description"]))
        inner = field.get("items", field)
        rows += field_rows(inner, f"{path}{'[]' if inner is not field else ''}.")
    return rows
