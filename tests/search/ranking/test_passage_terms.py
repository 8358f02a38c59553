from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, strategies as st

from bot.search.ranking.passage_terms import PassageText, words_of
from bot.search.ranking.reading import read
from bot.search.ranking.segment_terms import SegmentTerms
from tests import generated
from tests.search.searching import ANALYZER, TEXTS, passage_texts, vectors

ANY_TEXTS = st.lists(TEXTS | generated.TEXTS | st.text(), max_size=5)


def terms_of(*texts: str, paragraphs: list[int] | None = None) -> SegmentTerms:
    return SegmentTerms(read(passage_texts(texts, paragraphs), ANALYZER))


def paragraphs_of(texts: list[str], lasting: list[bool]) -> list[int]:
    """Number paragraphs: a passage is of that of the one before it where `lasting` says so."""
    return [sum(not lasts for lasts in lasting[: number + 1]) for number in range(len(texts))]


@given(ANY_TEXTS)
def test_the_arrays_hold_the_terms_the_words_and_the_sentences_of_any_texts(texts: list[str]) -> None:
    terms = terms_of(*texts)
    tokens = [list(ANALYZER.tokens(text)) for text in texts]
    with_terms = np.flatnonzero([bool(found) for found in tokens])
    excerpt, surroundings = terms.excerpt(with_terms), terms.surroundings(with_terms)
    places = np.arange(len(excerpt.terms))
    sentence = np.searchsorted(excerpt.sentence_starts, places, side="right") - 1
    assert len(terms) == len(texts)
    for place, passage in enumerate(excerpt.passages.tolist()):
        text, found = texts[passage], tokens[passage]
        here = slice(excerpt.starts[place], excerpt.starts[place] + excerpt.lengths[place])
        written = [text[token.start : token.end].casefold() for token in found]
        assert [terms.names[number] for number in excerpt.terms[here]] == [token.term for token in found]
        assert excerpt.forms[here].tolist() == list(map(terms.word_number, written))
        words = surroundings.words[surroundings.word_passages == place]
        assert words.tolist() == list(map(terms.word_number, words_of(text)))
        wanted = {"unknown", *(token.term for token in found[::2])}
        placed = terms.placed(passage, wanted)
        assert placed == [(token.term, token.start, token.end) for token in found if token.term in wanted]
        [indexed] = passage_texts([text])
        inside = [
            next(
                number for number, (start, end) in enumerate(indexed.sentences) if start <= token.start < end
            )
            for token in found
        ]
        assert excerpt.sentence_numbers[sentence[here]].tolist() == inside
        assert set(excerpt.sentence_passages[sentence[here]].tolist()) == {place}


@given(ANY_TEXTS)
def test_the_terms_in_order_are_those_of_the_analyzer(texts: list[str]) -> None:
    terms = terms_of(*texts)
    assert list(terms.in_order()) == list(map(ANALYZER.terms, texts))
    assert len(set(terms.names)) == len(terms.names)
    assert [terms.number(name) for name in terms.names] == list(range(len(terms.names)))


@given(ANY_TEXTS)
def test_words_are_counted_as_often_as_they_stand(texts: list[str]) -> None:
    words = [word for text in texts for word in words_of(text)]
    terms = terms_of(*texts)
    counts = dict(zip(terms.spellings, terms.word_counts().tolist(), strict=True))
    assert {word: count for word, count in counts.items() if count} == {w: words.count(w) for w in words}


@given(st.lists(TEXTS, min_size=1, max_size=8), st.data())
def test_siblings_are_the_passages_of_the_same_paragraphs_that_have_terms(
    texts: list[str], data: st.DataObject
) -> None:
    lasting = data.draw(st.lists(st.booleans(), min_size=len(texts), max_size=len(texts)))
    paragraphs = paragraphs_of(texts, lasting)
    chosen = data.draw(st.lists(st.integers(0, len(texts) - 1), min_size=1, unique=True))
    expected = [
        number
        for number, text in enumerate(texts)
        if paragraphs[number] in {paragraphs[one] for one in chosen} and ANALYZER.terms(text)
    ]
    found = terms_of(*texts, paragraphs=paragraphs).surroundings(np.array(chosen))
    assert found.passages.tolist() == expected
    with_terms = [number for number in chosen if number in expected]
    again = terms_of(*texts, paragraphs=paragraphs).surroundings(np.array(with_terms, dtype=np.int64))
    assert again.passages[again.chosen].tolist() == with_terms
    assert found.paragraphs.tolist() == [paragraphs[number] for number in expected]
    assert found.lengths.tolist() == [len(ANALYZER.terms(texts[number])) for number in expected]


