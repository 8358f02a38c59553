"""Temporary: the service before the rebuild (a copy of the old package, named oldbot) in the new one's dress."""

from __future__ import annotations

import dataclasses
import os
import sys
import types
from pathlib import Path

sys.path.append("/tmp/oldbot")

from oldbot import app as old_app
from oldbot import config as old_config, following as old_following, live as old_live
from oldbot.answers import model as old_model
from oldbot.documents import history as old_history, verification as old_verification
from oldbot import errors as old_errors

from bot.answers import model, reasons
from bot.documents.model import Citation, Facts, Passage, Sentence, Span
from bot import errors
from bot.store.protocol import KeptDocument


def _module(name, **values):
    made = types.ModuleType(name)
    made.__dict__.update(values)
    sys.modules[name] = made


@dataclasses.dataclass(frozen=True)
class Unchanged:
    pass


@dataclasses.dataclass(frozen=True, kw_only=True)
class Changed:
    added: tuple = ()
    changed: tuple = ()
    removed: tuple = ()

    __str__ = old_live.Changed.__str__


@dataclasses.dataclass(frozen=True, kw_only=True)
class Failed:
    message: str


def clock(seconds):
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


class CitedTexts:
    def __init__(self, path):
        self.path = Path(path)
        self.history = old_history.History(folder=self.path / "cited")
        self.kept = {}

    def remember(self, quotes):
        SERVICES[-1].remember(quotes, self.history)

    def get(self, key):
        try:
            return (self.path / key).read_text()
        except OSError:
            return None

    def put(self, key, value):
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            (self.path / key).write_text(value)
        except OSError:
            pass


SERVICES = []
_module("bot.library.library", Unchanged=Unchanged, Changed=Changed, Failed=Failed)
_module("bot.documents.citations", clock=clock)
_module("bot.store.cited", CitedTexts=CitedTexts, StateStore=CitedTexts)

from bot.documents import verification


def span(old):
    return Span(start=old.start, end=old.end)


def citation(old):
    return Citation(
        document=old.document,
        hash=old.hash,
        span=span(old.span),
        title=old.title,
        date=old.date,
        url=old.url,
        paragraphs=old.paragraphs,
        sentences=old.sentences,
        speaker=old.speaker,
        time=None,
    )


def passage(old):
    return Passage(
        text=old.text,
        sentences=tuple(Sentence(span=span(one), block=0) for one in old.sentences),
        citation=citation(old.citation),
        repeats=tuple(map(citation, old.repeats)),
    )


def feature(old):
    from bot.search.ranking.weights import Feature

    return Feature[old.name]


def quote(old):
    return model.Quote(
        rank=old.rank,
        score=old.score,
        features={feature(k): v for k, v in old.features.items()},
        words=tuple(
            model.WordMatch(asked=w.asked, found=w.found, match=model.Match[w.match.name], share=w.share)
            for w in old.words
        ),
        passage=passage(old.passage),
        best_sentence=span(old.best_sentence),
        matches=tuple(map(span, old.matches)),
        answer=span(old.answer) if old.answer else None,
    )


def answer(old):
    reason = None
    if hasattr(old, "reason"):
        kind = getattr(reasons, type(old.reason).__name__)
        reason = kind(**{f.name: getattr(old.reason, f.name) for f in dataclasses.fields(old.reason)})
    match type(old).__name__:
        case "Answered":
            return model.Answered(
                question=old.question,
                coverage=old.coverage,
                quotes=tuple(map(quote, old.quotes)),
                index=old.index,
                sure=old.sure,
                tied=old.tied,
                taken_with=old.taken_with,
            )
        case "NotCovered":
            return model.NotCovered(
                question=old.question,
                coverage=old.coverage,
                reason=reason,
                closest=tuple(map(quote, old.closest)),
                index=old.index,
                suggestions=old.suggestions,
                taken_with=old.taken_with,
            )
    return model.NothingAsked(question=old.question, reason=reason, index=old.index)


def _new_error(error):
    return errors.UnknownDocumentError(str(error), identifier=error.identifier, nearest=error.nearest)


class OldSnapshot:
    def __init__(self, old):
        self.old = old
        self.folder = old.folder
        self.engine = types.SimpleNamespace(count=len(old.passages))
        self.documents = [
            KeptDocument(
                id=d.id,
                name=d.id,
                format="markdown",
                title=d.title,
                facts=Facts(date=d.date, url=d.url),
                hash=d.hash,
                content="",
                signature=(0, 0, 0, 0),
                characters=len(d.text),
                passages=1,
                blocks=len(d.paragraphs),
                terms=1,
                turns=0,
            )
            for d in old.documents
        ]
        self._by = {d.id: d for d in self.documents}

    def document(self, identifier):
        try:
            self.old.document(identifier)
        except old_errors.UnknownDocumentError as error:
            raise _new_error(error) from None
        return self._by[identifier]

    def text(self, identifier):
        self.document(identifier)
        return self.old.document(identifier).text


class OldAssistant:
    def __init__(self, state):
        self.state = state
        self.library = OldSnapshot(state.library)
        self.fingerprint = state.assistant.fingerprint
        self.notices = state.assistant.notices

    def ask(self, question, *, passages=None, within=None, after=None):
        only = next(iter(within.documents)) if within is not None and within.documents else None
        if only is not None:
            self.library.document(only)
        return answer(self.state.assistant.ask(question, passages=passages, document=only, after=after))


class OldService:
    def __init__(self, folder, live=None):
        try:
            self.live = live or old_following.follow_folder(
                old_config.Settings(documents=old_config.DocumentSettings(folder=str(folder)))
            )
        except old_errors.MeetingBotError as error:
            raise errors.LibraryError(str(error)) from None
        self._current = OldAssistant(self.live.current)
        SERVICES.append(self)

    @property
    def current(self):
        return self._current

    def refresh(self):
        found = self.live.refresh()
        if isinstance(found, old_live.Changed):
            self._current = OldAssistant(found.state)
            return Changed(added=found.added, changed=found.changed, removed=found.removed)
        return Failed(message=found.message) if isinstance(found, old_live.Failed) else Unchanged()

    def remember(self, quotes, history):
        library = self.live.current.library
        for one in quotes:
            try:
                history.remember([library.document(one.citation.document)])
            except old_errors.MeetingBotError:
                pass


def verify(identifier, *, library, cited):
    try:
        found = old_verification.verify(identifier, library=library.old, history=cited.history)
    except old_errors.CitationError as error:
        raise errors.CitationError(
            str(error), fault=errors.CitationFault[error.fault.name], identifier=error.identifier
        ) from None
    match type(found).__name__:
        case "Verbatim":
            return verification.Verbatim(citation=citation(found.citation), quote=found.quote)
        case "Moved":
            return verification.Moved(citation=citation(found.citation), quote=found.quote)
        case "Changed":
            return verification.Changed(document=found.document, quote=found.quote)
    return verification.Gone(document=found.document, nearest=found.nearest)


verification.verify = verify


def open_service(settings, *, track=None, table=None, rebuild=False):
    return OldService(settings.documents.folder)


def main():
    from bot import app, config

    app.open_service = open_service
    app.state = lambda: CitedTexts(app.state_folder() / "discord")
    from bot.discord_bot.running import run

    try:
        settings = config.resolve(config.environment_layer(os.environ))
        code = run(settings, environment=os.environ)
    except errors.MeetingBotError as error:
        print(f"meeting-bot: {error}", file=sys.stderr)
        code = 2
    sys.exit(code)
