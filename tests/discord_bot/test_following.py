"""Documents that change while the bot runs, by a real client against the stand-in."""

from __future__ import annotations

import asyncio
import re
import threading
from typing import TYPE_CHECKING

import pytest

from bot.discord_bot.following import Following
from bot.library.library import Changed, Failed, Unchanged
from tests.discord_bot.corpora import write_files
from tests.discord_bot.processes import QUESTION, stopped

if TYPE_CHECKING:
    from pathlib import Path

    from bot.discord_bot.services import Services
    from tests.discord_bot.processes import Start
    from tests.discord_bot.standin.server import StandIn
    from tests.discord_bot.standin.world import Message

BROKEN = bytes(range(128, 256)) * 4
CHANGED = "The board met. Sergeant Brandt proposed the lighthouse, in the end.\n"


@pytest.fixture
def following(services: Services) -> Following:
    return Following(services, every=0)


async def answered(standin: StandIn, question: str = QUESTION, **options: object) -> Message:
    asked = standin.does.slash(standin.member, standin.channel, "ask", question=question, **options)
    return await asked.answered()


async def looked_up(standin: StandIn, command: str, **options: object) -> str:
    return (await standin.does.slash(standin.member, standin.channel, command, **options).answered()).text


def facts(caplog: pytest.LogCaptureFixture) -> list[dict[str, object]]:
    """What was noted of the documents."""
    noted = [record.facts for record in caplog.records if hasattr(record, "facts")]
    return [one for one in noted if str(one["event"]).startswith(("document_", "documents_"))]


@pytest.mark.usefixtures("bot")
class TestAChangedDocument:
    async def test_is_answered_from(self, standin: StandIn, following: Following, corpus: Path) -> None:
        assert "Captain" in (await answered(standin)).text
        write_files(corpus, {"minutes.md": CHANGED})
        assert isinstance(await following.look(), Changed)
        assert "Brandt" in (await answered(standin)).text
        standin.say(standin.member, standin.channel, f"{standin.mention} {QUESTION}")
        assert "Brandt" in (await standin.answered_in(standin.channel, count=3)).text

    async def test_changes_what_the_buttons_of_earlier_answers_bring(
        self, standin: StandIn, following: Following, corpus: Path
    ) -> None:
        message = await answered(standin)
        write_files(corpus, {"minutes.md": CHANGED})
        await following.look()
        standin.does.press(standin.member, message, "Context")
        await standin.edited(message)
        assert "Brandt" in message.text
        assert "The documents have changed since this was asked" in message.text

    async def test_is_what_earlier_citations_are_held_against(
        self, standin: StandIn, following: Following, corpus: Path
    ) -> None:
        found = re.search(r"`(minutes@[^`]+)`", (await answered(standin)).text)
        assert found is not None
        minutes = (corpus / "minutes.md").read_text(encoding="utf-8")
        moved = minutes.replace("The harbour board", "They had tea.\n\nThe harbour board", 1)
        write_files(corpus, {"minutes.md": moved})
        assert "stands in the document" in await looked_up(standin, "cite", citation=found[1])
        await following.look()
        assert "stands elsewhere" in await looked_up(standin, "cite", citation=found[1])
        write_files(corpus, {"minutes.md": CHANGED})
        await following.look()
        pasted = f"(see [{found[1].upper().replace('MINUTES', 'minutes')}].)"
        said = await looked_up(standin, "cite", citation=pasted)
        assert "no longer stands" in said
        assert f"`{found[1]}`" in said
        assert "Okafor" in said


@pytest.mark.usefixtures("bot")
async def test_added_and_removed_documents_show_everywhere(
    standin: StandIn, services: Services, following: Following, corpus: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "meeting_bot")
    before = services.assistant.fingerprint
    assert "documents: 2" in await looked_up(standin, "about")
    (corpus / "minutes.md").unlink()
    question = '{"question": "Who bakes?", "gold": ["Ms. Bak"]}\n'
    files = {
        "bakery.txt": "Ms. Bak bakes the bread.",
        "inn.txt": "The inn is open.",
        "b.questions.jsonl": question,
    }
    write_files(corpus, files)
    await following.look()
    assert "Captain" not in (await answered(standin)).text
    assert "Bak" in (await answered(standin, "Who bakes the bread?")).text
    about = await looked_up(standin, "about")
    assert "documents: 3" in about
    assert before not in about
    assert "minutes" not in await looked_up(standin, "documents")
    refused = await answered(standin, document="minutes")
    assert "No document is called" in refused.text
    for option, typed, offered in (("document", "bak", ["bakery"]), ("question", "bakes", ["Who bakes?"])):
        options = {"question": typed, "document": typed} if option == "document" else {"question": typed}
        typing = standin.does.complete(standin.other, standin.channel, "ask", option, **options)
        await typing.acknowledged()
        assert [choice["value"] for choice in typing.choices or []] == offered
    index = services.assistant.fingerprint
    now = "2 added (bakery, inn), 1 removed (minutes)"
    assert facts(caplog) == [{"event": "documents_changed", "now": now, "index": index}]


