"""How far a sentence is evidence of each kind of thing about a meeting, whatever is asked.

Judged once, when a document is read, by the words of the sentence, the headings and labels above it, who speaks,
and where it stands. Which kinds a sentence may be evidence of at all is told from its words by a table, so that
the patterns of a kind are looked for in few sentences.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from bot.documents.meeting import KINDS, Kind
from bot.documents.model import BlockKind
from bot.store.numbers import number_of_word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from bot.documents.model import Document

    Judge = Callable[["Said"], float]

MOST = 255
"""What a sentence has that is evidence beyond doubt; it is kept in a byte."""

_LONGEST_SENTENCE = 1500
OPENING_SENTENCES = 6
"""Sentences of a document that tell of the meeting as such."""
_MEETING = (
    r"(?:meetings?|talks|summits?|sessions?|conferences?|calls?|gatherings?|discussions?|negotiations|assembly|"
    r"workshops?|hearings?|agm|dialogues?|briefings?|stand-?ups?)"
)
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_DATE = (
    rf"(?:\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}|\b{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?\b|\b\d{{4}}-\d{{2}}-\d{{2}}\b|"
    r"\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b)"
)
_DAY = r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today|tomorrow|tonight|this (?:morning|afternoon|evening|week))\b"
_CLOCK = r"\b\d{1,2}(?:[:.h]\d{2})\s?(?:[ap]\.?m\b\.?|hrs?\b|UTC|GMT|CET|EST|PST)?|\b\d{1,2}\s?[ap]\.?m\b\.?"
_NAME = r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}"
_FULL_NAME = (
    r"(?<![.!?] )(?<!^)\b[A-Z][\w'’-]+(?: [A-Z]\.)?(?: (?:de|van|von|der|den|la|el|bin|al) ?)* ?[A-Z][\w'’-]+"
)
_ROLES = (
    r"\b(?:ministers?|secretar(?:y|ies)|presidents?|officials|leaders|representatives|envoys?|delegates|delegations?|"
    r"members|ambassadors?|chancellors?|governors|councill?ors?|commissioners?|participants|attendees|directors?|"
    r"mayors?|chiefs?|heads of \w+|experts|negotiators|diplomats|chairs?)\b"
)
_NUMBER = r"(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|several|half an?|an?)"
_SAID = (
    r"\b(?:said|says|say|told|tells|added|noted|stressed|stated|argued?|argues|claimed|warned|insisted|explained|"
    r"asked|urged|called|welcomed|thanked|remarked|replied|responded|suggested|proposed|repeated|reiterated|accused|"
    r"expressed|emphasi[sz]ed|underlined|believes?|believed|thinks?|thought|wants?|wanted|prefers?|raised|admitted|"
    r"denied|acknowledged|pointed out|objected|opposed|supported|questioned|complained|criticised|criticized)\b"
)


class _Pattern:
    """A regular expression that is compiled when it is first looked for: a document needs few of them."""

    def __init__(self, pattern: str, *, flags: re.RegexFlag = re.IGNORECASE) -> None:
        self.pattern = pattern
        self._flags = flags

    @cached_property
    def search(self) -> Callable[[str], re.Match[str] | None]:
        """Find it in a text."""
        return re.compile(self.pattern, self._flags).search


_ABOVE: Mapping[Kind, _Pattern] = {
    Kind.ATTENDANCE: _Pattern(
        r"\b(?:present|attend\w*|participants?|in attendance|roll ?call|delegates|on the call|who was there|people|"
        r"panel(?:l?ists)?|speakers|members)\b"
    ),
    Kind.ABSENCE: _Pattern(
        r"\b(?:apolog\w+|absen\w+|regrets?|excused|unable to attend|not present|not attending)\b"
    ),
    Kind.CHAIR: _Pattern(
        r"^\W*(?:chair\w*|co-?chairs?|presiding\w*|facilitators?|moderators?|hosts?|convenors?|conveners?)\W*$"
    ),
    Kind.MINUTES_TAKER: _Pattern(
        r"^\W*(?:scribes?|note-? ?takers?|minute-? ?takers?|minutes(?: taken)? by|notes(?: taken)? by|recorder|secretary|clerk)\W*$"
    ),
    Kind.PLACE: _Pattern(r"^\W*(?:venue|location|place|where|room|address)\W*$"),
    Kind.DATE: _Pattern(r"^\W*(?:date|when|time|date and time|day)\W*$"),
    Kind.SUBJECT: _Pattern(
        r"\b(?:topics?|agenda|subjects?|order of business|items? (?:discussed|for discussion)|discussions?|business|purpose)\b"
    ),
    Kind.DECISION: _Pattern(
        r"\b(?:resolutions?|resolved|decisions?|decided|conclusions?|outcomes?|approvals?|approved|motions?|agreed|"
        r"agreements?|announcements?|results?)\b"
    ),
    Kind.VOTE: _Pattern(r"\b(?:votes?|voting|ballots?|motions?|resolutions?)\b"),
    Kind.ACTION: _Pattern(
        r"\b(?:actions?|action items?|ais?|to-?dos?|tasks?|next steps?|follow-? ?ups?|assignments?|homework)\b"
    ),
    Kind.NEXT_STEP: _Pattern(
        r"\b(?:next steps?|what's next|upcoming|looking ahead|outlook|to-?do|future|follow-? ?ups?|timeline)\b"
    ),
    Kind.NEXT_MEETING: _Pattern(rf"\b(?:next|following|future) {_MEETING}\b|\bdate of (?:the )?next\b"),
    Kind.OVERVIEW: _Pattern(
        r"^\W*(?:summary|overview|abstract|tl;?dr|key points|highlights|in brief|executive summary)\W*$"
    ),
}
"""Headings and labels that say what stands beneath them."""

_LABELLED: Mapping[Kind, _Pattern] = {
    Kind.ATTENDANCE: _Pattern(
        r"^\W*(?:(?:members |board |council |also |others? |staff |directors )?(?:present|attending|in attendance)|"
        r"attend(?:ees|ance|ed by|ing)|participants|roll ?call|panel(?:l?ists)?|speakers)(?: \([^)]*\))?\W*[:\-–—]"
    ),
    Kind.ABSENCE: _Pattern(
        r"^\W*(?:apologies(?: for absence)?|absent(?:ees)?|(?:members |board )?absent|regrets|excused)(?: \([^)]*\))?\W*[:\-–—]"
    ),
    Kind.CHAIR: _Pattern(
        r"^\W*(?:chair\w*|co-?chairs?|presiding(?: officer)?|facilitators?|moderators?|hosts?|convenors?|chaired by)\W*[:\-–—]"
    ),
    Kind.MINUTES_TAKER: _Pattern(
        r"^\W*(?:scribes?|note-? ?takers?|minute-? ?takers?|minutes(?: taken)?(?: by)?|notes(?: taken)? by|recorder|secretary|clerk)\W*[:\-–—]"
    ),
    Kind.PLACE: _Pattern(
        r"^\W*(?:venue|location|place|where|room|address|meeting (?:place|room|link))\W*[:\-–—]"
    ),
    Kind.DATE: _Pattern(
        r"^\W*(?:date|when|time|date and time|day|meeting (?:date|time)|start(?: time)?|call to order)\W*[:\-–—]"
    ),
    Kind.DURATION: _Pattern(r"^\W*(?:duration|length)\W*[:\-–—]"),
    Kind.SUBJECT: _Pattern(r"^\W*(?:topics?|agenda|subjects?|purpose|re|about)\W*[:\-–—]"),
    Kind.DECISION: _Pattern(
        r"^\W*(?:decisions?|decided|resolved|resolution|conclusions?|outcomes?|agreed|motion|approved|consensus)\W*[:\-–—]"
    ),
    Kind.VOTE: _Pattern(r"^\W*(?:votes?|voting|vote count|ayes|yes|in favou?r|for|result)\W*[:\-–—]"),
    Kind.ACTION: _Pattern(
        r"^\W*(?:actions?(?: items?| points?)?|ais?|to-?dos?|tasks?|owner|follow-? ?ups?)\b[^:]{0,24}[:\-–—]"
    ),
    Kind.NEXT_STEP: _Pattern(r"^\W*(?:next steps?|follow-? ?ups?|upcoming|next)\W*[:\-–—]"),
    Kind.NEXT_MEETING: _Pattern(rf"^\W*(?:(?:date of )?(?:the )?next {_MEETING}|next)\b[^:]{{0,16}}[:\-–—]"),
    Kind.OVERVIEW: _Pattern(r"^\W*(?:summary|in short|in summary|tl;?dr)\W*[:\-–—]"),
}
"""Labels at the beginning of a line."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A pattern that makes a sentence evidence of a kind, to a degree from 0 to 1."""

    degree: float
    pattern: _Pattern


