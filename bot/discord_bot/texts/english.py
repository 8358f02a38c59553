"""The texts in English."""

from __future__ import annotations

from bot.discord_bot.texts.catalogue import Texts

ENGLISH = Texts(
    date="{day} {month} {year}",
    months=(
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    separator=", ",
    paragraph="paragraph {number}",
    paragraphs="paragraphs {first}–{last}",
    sentence="sentence {number}",
    sentences="sentences {first}–{last}",
    also_in="Also in {places}",
    and_more="{count} more",
    passage_of="Passage {rank} of {count}",
    page_of="Page {page} of {count}",
    tie="Two passages match equally well; here are both.",
    tie_follows="The next passage matches equally well.",
    not_covered="**Not covered.** {reason}",
    closest="These are the closest passages, not an answer",
    nothing_asked="{reason}",
    outdated="The documents have changed since this was asked.",
    shared_by="Shared by {person}",
    open_at_quote="Open at the quote",
    context="The passage in its context",
    why="Why this passage: each word's share of its score",
    why_share="{percent} % **{word}**",
    why_more="and {count} more words",
    verbatim="This quote stands in the document, word for word.",
    moved="The document has changed since. The quote stands elsewhere in it now, word for word:",
    changed="The document `{document}` has changed since, and the quote no longer stands in it.",
    changed_from="This is what it said:",
    gone="The document that was cited is not here any more. {reason}",
    previous="Previous",
    next="Next",
    previous_page="Page back",
    next_page="Page on",
    show_context="Context",
    show_why="Why this?",
    show_quote="Back to the quote",
    show_closest="Show closest passages",
    share="Share",
    documents="Documents",
    document_paragraphs="paragraphs: {count}",
    about_title="About this bot",
    about_what="I answer questions about a set of documents with their own words, quoted and cited. "
    "I never write an answer of my own. Every quote has an identifier that anyone can check.",
    about_how="**How to ask.** `/ask`, mention me, send me a direct message, or choose *Answer this* from a "
    "message's menu. `/documents` lists what I know, `/cite` checks a citation.",
    about_people="**What is stored about people.** Nothing on disk. Your latest questions are kept in memory "
    "to complete the next one, and are forgotten when I restart. The log holds no message texts.",
    about_facts="Version {version} · documents: {documents} · index `{fingerprint}`",
    slow_down="That was a lot of questions. Please try again in {seconds} s.",
    channel_denied="I am not allowed to answer in this channel.",
    public_denied="You cannot have public answers here. Ask with `private` set, and I will answer you alone.",
    direct_messages_off="I do not answer direct messages. Please ask me in a server.",
    failure="Something went wrong, and it has been noted. If it goes on, give this number to whoever runs "
    "me: `{reference}`",
    expired="This message is too old for its buttons. Please ask the question again.",
    forged="I cannot read this button. Please ask the question again.",
    outdated_command="This command has changed since Discord was opened. Please reload Discord (Ctrl+R) and "
    "try again.",
    unknown_document="{message}",
    bad_citation="{message}",
    nothing_to_answer="This message has no text that I could answer.",
    shared="Shared with the channel.",
    cannot_share="I may not send messages in this channel, so I could not share this.",
)
