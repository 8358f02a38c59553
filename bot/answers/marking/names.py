"""Proper names: runs of words with capitals, and what their looks say about who or what bears them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.documents.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_A_WORD = r"[^\W_]+(?:[-'’.][^\W_]+)*(?:(?<=\b\w)\.)?"
_WORD = re.compile(_A_WORD)
_NEXT_WORD = re.compile(rf"\s+({_A_WORD})")
# Most words of a sentence begin with none of the letters that can be a capital, and are never looked at.
_MAY_BEGIN = re.compile(rf"(?<![^\W_])(?<![^\W_][-'’.])(?=[^\W\d_a-z]){_A_WORD}")
_INSIDE = frozenset("of de la le van von der den du da di bin ibn al el".split())
_POSSESSIVE = re.compile(r"['’]s?$")
_AT_A_PLACE = re.compile(
    r"\b(?:in|at|near|from|to|into|through|around|outside|across|throughout|via)\s(?:the\s)?$"
)
_BY = re.compile(r"\bby\s(?:\w+\s){0,3}$")
_LONGEST_NAME = 8
_REMEMBERED = 1 << 9
"""Sentences whose names are remembered: several things are looked for in the same one."""
_NEAR = 80


@lru_cache(maxsize=_REMEMBERED)
def names(sentence: str) -> tuple[Span, ...]:
    """Return the proper names of a sentence, in order and apart, without possessive endings.

    A name is a run of words that begin with capitals, with particles and "of" between; the first word of
    a sentence, which has its capital from there, only counts where it is not an ordinary one.
    """
    return tuple(_names(sentence))


def _names(sentence: str) -> Iterator[Span]:
    end = 0
    while first := _MAY_BEGIN.search(sentence, end):
        end = first.end()
        if _begins(first[0]):
            run = [(first[0], first.start(), end)]
            while not _POSSESSIVE.search(run[-1][0]):
                word = _NEXT_WORD.match(sentence, end)
                if word is None or not _continues(word[1]):
                    break
                end = word.end()
                run.append((word[1], word.start(1), end))
            yield from _name(run, sentence)


def _is_title(word: str) -> bool:
    """Whether a word stands before a person's name."""
    return word.rstrip(".").casefold() in _TITLES


def without_title(span: Span, sentence: str) -> Span:
    """Return a name without the titles that it begins with, unless nothing else is left of it."""
    words = list(_WORD.finditer(sentence, span.start, span.end))
    titles = [position for position, word in enumerate(words[:-1]) if _is_title(word[0])]
    if not titles:
        return span
    first = titles[-1] + 1
    if words[first][0] == "of":  # "Secretary of State Antony J. Blinken"
        first += 2
    return Span(start=words[first].start(), end=span.end) if first < len(words) else span


def is_person(name: str, sentence: str, start: int) -> bool:
    """Whether a name looks like a person's: a title before it or in it, or a known given name."""
    words = name.split()
    before = sentence[max(0, start - _NEAR) : start].split()[-3:]
    return (
        words[0].casefold() in _GIVEN_NAMES
        or any(map(_is_title, [*before[-1:], *words[:-1]]))
        or (before[1:2] == ["of"] and _is_title(before[0]))
        or any(len(word) == 2 and word.endswith(".") for word in words)  # noqa: PLR2004 - an initial
    )


def is_place(name: str) -> bool:
    """Whether a name is a well-known place's, or says that it is a place: "River", "Street"."""
    return name.casefold().removeprefix("the ") in _PLACES or any(
        word.casefold() in _PLACE_WORDS for word in name.split()
    )


def is_at_a_place(sentence: str, start: int) -> bool:
    """Whether a word such as "in" or "near" stands before."""
    return _AT_A_PLACE.search(sentence, max(0, start - _NEAR), start) is not None


def is_after_by(sentence: str, start: int) -> bool:
    """Whether "by" stands before, with an attribute or two between."""
    return _BY.search(sentence, max(0, start - _NEAR), start) is not None


def _begins(word: str) -> bool:
    return word[0].isupper() and _plain(word) not in _NOT_NAMES


def _continues(word: str) -> bool:
    return (word[0].isupper() and _plain(word) not in _NOT_NAMES) or word in _INSIDE


def _plain(word: str) -> str:
    return _POSSESSIVE.sub("", word).casefold()