_CUES: Mapping[Kind, tuple[Cue, ...]] = {
    Kind.ATTENDANCE: (
        Cue(
            0.75,
            _Pattern(
                r"\b(?:attended by|in attendance|(?:was|were) (?:also )?present|attendees (?:were|included)|who attended|participants (?:were|included))\b"
            ),
        ),
        Cue(
            0.65,
            _Pattern(
                r"\b(?:took part|taking part|participated|(?:was|were) (?:also )?(?:joined|attended|represented)|took place with|sat down with|met with|delegations?)\b"
            ),
        ),
        Cue(
            0.55,
            _Pattern(
                rf"\b{_MEETING}\b.{{0,60}}\b(?:between|with)\b|\b(?:attend(?:ed|s|ing)?|joined|gathered|accompanied by|brought together)\b"
            ),
        ),
        Cue(
            0.4,
            _Pattern(
                rf"{_ROLES}.{{0,80}}\b(?:met|meet|meeting|gathered|held talks|convened|agreed|discussed|announced|backed|concluded)\b"
            ),
        ),
        Cue(
            0.35,
            _Pattern(
                r"\bwelcom(?:ed?|ing)\b.*\b(?:guests?|members?|everyone|attendees|panel)\b|\bmy name is\b|\bi am joined by\b|\bwith me (?:is|are|today)\b"
            ),
        ),
    ),
    Kind.ABSENCE: (
        Cue(
            0.9,
            _Pattern(
                r"\bapolog(?:y|ies) (?:for absence )?(?:was|were|had been|from|received|given)\b|\bapologi[sz]ed? for (?:his|her|their|not)\b|\bsent (?:his|her|their)? ?(?:apologies|regrets)\b"
            ),
        ),
        Cue(
            0.85,
            _Pattern(
                r"\b(?:unable|not able) to (?:attend|join|make it|be (?:here|there|present))\b|\b(?:could|did|can|would|will) ?n(?:o|['’])t (?:attend|make it|join|be (?:here|there|present|with us))\b|\b(?:was|were|is|are) (?:absent|not present|excused)\b"
            ),
        ),
        Cue(
            0.6,
            _Pattern(r"\b(?:missed the|pulled out|stayed away|boycott\w*|not in attendance|absence of)\b"),
        ),
    ),
    Kind.CHAIR: (
        Cue(
            0.95,
            _Pattern(
                r"\((?:[\w ]+, )?(?:chair\w*|presiding|moderator|facilitator|host)\)|\b(?:chaired|moderated|facilitated|hosted|presided over|led) by\b|\bpresided\b"
            ),
        ),
        Cue(
            0.85,
            _Pattern(
                rf"\b(?:chair\w*|president|mayor|{_NAME}) (?:[\w.]+ ){{0,3}}called the (?:\w+ )?{_MEETING} to order\b|\bcalled (?:the meeting )?to order by\b|\btook the chair\b|\bin the chair\b|\bchaired the\b|\bis (?:the |your )?(?:chair|host|moderator)\b"
            ),
        ),
        Cue(
            0.5,
            _Pattern(
                rf"\b(?:hosted|led|ran|opened|convened|organi[sz]ed) the (?:\w+ )?{_MEETING}\b|\bchair(?:man|woman|person|ed)?\b"
            ),
        ),
    ),
    Kind.MINUTES_TAKER: (
        Cue(
            0.95,
            _Pattern(
                r"\b(?:minutes|notes) (?:were )?(?:taken|recorded|kept|prepared|written|submitted) by\b|\brespectfully submitted\b|\((?:[\w ]+, )?(?:scribe|minutes|notes|note-?taker|secretary|clerk)\)|\b(?:scribe|scribed by|note-?taker|minute-?taker)\b"
            ),
        ),
        Cue(0.7, _Pattern(r"\b(?:took|taking|takes|kept|will take) (?:the )?(?:minutes|notes)\b")),
        Cue(
            0.4,
            _Pattern(r"\b(?:recording secretary|(?:committee|board|city|town|county) clerk|clerk to the)\b"),
        ),
    ),
    Kind.PLACE: (
        Cue(
            0.8,
            _Pattern(
                rf"\b(?:held|hosted|met|meeting|meet|convened|gathered|took place|taking place|take place|{_MEETING})\b.{{0,60}}?\b(?:in|at)\s(?:the\s|a\s)?(?!{_MONTH}|{_DAY})(?-i:[A-Z])"
            ),
        ),
        Cue(
            0.7,
            _Pattern(
                r"\b(?:via|on|over|by) (?:zoom|teams|google meet|webex|jitsi|skype|video ?(?:link|conference|call)?|phone|teleconference)\b|\b(?:held|met) (?:virtually|online|remotely|in person)\b"
            ),
        ),
        Cue(
            0.6,
            _Pattern(
                r"^(?:[A-Z]{3,}(?:[ ,]+[A-Z][A-Za-z.]+)*)\s?(?:\([^)]*\)\s?)?[-–—]+\s|^[A-Z]{3,}(?: [A-Z]{3,})*, (?:JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER)\b|^[A-Z]\w+(?:, [A-Z]\w+)?, (?:\d{1,2} )?(?:January|February|March|April|May|June|July|August|September|October|November|December)\b",
                flags=re.NOFLAG,
            ),
        ),
        Cue(
            0.45,
            _Pattern(
                r"\b(?:in|at) (?:the |a |an |his |her |their |its )?(?:[\w'’-]+ ){0,3}(?:resort|house|hotel|hall|cent(?:re|er)|palace|office|room|residence|building|university|library|school|church|headquarters|castle|museum|courthouse|chamber)\b"
            ),
        ),
        Cue(0.3, _Pattern(rf"\b(?:in|at) (?!{_MONTH}|{_DAY})(?-i:[A-Z])\w+")),
    ),
    Kind.DATE: (
        Cue(
            0.8,
            _Pattern(
                rf"\b(?:held|met|meeting|convened|gathered|took place|{_MEETING}|called to order|opened|began|started|commenced)\b.{{0,80}}?(?:{_DATE})|(?:{_DATE}).{{0,80}}?\b(?:held|met|meeting|convened|took place|{_MEETING}|called to order|announced|gathered)\b"
            ),
        ),
        Cue(
            0.6,
            _Pattern(
                rf"\b(?:called to order|opened|began|started|commenced|convened|adjourned|closed|ended)\b.{{0,40}}(?:{_CLOCK})"
            ),
        ),
        Cue(
            0.55,
            _Pattern(
                rf"\b(?:held|met|meeting|convened|gathered|took place|{_MEETING}|announced|began|started)\b.{{0,60}}(?:{_DAY})|(?:{_DAY}).{{0,60}}\b(?:held|met|convened|took place|announced|{_MEETING})\b"
            ),
        ),
        Cue(0.45, _Pattern(_DATE)),
        Cue(0.25, _Pattern(rf"{_DAY}|{_CLOCK}")),
    ),
    Kind.DURATION: (
        Cue(
            0.9,
            _Pattern(
                rf"\b(?:last(?:ed|s|ing)|ran|went on|continued|took|talks of|spent) (?:for |about |around |nearly |almost |over |more than |some |just )*{_NUMBER}[ -](?:hours?|minutes|days?|weeks?)\b"
            ),
        ),
        Cue(
            0.75,
            _Pattern(
                rf"\b{_NUMBER}[- ](?:hour|minute|day)s?(?:[- ]long)? (?:\w+ )?{_MEETING}\b|\bafter {_NUMBER} (?:hours|days) of\b|\b(?:{_CLOCK}) ?(?:-|–|to|until) ?(?:{_CLOCK})"
            ),
        ),
        Cue(
            0.6,
            _Pattern(
                rf"\b(?:adjourned|closed|ended|finished|concluded|commenced|started|opened)\b.{{0,30}}(?:{_CLOCK})|\bduration\b"
            ),
        ),
        Cue(0.4, _Pattern(rf"\b{_NUMBER}[ -](?:hours?|minutes|days)\b")),
    ),
    Kind.COUNT: (
        Cue(
            0.85,
            _Pattern(
                rf"\b{_NUMBER} (?:\w+ ){{0,2}}(?:people|members|attendees|participants|delegates|residents|guests|countries|ministers|representatives)\b.{{0,40}}\b(?:attend\w*|present|took part|participat\w*|joined|gathered|met|in attendance)\b|\b(?:attended by|attendance of|total of) (?:about |over |some |more than )?{_NUMBER}\b"
            ),
        ),
        Cue(
            0.7,
            _Pattern(
                rf"\b(?:quorum|attendance|turnout|head ?count)\b.*\d|\b{_NUMBER} (?:attendees|participants|people present|members present)\b"
            ),
        ),
    ),
    Kind.SUBJECT: (
        Cue(
            0.85,
            _Pattern(
                r"\b(?:topics?|issues|agenda|items)\b.{0,40}\b(?:discussed|included?|were|was|covered)\b|\bdiscuss(?:ed|ions? (?:on|about|of)|ing)?\b|\b(?:talks?|meeting|summit|session|call|conference)\b.{0,30}\b(?:focus\w*|cent(?:red|ered)|about|on|aimed|address\w*|covered|dealt)\b"
            ),
        ),
        Cue(
            0.6,
            _Pattern(
                r"\b(?:to (?:discuss|consider|review|address|debate|talk about)|focus(?:ed|es|ing)? on|considered|reviewed|debated|addressed|spoke (?:about|on)|deliberat\w+|at the heart|convened to|purpose of)\b"
            ),
        ),
        Cue(
            0.5,
            _Pattern(
                r"\b(?:today we(?:'re| are| will|'ll)|we(?:'re| are) (?:here|going) to (?:talk|discuss)|let's (?:talk|discuss|move on)|on the agenda|first item|next item|argument in case)\b"
            ),
        ),
    ),
    Kind.DECISION: (
        Cue(
            0.95,
            _Pattern(
                r"\b(?:it was (?:agreed|decided|resolved|noted and agreed)|resolved that|motion (?:was )?(?:carried|passed|approved|adopted)|unanimously|(?:was|were|has been|have been) (?:approved|adopted|accepted|ratified|agreed|passed|elected|appointed)|reached (?:an? )?(?:agreement|consensus|deal|compromise))\b"
            ),
        ),
        Cue(
            0.85,
            _Pattern(
                r"\b(?:agreed|decided|resolved|approved|adopted|ratified|voted|endorsed|signed|consensus|concluded that|settled on|committed to|struck a deal|pledged|agreement (?:to|on|that))\b"
            ),
        ),
        Cue(
            0.6,
            _Pattern(
                r"\b(?:announced?|announces|launched|unveiled|accepted|confirmed|deferred|postponed|elected|appointed|moved|seconded|let's go with|we(?:'ll| will) go with|so we(?:'re| are) going to|the decision)\b"
            ),
        ),
        Cue(
            0.4,
            _Pattern(
                r"\b(?:failed to agree|no (?:agreement|deal|decision|consensus)|unable to agree|not agreed|disagree\w*)\b"
            ),
        ),
    ),
    Kind.VOTE: (
        Cue(
            0.95,
            _Pattern(
                rf"\b{_NUMBER} (?:votes? )?(?:in favou?r|for|ayes?|yes|yeas?)\b|\b\d+ ?[-–] ?\d+(?: ?[-–] ?\d+)?\b.*\bvot\w+|\bvot\w+\b.*\b\d+ ?[-–] ?\d+|\b(?:ayes?|nays?|yeas?|noes)\b|\babst(?:ain\w*|entions?)\b|\bvoted (?:unanimously|in favou?r|against|to|for|by)\b"
            ),
        ),
        Cue(
            0.8,
            _Pattern(
                r"\b(?:motion|resolution|proposal|amendment)\b.*\b(?:carried|passed|failed|defeated|approved|adopted)\b|\bunanimous\w*\b|\bvote(?:d|s)?\b|\bballot\b"
            ),
        ),
        Cue(0.5, _Pattern(r"\b(?:moved|seconded|carried)\b")),
    ),
    Kind.ACTION: (
        Cue(
            0.95,
            _Pattern(
                r"^\W*(?:\[[ xX]\]|(?:[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+)?(?:(?:,| and| &|/) ?[A-Z][\w.'’-]+)*) (?:to|will|shall|agreed to|volunteered to|is to|are to|has agreed to|offered to) [a-z])",
                flags=re.NOFLAG,
            ),
        ),
        Cue(
            0.8,
            _Pattern(
                r"\b(?:action item|took an action|take an action|volunteer(?:ed|s)? to|(?:was|were|is|are) (?:asked|assigned|tasked|instructed|directed|requested) to|responsible for|will (?:follow up|report back|send|write|draft|prepare|contact|circulate|arrange|organi[sz]e|review|check|look into|update|provide|share|set up|get back))\b"
            ),
        ),
        Cue(
            0.55,
            _Pattern(
                r"\b(?:i'll|i will|we'll|we will|we need to|we should|you should|he will|she will|they will|needs? to|has to|have to|going to|let me|can you|could you|please)\b.{0,12}\b(?:send|write|draft|prepare|contact|check|look|ask|talk|circulate|arrange|review|update|share|set|get|find|put|make|do|try|fix|add|work|bring|follow|schedule|post|create|open|file|finish|email)\b|\bby (?:(?:next|the end of) \w+|(?:mon|tues|wednes|thurs|fri)day|tomorrow)\b|\bdue\b"
            ),
        ),
    ),
    Kind.NEXT_STEP: (
        Cue(
            0.75,
            _Pattern(
                r"\b(?:next steps?|going forward|follow-?up|is scheduled|are scheduled|is expected|are expected|will (?:be )?(?:continue|begin|start|take place|meet|return|launch|hold|present|publish|submit|come back)|plans? to|planned (?:for|to)|in the coming|upcoming|by the end of)\b"
            ),
        ),
        Cue(
            0.5,
            _Pattern(
                r"\b(?:will|shall|intends? to|aims? to|going to|later this|next (?:week|month|year|time)|soon|shortly|further)\b"
            ),
        ),
    ),
    Kind.NEXT_MEETING: (
        Cue(
            0.95,
            _Pattern(
                rf"\b(?:next|following|follow-?up) (?:\w+ ){{0,3}}?{_MEETING}\b.{{0,60}}\b(?:is|are|was|were|be|will|on|at|scheduled|set|planned|held|take)\b|\b(?:adjourned|postponed) (?:until|to)\b|\breconven\w+|\bmeet again\b"
            ),
        ),
        Cue(
            0.6,
            _Pattern(
                rf"\b(?:next|another|future|follow-?up) (?:\w+ ){{0,2}}?{_MEETING}\b|\bsee (?:you|everyone) (?:next|in|on)\b|\bin (?:two|three|a) (?:weeks?|months?)(?:' time)?\b"
            ),
        ),
    ),
    Kind.REASON: (
        Cue(
            0.85,
            _Pattern(
                r"\b(?:because|due to|owing to|in order to|so that|as a result|the reasons?|for this reason|that's why|which is why|in response to|thanks to|on (?:the )?grounds)\b"
            ),
        ),
        Cue(
            0.6,
            _Pattern(
                r"\b(?:therefore|since|caused?|causes|led to|prompted|driven by|given (?:that|the)|lack of|as there (?:was|were|is|are)|unable to|fail(?:ed|ure) to|not enough|nobody|no one|aims? (?:to|at)|purpose|amid|following (?:a|an|the)|need(?:ed|s)? (?:for|to)|concerns? (?:about|over|that)|threat|otherwise|so as to)\b"
            ),
        ),
        Cue(
            0.3,
            _Pattern(
                r"\bto (?:ensure|protect|mark|support|strengthen|avoid|prevent|help|allow|address|restore|promote|reduce|improve|make sure)\b"
            ),
        ),
    ),
    Kind.POSITION: (
        Cue(
            0.8,
            _Pattern(
                r"\b(?:oppos(?:ed?|es|ition|ing)|object(?:ed|s|ions?)|against|reject(?:ed|s)?|disagree\w*|critici[sz]\w+|refus\w+|scepti\w+|skepti\w+|concern(?:s|ed)|unhappy|condemn\w*|in favou?r of|support(?:ed|s|ive)?|endors\w+|welcom(?:ed|es)|backed|prefer\w*)\b"
            ),
        ),
        Cue(0.65, _Pattern(rf"{_SAID}|\baccording to\b|[“\"][^”\"]{{12,}}[”\"]")),
        Cue(
            0.55,
            _Pattern(
                r"\b(?:i (?:think|believe|feel|would|don't|do not|agree|disagree|want|like|mean|guess|suggest|propose)|in my (?:view|opinion)|we (?:think|believe|want|need)|my (?:view|concern|point|problem|worry|question))\b"
            ),
        ),
    ),
    Kind.OVERVIEW: (
        Cue(
            0.8,
            _Pattern(
                r"\b(?:in (?:summary|short|conclusion)|to sum(?:mari[sz]e)? up|overall|the (?:main|key) (?:points?|outcomes?|takeaways?))\b"
            ),
        ),
    ),
}
"""What in a sentence itself is evidence; of those that are found, the greatest counts."""

