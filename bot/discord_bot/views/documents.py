"""The list of documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.discord_bot.buttons import pager
from bot.discord_bot.custom_ids import DocumentsPress
from bot.discord_bot.views.attribution import written_date
from bot.discord_bot.views.layout import Accent, rows, text, view
from bot.discord_bot.views.markdown import clipped, clipped_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    import discord

    from bot.discord_bot.texts.catalogue import Texts
    from bot.store.protocol import KeptDocument

_ON_A_PAGE = 8
_LONGEST_TITLE = 150
_LONGEST_IDENTIFIER = 150
_NAMELESS = "?"


def documents_view(
    documents: Sequence[KeptDocument], *, page: int, asker: int, texts: Texts
) -> discord.ui.LayoutView:
    """Return a page of the list of documents, from 1, which the asker's press turns."""
    count = max(1, -(-len(documents) // _ON_A_PAGE))
    page = min(max(page, 1), count)
    entries = documents[(page - 1) * _ON_A_PAGE : page * _ON_A_PAGE]
    paged = [text(f"-# {texts.page_of.format(page=page, count=count)}")] if count > 1 else []
    turning = pager(texts, page=page, pages=count, turned=lambda to: DocumentsPress(page=to, asker=asker))
    listed = [text(_entry(document, texts)) for document in entries]
    title = text(f"### {texts.documents} ({len(documents)})")
    return view([title, *listed, *paged, *rows(turning)], accent=Accent.INFORMATION)


def _entry(document: KeptDocument, texts: Texts) -> str:
    title = clipped(document.title, _LONGEST_TITLE) or _NAMELESS
    date = [written_date(document.facts.date, texts)] if document.facts.date else []
    turns, paragraphs = document.turns, document.blocks
    size = (
        texts.document_turns.format(count=turns)
        if turns
        else texts.document_paragraphs.format(count=paragraphs)
    )
    facts = [f"`{clipped_label(document.id, _LONGEST_IDENTIFIER)}`", *date, size]
    return f"**{title}**\n-# {' · '.join(facts)}"
