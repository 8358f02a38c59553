"""How people ask about a meeting: the patterns of each kind, and the words that only frame such a question.

A question is matched in plain form (`bot.answers.questions.understanding.plain`): lower case, contractions
written out, what people write around a question left out. Of several kinds that match, the first listed wins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.documents.meeting import Kind

_MEETING = (
    r"(?:meetings?|talks?|summits?|sessions?|conferences?|calls?|gatherings?|discussions?|negotiations?|"
    r"assembl(?:y|ies)|workshops?|hearings?|events?|stand-?ups?|retros?(?:pectives?)?|syncs?|briefings?|"
    r"agm|catch-? ?ups?|interviews?|debates?|chats?|conversations?|dialogues?|minutes)"
)
_THE_MEETING = (
    rf"(?:(?:the|this|that|our|your|their|last|latest)(?: [\w-]+){{0,2}}? {_MEETING}|it|this|that|there)"
)
_SOMEBODY = r"(?!(?:they|we|you|it|i|this|that|there|everyone|everybody|people|the (?:group|meeting|team))\b)[\w'. -]+"
"""A person or a body by name, and not all who met."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A way to ask for a kind of thing.

    Attributes:
        kind: The kind.
        pattern: Found in questions that ask for it.
        words: The words that such a question uses up, beside those of every question about a meeting.
    """

    kind: Kind
    pattern: re.Pattern[str]
    words: frozenset[str]


def _frame(kind: Kind, words: str, *patterns: str) -> Frame:
    return Frame(kind, re.compile("|".join(f"(?:{one})" for one in patterns)), frozenset(words.split()))


MEETINGS = frozenset(
    """
    meeting meetings talk talks summit summits session sessions conference conferences call calls gathering
    gatherings discussion discussions negotiation negotiations assembly workshop workshops hearing hearings event
    events standup standups stand-up stand-ups retro retros retrospective sync syncs briefing briefings agm
    catch-up catch-ups catchup catchups
    interview interviews debate debates chat chats conversation conversations dialogue dialogues minutes
    """.split()
)
"""Words for a meeting."""

ALWAYS = MEETINGS | frozenset(
    """
    everybody everyone anybody anyone somebody someone nobody people person persons folks guys team they them we us
    you held hold holding happen happens happened happening take takes took taken taking place go goes went gone
    going come comes came coming get gets got give gives gave given tell show find know see list name names
    say says said thing things stuff point points part parts bit one ones time times day today yesterday now then here there
    finally actually exactly really main mainly key important big overall please quick quickly short brief briefly
    document documents article text doc transcript recording page record records notes report file
    what who whom whose where when why how which much many long often else also still yet again already
    make makes made do does did done doing want need needs
    """.split()
)
"""Words that frame any question about a meeting, whatever it asks for."""

_OF_VIEWS = """
        say says said think thinks thought want wants wanted believe believes believed feel feels felt argue argues
        argued suggest suggests suggested propose proposes proposed claim claims claimed ask asks asked demand demanded
        position positions view views opinion opinions stance concern concerns raise raised respond responded response
        reply replied make tell told mention mentioned react reacted reaction against oppose opposed opposes object
        objected objections disagree disagreed like liked support supports supported favour favor back backed complain
        complained recommend recommended worried afraid keen happy unhappy thoughts take problem objection objections viewpoint viewpoints argument
        arguments pros cons voiced expressed different side sides stand stands agree agrees agreed agreement
        disagreed disagrees disagreement disagreements criticism criticisms