_MAY_BE: Mapping[Kind, str] = {
    Kind.ATTENDANCE: """
        attended attendance attending attend attends attendees attendee present participated participants participating
        joined join represented met gathered convened delegation delegations sat accompanied welcome welcomed brought roll panelists panellists speakers represent representing ministers leaders officials delegates
    """,
    Kind.ABSENCE: """
        apologies apology apologised apologized regrets absent absence absentees excused unable couldn't didn't can't
        cannot missed pulled boycotted boycott attendance attend stayed
    """,
    Kind.CHAIR: """
        chair chairs chaired chairing chairman chairwoman chairperson cochair moderator moderated facilitator
        facilitated host hosted hosting presiding presided convened order convenor convener
    """,
    Kind.MINUTES_TAKER: """
        minutes notes scribe scribes scribed notetaker note minute secretary clerk submitted recorder taken recorded
    """,
    Kind.PLACE: """
        held hosted met convened gathered place venue location via zoom teams online virtually remotely
        webex skype teleconference
    """,
    Kind.DATE: """
        january february march april june july august september october november december jan feb mar apr jun jul
        aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday yesterday today tomorrow
        tonight adjourned
    """,
    Kind.DURATION: "hours hour lasted lasting lasts adjourned concluded commenced duration",
    Kind.COUNT: "attended attendance quorum turnout participants attendees headcount",
    Kind.SUBJECT: """
        topics topic agenda discussed discuss discussion discussions discussing talks focus focused focuses subject
        considered reviewed debated addressed deliberated covered convened
    """,
    Kind.DECISION: """
        agreed agree decided decide decision decisions resolved resolution approved approve adopted ratified motion
        carried passed unanimously consensus concluded committed pledged agreement deal announced announces announce
        launched unveiled accepted confirmed deferred postponed elected appointed moved seconded endorsed signed voted
        reached settled outcome outcomes conclusion conclusions
    """,
    Kind.VOTE: """
        vote votes voted voting ayes aye nays nay yeas noes abstain abstained abstention abstentions unanimous
        unanimously ballot motion carried seconded moved favour favor resolution
    """,
    Kind.ACTION: """
        action actions ai todo task tasks volunteered volunteer assigned tasked responsible i'll we'll will needs should
        due instructed directed requested owner
    """,
    Kind.NEXT_STEP: """
        next will shall plans planned scheduled expected forward upcoming coming intends shortly continuing resume
    """,
    Kind.NEXT_MEETING: "next adjourned postponed reconvene reconvened again",
    Kind.REASON: """
        because due owing order so result reason reasons therefore since caused cause led prompted driven given lack
        unable failed nobody amid concerns threat response grounds aim aims purpose ensure
        protect strengthen avoid prevent restore
    """,
    Kind.POSITION: """
        said says say told added noted stressed stated argued argue argues claimed warned insisted explained asked
        urged called welcomed thanked replied responded suggested proposed believes believe believed think thinks
        thought want wants wanted prefer prefers raised oppose opposed opposes objected objection objections against
        rejected disagree disagreed criticised criticized refused sceptical skeptical concern concerns concerned
        unhappy favour favor support supported supports endorsed backed according accused expressed questioned
        complained condemned reiterated agree
    """,
    Kind.OVERVIEW: "summary conclusion overall",
}
"""Words of which a sentence must have one to be evidence of a kind by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A sentence as it is judged.

    Attributes:
        text: The sentence.
        kind: What block it is of.
        above: The headings and labels above it, outermost first.
        is_spoken: Whether somebody says it in a transcript.
        begins: Whether it begins its block.
        early: How near it is to the beginning of what the document says: 1 for the first sentences, falling to 0.
    """

    text: str
    kind: BlockKind
    above: tuple[str, ...]
    is_spoken: bool
    begins: bool
    early: float


