"""Everything that the bot says in its own words: one field a text, filled in by `str.format`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """The texts of one language; in braces, what is filled in."""

    # Numbers, dates and places
    date: str
    months: tuple[str, ...]
    separator: str
    paragraph: str
    paragraphs: str
    sentence: str
    sentences: str
    also_in: str
    and_more: str

    # An answer
    passage_of: str
    page_of: str
    tie: str
    unsure: str
    unsure_closest: str
    closest: str
    outdated: str
    shared_by: str
    open_at_quote: str
    taken_with: str
    new_subject: str
    context: str
    why: str
    why_share: str
    why_more: str
    why_features: str

    # How a word matches, and what adds to the score
    match_exact: str
    match_form: str
    match_spelling: str
    match_related: str
    by_words: str
    by_paragraph: str
    by_forms: str
    by_wording: str
    by_related: str
    by_sentence: str
    by_meaning: str

    # Why there is no answer; words of the question are filled in one by one
    not_covered: str
    unmentioned: str
    scattered: str
    nearest: str
    apart_from_before: str
    nothing_to_look_for: str
    too_long: str
    blank: str
    greeted: str
    word: str
    other_words: str
    either: str
    both: str
    you_could_ask: str

    # A citation that is checked
    verbatim: str
    moved: str
    changed: str
    changed_from: str
    gone: str
    citation_malformed: str
    citation_backwards: str
    citation_outside: str

    # Buttons
    previous: str
    next: str
    previous_page: str
    next_page: str
    show_context: str
    show_why: str
    show_quote: str
    show_closest: str
    share: str

    # Documents, and the bot itself
    documents: str
    document_paragraphs: str
    unknown_document: str
    scoped_document_gone: str
    did_you_mean: str
    about_title: str
    about_what: str
    about_how: str
    about_people: str
    about_notices: str
    about_facts: str

    # Short answers
    slow_down: str
    busy: str
    stopping: str
    channel_denied: str
    public_denied: str
    direct_messages_off: str
    failure: str
    expired: str
    forged: str
    outdated_command: str
    nothing_to_answer: str
