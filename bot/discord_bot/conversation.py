"""Questions in messages: mentions, replies and direct messages, with their edits and deletions."""

from __future__ import annotations

import asyncio
import datetime as dt
from functools import partial
from typing import TYPE_CHECKING

import aiohttp
import discord

from bot.discord_bot import responses
from bot.discord_bot.asked_message import begins_anew, question_in, replied_answer
from bot.discord_bot.circumstances import asker_of
from bot.discord_bot.delivery import Undelivered, deliver
from bot.discord_bot.desk import Declined
from bot.discord_bot.dialogues import shown_before
from bot.discord_bot.gate import Refused, admit
from bot.discord_bot.limits import Kind
from bot.discord_bot.messages import notices
from bot.discord_bot.messages.answers import answer_view
from bot.discord_bot.messages.reading import read_back
from bot.discord_bot.messages.showing import Showing
from bot.discord_bot.outcomes import outcome_facts
from bot.discord_bot.texts.choosing import texts_for
from bot.discord_bot.turning_away import notice_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from discord.ui import LayoutView

    from bot.answers.model import Answer
    from bot.discord_bot.exchanges import Exchange
    from bot.discord_bot.services import Services
    from bot.discord_bot.texts.catalogue import Texts
    from bot.live import State

_EDITABLE = dt.timedelta(minutes=5)


class Conversation:
    """Answers questions that people write as messages.

    Args:
        services: What the features share.
    """

    def __init__(self, services: Services) -> None:
        self._services = services
        self._typing: set[asyncio.Task[None]] = set()

    async def said(self, message: discord.Message, *, me: int) -> None:
        """Answer a message, if it asks the bot something."""
        question = question_in(message, me=me)
        # A session that resumes may be told something twice.
        if question is None or self._services.exchanges.of(message.id) is not None:
            return
        with self._services.flight:
            replied = replied_answer(message, me=me)
            before = shown_before(read_back(replied.components)) if replied is not None else None
            exchange = self._services.exchanges.begin(message.id, question, before=before)
            async with exchange.lock:
                await self._guarded(message, exchange)

    async def edited(self, message: discord.Message, *, me: int) -> None:
        """Answer a question anew, if it was edited within five minutes.

        Discord tells of an edit, too, when it has looked at a link: then the question is the same.
        """
        exchange = self._services.exchanges.of(message.id)
        question = question_in(message, me=me)
        if exchange is None or question is None or question == exchange.question:
            return
        if discord.utils.utcnow() - message.created_at > _EDITABLE:
            return
        with self._services.flight:
            async with exchange.lock:
                exchange.question = question
                await self._guarded(message, exchange)

    async def deleted(self, messages: Iterable[int]) -> None:
        """Take back the answers to messages that are gone."""
        for message in messages:
            exchange = self._services.exchanges.end(message)
            if exchange is None:
                continue
            with self._services.flight:
                async with exchange.lock:
                    if exchange.answer is not None:
                        await deliver(exchange.answer.delete)
                        self._services.log.info("taken_back")

    async def _guarded(self, message: discord.Message, exchange: Exchange) -> None:
        try:
            await self._answer(message, exchange)
        except Exception as error:  # noqa: BLE001 - told to the person, as the one handler would
            reference = self._services.faults.note(error, doing="message")
            await self._tell(message, notices.failure(_texts(message), reference=reference))

    async def _answer(self, message: discord.Message, exchange: Exchange) -> None:
        texts = _texts(message)
        admitted = admit(self._services, message, Kind.QUESTION, texts=texts)
        if isinstance(admitted, Refused):
            await self._tell(message, admitted.notice)
            return
        if not admitted.public:
            await self._tell(message, notices.public_denied(texts))
            return
        if message.guild is None and begins_anew(exchange.question):
            self._services.dialogues.of(message.author.id).begin_anew(message=message.id)
            done = await self._send(message, exchange, notices.new_subject(texts))
            self._services.log.info("begun_anew", sent=done)
            return
        count, state = self._services.settings.passages, self._services.state
        found = await self._look_up(message, exchange, passages=count, state=state)
        server = message.guild.id if message.guild else None
        if isinstance(found, Declined):
            self._services.log.info("turned_away", why=found.value, server=server)
            notice = notice_of(found, texts)
            if notice is not None:
                await self._tell(message, notice)
            return
        showing = Showing(asker=message.author.id, passages=count, document=None, private=False)
        view = answer_view(found, showing, library=state.library, texts=texts)
        done = await self._send(message, exchange, view)
        self._services.remember(found, state=state, asker=message.author.id)
        facts = outcome_facts(found)
        self._services.log.info("answered", by="message", server=server, sent=done, **facts)

    async def _look_up(
        self, message: discord.Message, exchange: Exchange, *, passages: int, state: State
    ) -> Answer | Declined:
        """Answer a question, which in direct messages goes on from the one before it."""

        async def acknowledge() -> bool:
            self._show_typing(message.channel)
            return True

        ask = partial(
            self._services.desk.ask,
            state=state,
            asker=asker_of(message),
            passages=passages,
            acknowledge=acknowledge,
            # Who deletes the question meanwhile wants no answer.
            wanted=lambda: self._services.exchanges.of(message.id) is exchange,
        )
        if message.guild is not None:
            return await ask(exchange.question, after=exchange.after)
        dialogue = self._services.dialogues.of(message.author.id)
        async with dialogue.turn:
            if exchange.before is None:
                exchange.before = dialogue.asked
            found = await ask(exchange.question, after=exchange.after)
            if not isinstance(found, Declined):
                dialogue.go_on(exchange.before.then(found), message=message.id)
        return found

    async def _send(self, message: discord.Message, exchange: Exchange, view: LayoutView) -> str:
        """Reply to a question, or change the reply it already has; return how that went."""
        responses.settle(view)
        if exchange.answer is not None:
            edited = await deliver(partial(exchange.answer.edit, view=view))
            return edited.value if isinstance(edited, Undelivered) else "edited"
        reply = partial(
            message.channel.send,
            view=view,
            reference=message.to_reference(fail_if_not_exists=False),
            mention_author=False,
            nonce=message.id,
        )
        sent = await deliver(reply)
        if isinstance(sent, Undelivered):
            return sent.value
        if sent.value is not None:
            exchange.answer = discord.PartialMessage(channel=sent.value.channel, id=sent.value.id)
        return "sent"

    async def _tell(self, message: discord.Message, view: LayoutView) -> None:
        """Tell the author something in private, at most once a minute; who takes no messages is spared."""
        if self._services.limits.wait(Kind.NOTICE, asker_of(message)):
            return
        responses.settle(view)
        send = message.channel.send if message.guild is None else message.author.send
        try:
            # Not the answer's nonce: an edit may still bring one, to the same channel.
            await deliver(partial(send, view=view, nonce=f"n{message.id}"))
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            self._services.faults.note(error, doing="telling of a failure")

    def _show_typing(self, channel: discord.abc.Messageable) -> None:
        """Show that an answer is under way, if that works, while the answer waits for nothing."""

        async def show() -> None:
            try:
                await channel.typing()
            except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
                self._services.log.warning("typing_not_shown", reason=type(error).__name__)

        task = asyncio.create_task(show())
        self._typing.add(task)
        task.add_done_callback(self._typing.discard)


def _texts(message: discord.Message) -> Texts:
    """Return the language to answer a message in: a message does not say its author's, a server has one."""
    return texts_for(message.guild.preferred_locale if message.guild else None)