def judged(said: Said, kinds: Iterable[Kind]) -> dict[Kind, float]:
    """Return how far a sentence is evidence of each of some kinds, 0 to 1; those of which it is none left out."""
    found: dict[Kind, float] = {}
    if said.text.rstrip().endswith("?") or len(said.text) > _LONGEST_SENTENCE:
        return found
    nearest = said.above[-1] if said.above else ""
    for kind in kinds:
        degree = max(_beneath(said, kind, nearest), _labelled(said, kind), _cued(said, kind))
        if kind is Kind.DATE and said.kind.is_context and has_date(said.text):
            degree = 0.9
        if degree > 0:
            found[kind] = min(1.0, degree + _EARLY.get(kind, 0.0) * said.early)
    return found


_EARLY: Mapping[Kind, float] = {
    Kind.ATTENDANCE: 0.15,
    Kind.CHAIR: 0.05,
    Kind.PLACE: 0.2,
    Kind.DATE: 0.2,
    Kind.SUBJECT: 0.15,
    Kind.OVERVIEW: 0.1,
}
"""What being said early adds: the meeting itself is told of first, others that are mentioned later."""

_OTHER_MEETING = _Pattern(
    rf"\b(?:next|last|previous|earlier|another|future|upcoming|prior) (?:\w+ ){{0,2}}{_MEETING}\b|\bhad (?:met|been held)\b|"
    rf"\bminutes of (?:the )?(?:last|previous|\w+ \d+)|\bbefore this\b|\bwill (?:meet|be held|take place)\b"
)
_OF_THE_MEETING = frozenset({Kind.ATTENDANCE, Kind.PLACE, Kind.DATE, Kind.DURATION, Kind.COUNT, Kind.CHAIR})
_LISTED = frozenset({BlockKind.ITEM, BlockKind.ROW})
_LONGEST_LISTED = 300


