"""What a search needs of a collection: an index that proposes passages, and what stands in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.search.postings.index import PostingsIndex
from bot.search.postings.part import Part
from bot.search.ranking.several import SeveralTerms, TermsPart

if TYPE_CHECKING:
    from bot.collection.state import Collection
    from bot.search.ranking.passage_terms import PassageTerms


def index_of(collection: Collection, *, k1: float, b: float) -> PostingsIndex:
    """Return the index of a collection."""
    return PostingsIndex(
        [
            Part(postings=view.segment.postings, first=view.first, alive=view.rows)
            for view in collection.views
        ],
        vocabulary=collection.names,
        statistics=collection.statistics,
        k1=k1,
        b=b,
        order=collection.order,
    )


def terms_of(collection: Collection) -> PassageTerms:
    """Return what stands in the passages of a collection."""
    [first, *others] = collection.views
    if not others and first.rows is None:
        return first.terms
    return SeveralTerms(
        [TermsPart(terms=view.terms, first=view.first) for view in collection.views],
        vocabulary=collection.names,
        spellings=collection.spellings,
        statistics=collection.statistics,
        order=collection.order,
    )
