"""Which labels ("Lynne Neagle:", "Venue:") name people who speak, and whom initials stand for."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

LONGEST_LABEL = 60
_MOST_WORDS = 8
_SURE_HANDLE = 3
"""Times that a label in small letters ("ekr") must recur: one that recurs twice is often a word ("see")."""

_IN_ORDER = 0.9
"""Share of labels after which the same one follows, from which on they are a form's."""

_HANDLE = re.compile(r"[\w.+|~^-]{2,30}")
_ADDITION = re.compile(r"\s*[(\[{][^()\[\]{}]*[)\]}]\s*")
_NO_NAME = frozenset('?!;=<>|"“”„«»*#\\{}…。！？、')
_NAME = r"[^\W\d_][\w’'.-]{0,30}(?: [\w’'.-]{1,30}){1,4}"
_INITIALS_LINE = re.compile(
    rf"[-*|\s]{{0,8}}(?P<initials>[A-Z]{{2,4}})\s{{0,4}}[:=–—-]\s{{1,4}}(?P<name>{_NAME})\s*"
)
_NAME_WITH_INITIALS = re.compile(rf"(?P<name>{_NAME}) \((?P<initials>[A-Z]{{2,4}})\)")
_INITIALS = re.compile(r"[A-Z]{2,4}")

_PARTICLES = frozenset(
    "a al ap at bin bint d da dal das de dei del della den der di do dos du e el et for from ibn la las le"
    " los of on op san st ten ter the to und van vom von y zu zum zur".split()
)
"""Words that stand in small letters within names and titles."""

_OF_MINUTES = frozenset(
    """
    abbreviations absent absentees abstain abstained abstaining abstention abstentions access
    acknowledgements acronyms action actions address adjourn adjourned adjournment adoption advice against
    agenda agendas agreed agreement agreements aim aims amendment announcement announcements answer
    apologies appendix approval approve approved article assigned assignee assignees attachment attachments
    attendance attended attendee attendees attending august author authors aye ayes background bcc benefits
    body break breaks budget business by call cancelled carried category cc challenges changes channel
    chapter charge circulated classification closed closing code comment comments committee company complete
    completed concern concerns conclusion conclusions confirmed cons consensus contact contacts contents
    context copies copy cost costs count critical date dated dates day deadline debug december decided
    decision decisions defeated deferred definition deliverables dependencies description details disclaimer
    discussed discussion distribution document documents done draft due duration edited eg email end ended
    error eta event example examples excused exhibit expenses failed faq fatal fax february feedback figure
    file final findings followup format frequency friday from future goal goals guests handout heading hours
    http https idea ideas ie impact important in-attendance info information input instructions introduction
    introductions invited invitees issue issues item items january job july key keywords kind language late
    legend length license link links list location locations log logs made mail main mandate matters maybe
    meeting meetings members message method milestones minutes mission mode monday month motion motions
    moved mover name names nay nays nb new next no noes none nos note notes notice notices november number
    objective objectives observers october office old open opened opening opposed option options
    organisation organization other others outcome outcomes overview owner owners page pages papers parking
    part participants participation parties password pending phase phone place plan platform points poll
    postponed pre-read present presentation presentations presented presenter presenters previous priority
    problem procedure process progress project proposal proposals proposed proposer pros ps purpose question
    quorum rationale re reason reasons recap received recommendation recommendations recommended record
    recorded recording recordings recused ref reference references regards regrets rejected remaining
    remarks reminder remote report reports request requested requirements resolution resolutions resolved
    resources response responsibility responsible result results review risk risks roll room saturday
    scenario schedule scope seconded seconder section see sent september session sessions signature signed
    site slide slides solution source sources sponsors staff stage start started status step steps subject
    submitted subtotal suggestion suggestions summary sunday support supported table tabled tags takeaways
    taken target task tasks tbd teleconference telephone term terms test theme thread thursday tie time
    timeline times timing title to todo todos tomorrow topic topics total totals trace transcript
    transcription tuesday type unanimous update updates urgent url usage venue version via video vote voted
    votes voting warn warning website wednesday week welcome what when where whereas who why yea year yeas
    yes zoom abwesend anwesend anwesende anwesenheit aufgabe aufgaben beginn beschluss beschlüsse betreff
    datum diskussion dauer dafür dagegen ende enthaltungen entschuldigt ergebnis ja nein ort protokoll raum
    tagesordnung teilnehmende teilnehmer termin thema themen top uhrzeit ziel zeit absents contre décision
    décisions durée excusés heure lieu objet ordre oui non présents pour remarque sujet acta acuerdo
    acuerdos asistentes ausentes asunto fecha hora lugar ubicación orden presentes sí tema votos assenti
    data decisione luogo ora presenti oggetto aanwezig afwezig besluit besluiten plaats tijd ata assunto
    local decisão pauta
    日時 日付 時間 場所 会場 出席者 欠席者 参加者 議題 議事 議事録 決定 決定事項 目的 結論
    次回 資料 備考 件名 課題 内容
    时间 日期 地点 出席 缺席 参加人员 议题 议程 决定 决议 结论 备注 主题
    """.split()
)
"""Words that label something in minutes, an agenda, a form, a poll, a letter or a log, not what is said."""