def _beneath(said: Said, kind: Kind, nearest: str) -> float:
    """Return how far a sentence is evidence because of the heading or label right above it, or one further up."""
    pattern = _ABOVE.get(kind)
    if pattern is None or not said.above:
        return 0.0
    if kind is Kind.ATTENDANCE and _ABOVE[Kind.ABSENCE].search(nearest):
        return 0.0
    if pattern.search(nearest) and len(nearest) <= _LONGEST_HEADING:
        return 0.95 if said.kind in _LISTED or len(said.text) <= _LONGEST_LISTED else 0.7
    outer = any(pattern.search(one) and len(one) <= _LONGEST_HEADING for one in said.above[:-1])
    return 0.6 if outer and said.kind in _LISTED else 0.0


_LONGEST_HEADING = 60


def _labelled(said: Said, kind: Kind) -> float:
    pattern = _LABELLED.get(kind)
    return 0.97 if pattern is not None and said.begins and pattern.search(said.text) else 0.0


def _cued(said: Said, kind: Kind) -> float:
    degree = next((cue.degree for cue in _CUES[kind] if cue.pattern.search(said.text)), 0.0)
    if degree and kind in _OF_THE_MEETING and _OTHER_MEETING.search(said.text):
        degree *= 0.5
    if degree and kind is Kind.ATTENDANCE:
        degree += 0.1 * bool(re.search(_ROLES, said.text, re.IGNORECASE)) + 0.1 * bool(
            re.search(_FULL_NAME, said.text)
        )
    return min(0.94, degree)