def _name(run: list[tuple[str, int, int]], sentence: str) -> Iterator[Span]:
    while run[-1][0] in _INSIDE:
        run.pop()
    if len(run) <= _LONGEST_NAME:
        start = run[0][1]
        text = sentence[start : run[-1][2]]
        yield Span(start=start, end=start + len(_POSSESSIVE.sub("", text)))


_TITLES = frozenset(
    """
    mr mrs ms miss dr prof professor president vice secretary minister prime king queen prince princess
    emperor empress sir lord lady duke earl count baron general colonel major captain lieutenant admiral
    commander governor senator chancellor mayor judge justice pope bishop archbishop cardinal saint st
    father brother sister pastor rev reverend chairman chairwoman chair director ambassador coach
    quarterback linebacker cornerback receiver tackle economist physicist chemist scientist historian
    philosopher engineer inventor architect author writer actor actress singer producer founder leader
    """.split()
)

_GIVEN_NAMES = frozenset(
    """
    aaron abdul abraham adam adrian ahmad ahmed akiko akira alan albert alessandro alex alexander alexandra
    alfred ali alice alison allen amanda amina amy ana andre andrea andreas andrew angela ann anna anne
    anthony antoine antonio antony arjun arnold arthur barack barbara barry ben benjamin bernard beth betty
    bill bob boris brad brandon brian bruce carl carlos carol caroline catherine cesar charles charlotte
    chinua chris christian christine christopher claire clara claude colin cynthia daisuke daniel david
    deborah deepak denis dennis diana diego dmitri donald doris dorothy douglas duncan dwight ed eddie edgar
    edmund eduardo edward eleanor elena elizabeth ellen emeka emily emma enrico eric erik ernest eugene eva
    evelyn fatima felix ferdinand fernando florence frances francis francisco francois frank franklin fred
    frederick friedrich fumio gabriel gary gavin geoffrey george gerald gerhard gilbert giovanni giuseppe
    gordon grace graham gregory gustav guy hannah hans harold harry haruki hassan heinrich helen henri henry
    herbert herman hideki hillary hiroko hiroshi howard hubert hugh hugo ian ibrahim ichiro igor indira ingrid
    irene isaac isabel ivan jack jackson jacob jacques james jan jane janet jason jean jeff jeffrey jennifer
    jeremy jerome jerry jesse jessica jim jimmy jinping joan joe joel johann johannes john johnny jonathan
    jorge jose joseph joshua juan judith julia julian julie julius junichiro justin kamala kaori karen karl
    kate katharina katherine kathleen kavita kazuo keiko keith ken kenji kenneth kenta keqiang kevin khalid
    klaus kofi kurt kwame larry laura laurence lawrence layla lee leo leon leonard leonardo leopold leslie
    lewis linda lisa lloyd louis louise lucas lucy ludwig luigi luis luke makoto marc marcel marco marcus
    margaret maria marie marilyn mario mark martha martin mary masako matthew maurice max maximilian megumi
    melissa michael michel michelle midori mike mikhail miki minoru mohamed mohammed muhammad mustafa nancy
    naoki naoko naomi narendra natalie nathan neil nelson ngozi nicholas nicolas nicole niels nikola nikolai
    nora norman olga oliver olivia omar osamu oscar otto pablo pamela patricia patrick paul paula pedro peter
    phil philip philipp pierre priya rachel rahul rajiv ralph raymond rebecca rene ricardo richard rita robert
    roberto robin rodney roger roland ron ronald rosa rose ross roy rudolf russell ruth ryan sally sam samuel
    sanae sandra sanjay sara sarah satoshi scott sean sergei sharon shigeru shinji shinzo sidney silvia simon
    sofia sophia sophie stanley stefan stephanie stephen steve steven stuart sunita susan suzanne svetlana
    sylvia takashi takeshi taro tatiana ted teresa terry theodor theodore theresa thomas tim timothy tom tommy
    tomoko tony toru ursula vaclav valentina vera victor victoria vikram viktor vincent virginia vladimir
    walter warren wayne werner wilhelm william winston wolfgang xavier xiaoping yasuhiro yasuo yoichi yoko
    yoshihide yuki yuko yumi yuri yusuf yves zedong zoe
    """.split()
)

