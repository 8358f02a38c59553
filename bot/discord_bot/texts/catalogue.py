"""Everything that the bot says in its own words: a field for each text, whose default is English."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """The texts of one language; names in braces are filled in by `str.format`."""

    # Numbers, dates and places
    date: str = "{day} {month} {year}"
    months: tuple[str, ...] = (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    )
    separator: str = ", "
    paragraph: str = "paragraph {number}"
    paragraphs: str = "paragraphs {first}–{last}"
    sentence: str = "sentence {number}"
    sentences: str = "sentences {first}–{last}"
    page: str = "page {number}"
    pages: str = "pages {first}–{last}"
    also_in: str = "Also in {places}"
    and_more: str = "and in {count} others"

    # An answer
    passage_of: str = "Passage {rank} of {count}"
    page_of: str = "Page {page} of {count}"
    tie: str = "The first {count} passages match too much alike to tell which answers best."
    unsure: str = "I am not sure that this answers it."
    unsure_closest: str = "I am not sure that this answers it; it is the closest passage I have."
    closest: str = "These are the closest passages, not an answer"
    outdated: str = "The documents have changed since this was asked."
    shared_by: str = "Shared by {person}"
    open_at_quote: str = "Open at the quote"
    taken_with: str = "Taken with: {question}"
    new_subject: str = "Done: your next question starts anew. What would you like to know?"
    context: str = "The passage in its context"
    why: str = "Why this passage: each word's share of its score"
    why_share: str = "{percent} % {what}"
    why_more: str = "and {count} more words"
    why_features: str = "The same score by what speaks for the passage"

    # How a word matches, and what adds to the score
    match_exact: str = "exact"
    match_form: str = "another form"
    match_spelling: str = "spelling"
    match_related: str = "related"
    by_bm25: str = "the words themselves"
    by_paragraph: str = "the words in its paragraph"
    by_exact: str = "exact forms"
    by_wording: str = "the question's wording"
    by_related: str = "its words, or related ones"
    by_sentence: str = "those in one sentence"
    by_meaning: str = "the meaning as a whole"
    by_context: str = "the headings above it"

    # Why there is no answer; words of the question are filled in one by one
    not_covered: str = "**Not covered.** {reason}"
    unmentioned: str = "Nothing in the documents mentions {words}."
    scattered: str = "No passage in the documents brings together {words}."
    nearest: str = " The nearest passage is about {subject}."
    says_enough: str = "No passage in the documents says enough of {words}."
    apart_from_before: str = "No passage in the documents answers both questions."
    nothing_to_look_for: str = "The question has no word to look for; name a person, a place or a topic."
    too_long: str = "The question is too long: {characters} characters, {limit} at most."
    blank: str = "Ask a question about the documents, in your own words."
    greeted: str = "Hello! Ask me a question about the documents, and I will quote what they say."
    word: str = "{word}"
    other_words: str = "{count} other words"
    either: str = "{words} or {last}"
    both: str = "{words} and {last}"
    you_could_ask: str = "You could ask:"

    # What the documents do not say at all, by the kind of thing that was asked for
    not_said_attendance: str = "The documents do not say who was there."
    not_said_absence: str = "The documents name nobody who was absent."
    not_said_chair: str = "The documents name nobody who chaired the meeting."
    not_said_minutes_taker: str = "The documents name nobody who took minutes."
    not_said_place: str = "The documents do not say where the meeting was held."
    not_said_date: str = "The documents do not say when the meeting was."
    not_said_duration: str = "The documents do not say how long the meeting was."
    not_said_count: str = "The documents do not say how many were there."
    not_said_subject: str = "The documents do not say what was discussed."
    not_said_decision: str = "The documents tell of no decision."
    not_said_vote: str = "The documents tell of no vote."
    not_said_action: str = "The documents name nothing that anybody is to do."
    not_said_next_step: str = "The documents do not say what happens next."
    not_said_next_meeting: str = "No date is given for the next meeting."
    not_said_reason: str = "The documents give no reason."
    not_said_position: str = "The documents do not say what anybody thinks of it."
    not_said_overview: str = "The documents say too little to sum up."

    # A citation that is checked
    verbatim: str = "This quote stands in the document, word for word."
    moved: str = "The document has changed since. The quote stands elsewhere in it now, word for word:"
    changed: str = "The document {document} has changed since, and the quote no longer stands in it."
    changed_from: str = "This is what it said:"
    gone: str = "The document that was cited is not here any more: no document is called {document}."
    citation_malformed: str = (
        "{identifier} is not a citation: one looks like `minutes@1a2b3c4d5e6f7a8b:120-345`."
    )
    citation_backwards: str = "{identifier} is not a citation: it ends before it starts."
    citation_ambiguous: str = "{identifier} may be of several texts, whose hashes begin alike."
    citation_outside: str = "{identifier} points outside the document that it names."

    # Buttons
    previous: str = "Previous"
    next: str = "Next"
    previous_page: str = "Page back"
    next_page: str = "Page on"
    show_context: str = "Context"
    show_why: str = "Why this?"
    show_quote: str = "Back to the quote"
    show_closest: str = "Show closest passages"
    share: str = "Share"

    # Documents, and the bot itself
    documents: str = "Documents"
    document_paragraphs: str = "paragraphs: {count}"
    document_turns: str = "turns: {count}"
    unknown_document: str = "No document is called {document}."
    scoped_document_gone: str = "The document that was asked about is not here any more."
    did_you_mean: str = "Did you mean {documents}?"
    about_title: str = "About this bot"
    about_what: str = (
        "I answer questions about a set of documents with their own words, quoted and cited. "
        "I never write an answer of my own. Every quote has an identifier that anyone can check."
    )
    about_how: str = (
        "**How to ask.** `/ask`, mention me, send me a direct message, or choose *Answer this* from a "
        "message's menu. To ask on from an answer, reply to it, or go on in a direct message, where `new` "
        "begins anew. `/documents` lists what I know, `/cite` checks a citation."
    )
    about_people: str = (
        "**What is stored about people.** Nothing on disk. Your latest questions are kept in memory "
        "to complete the next one and to understand what goes on from it, and are forgotten when I restart. "
        "The log holds no message texts."
    )
    about_notices: str = "**At present**"
    about_facts: str = "Version {version} · documents: {documents} · index `{fingerprint}`"

    # Short answers
    slow_down: str = "That was a lot of questions. Please try again in {seconds} s."
    busy: str = "Many people are asking at the moment. Please try again in a moment."
    stopping: str = "I am being restarted. Please ask again in a moment."
    channel_denied: str = "I am not allowed to answer in this channel."
    public_denied: str = (
        "You cannot have public answers here. Ask with `private` set, and I will answer you alone."
    )
    direct_messages_off: str = "I do not answer direct messages. Please ask me in a server."
    failure: str = (
        "Something went wrong, and it has been noted. If it goes on, give this number to whoever runs "
        "me: `{reference}`"
    )
    expired: str = "This message is too old for its buttons. Please ask the question again."
    forged: str = "I cannot read this button. Please ask the question again."
    outdated_command: str = (
        "This command has changed since Discord was opened. Please reload Discord (Ctrl+R) and try again."
    )
    nothing_to_answer: str = "This message has no text that I could answer."


ENGLISH = Texts()
