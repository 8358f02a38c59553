"""The list of documents, and how documents and questions are called where Discord completes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.discord_bot.messages.buttons import button
from bot.discord_bot.messages.citing import written_date
from bot.discord_bot.messages.clipping import clipped, clipped_label
from bot.discord_bot.messages.escaping import visible
from bot.discord_bot.messages.layout import Accent, rows, text, view
from bot.discord_bot.messages.limits import CHOICE
from bot.discord_bot.messages.presses import DocumentsPress

if TYPE_CHECKING:
    import discord

    from bot.discord_bot.messages.buttons import PressButton
    from bot.discord_bot.texts.catalogue import Texts
    from bot.documents.library import Library
    from bot.documents.model import Document

_ON_A_PAGE = 8
_LONGEST_TITLE = 150
_LONGEST_IDENTIFIER = 150
_NAMELESS = "?"


def documents_view(library: Library, *, page: int, asker: int, texts: Texts) -> discord.ui.LayoutView:
    """Return a page of the list of documents.

    Args:
        library: The documents.
        page: Which page, from 1; brought into range.
        asker: The person whose press turns the page.
        texts: The language.
    """
    count = max(1, -(-len(library.documents) // _ON_A_PAGE))
    page = min(max(page, 1), count)
    entries = library.documents[(page - 1) * _ON_A_PAGE : page * _ON_A_PAGE]
    paged = [text(f"-# {texts.page_of.format(page=page, count=count)}")] if count > 1 else []
    framed = [
        text(f"### {texts.documents} ({len(library.documents)})"),
        *(text(_entry(document, texts)) for document in entries),
        *paged,
        *rows(_turning(page, count, asker, texts)),
    ]
    return view([], framed, accent=Accent.INFORMATION)


def document_label(document: Document) -> str:
    """Return what a document is called in autocomplete: plain, 1 to 100 units."""
    return _label(f"{document.title} ({document.date})" if document.date else document.title)


def question_label(question: str) -> str:
    """Return how a question stands in autocomplete: plain, 1 to 100 units."""
    return _label(question)


def _label(plain: str) -> str:
    return clipped_label(visible(plain), CHOICE) or _NAMELESS


def _entry(document: Document, texts: Texts) -> str:
    title = clipped(document.title, _LONGEST_TITLE) or _NAMELESS
    date = [written_date(document.date, texts)] if document.date else []
    facts = [f"`{clipped_label(document.id, _LONGEST_IDENTIFIER)}`", *date]
    paragraphs = texts.document_paragraphs.format(count=len(document.paragraphs))
    return f"**{title}**\n-# {' · '.join([*facts, paragraphs])}"


def _turning(page: int, count: int, asker: int, texts: Texts) -> list[PressButton]:
    if count == 1:
        return []
    return [
        button(texts.previous_page, DocumentsPress(page=page - 1, asker=asker), disabled=page == 1),
        button(texts.next_page, DocumentsPress(page=page + 1, asker=asker), disabled=page == count),
    ]