_PLACE_WORDS = frozenset(
    """
    river mountain mountains lake sea ocean island islands street road avenue bay valley coast peninsula
    desert forest bridge station airport stadium park center centre building house hall theatre theater
    palace castle cathedral museum university college square city county province county district region
    north south east west northern southern eastern western harbor harbour port beach hotel hospital abbey
    state states kingdom republic
    """.split()
)

_PLACES = frozenset(
    name.strip()
    for name in """
    africa|america|asia|australia|europe|antarctica|the indo-pacific|indo-pacific|middle east|far east|
    afghanistan|albania|algeria|angola|argentina|armenia|austria|azerbaijan|bangladesh|belarus|belgium|
    bolivia|bosnia|brazil|britain|great britain|bulgaria|cambodia|canada|chile|china|colombia|congo|croatia|
    cuba|cyprus|czech republic|denmark|ecuador|egypt|england|estonia|ethiopia|finland|france|georgia|germany|
    ghana|greece|guatemala|haiti|hungary|iceland|india|indonesia|iran|iraq|ireland|israel|italy|jamaica|japan|
    jordan|kazakhstan|kenya|korea|north korea|south korea|kuwait|laos|latvia|lebanon|libya|lithuania|
    luxembourg|malaysia|mexico|mongolia|morocco|myanmar|nepal|netherlands|new zealand|nicaragua|nigeria|
    norway|pakistan|palestine|panama|paraguay|persia|peru|philippines|poland|portugal|prussia|qatar|romania|
    russia|saudi arabia|scotland|serbia|singapore|slovakia|slovenia|somalia|soviet union|spain|sri lanka|
    sudan|sweden|switzerland|syria|taiwan|tanzania|thailand|tunisia|turkey|uganda|ukraine|united kingdom|
    united states|united arab emirates|uruguay|uzbekistan|venezuela|vietnam|wales|yemen|yugoslavia|zambia|
    zimbabwe|uk|u.k|usa|us|u.s|alabama|alaska|arizona|arkansas|california|colorado|connecticut|delaware|
    florida|hawaii|idaho|illinois|indiana|iowa|kansas|kentucky|louisiana|maine|maryland|massachusetts|
    michigan|minnesota|mississippi|missouri|montana|nebraska|nevada|new hampshire|new jersey|new mexico|
    new york|north carolina|north dakota|ohio|oklahoma|oregon|pennsylvania|rhode island|south carolina|
    south dakota|tennessee|texas|utah|vermont|virginia|west virginia|wisconsin|wyoming|ontario|quebec|
    queensland|tasmania|amsterdam|athens|atlanta|baghdad|bangkok|barcelona|beijing|berlin|bombay|boston|
    brussels|budapest|buenos aires|cairo|chicago|copenhagen|dallas|delhi|denver|detroit|dublin|edinburgh|
    florence|frankfurt|geneva|glasgow|hamburg|hanoi|helsinki|hiroshima|hong kong|houston|istanbul|jakarta|
    jerusalem|johannesburg|kiev|kyiv|kyoto|las vegas|lisbon|london|los angeles|madrid|manchester|manila|
    melbourne|miami|milan|montreal|moscow|mumbai|munich|nagasaki|nairobi|naples|new delhi|new orleans|
    okinawa|osaka|oslo|ottawa|oxford|paris|philadelphia|prague|rome|san diego|san francisco|san jose|
    seattle|seoul|shanghai|stockholm|sydney|tehran|tokyo|toronto|vancouver|venice|vienna|warsaw|
    washington|washington d.c|zurich|manhattan|brooklyn
    """.split("|")
)

_NOT_NAMES = frozenset(
    """
    i a an the this that these those he she it we they you his her its our their my your there here what
    which who whom when where why how if as at by for from in into of on to with without and but or nor so
    yet not no yes also then thus hence however although though while because since after before during
    until unless despite among between under over both each either all some any many most several other
    another such more one two three four five six seven eight nine ten first second third later early
    according today some following once upon about around through within along like unlike instead
    furthermore moreover additionally typically generally often sometimes only even just still now
    january february march april may june july august september october november december monday tuesday
    wednesday thursday friday saturday sunday american british english french german japanese chinese
    russian italian spanish european african asian roman greek dutch polish indian canadian australian
    mexican korean christian catholic protestant jewish muslim islamic latin arab arabic
    """.split()
)
