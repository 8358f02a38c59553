"""Words of scripts that leave no spaces between them, and words in two scripts, taken apart.

Where no spaces say what a word is, every two neighbouring letters are one: whoever asks for a word asks for
the pairs in it (as Lucene's CJKAnalyzer does).
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARKS_OF_UNSPACED = (
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd\u102b-\u103e\u17b4-\u17d3"
    "\u3099\u309a\uff9e\uff9f"
)
MARKS = f"\u0900-\u0963\u0966-\u0dff{_MARKS_OF_UNSPACED}"
"""Marks that belong to the letter before them and tell words apart, and some letters: ranges of a pattern."""

IGNORED_MARKS = (
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4"
)
"""Marks that Hebrew and Arabic are mostly written without, and the tatweel, which lengthens words: ranges."""

_HAN = "\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HIRAGANA = "\u3041-\u309f"
_KATAKANA = "\u30a0-\u30ff\u31f0-\u31ff\uff66-\uff9f"
_SOUTHEAST_ASIAN = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_UNSPACED = f"{_HAN}{_HIRAGANA}{_KATAKANA}{_SOUTHEAST_ASIAN}"

_CHINESE_QUESTIONS = "什么|什麼|哪里|哪裡|哪儿|怎么|怎麼|为什么|為什麼|多少|谁|誰|何"
_ANY_UNSPACED = re.compile(f"[{_UNSPACED}]")
_RUN = re.compile(
    f"(?P<hiragana>[{_HIRAGANA}]+)|(?P<question>{_CHINESE_QUESTIONS})|(?:(?!{_CHINESE_QUESTIONS})[{_HAN}])+|[{_KATAKANA}]+|[{_SOUTHEAST_ASIAN}]+|(?P<spaced>[^{_UNSPACED}]+)"
)
_LETTER = re.compile(f".[{_MARKS_OF_UNSPACED}]*", re.DOTALL)

# Particles, endings and question words of Japanese, which say nothing about what is asked.
_FUNCTION_WORDS = re.compile(
    """
    (?:でしょうか|でしょう|ください|について|において|によって|による|として|されました|されます|されている|されて
    |された|される|しました|しています|している|していた|します|しない|して|した|する|ました|ます|ません|でした|です
    |である|であった|だった|という|といった|ところ|こと|もの|ため|ような|ように|これ|それ|あれ|どれ|この|その|あの
    |どの|ここ|そこ|どこ|だれ|いつ|なに|なぜ|どう|どんな|いくつ|いくら|から|まで|より|など|また|および|あった|ある
    |いる|いた|れた|れる|られた|られる|った|って|か|が|は|を|に|で|と|も|の|へ|や|ね|よ|な|い|る|た|て|し)+
    """,
    re.VERBOSE,
)


class Piece(NamedTuple):
    """A part of a word without spaces: where it begins and ends, and whether it is a pair of letters."""

    start: int
    end: int
    is_pair: bool


def is_unspaced(word: str) -> bool:
    """Whether letters of a word are of a script that leaves no spaces between words."""
    return not word.isascii() and _ANY_UNSPACED.search(word) is not None


def pieces(word: str) -> Iterator[Piece]:
    """Yield what a word without spaces is taken apart to, in order; what is of other scripts stays whole."""
    for run in _RUN.finditer(word):
        start, end = run.span()
        if run["spaced"] is not None:
            yield Piece(start, end, is_pair=False)
            continue
        if run["question"] is not None:
            continue
        if run["hiragana"] is not None:
            start, end = _without_function_words(word, start, end)
        letters = [letter.span() for letter in _LETTER.finditer(word, start, end)]
        if len(letters) == 1 and run["hiragana"] is None:
            yield Piece(*letters[0], is_pair=True)
        for one, other in pairwise(letters):
            yield Piece(one[0], other[1], is_pair=True)


def _without_function_words(word: str, start: int, end: int) -> tuple[int, int]:
    """Return where hiragana begins and ends without the function words on its sides."""
    leading = _FUNCTION_WORDS.match(word, start, end)
    # What begins a word is no ending of what stands before.
    if leading is not None and (start > 0 or leading.end() == end):
        start = leading.end()
    for trailing in _FUNCTION_WORDS.finditer(word, start, end):
        if trailing.end() == end and trailing.start() > start:
            return start, trailing.start()
    return start, end
