"""Everything that can go wrong in a way that a person can mend."""

from __future__ import annotations

from enum import Enum, unique


class MeetingBotError(Exception):
    """A failure whose message is one line that can be shown to the user as it is."""


class ConfigurationError(MeetingBotError):
    """A setting is missing, malformed or out of range; the message names the file and the key."""


class SynonymError(MeetingBotError):
    """A name of an owner's table of synonyms cannot be used.

    Attributes:
        key: The key of the table that is wrong.
    """

    def __init__(self, message: str, *, key: str) -> None:
        super().__init__(message)
        self.key = key


class DocumentError(MeetingBotError):
    """A document cannot be read; the message names the file and, where it can, the line."""


class LibraryError(MeetingBotError):
    """The folder of documents cannot be used.

    Attributes:
        problems: One message for each file that is wrong; empty where the folder itself is.
    """

    def __init__(self, message: str, *, problems: tuple[DocumentError, ...] = ()) -> None:
        super().__init__(message)
        self.problems = problems


class IndexingError(MeetingBotError):
    """The documents cannot be indexed within the limits that are set; the message names the limit."""


class DamagedStoreError(MeetingBotError):
    """What is kept of the documents is not as it was written; it is to be made again."""


class UnknownDocumentError(MeetingBotError):
    """No document has the identifier that was asked for.

    Attributes:
        identifier: What was asked for, on one line.
        nearest: The identifiers most like it, best first; empty where none is like it.
    """

    def __init__(self, message: str, *, identifier: str, nearest: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.identifier = identifier
        self.nearest = nearest


class FilterError(MeetingBotError):
    """A search cannot be restricted as it was asked to be: a speaker, or a date, is none."""


@unique
class CitationFault(Enum):
    """What can be wrong with a citation's identifier."""

    MALFORMED = "not of the form"
    BACKWARDS = "ends before it starts"
    OUTSIDE = "outside the text"
    AMBIGUOUS = "of several texts"


class CitationError(MeetingBotError):
    """A citation's identifier is malformed, points outside the text that it names, or may be of several.

    Attributes:
        fault: What is wrong.
        identifier: What was given, on one line.
    """

    def __init__(self, message: str, *, fault: CitationFault, identifier: str) -> None:
        super().__init__(message)
        self.fault = fault
        self.identifier = identifier


class QuestionSetError(MeetingBotError):
    """A question set cannot be read; the message names the file and the line."""


class PlotError(MeetingBotError):
    """A picture cannot be drawn, or not be written to its file."""


class InstallationError(MeetingBotError):
    """A file that the program brings with it is missing or damaged; the message names it."""


class VectorsError(InstallationError):
    """The table of word vectors cannot be used; the message names its file."""
