"""What hypothesis generates: the contents of documents."""

from __future__ import annotations

from hypothesis import strategies as st

_LINE_ENDS = ["\n", "\r\n", "\r", "\n\n", "\r\n\r\n", "\r\r", "\n \n", "\n\r", "\n\n\n"]
_WHITE_SPACE = [
    " ",
    "  ",
    "\t",
    "\u00a0",
    "\u3000",
    "\u2028",
    "\u2029",
    "\x85",
    "\x0b",
    "\x0c",
    "\x1c",
    "\x1f",
]
_SENTENCES = [
    "One ends here. ",
    "Both U.S. and Japan opposed this. ",
    "It holds, e.g. Article 5. ",
    "“Is it so?” she asked. ",
    "Lloyd J. Austin III paid $1.7 billion! ",
    "and so on ",
    "Wait... what?! ",
    "e.g. ",
    "i.e.",
    "日本は同意した。",
    "# A heading",
    "- an item",
    f"{'Words without an end ' * 12}end. ",
    f"{'x' * 650} ",
    "A sentence like any other stands here. " * 9,
    "\N{MATHEMATICAL FRAKTUR CAPITAL U}\N{GRINNING FACE}. ",
    "e\u0301\u200b\ufeff\u202e\x07\x1b[31m",
]

CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")

TEXTS = (
    st.lists(
        st.sampled_from(_LINE_ENDS + _WHITE_SPACE + _SENTENCES) | st.text(CHARACTERS, max_size=20),
        max_size=30,
    )
    .map("".join)
    .filter(lambda text: not text.startswith(("---", "\ufeff")))
)
"""Contents of documents without front matter and byte order mark: any Unicode, any line ends."""
