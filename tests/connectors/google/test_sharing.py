"""What Alur made is open to those who are configured, and nobody else without a word about it."""

from __future__ import annotations

import re
from typing import Any

import pytest

from connectors.google.client import GoogleClient
from connectors.google.documents import FOLDER
from connectors.google.sharing import FORM, Sharing
from tests.connectors.google.inside import ACCOUNT, Inside, Remembered

RINA = "rina@contoh.example"


@pytest.fixture
def google() -> Inside:
    return Inside()


def sharing(google: Inside, memory: Remembered | None = None) -> Sharing:
    remembered = Remembered() if memory is None else memory
    return Sharing(google.client(), remembered, [RINA.upper(), "dinas.example"])


def made(google: Inside, name: str, kind: str = FOLDER) -> str:
    return google.workspace.files.create(ACCOUNT, name, kind, google.now).id


def share(google: Inside, id: str, **body: Any) -> None:
    client = google.client()
    request = (
        client.service("drive", "v3").permissions().create(fileId=id, body=body, sendNotificationEmail=False)
    )
    client.execute(request, safe=False)


def test_who_is_configured_and_who_answers_a_form_are_no_problem(google: Inside) -> None:
    share(google, made(google, "Surat"), type="user", role="writer", emailAddress=RINA)
    share(google, made(google, "Umum"), type="user", role="reader", emailAddress="eko@dinas.example")
    share(google, made(google, "Arsip"), type="domain", role="reader", domain="dinas.example")
    share(google, made(google, "Formulir", FORM), type="anyone", role="reader", view="published")
    assert sharing(google).check_all() == []


def test_each_way_too_wide_is_named_with_the_way_out(google: Inside) -> None:
    for number in range(5):
        share(google, made(google, f"Surat {number}"), type="anyone", role="reader")
    share(google, made(google, "Umum"), type="user", role="writer", emailAddress="orang@lain.example")
    assert set(sharing(google).check_all()) == {
        "Google Drive: «Surat 0», «Surat 1», «Surat 2» and 2 more: open to anyone with the link, which is not "
        "configured; set it to Restricted (Share > General access)",
        "Google Drive: «Umum»: shared with orang@lain.example as writer, which is not configured; take that away "
        "(Share), or name the address in config/people.toml or in [google] shared_with",
    }


def test_a_form_whose_editor_is_open_to_all_is_too_wide(google: Inside) -> None:
    share(google, made(google, "Formulir", FORM), type="anyone", role="writer", view="published")
    share(google, made(google, "Daftar", "text/csv"), type="anyone", role="reader", view="published")
    assert len(sharing(google).check_all()[0].split("«")) == 3


def test_only_what_changed_is_looked_at_again_and_a_problem_stays_until_it_is_mended(google: Inside) -> None:
    memory = Remembered()
    ids = [made(google, f"Surat {n}") for n in range(3)]
    check = sharing(google, memory)
    assert check.check_changed() == []
    asked = len(google.calls)
    share(google, ids[0], type="anyone", role="reader")
    assert len(check.check_changed()) == 1
    assert len(check.check_changed()) == 1
    assert len(google.calls) - asked == 4
    file = google.workspace.files.all[ids[0]]
    file.permissions = {key: one for key, one in file.permissions.items() if one.kind != "anyone"}
    assert check.check_changed() == []
    assert check.check_changed() == []


def test_what_lies_in_the_bin_or_is_gone_is_no_problem_any_more(google: Inside) -> None:
    memory = Remembered()
    binned, gone = made(google, "Satu"), made(google, "Dua")
    for id in (binned, gone):
        share(google, id, type="anyone", role="reader")
    check = sharing(google, memory)
    assert len(check.check_changed()) == 1
    google.workspace.files.all[binned].trashed = True
    google.workspace.files.remove(gone, google.now)
    assert check.check_changed() == []


def test_what_stands_on_a_later_page_is_looked_at_too(
    google: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two files a page, of the list and of the feed of changes."""
    memory, execute = Remembered(), GoogleClient.execute

    def two_a_page(client: GoogleClient, request: Any, *, safe: bool) -> Any:
        request.uri = re.sub(r"pageSize=\d+", "pageSize=2", request.uri)
        return execute(client, request, safe=safe)

    monkeypatch.setattr(GoogleClient, "execute", two_a_page)
    files = [made(google, f"Surat {number}") for number in range(5)]
    share(google, files[0], type="anyone", role="reader")
    share(google, files[4], type="anyone", role="reader")
    [told] = sharing(google, memory).check_all()
    assert "«Surat 0»" in told
    assert "«Surat 4»" in told
    more = [made(google, f"Nota {number}") for number in range(5)]
    share(google, more[0], type="anyone", role="reader")
    share(google, more[4], type="anyone", role="reader")
    [told] = sharing(google, memory).check_changed()
    assert "«Nota 0»" in told
    assert "1 more" in told  # of four
