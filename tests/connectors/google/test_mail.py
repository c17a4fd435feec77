"""Mail through Gmail: whatever answer is lost and wherever a pass is killed, each mail leaves once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from google.auth.exceptions import RefreshError
from google.oauth2.credentials import Credentials

from connectors.google.client import GoogleClient
from connectors.google.mail import GmailMail
from connectors.mail.contexts import SAMPLE_OFFICE
from connectors.mail.message import Composer
from connectors.mail.rendering import Renderer
from flows.engine.ports import Did, Outcome
from tests.connectors.google.inside import ACCOUNT, FAULTS, Inside, Remembered
from tests.connectors.google.standin import StandIn, standin
from tests.connectors.mail.test_mail import payload
from tests.fakes.google_faults import at_random, once, until_done

RINA = "rina@contoh.example"
RENDERER = Renderer()


class Post:
    """An office's mail at the stand-in, over as many processes as were killed. One pass a minute."""

    def __init__(self, folder: Path, fault: Callable[[str], str] = lambda call: "") -> None:
        self.folder, self.google, self.memory = folder, Inside(fault), Remembered()
        self.mail = self.started()

    def started(self) -> GmailMail:
        composer = Composer(ACCOUNT, SAMPLE_OFFICE, self.folder, None, RENDERER)
        return GmailMail(self.google.client(), composer, self.memory, lambda: self.google.now)

    def deliver(self, mail: dict[str, Any], passes: int = 30) -> Outcome:
        return until_done(
            lambda: self.mail.send(mail), lambda: self.mail.settle(mail), self.next_pass, passes
        )

    def next_pass(self) -> None:
        self.mail = self.started()
        self.google.later()

    def inbox(self, who: str = RINA) -> list[bytes]:
        return [one.raw for one in self.google.workspace.gmail.box(who).messages.values()]


def test_a_mail_takes_two_requests_and_shows_its_reference(tmp_path: Path) -> None:
    post = Post(tmp_path)
    assert post.deliver(payload()).did is Did.DONE
    assert post.google.calls == ["POST /gmail/v1/users/me/drafts", "POST /gmail/v1/users/me/drafts/send"]
    [raw] = post.inbox()
    assert b"Ref: ALR-SK-2026-0001-2" in raw
    assert post.mail.send(payload()).did is Did.DONE
    assert len(post.inbox()) == 1


@pytest.mark.parametrize(("call", "how"), list(product(("me/drafts", "drafts/send"), FAULTS)))
def test_a_lost_answer_or_a_kill_neither_doubles_nor_loses_a_mail(
    tmp_path: Path, call: str, how: str
) -> None:
    post = Post(tmp_path, once(call, how))
    assert post.deliver(payload()).did is Did.DONE
    assert len(post.inbox()) == 1
    assert post.google.workspace.gmail.box(ACCOUNT).drafts == {}


@pytest.mark.parametrize("how", FAULTS)
def test_a_look_that_fails_is_taken_again(tmp_path: Path, how: str) -> None:
    sending, looking = once("drafts/send", "dropped after"), once("GET /gmail", how, times=4)
    post = Post(tmp_path, lambda call: sending(call) or looking(call))
    assert post.deliver(payload()).did is Did.DONE
    assert len(post.inbox()) == 1


def schedules(folder: Path, seeds: range) -> Counter[str]:
    """Mails under random faults at every call; each must have left exactly once."""
    hits: Counter[str] = Counter()
    for seed in seeds:
        post = Post(folder, at_random(seed, 0.3, hits))
        post.google.workspace.gmail.keeps_message_id = seed % 2 == 0
        post.google.workspace.gmail.search_lag = timedelta(minutes=seed % 3)
        for number in range(3):
            mail = payload(id=f"SK-2026-0001/{number}", ref=f"ALR-SK-2026-0001-{number // 2}")
            assert post.deliver(mail, passes=60).did is Did.DONE, seed
        assert len(post.inbox()) == 3, seed
    return hits


def test_no_mail_is_doubled_or_lost_under_random_faults(tmp_path: Path) -> None:
    hits = schedules(tmp_path, range(70))
    assert min(hits[f"{verb} {how}"] for verb, how in product(("GET", "POST"), FAULTS)) >= 5


def test_without_the_thread_it_is_found_among_what_was_sent_by_its_own_mark(tmp_path: Path) -> None:
    """Two mails of one step share the reference; Gmail writes its own Message-ID."""
    post = Post(tmp_path)
    first, second = payload(id="a"), payload(id="b", to=["eko@contoh.example"])
    post.mail.send(first)
    restored = Remembered()
    post.memory = restored
    post.google.later(30)
    post.mail = post.started()
    assert post.mail.settle(first).did is Did.DONE
    assert post.mail.settle(second).did is Did.NOT_DONE
    assert post.mail.send(first).did is Did.DONE
    assert post.mail.send(second).did is Did.DONE
    assert (len(post.inbox()), len(post.inbox("eko@contoh.example"))) == (1, 1)


def test_a_journal_restored_from_a_backup_sends_nothing_again(tmp_path: Path) -> None:
    post = Post(tmp_path)
    post.deliver(payload())
    post.memory = Remembered()
    post.mail = post.started()
    post.google.later(60)
    assert post.mail.send(payload()).did is Did.DONE
    assert len(post.inbox()) == 1