def test_the_order_of_the_collection_is_that_of_its_passages() -> None:
    assert terms_of("Bread.", "Soup.", "Salt.").in_sequence([2, 0, 1]).tolist() == [0, 1, 2]


def test_an_excerpt_has_the_passages_in_the_order_given() -> None:
    terms = terms_of("Bread rises. It falls.", "Soup.", "Hot soup simmers.")
    excerpt = terms.excerpt(np.array([2, 0]))
    assert [terms.names[number] for number in excerpt.terms] == [
        "hot",
        "soup",
        "simmer",
        "bread",
        "rise",
        "fall",
    ]
    assert excerpt.starts.tolist() == [0, 3]
    assert excerpt.lengths.tolist() == [3, 3]
    assert excerpt.sentence_starts.tolist() == [0, 3, 5]
    assert excerpt.sentence_passages.tolist() == [0, 1, 1]
    assert excerpt.sentence_numbers.tolist() == [0, 0, 1]
    assert excerpt.meaning_lengths is None
    with_lengths = terms.with_meaning_lengths(vectors())
    assert with_lengths.with_meaning_lengths(vectors()) is with_lengths
    lengths, all_lengths = (
        with_lengths.excerpt(np.array([2, 0])).meaning_lengths,
        with_lengths.tables.meaning_lengths,
    )
    assert lengths is not None
    assert all_lengths is not None
    assert lengths.tolist() == all_lengths[[3, 0, 1]].tolist()
    assert excerpt.sentence_bounds.tolist() == [0, 1, 3]


def test_a_sentence_without_terms_is_left_out_and_the_others_keep_their_numbers() -> None:
    excerpt = terms_of("Is it so? Bread rises. And? Soup is hot.").excerpt(np.array([0]))
    assert excerpt.sentence_numbers.tolist() == [1, 3]


def test_a_sentence_may_begin_right_where_the_last_one_ends() -> None:
    text = PassageText(text="Bread!Soup.", sentences=[(0, 6), (6, 11)], paragraph=0)
    excerpt = SegmentTerms(read([text], ANALYZER)).excerpt(np.array([0]))
    assert excerpt.sentence_starts.tolist() == excerpt.sentence_numbers.tolist() == [0, 1]


def test_a_term_after_the_last_sentence_is_of_the_last() -> None:
    text = PassageText(text="Bread. Soup", sentences=[(0, 6)], paragraph=0)
    excerpt = SegmentTerms(read([text], ANALYZER)).excerpt(np.array([0]))
    assert excerpt.sentence_numbers.tolist() == [0]
    assert excerpt.sentence_starts.tolist() == [0]


def test_a_mean_passage_has_its_share_of_the_terms_and_a_mean_paragraph_those_of_its_passages() -> None:
    terms = terms_of("Bread rises.", "Hot soup simmers.", "It is.", "Salt.", paragraphs=[0, 0, 1, 2])
    assert terms.mean_length == pytest.approx(6 / 4)
    assert terms.mean_paragraph_length == pytest.approx(6 / 2)


@pytest.mark.parametrize("texts", [[], ["", ""], ["It is."]])
def test_without_any_term_there_is_nothing(texts: list[str]) -> None:
    terms = terms_of(*texts)
    assert (len(terms), len(terms.names)) == (len(texts), 0)
    assert (terms.mean_length, terms.mean_paragraph_length) == (0, 0)
    assert list(terms.in_order()) == [[] for _ in texts]
    assert terms.number("bread") is None
    assert terms.word_number("bread") is None


def test_words_are_all_words_as_they_are_written_but_for_case() -> None:
    assert words_of("The U.S.’s _1.7_ billion, it’s Straße") == [
        *("the", "u", "s", "s", "1", "7", "billion", "it’s", "strasse"),
    ]