@pytest.mark.usefixtures("bot")
async def test_a_removed_document_that_was_asked_about_alone_is_missed(
    standin: StandIn, following: Following, corpus: Path
) -> None:
    message = await answered(standin, document="minutes")
    (corpus / "minutes.md").unlink()
    await following.look()
    notice = await standin.does.press(standin.other, message, "Context").answered()
    assert "is not here any more" in notice.text


@pytest.mark.usefixtures("bot")
async def test_a_broken_document_keeps_the_answers_and_is_said_once(
    standin: StandIn, following: Following, corpus: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "meeting_bot")
    text = (corpus / "minutes.md").read_bytes()
    write_files(corpus, {"minutes.md": BROKEN})
    for _ in range(3):
        assert await following.look() == Unchanged()
    assert "Captain" in (await answered(standin)).text
    [noted] = facts(caplog)
    assert noted["event"] == "document_not_read"
    assert "minutes.md" in str(noted["reason"])
    write_files(corpus, {"minutes.md": text})
    for _ in range(2):
        assert await following.look() == Unchanged()
    assert facts(caplog)[1:] == [{"event": "documents_all_read"}]
    write_files(corpus, {"minutes.md": BROKEN})
    await following.look()
    assert len(facts(caplog)) == 3


async def test_documents_that_cannot_be_read_are_named_at_the_start(
    services: Services, corpus: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "meeting_bot")
    write_files(corpus, {f"{name}.md": BROKEN for name in "abcde"})
    await asyncio.to_thread(services.service.refresh)
    await Following(services, every=0).keep_looking()
    *named, more = facts(caplog)
    assert [one["event"] for one in named] == ["document_not_read"] * 3
    assert more == {"event": "documents_not_read", "more": 2}


@pytest.mark.usefixtures("bot")
async def test_without_a_folder_the_answers_stay(
    standin: StandIn, following: Following, corpus: Path, caplog: pytest.LogCaptureFixture
) -> None:
    elsewhere = await asyncio.to_thread(corpus.rename, corpus.parent / "elsewhere")
    for _ in range(2):
        assert isinstance(await following.look(), Failed)
    assert "Captain" in (await answered(standin)).text
    elsewhere.rename(corpus)
    assert await following.look() == Unchanged()
    assert [one["event"] for one in facts(caplog)] == ["document_not_read"]


async def test_looking_survives_faults_and_says_each_once(
    services: Services, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level("INFO", "meeting_bot")
    outcomes = [
        RuntimeError("a bug"),
        RuntimeError("a bug"),
        None,
        RuntimeError("a bug"),
        OSError(28, "full"),
    ]
    done = asyncio.Event()
    loop = asyncio.get_running_loop()

    def refresh() -> Unchanged:
        if not outcomes:
            loop.call_soon_threadsafe(done.set)
            return Unchanged()
        error = outcomes.pop(0)
        if error is not None:
            raise error
        return Unchanged()

    monkeypatch.setattr(services.service, "refresh", refresh)
    looking = asyncio.create_task(Following(services, every=0.001).keep_looking())
    await asyncio.wait_for(done.wait(), 10)
    looking.cancel()
    noted = facts(caplog)
    assert [one["event"] for one in noted] == ["documents_not_followed"] * 3
    assert [one["error"] for one in noted] == ["RuntimeError", "RuntimeError", "OSError: [Errno 28] full"]


async def test_the_end_does_not_wait_for_a_look(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    looking, go_on = asyncio.Event(), threading.Event()
    loop = asyncio.get_running_loop()

    def refresh() -> Unchanged:
        loop.call_soon_threadsafe(looking.set)
        go_on.wait()
        return Unchanged()

    monkeypatch.setattr(services.service, "refresh", refresh)
    following = asyncio.create_task(Following(services, every=0.001).keep_looking())
    await looking.wait()
    following.cancel()
    await asyncio.gather(following, return_exceptions=True)
    assert not go_on.is_set()
    go_on.set()


async def test_zero_seconds_are_never(services: Services, corpus: Path) -> None:
    write_files(corpus, {"minutes.md": CHANGED})
    before = services.assistant
    await Following(services, every=0).keep_looking()
    assert services.assistant is before


async def test_the_real_command_follows_its_documents(standin: StandIn, start: Start, corpus: Path) -> None:
    async with start(MEETING_BOT__DOCUMENTS__REFRESH_SECONDS="0.02") as process:
        await standin.ready()
        assert "Captain" in (await answered(standin)).text
        write_files(corpus, {"minutes.md": CHANGED})
        async with asyncio.timeout(15):
            while "event=documents_changed" not in process.stderr:  # noqa: ASYNC110 - the bot is another process
                await asyncio.sleep(0.02)
        assert "Brandt" in (await answered(standin)).text
        log = await stopped(process)
    assert 'now="1 changed (minutes)"' in log