def test_among_many_mails_of_one_step_each_is_found_after_a_restored_backup(tmp_path: Path) -> None:
    """An invitation goes to sixty, each in a mail of their own with the same reference."""
    post = Post(tmp_path)
    first = payload(id="peserta 0", to=[RINA])
    post.mail.send(first)
    for number in range(1, 60):
        post.mail = post.started()
        post.mail.send(payload(id=f"peserta {number}", to=[f"peserta{number}@contoh.example"]))
    post.memory = Remembered()
    post.mail = post.started()
    post.google.later(60)
    asked = len(post.google.calls)
    assert post.mail.send(first).did is Did.DONE
    assert len(post.inbox()) == 1
    assert len(post.google.calls) - asked == 2  # one search, one look


def test_mails_wait_for_a_new_login_and_none_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    post, asked = Post(tmp_path), list[object]()

    def expired(request: object) -> None:
        asked.append(request)
        raise RefreshError("invalid_grant: Token has been revoked.")  # type: ignore[no-untyped-call] # google-auth types only a part

    with monkeypatch.context() as without_a_token:
        without_a_token.setattr("googleapiclient.http.HttpRequest.execute", lambda self, **_: expired(self))
        for mail in (payload(id="a"), payload(id="b")):
            outcome = post.mail.send(mail)
            assert (outcome.did, outcome.again, outcome.tried) == (Did.NOT_DONE, True, False)
            assert "alur google login" in outcome.why
    assert len(asked) == 1
    post.mail = post.started()
    assert [post.mail.send(payload(id=id)).did for id in ("a", "b")] == [Did.DONE, Did.DONE]
    assert len(post.inbox()) == 2


def test_a_draft_thrown_away_by_hand_is_for_a_person_to_decide_after_ten_minutes(tmp_path: Path) -> None:
    post = Post(tmp_path, once("drafts/send", "dropped before"))
    post.mail.send(payload())
    box = post.google.workspace.gmail.box(ACCOUNT)
    for draft in list(box.drafts):
        del box.messages[box.drafts.pop(draft)]
    first = post.mail.settle(payload())
    assert (first.did, "looked for again" in first.why) == (Did.UNKNOWN, True)
    post.google.later(11)
    last = post.mail.settle(payload())
    assert last.did is Did.UNKNOWN
    assert "Ask rina@contoh.example whether ALR-SK-2026-0001-2 has come" in last.why
    asked = len(post.google.calls)
    assert post.mail.settle(payload()) == last
    assert len(post.google.calls) == asked
    post.mail.forget(payload())
    assert post.mail.send(payload()).did is Did.DONE
    assert len(post.inbox()) == 1


def test_a_draft_whose_answer_was_lost_is_thrown_away_later_and_never_sent(tmp_path: Path) -> None:
    post = Post(tmp_path, once("POST /gmail/v1/users/me/drafts", "dropped after"))
    post.google.workspace.gmail.search_lag = timedelta(minutes=30)
    box = post.google.workspace.gmail.box(ACCOUNT)
    assert post.mail.send(payload()).did is Did.NOT_DONE
    assert (len(box.drafts), post.mail.clear_away()) == (1, 0), "not settled yet, so it stays"
    assert post.deliver(payload()).did is Did.DONE
    users = post.google.services["gmail"].users()
    users.drafts().create(
        userId="me", body={"message": {"raw": "U3ViamVjdDogTWlsaWsgb3JhbmcNCg0K"}}
    ).execute()
    assert (len(box.drafts), post.mail.clear_away(), len(box.drafts)) == (2, 1, 1)
    assert [b"Milik orang" in one.raw for id, one in box.messages.items() if id in box.drafts.values()] == [
        True
    ]
    assert (len(post.inbox()), post.mail.clear_away()) == (1, 0)


def test_a_mail_that_cannot_be_composed_asks_nothing_of_gmail(tmp_path: Path) -> None:
    post = Post(tmp_path)
    outcome = post.mail.send(payload(to=["a@contoh.example, b@contoh.example"]))
    assert (outcome.did, outcome.again, post.google.calls) == (Did.NOT_DONE, False, [])


def test_a_large_letter_is_uploaded_beside_the_json(tmp_path: Path) -> None:
    (tmp_path / "surat.docx").write_bytes(bytes(3 << 20))
    post = Post(tmp_path)
    assert post.deliver(payload(attach=["surat.docx"])).did is Did.DONE
    assert post.google.calls[0] == "POST /upload/gmail/v1/users/me/drafts"
    assert len(post.inbox()[0]) > 4 << 20


@pytest.fixture
def server() -> Iterator[StandIn]:
    with standin() as server:
        yield server
        assert server.requests()["schema_faults"] == []


def test_a_connection_that_closes_without_an_answer_is_not_sent_a_second_time(
    server: StandIn, tmp_path: Path
) -> None:
    """httplib2 by itself sends such a POST again."""
    composer = Composer(ACCOUNT, SAMPLE_OFFICE, tmp_path)
    client = GoogleClient(Credentials(ACCOUNT), base_url=server.base_url)  # type: ignore[no-untyped-call]
    post = Post(tmp_path)
    mail = GmailMail(client, composer, Remembered(), lambda: post.google.now)
    server.control(faults=[{"method": "gmail.users.drafts.create", "code": 0, "next": 1, "after": True}])
    assert mail.send(payload()).did is Did.NOT_DONE
    assert len(server.workspace.gmail.box(ACCOUNT).drafts) == 1
    assert mail.send(payload()).did is Did.DONE
    assert len(server.workspace.gmail.box(RINA).messages) == 1
    assert server.workspace.gmail.box(ACCOUNT).drafts == {}
    mail.close()