@lru_cache(maxsize=1)
def _masks() -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Return the numbers of all words of `_MAY_BE`, ascending, and for each the kinds, a bit a kind."""
    masks: dict[int, int] = {}
    for place, kind in enumerate(KINDS):
        for word in _MAY_BE[kind].split():
            number = number_of_word(word)
            masks[number] = masks.get(number, 0) | (1 << place)
    numbers = np.array(sorted(masks), dtype=np.uint32)
    return numbers, np.array([masks[number] for number in numbers.tolist()], dtype=np.uint32)


def masks_of(words: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Return the kinds that each word may make a sentence evidence of, a bit a kind, (words,)."""
    numbers, masks = _masks()
    at = np.minimum(np.searchsorted(numbers, words), len(numbers) - 1)
    found: NDArray[np.uint32] = np.where(numbers[at] == words, masks[at], np.uint32(0))
    return found


@lru_cache(maxsize=1 << 10)
def mask_of_heading(heading: str) -> int:
    """Return the kinds that a heading says what stands beneath is evidence of, a bit a kind."""
    return sum(
        1 << place
        for place, kind in enumerate(KINDS)
        if kind in _ABOVE and _ABOVE[kind].search(heading) and len(heading) <= _LONGEST_HEADING
    )


_EVERY_LABEL = _Pattern("|".join(pattern.pattern for pattern in _LABELLED.values()))