_SURNAMES = frozenset("call close day key link march page part stage table tie title week".split())
"""Words of minutes that are surnames too: "Larry Page" speaks."""

_ROLE = re.compile(r"(?:er|or|man|woman|person|people|ist|ant|chair|clerk|counsel|host|lead)\Z")
"""Ends of what people are called: a "Project Manager" speaks, a "Project plan" does not."""


def bare(label: str) -> str:
    """A label without what is added in brackets: "Kelly (she/her)" is Kelly."""
    return " ".join(_ADDITION.sub(" ", label).split())


def is_name(label: str) -> bool:
    """Whether a label is written as names are: "Siân Gwenllian AM", "SPEAKER_00", "田中"."""
    words = bare(label).split()
    if not words or len(words) > _MOST_WORDS or len(label) > LONGEST_LABEL or not _NO_NAME.isdisjoint(label):
        return False
    if not words[0].lstrip("@~'’")[:1].isalpha() or labels_minutes(label):
        return False
    return all(_begins_a_name(word) for word in words) and not _ends_a_sentence(words[-1])


def is_handle(label: str) -> bool:
    """Whether a label may be a name that somebody typed in small letters: "ekr", "Tim beiko"."""
    words = label.split()
    if not 1 <= len(words) <= 2 or is_name(label) or labels_minutes(label):  # noqa: PLR2004 -- first and last name
        return False
    return all(_HANDLE.fullmatch(word) for word in words)


def labels_minutes(label: str) -> bool:
    """Whether a label is one of minutes ("Venue", "Action item", "Members absent"), not of speech."""
    words = bare(label).split()
    if not words:
        return False
    first, last = (word.casefold().strip(".,-–#") for word in (words[0], words[-1]))
    if len(words) == 1:
        return last in _OF_MINUTES
    if last in _OF_MINUTES:
        return last not in _SURNAMES
    return first in _OF_MINUTES and _ROLE.search(last) is None


def _begins_a_name(word: str) -> bool:
    core = word.lstrip("'’-–(~@.&/")
    if not core:
        return True
    return not core[0].islower() or core.rstrip(".,") in _PARTICLES or core[:2] in {"d'", "d’", "l'", "l’"}


def _ends_a_sentence(word: str) -> bool:
    """Whether a word ends with a full stop that is not of an abbreviation ("Jr.", "M.P.", "Esq.")."""
    return word.endswith(".") and len(word.rstrip(".")) > len("Esq") and "." not in word[:-1]


def people(labels: Iterable[str]) -> frozenset[str]:
    """The labels, case folded, that name who speaks, of all that stand at the beginning of something.

    A name is believed when it recurs; where most names do, one that stands once is too. Small letters are
    believed when they recur often.
    """
    names: Counter[str] = Counter()
    handles: Counter[str] = Counter()
    for label, count in Counter(labels).items():
        if is_name(label):
            names[label.casefold()] += count
        elif is_handle(label):
            handles[label.casefold()] += count
    sure = {label for label, count in handles.items() if count >= _SURE_HANDLE}
    recurring = {label for label, count in names.items() if count > 1}
    most_recur = 2 * sum(names[label] for label in recurring) >= names.total()
    return frozenset(sure | (names.keys() if most_recur else recurring))


def is_form(labels: Sequence[str]) -> bool:
    """Whether labels recur in one order and equally often, as the fields of a form do and people do not."""
    counts = Counter(labels)
    fields = len(counts)
    if fields < 3 or len(labels) < 2 * fields:  # noqa: PLR2004 -- two people take turns in one order
        return False
    if max(counts.values()) > 2 * min(counts.values()):
        return False
    likeliest: Counter[str] = Counter()
    for (label, _), count in Counter(pairwise(labels)).items():
        likeliest[label] = max(likeliest[label], count)
    return likeliest.total() >= _IN_ORDER * (len(labels) - 1)


def initials_line(line: str) -> tuple[str, str] | None:
    """The initials and the name of a line such as ``KG: Kevin Gibbons``; None for any other."""
    found = _INITIALS_LINE.fullmatch(line)
    return (
        (found["initials"], found["name"])
        if found and _stands_for(found["initials"], found["name"])
        else None
    )


def initials(lines: Iterable[str]) -> Mapping[str, str]:
    """Whom initials stand for: ``KG: Kevin Gibbons``, ``Kevin Gibbons (KG)``, ``| Kevin Gibbons | KG |``."""
    names: dict[str, str] = {}
    for line in lines:
        if (pair := initials_line(line)) is not None:
            names.setdefault(*pair)
        for found in _NAME_WITH_INITIALS.finditer(line) if "(" in line else ():
            names.setdefault(found["initials"], found["name"])
        if "|" not in line:
            continue
        cells = [cell.strip(" *_") for cell in line.strip().strip("|").split("|")]
        for cell, other in [*pairwise(cells), *pairwise(reversed(cells))]:
            if _INITIALS.fullmatch(cell) and " " in other and is_name(other) and _stands_for(cell, other):
                names.setdefault(cell, other)
    return {short: name for short, name in names.items() if _stands_for(short, name)}


def _stands_for(short: str, name: str) -> bool:
    """Whether initials begin as a name does ("JHD" is Jordan Harband) and the name is written as one."""
    return name[:1] == short[:1] and all(word[:1].isupper() for word in name.split()[:1]) and is_name(name)
