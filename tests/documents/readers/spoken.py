"""What holds for whatever a reader of speech makes of a file, and files to try that on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from bot.documents.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.documents.model import Extracted

Said = tuple[str | None, int | None, str]


def said(extracted: Extracted) -> list[Said]:
    """Who says what, and when."""
    return [
        (block.speaker, block.time, block.span.of(extracted.text))
        for block in extracted.blocks
        if block.kind is BlockKind.TURN
    ]


def of_kind(extracted: Extracted, kind: BlockKind) -> list[str]:
    """The texts of the blocks of one kind."""
    return [block.span.of(extracted.text) for block in extracted.blocks if block.kind is kind]


def assert_sound(extracted: Extracted) -> None:
    """Blocks lie within the text, in order and apart, hold something, and have times that can be shown."""
    end = 0
    for position, block in enumerate(extracted.blocks):
        text = block.span.of(extracted.text)
        assert end <= block.span.start < block.span.end <= len(extracted.text)
        assert text == text.strip()
        assert all(above < position for above in block.above)
        kinds = {extracted.blocks[above].kind for above in block.above}
        assert all(kind.is_context or kind is BlockKind.ITEM for kind in kinds)
        assert block.time is None or block.time >= 0
        end = block.span.end


@st.composite
def mutated(draw: st.DrawFn, samples: Sequence[str]) -> str:
    """One of some files, with pieces cut out, doubled, moved, or replaced by what stands in other files."""
    text = draw(st.sampled_from(samples))
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + 80)))
        other = draw(st.sampled_from(samples))
        begin = draw(st.integers(0, len(other)))
        put = draw(
            st.sampled_from(["", text[start:end] * 2, other[begin : begin + 60]])
            | st.text(max_size=12)
            | st.text("0123456789:,.->[]()<>{}\"'*#|=\n\t\r \u200b\u3000\ufeff", max_size=12)
        )
        text = text[:start] + put + text[end:]
    return text