def mask_of_label(text: str) -> int:
    """Return the kinds that a label at the beginning of a text names, a bit a kind."""
    if not _EVERY_LABEL.search(text[:_LONGEST_HEADING]):
        return 0
    return sum(
        1 << place
        for place, kind in enumerate(KINDS)
        if kind in _LABELLED and _LABELLED[kind].search(text[:_LONGEST_HEADING])
    )


def has_date(text: str) -> bool:
    """Whether a text has a date with a day or a year."""
    return re.search(rf"{_DATE}|\b{_MONTH},? \d{{4}}\b", text, re.IGNORECASE) is not None


def early(place: int) -> float:
    """Return how near the sentence at a place of a document is to its beginning, 1 to 0."""
    return 1.0 if place < OPENING_SENTENCES else OPENING_SENTENCES / (place + 1)


EVERY_KIND = (1 << len(KINDS)) - 1
"""The mask of all kinds."""

ACTION = 1 << KINDS.index(Kind.ACTION)
"""The mask of actions, which items of lists may be without a word that says so."""


def kinds_of(mask: int) -> Sequence[Kind]:
    """Return the kinds of a mask."""
    return [kind for place, kind in enumerate(KINDS) if mask >> place & 1]


def is_about_a_meeting(document: Document) -> bool:
    """Whether a document is of a meeting, or reports of one: it has turns, or its title or its opening says so."""
    if any(block.kind is BlockKind.TURN for block in document.blocks):
        return True
    if _TITLE_OF_A_MEETING.search(document.title):
        return True
    headings = (
        block.span.of(document.text) for block in document.blocks[:_FIRST_BLOCKS] if block.kind.is_context
    )
    if any(_HEADING_OF_A_MEETING.search(heading) for heading in headings):
        return True
    opening = document.text[:_OPENING]
    return len(_TOLD_OF_A_MEETING.findall(opening)) >= _TOLD_OFTEN or bool(
        _LABEL_OF_A_MEETING.search(opening)
    )


