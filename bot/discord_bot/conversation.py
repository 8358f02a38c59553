"""Questions in messages: mentions, replies and direct messages, with their edits and deletions."""

from __future__ import annotations

import asyncio
import datetime as dt
import re
from functools import partial
from typing import TYPE_CHECKING

import discord

from bot.answers.followup import Conversation as Asked
from bot.discord_bot import delivery
from bot.discord_bot.access import Kind, Refused, admit, asker_of, declined_notice
from bot.discord_bot.delivery import Undelivered, deliver
from bot.discord_bot.event_log import outcome_facts
from bot.discord_bot.executor import Declined
from bot.discord_bot.memory import Exchange, asked_in
from bot.discord_bot.texts import texts_for
from bot.discord_bot.views import notices
from bot.discord_bot.views.answer import Showing, answer_view
from bot.discord_bot.views.layout import plain
from bot.discord_bot.views.reading import read_back

if TYPE_CHECKING:
    from collections.abc import Iterable

    from discord.ui import LayoutView

    from bot.answers.assistant import Assistant
    from bot.answers.model import Answer
    from bot.discord_bot.services import Services
    from bot.discord_bot.texts.catalogue import Texts

_EDITABLE = dt.timedelta(minutes=5)
_BEGINNING_ANEW = frozenset({"new", "/new"})
_ASKING = (discord.MessageType.default, discord.MessageType.reply)


