"""Which responses of a form are new, and who comes first when there are many."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from connectors.google.responses import MOST, OVERLAP, Look, Response, in_turn, responses

MONDAY = datetime(2026, 11, 23, 2, 30, tzinfo=UTC)


def response(id: str, minute: float, edited: float = 0) -> Response:
    created = MONDAY + timedelta(minutes=minute)
    return Response(id, created, created + timedelta(minutes=edited), "", {})


def look_after(*taken: Response) -> Look:
    look = Look()
    look.took(taken, taken, whole=True)
    return Look.of(look.text())


def test_a_flood_of_one_sender_does_not_hold_up_a_hundred_people() -> None:
    flood = [(response(f"robot {n}", n / 1000), "robot@contoh.example") for n in range(50_000)]
    people = [(response(f"orang {n}", 100), f"orang{n}@contoh.example") for n in range(100)]
    first = in_turn([*flood, *people], MOST)
    assert len(first) == MOST
    assert {one.id for one, _ in people} <= {one.id for one in first}


def test_what_was_taken_is_not_new_and_what_was_edited_since_is() -> None:
    look = look_after(response("a", 0), response("b", 5))
    listed = [response("a", 0, edited=90), response("b", 5), response("c", 6)]
    assert [one.id for one in look.new_in(listed)] == ["a", "c"]


def test_a_response_that_shows_late_is_still_new() -> None:
    look = look_after(response("b", 120))
    assert [one.id for one in look.new_in([response("late", 70), response("old", 10)])] == ["late"]


def test_an_edited_response_of_long_ago_is_new_once() -> None:
    look = look_after(response("b", 600))
    edited = response("a", 0, edited=30)
    assert look.new_in([edited]) == [edited]
    look.took([edited], [edited], whole=True)
    look.took([response("c", 900)], [response("c", 900)], whole=True)
    assert Look.of(look.text()).new_in([edited]) == []


def test_the_look_goes_on_where_all_was_taken_and_not_before() -> None:
    one, two = response("a", 0), response("b", 300)
    look = Look()
    look.took([one], [one, two], whole=False)
    assert look.since is None
    assert look.new_in([one, two]) == [two]
    look.took([two], [one, two], whole=True)
    assert look.since == two.submitted
    assert one.submitted < two.submitted - OVERLAP
    assert look.seen == {two.key}


def test_all_pages_of_responses_are_read_under_one_filter() -> None:
    asked: list[tuple[str, str]] = []

    def answer(words: dict[str, Any], *, safe: bool) -> dict[str, Any]:
        page = words.get("pageToken", "")
        asked.append((page, words["filter"]))
        at = MONDAY.isoformat()
        one = {"responseId": f"r{page}", "createTime": at, "lastSubmittedTime": at}
        return {"responses": [one], **({"nextPageToken": f"{page}+"} if len(page) < 2 else {})}

    lists = SimpleNamespace(list=lambda **words: dict(words))
    forms = SimpleNamespace(forms=lambda: SimpleNamespace(responses=lambda: lists))
    client: Any = SimpleNamespace(service=lambda *_: forms, execute=answer)
    assert [one.id for one in responses(client, "form", MONDAY)] == ["r", "r+", "r++"]
    assert asked == [(page, "timestamp >= 2026-11-23T01:30:00Z") for page in ("", "+", "++")]