_TITLE_OF_A_MEETING = _Pattern(
    r"\b(?:meetings?|minutes|summit|talks|agm|agenda|hearing|stand-?up|retro(?:spective)?|town hall|all-?hands|"
    r"roundtable|plenary|(?:conference|weekly|team|community|dev\w*) call|call notes|sync|briefing|interview|transcript|"
    r"communiqu\w+|joint statement|council|committee|board)\b"
)
_HEADING_OF_A_MEETING = _Pattern(
    r"\b(?:attendees?|present|apologies|agenda|minutes|participants|action items?|decisions?)\b"
)
_LABEL_OF_A_MEETING = re.compile(
    r"^\W*(?:attendees?|present|apologies|absent|chair\w*|scribes?|venue|in attendance)\W*:",
    re.IGNORECASE | re.MULTILINE,
)
_TOLD_OF_A_MEETING = re.compile(
    r"\b(?:(?:the|this|a|an|two-day|annual|emergency|ministerial|bilateral) (?:\w+ ){0,2}?(?:meeting|summit|talks|session|"
    r"sit-down|gathering)|(?:ministers|leaders|officials|delegates|negotiators|representatives|members|board|council|committee)"
    r" (?:\w+ ){0,4}?(?:met|meet|discussed|agreed|approved|gathered)|called to order|adjourned|talks (?:with|between|on|in))\b",
    re.IGNORECASE,
)
_FIRST_BLOCKS, _TOLD_OFTEN = 40, 2
_OPENING = 1500