"""

FRAMES = (
    _frame(
        Kind.ABSENCE,
        """
        members marked let attendee bailed
        absent absentee absentees absence absences apologies apology apologise apologize apologised apologized
        regrets sent send missing missed miss unable skipped skip away excused not attend attended attending able
        present join joined turn turned up show showed off made failed no-show no-shows
        """,
        r"\babsen(?:t|ts|tees?|ce|ces)\b",
        r"\b(?:apolog(?:y|ies|i[sz]e[ds]?)|regrets)\b",
        rf"\bwho\b.*\b(?:not|unable|never)\b.*\b(?:attend\w*|there|present|come|came|make it|made it|show(?:ed)? up|join\w*|at {_THE_MEETING})\b",
        r"\bwho\b.*\bnot (?:make|be|come|attend|there|present|show|join|able)\b",
        r"\bwho (?:all )?(?:is|was|were|are|else was)? ?(?:missing|missed|away|off|excused|skipped|bailed|bunked off|ditched)\b",
        r"\b(?:any(?:one|body)|some(?:one|body)) (?:who )?(?:could |did |was )?not (?:make|attend|come|there|able)\b|\bno-?shows?\b|\bwho failed to\b|\b(?:is|was|were) any(?:one|body) (?:missing|absent|away)\b",
        r"^(?:any(?:one|body)?|somebody|someone)? ?(?:is|was|were)? ?(?:missing|absent|away)$",
    ),
    _frame(
        Kind.MINUTES_TAKER,
        """
        typed
        took take takes taking taken wrote write written writes kept keep recorded recording minutes minute notes
        note taker takers notetaker note-taker scribe scribed scribes secretary minute-taker prepared clerk drafted author recorder minuting minuted keeping by duty
        """,
        r"\bwho\b.*\b(?:took|takes?|taking|taken|wrote|writes?|written|kept|keeps|keeping|did|made|prepared|typed|drafted)\b.*\b(?:minutes|notes|it down|this down|it up|this up)\b",
        r"\bwho\b.*\b(?:scrib\w+|note-? ?tak\w+|minute-? ?tak\w+|recorded (?:the|this|it)|recording secretary|the secretary|the clerk)\b",
        r"^(?:the )?(?:scribe|note-? ?taker|minute-? ?taker|minutes by|notes by|minute ?taker)s?(?:'s)?(?: name)?$",
        r"\b(?:minutes|notes) (?:was |were )?(?:taken|written|kept|recorded|prepared) by\b",
        r"\bwhose (?:minutes|notes)\b|^(?:minutes|notes) by\b|\bauthor of (?:the|these|those) (?:minutes|notes)\b",
        r"\bwho (?:is |was )?(?:minuted|minuting|the recorder|on (?:minutes|notes))\b",
    ),
    _frame(
        Kind.NEXT_MEETING,
        """
        catch up
        next following another future upcoming follow-up followup meet meets meeting again reconvene resume resumes
        together scheduled planned date other each
        """,
        rf"\b(?:next|following|another|upcoming|future|follow-?up) (?:(?:board|team|council|committee|weekly|monthly|annual|general|regular|big|formal|community|public|staff) ){{0,2}}(?:one|{_MEETING})\b(?!.*\b(?:agenda|discuss\w*|about|topics?)\b)",
        r"\b(?:meet|meets|meeting|gather|convene|get together|talk|speak|see each other) (?:up )?(?:again|next)\b",
        r"\b(?:reconven\w+|(?:talks?|meeting|session) resumes?)\b",
        r"\bwhen\b.*\bnext (?:time|one)\b",
        r"^next (?:one|time|date)$",
        rf"\b(?:one|{_MEETING}) after (?:this|that)\b",
    ),
    _frame(
        Kind.CHAIR,
        """
        acted acting kicked
        chair chairs chaired chairing chairperson chairman chairmen chairwoman conducted over ran run runs running led lead leads leading
        leader host hosts hosted hosting presided presiding preside moderated moderator moderating facilitated
        facilitator facilitates convened convener charge called order organised organized organiser organizer opened
        headed head
        """,
        r"\b(?:who|whom|whose)\b.*\bchair(?:ed|s|ing|person|man|men|woman)?\b|\bname of the (?:chair\w*|host|moderator)\b|^(?:the )?chair(?:person|man|woman|ed by)?$",
        r"\b(?:is|was) the (?:chair|chairperson|chairman|chairwoman|moderator|facilitator)\b|\bchaired by\b",
        r"\bwhose (?:meeting|call|session) (?:is|was)\b",
        rf"\bwho\b.*\b(?:ran|runs?|running|led|leads?|leading|host(?:ed|s|ing)?|presid(?:ed|es|ing)|moderat\w+|facilitat\w+|conven\w+|organi[sz]\w+|conducted|headed|opened|kicked off|called)\b(?: (?:over|the|this|that|our|it|last|to)\b.*| {_MEETING})?$",
        r"\bwho\b.*\b(?:in charge|at the head|the (?:host|moderator|facilitator|organi[sz]er|leader|convenor|convener))\b",
        r"^(?:the )?(?:host|moderator|facilitator|organi[sz]er|convenor|convener)$",
    ),
    _frame(
        Kind.VOTE,
        """
        vote votes voted voting tally count counts result results ballot ballots carried favour favor abstain
        abstained abstentions abstention seconded second moved motion motions pass passed fail failed defeated opposed unanimous unanimously outcome
        """,
        r"\bvot(?:e|es|ed|ing)\b",
        r"\b(?:abstain\w*|abstention\w*|ballots?|tally)\b",
        r"\bwho (?:moved|seconded|(?:proposed|opposed) the motion)\b|\bunanimous(?:ly)?\b|\bhow many (?:\w+ )?(?:in favou?r|against)\b|\bdid it pass\b",
        r"\bmotions? (?:\w+ )?(?:pass|fail|carr|defeat|second)\w*|\bmotions (?:\w+ )?(?:made|moved)\b",
    ),
    _frame(
        Kind.COUNT,
        """
        head count room
        attend attended came present showed turned up participated took joined attendance headcount turnout members
        participants attendees delegates participate ppl number numbers figure figures
        """,
        rf"\bhow many (?:people |persons |members |participants |attendees |delegates |guests |of (?:them|us|you) |folks |ppl |were |countries ){{0,2}}(?:were |are |was |is |have )?(?:attend\w*|came|come|there|present|at {_THE_MEETING}|showed|show|turned|took part|participated|joined|join|in attendance|on the call|in the room)\b",
        r"\b(?:head ?count|turn-?out|number of (?:attendees|participants|people|members))\b",
        r"^how many (?:people|attendees|participants|members)$",
        r"\bhow (?:big|large|many) was (?:the )?(?:attendance|audience|crowd|group|meeting)\b|\battend[ae]nce (?:number|figure)s?\b",
    ),
    _frame(
        Kind.DURATION,
        """
        total overall meet met
        length long short last lasts lasted lasting run ran hours minutes days duration went go over overrun overran start begin end finish close time continue continued take took
        """,
        r"\bhow long (?:is|was|were|did|does|do|will|has|had)\b(?! (?:it|they|we) been)(?!.*\b(?:until|before|since|ago)\b)",
        rf"\b(?:duration|length) of {_THE_MEETING}",
        r"^(?:duration|how long|length|how many (?:hours|minutes))$",
        rf"\b(?:a|an) (?:long|short|quick) {_MEETING}\b",
        r"\bhow many (?:hours|minutes|days) (?:did|was|were|long)\b",
        rf"\bhow (?:long|much time) .*\b(?:{_MEETING}|it) (?:last|go|run|take|be|was|is|lasted|took|ran|went)\b",
        rf"^{_MEETING} (?:duration|length)$|\boverr[au]n\b|^did {_THE_MEETING} (?:run|go) (?:long|over)\b|^(?:total |overall )(?:length|time|duration)$",
        r"\b(?:start|begin) and (?:end|finish|close)\b",
    ),
    _frame(
        Kind.ACTION,
        """
        action actions item items to-do to-dos todo todos task tasks follow-up follow-ups followups must should shall
        will has have supposed responsible responsibility assigned assign assignments homework owner owners owns
        volunteered next work list any promise promised commit committed
        plate handed dos
        """,
        r"\baction(?:s| items?| points?)?\b",
        r"\bto[- ]?dos\b|\bto-?do\b|\bto do list\b",
        r"\bwhat (?:needs|has|have|ought) to be done\b",
        r"\bwhat (?:do|does|did|will|must|should) (?:i|we|they|you|people|everyone) (?:have|need|commit|promise|volunteer) to\b(?! know)|\bwhat (?:did|do|does) \w+ agree to \w|\bwhat (?:is|was|were|are|am) \w+ (?:asked|told|supposed|expected) to\b",
        r"\bfollow-? ?ups?\b",
        r"\b(?:assigned|assignments?|homework|deliverables?)\b",
        r"\bwho (?:is|was|are|were) (?:going|supposed|meant|expected|responsible|asked|assigned|doing|due|on the hook|tasked)\b",
        r"\bwho (?:will(?! (?:attend|come|join|be there|chair|speak))|has to|have to|needs to|must|should|shall|does what|gets to|volunteered|owns (?:what|which|this|it)|takes care|took on)\b",
        r"\bwhat (?:does|do|must|should|will|did|has|have|is|are) (?!they\b|we\b|you\b|it\b|the group\b|this\b|that\b)[\w' .-]+ (?:need to do|have to do|has to do|supposed to do|going to do|responsible for|agree to do|agreed to do|promise\w* to do|volunteer\w* (?:to do|for)|to do|do$)",
        r"\bon (?:\w+'s|my|your|our|their) (?:plate|list)\b",
        r"\btasks?\b(?! force)",
    ),
    _frame(
        Kind.NEXT_STEP,
        """
        next step steps now happen happens coming up left after from plan plans planned planning follow follows remain
        remains future ahead remaining forward will way proceed move continue
        """,
        r"\b(?:next|upcoming|further|following) steps?\b|^next$|^what (?:is|was) left(?: to do)?$",
        r"\bwhat (?:is|are|was|were|happens|comes|will happen|would happen|follows|has to happen|should happen)\b.*\b(?:next(?![.]\w| (?!for|on|in|with|after|about|up|now|then|to|and)\w)|now|ahead|after (?:this|that|it)|from here|going forward|left to (?:do|be done)|planned|the plans?)\b",
        r"\bwhat (?:will|do|did|should) (?:they|we|the group|people) do next\b|\bwhat is to come\b|\bway forward\b|\bfuture plans\b",
        r"\bhow (?:do|does|did|will|should|can) (?:they|we|it|this|things|the group) (?:proceed|continue|go on|move (?:forward|on|ahead))\b",
        r"\bwhat next\b|\bwhat now\b|\bwhere (?:do|does|did) (?:we|they|it|this|things) go from here\b",
        r"\b(?:plans?|planned) (?:for|after) (?:the )?(?:future|this|that|next|coming)\b",
        r"\bwhat (?:are|is|do|did|were) (?:the group|they|we|everyone|people) (?:planning|plan|going to do|intend\w*)\b",
        r"\bwhat (?:happens|comes) (?:next|now|after)\b|\bcoming up$|^what (?:follows|remains)\b|\b(?:left|remains) to (?:do|be done)\b",
    ),
    _frame(
        Kind.OVERVIEW,
        """
        tl dr message
        gist summary summaries summarise summarize summarised sum takeaway takeaways take-aways upshot tldr tl;dr
        overview nutshell highlights highlight recap bottom line sort type catch essence miss missed version headline
        headlines outline digest rundown fill bring speed most important
        """,
        r"\b(?:gist|summar\w+|tl;? ?dr|overview|nutshell|recap|rundown|digest|synopsis|upshot|essence|highlights?|headlines?|take-? ?aways?)\b",
        r"\bsum (?:it |this |that |things |the \w+ )?up\b",
        r"\b(?:key|main|most important|major|big) (?:points?|things?|messages?|ideas?|findings?)\b",
        rf"^i missed .*\bwhat happened$|^(?:all )?about {_THE_MEETING}$|^how did {_THE_MEETING} go$",
        r"\bfill me in\b|\bup to speed\b|\bwhat (?:is|was|were) (?:the )?(?:most )?important(?: things?| parts?)?$",
        r"\bbottom line\b|\bin (?:short|brief|a few words|one sentence)\b|^brief me\b|\bshort version\b|\bcatch me up\b",
        r"\bwhat (?:did|have|had) (?:i|we|he|she) miss(?:ed)?\b",
        rf"^(?:briefly|in short|quickly)?,? ?what (?:happened|went on|went down|was going on|took place)(?: (?:at|in|during|on) {_THE_MEETING})?$",
        rf"\bwhat (?:sort|kind|type) of {_MEETING}\b",
        r"^what (?:is|was) (?:this|that|it|(?:this|the) (?:document|text|article|page|recording|transcript))$",
        r"\bwhat (?:do|should|must) (?:i|we) need to know\b|\bwhat should i know\b",
    ),
    _frame(
        Kind.REASON,
        """
        why reason reasons cause caused causes purpose point come prompted led made matter matters mattered important
        importance necessary bother significance get together meet met meeting rationale motivation reasoning
        justification explanation explain explained grounds decide decided decision decisions agree agreed
        """,
        r"\bwhy\b",
        r"\bhow come\b|\bwhat for$|\bwhat (?:is|was|were|are) the (?:reasons?|rationale|motivation|cause|justification)\b|\breasons? (?:for|behind|why)\b",
        r"^(?:the |any )?(?:reasons?|rationale|reasoning|justification|explanation|motivation)$|\bon what grounds\b",
        r"\b(?:what|which|any|for what) reasons?\b|\b(?:give|gave|given|state|stated) (?:a|any|the|their|its) reasons?\b",
        r"\bwhat (?:is|was|were|are) the (?:reasoning|explanation|grounds)\b",
        r"\bpoint of (?:the|this|that|it|having|meeting|all)\b",
        r"\bwhat (?:caused|prompted|led to|motivated|made them|triggered)\b",
    ),
    _frame(
        Kind.POSITION,
        _OF_VIEWS,
        r"^(?:the |any )?(?:different |main )?(?:opinions|positions|views|viewpoints|arguments|objections|concerns|criticisms?)(?: for and against)?$",
        r"\b(?:what|which|any)\b(?: (?:is|are|was|were|the|different|their|main)){0,3} (?:opinions|positions|views|viewpoints|arguments|objections|concerns|disagreements?)\b|\bwho had (?:concerns|doubts|objections|reservations)\b",
        r"\bpros and cons\b|\bdisagree(?:d|s|ments?)?\b|\bwho agree[ds]?$|\bwho (?:is|was|were|are) in favou?r$",
        r"\bevery(?:one|body) (?:agree[ds]?|in agreement)$|\bwhere (?:do|does|did) \w+ (?:all )?stand$",
        rf"\bwhat (?:[\w-]+ )?(?:did|does|do|was|were|is|are|has|have|had) {_SOMEBODY}(?:sa(?:y|id|ys)|think\w*|thought|want\w*|believ\w*|feel|felt|argu\w*|suggest\w*|propos\w*|claim\w*|ask\w*|demand\w*|rais\w+|object\w*|complain\w*|recommend\w*|worri\w+|afraid|mention\w*|tell|told|insist\w*|like|liked|warn\w*)\b",
        r"\b[\w-]+'s? (?:position|view|views|opinion|opinions|stance|thoughts?|take|concerns?|problems?|objections?|argument|arguments|reaction|response|verdict)\b",
        r"\b(?:position|view|views|opinion|opinions|stance|thoughts|take) (?:of|on)\b",
    ),
    _frame(
        Kind.DECISION,
        """
        decide decides decided decision decisions verdict agree agrees agreed agreement agreements approve approves approved
        approval resolved resolution resolutions resolve outcome outcomes result results conclude concluded conclusion
        conclusions adopt adopted announce announced announcement announcements settle settled accept accepted ratify
        ratified achieve achieved commit committed commitment commitments motion motions unanimous consensus reach
        reached deal deals could any all sides end postponed deferred put off pushed back carried pass passed accomplish accomplished
        """,
        r"\b(?:decid\w+|decisions?|verdict)\b",
        r"\bagree(?:d|s|ments?)?\b(?! with\b)",
        r"\b(?:approv\w+|resol(?:ved|ve|utions?)|adopt\w*|ratif\w+|settled?|conclu\w+|outcomes?|accomplish\w*|achiev\w+)\b",
        r"\bwhat (?:was|were|is|are|did|has|have)\b.*\bannounc\w+",
        r"\bresults? of (?:the|this|that|our)\b|^(?:the )?results?$|\bwhat (?:is|was|were) the results?$",
        r"\b(?:postponed|deferred|tabled|put off|pushed back|called off|cancelled|scrapped|signed off)\b",
        r"\bwhat (?:came|comes|come) (?:out )?of\b|\bhow did (?:it|this|that|things|the \w+) (?:end|go|turn out|conclude)\b",
        r"\b(?:reach(?:ed)?|strike|struck|made?|any) (?:a |an |any )?(?:deal|agreement|compromise|consensus|breakthrough)\b",
        r"\b(?:commitments?|committed to|motions?|consensus)\b",
    ),
    _frame(
        Kind.SUBJECT,
        """
        talk talked talking talks discuss discusses discussed discussing about cover covers covered covering address
        addressed addressing debate debated consider considered considering review reviewed focus focused focussed
        agenda agendas topic topics subject subjects theme themes purpose issue issues raised brought deal dealt
        items item look looked dealing argue argued arguing goal goals aim aims concern concerned concerning over through talking points
        """,
        r"\bwhat\b.*\b(?:talk\w*|discuss\w*|cover\w*|(?:go|went|gone) (?:over|through)|address\w*|debat\w*|consider\w*|review\w*|focus\w*|deal\w* with|look\w* at|brought up|came up|come up|raised|speak about|spoke about|argu\w* (?:over|about)|dealing with)\b(?! (?:him|her|them)$)",
        r"\b(?:agenda|topics?|subjects?|themes?|purpose|items discussed|issues)\b",
        rf"\bwhat (?:is|was|were|are) (?:it|this|that|they|{_THE_MEETING}) (?:all )?(?:about|for|on)\b|\bwhat about$|^about what$|\bwhat is (?:it|this) (?:all )?about\b",
        r"\bon the table\b|\btalking points\b|\bpoints (?:discussed|covered)\b|\bwhat (?:is|was|are|were) the (?:aims?|goals?|objectives?)\b",
    ),
    _frame(
        Kind.PLACE,
        """
        use used
        where venue location locations city town country room building hotel hall capital meet met held hold located
        hosted take took address online virtual remote hybrid person zoom teams phone video
        """,
        r"\b(?:online or|in person|virtual or|remote or)\b",
        rf"^(?:is|was) {_THE_MEETING} (?:held |done )?(?:on |via |over |by )?(?:online|virtual|remote|hybrid|zoom|teams|phone|video)$",
        rf"^(?:the )?(?:place|location|venue|address|room) (?:of|for) {_THE_MEETING}$",
        r"^(?:and |so )?where\b|\bwhere (?:was|is|were|did|do|are|does|will)\b",
        r"^(?:the |meeting )?(?:location|venue|place|address|room)$|\b(?:venue|location) of\b|\bwhat (?:is|was|were) the (?:venue|location|place|address|room)\b",
        r"\b(?:what|which|in what|in which|at which|at what) (?:city|town|country|place|room|building|venue|location|hotel|hall|capital)\b",
    ),
    _frame(
        Kind.DATE,
        """
        occur occurred last latest
        when date dates day time month year evening start starts started begin begins began end ends ended finish
        finished meet met held hold open opened opens close closed adjourn adjourned recent ago kick off wrap up
        """,
        r"^(?:and |so )?when\b|\bwhen (?:was|is|were|did|do|are|does|will)\b",
        r"\b(?:what|which|on what|on which|at what) (?:day|date|time|month|year|evening)\b",
        r"^(?:the |meeting )?(?:date|day|time|when)$|\b(?:date|time) of\b|\bwhat (?:is|was) the (?:date|time|day)\b|\bstart(?:ing)? time\b|\bhow recent\b",
    ),
    _frame(
        Kind.ATTENDANCE,
        """
        attend attended attending attends attendees attendee attendance there present came come part participate
        participates participated participating participants participant join joined invited showed turned up involved
        met meet meets represented represent represents representatives speak speaks sat sit turn show around members side room all both
        delegations delegates guests have attendence roll roll-call rollcall ended coming
        """,
        r"\bwho\b.*\b(?:attend\w*|present|participat\w*|took part|take part|taking part|join(?:ed|s)?|invited|turn(?:ed|s)? up|show(?:ed|s)? up|involved|met|meets?|represent\w*|came|come|comes|coming|in attendance|sat in|made it|flew in|dialled in|dialed in)\b",
        r"\bwhich \w+ (?:showed|turned) up\b|\bwho (?:were|are) the \w+s(?: in the room| there| present)?$|\bspeaks? for\b",
        r"\bsit(?:ting)? in$|\bsat in$|\bnames of\b",
        rf"\bwho (?:all |else |exactly )?(?:is|was|were|are|all|has been|had been|had|got) ?(?:all |else |actually )?(?:there|here|around|in on it|on it|in|at {_THE_MEETING}|in {_THE_MEETING}|on {_THE_MEETING}|on (?:the )?(?:call|line)|in (?:the )?room)\b",
        r"\b(?:attendees?|attend[ae]nce|participants?|attendants)\b|^(?:the )?roll ?call$|\bany guests\b|\bwho did (?:we|they|you) have (?:there|on|in|at)\b|^any(?:one|body) .*\b(?:there|present|in attendance)$",
        r"\bwho (?:are|were|is|was) (?:the )?(?:participants|people|members|attendees|delegates|parties|guests|speakers|they)\b",
        rf"^(?:was|were|is|are) .*\b(?:there|present|at {_THE_MEETING}|in attendance|represented|invited|in the room|on the call|around)$",
        r"^(?:did|does|do|will|has|have) .*\b(?:attend|come|show up|turn up|take part|participate|join|be there|make it)\b",
        r"^who(?: all)?(?: (?:is|was|were|are|came|went))?$|^who else$",
        r"\bwhich (?:[\w-]+ )?(?:countries|people|companies|members|ministers|organi[sz]ations|groups|leaders|teams?|officials)\b.*\b(?:attend\w*|there|present|came|part|represented|participat\w*|met|joined)\b",
    ),
    _frame(
        Kind.POSITION,
        _OF_VIEWS,
        r"\bwhat (?:did|does|do|was|were|is|are|has|have|had)\b.*\b(?:sa(?:y|id|ys)|think\w*|thought|want\w*|believ\w*|feel|felt|argu\w*|suggest\w*|propos\w*|claim\w*|ask(?:ed)? for|demand\w*|call(?:ed)? for|positions?|views?|opinions?|stance|concerns?|respon\w+|repl\w+|make of|tell|told|mention\w*|object\w*|complain\w*|recommend\w*)\b",
        r"\bhow (?:did|do|does|was|were) .*\b(?:react\w*|respond\w*|feel|felt|received)\b",
        r"\bwho\b.*\b(?:against|oppos\w*|object\w*|disagree\w*|support\w*|in favou?r|back(?:ed|s)|endors\w*|critici[sz]\w*|complain\w*|said|says|suggested|proposed|raised|asked|thinks?|thought|wants?|wanted|rejected|mentioned|brought up|talked about|keen|happy|unhappy|worried|liked?)\b",
        r"\b(?:is|was|are|were) \w+ (?:keen|happy|unhappy|worried|afraid|concerned|opposed|in favou?r)\b",
        r"\bany(?:one|body)? (?:object\w*|oppos\w*|disagree\w*)|\bany (?:objections|opposition|disagreements?|criticisms?)\b",
        r"\b(?:opinions?|views?|stance|position) (?:of|on)\b",
    ),
)
"""The ways to ask, in the order in which they are tried."""

ELSEWHERE = re.compile(
    r"^what (?:is|are) an? (?!summary|recap|overview)|^how (?:do|can|could|should|would) (?:i|one)\b|"
    r"^how (?:do|does) .*\b(?:work|works)$|"
    r"\b(?:(?:class|legal|military|affirmative|industrial|direct) action|slow motion|law of motion|hidden agenda|"
    r"(?:screen|display|image|video) resolution|subject to|sick leave|next\.js)\b|"
    r"\b(?:purpose|subject|topic|theme|goal|aim|resolution|motion) of (?:the|a|an) (?!(?:\w+ ){0,2}"
    rf"(?:{_MEETING}|group|team|board|committee|council|document|text|article|recording|transcript)\b)\w|"
    r"\bcame (?:up with|first|second|last)\b"
)
"""Questions that have a word of a frame and ask for no such thing: definitions, instructions, set phrases."""

MODIFIERS = frozenset(
    "action decision motion resolution subject summary task topic vote voting agenda absence".split()
)
"""Words of frames that before another noun only say of what sort that is: "task queue", "voting age"."""

JOINING = frozenset("attend attends attended join joins joined".split())
"""Verbs after which a thing that is no meeting is something else to go to or be in: "attended Harvard"."""

MISSPELT = {
    **dict.fromkeys("wat waht wut whta".split(), "what"),
    **dict.fromkeys("wen wehn whne".split(), "when"),
    **dict.fromkeys("wher whre wheer".split(), "where"),
    **dict.fromkeys("hwo woh".split(), "who"),
    **dict.fromkeys("teh hte".split(), "the"),
    **dict.fromkeys("meting metting meetin".split(), "meeting"),
    "wy": "why",
    "hwy": "why",
    "wuz": "was",
    "nxt": "next",
    "acton": "action",
    "reson": "reason",
    "resons": "reasons",
}
"""Short words as they are mistyped, and mistyped ones that are words of their own, and what they mean here."""