class Conversation:
    """Answers questions that people write as messages."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._exchanges = services.memory.exchanges
        self._typing: set[asyncio.Task[None]] = set()

    async def said(self, message: discord.Message, *, me: int) -> None:
        """Answer a message, if it asks the bot something."""
        question = question_in(message, me=me)
        # A session that resumes may be told something twice.
        if question is None or self._exchanges.get(message.id) is not None:
            return
        with self._services.in_flight:
            replied = _replied_answer(message, me=me)
            before = asked_in(read_back(replied.components)) if replied is not None else None
            exchange = self._exchanges.put(message.id, Exchange(question=question, before=before))
            async with exchange.lock:
                await self._guarded(message, exchange)

    async def edited(self, message: discord.Message, *, me: int) -> None:
        """Answer a question anew, if it was edited within five minutes.

        Discord tells of an edit, too, when it has looked at a link: then the question is the same.
        """
        exchange = self._exchanges.get(message.id)
        question = question_in(message, me=me)
        if exchange is None or question is None or question == exchange.question:
            return
        if discord.utils.utcnow() - message.created_at > _EDITABLE:
            return
        with self._services.in_flight:
            async with exchange.lock:
                exchange.question = question
                await self._guarded(message, exchange)

    async def deleted(self, messages: Iterable[int]) -> None:
        """Take back the answers to messages that are gone."""
        for message in messages:
            exchange = self._exchanges.pop(message)
            if exchange is None:
                continue
            with self._services.in_flight:
                async with exchange.lock:
                    if exchange.answer is not None:
                        await deliver(exchange.answer.delete)
                        self._services.log.info("taken_back")

    async def _guarded(self, message: discord.Message, exchange: Exchange) -> None:
        try:
            await self._answer(message, exchange)
        except Exception as error:  # noqa: BLE001 - told to the person, as the one handler would
            reference = self._services.errors.note(error, doing="message")
            await self._tell(message, notices.failure(_texts(message), reference=reference))

    async def _answer(self, message: discord.Message, exchange: Exchange) -> None:
        texts, assistant, log = _texts(message), self._services.assistant, self._services.log
        admitted = admit(self._services, message, Kind.QUESTION, texts)
        if isinstance(admitted, Refused):
            await self._tell(message, admitted.notice)
            return
        if not admitted.public:
            await self._tell(message, plain(texts.public_denied))
            return
        if message.guild is None and begins_anew(exchange.question):
            self._services.memory.dialogue(message.author.id).go_on(Asked(), message=message.id)
            log.info("begun_anew", sent=await self._send(message, exchange, plain(texts.new_subject)))
            return
        found = await self._look_up(message, exchange, assistant)
        server = message.guild.id if message.guild else None
        if isinstance(found, Declined):
            log.info("turned_away", why=found.value, server=server)
            notice = declined_notice(found, texts)
            if notice is not None:
                await self._tell(message, notice)
            return
        showing = Showing(asker=message.author.id, passages=self._services.settings.passages)
        sent = await self._send(message, exchange, answer_view(found, showing, texts=texts))
        await self._services.remember(found, asker=message.author.id)
        log.info("answered", by="message", server=server, sent=sent, **outcome_facts(found))

    async def _look_up(
        self, message: discord.Message, exchange: Exchange, assistant: Assistant
    ) -> Answer | Declined:
        """Answer a question, which in direct messages goes on from the one before it."""

        async def acknowledge() -> bool:
            self._show_typing(message.channel)
            return True

        ask = partial(
            self._services.executor.ask,
            assistant=assistant,
            asker=asker_of(message),
            passages=self._services.settings.passages,
            acknowledge=acknowledge,
            # Who deletes the question meanwhile wants no answer.
            wanted=lambda: self._exchanges.get(message.id) is exchange,
        )
        if message.guild is not None:
            return await ask(exchange.question, after=exchange.after)
        dialogue = self._services.memory.dialogue(message.author.id)
        async with dialogue.turn:
            if exchange.before is None:
                exchange.before = dialogue.asked
            found = await ask(exchange.question, after=exchange.after)
            if not isinstance(found, Declined):
                dialogue.go_on(exchange.before.then(found), message=message.id)
        return found

    async def _send(self, message: discord.Message, exchange: Exchange, view: LayoutView) -> str:
        """Reply to a question, or change the reply it already has; return how that went."""
        delivery.settle(view)
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
        delivery.settle(view)
        send = message.channel.send if message.guild is None else message.author.send
        try:
            # Not the answer's nonce: an edit may still bring one, to the same channel.
            await deliver(partial(send, view=view, nonce=f"n{message.id}"))
        except delivery.NETWORK_ERRORS as error:
            self._services.errors.note(error, doing="telling of a failure")

    def _show_typing(self, channel: discord.abc.Messageable) -> None:
        """Show that an answer is under way, if that works, while the answer waits for nothing."""

        async def show() -> None:
            try:
                await channel.typing()
            except delivery.NETWORK_ERRORS as error:
                self._services.log.warning("typing_not_shown", reason=type(error).__name__)

        task = asyncio.create_task(show())
        self._typing.add(task)
        task.add_done_callback(self._typing.discard)


def question_in(message: discord.Message, *, me: int) -> str | None:
    """Return the question that a person put to the bot; None where nobody did.

    A reply to one of the bot's answers mentions it too, unless its author switched that off; then Discord
    keeps its content to itself. Bots and webhooks are never answered, this one least of all: two that answer
    each other would not stop. `me` is its own identifier.
    """
    if message.author.bot or message.webhook_id is not None or message.type not in _ASKING:
        return None
    direct = isinstance(message.channel, discord.DMChannel)
    if not direct and me not in [person.id for person in message.mentions]:
        return None
    return re.sub(rf"<@!?{me}>", " ", message.content).strip()


def begins_anew(question: str) -> bool:
    """Whether a direct message only asks for what was said before to be forgotten."""
    return question.strip().casefold() in _BEGINNING_ANEW


def _replied_answer(message: discord.Message, *, me: int) -> discord.Message | None:
    """Return the bot's message that a message replies to; None without, or where Discord does not send it."""
    if message.type is not discord.MessageType.reply or message.reference is None:
        return None
    reference = message.reference
    said = reference.resolved if reference.resolved is not None else reference.cached_message
    return said if isinstance(said, discord.Message) and said.author.id == me else None


def _texts(message: discord.Message) -> Texts:
    """Return the language to answer a message in: a message does not say its author's, a server has one."""
    return texts_for(message.guild.preferred_locale if message.guild else None)
