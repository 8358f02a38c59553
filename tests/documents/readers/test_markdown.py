from __future__ import annotations

import pytest

from bot.documents.readers import markdown
from tests.documents.readers.reading import shown


def test_blank_lines_divide_and_single_line_ends_do_not() -> None:
    text = "# Title\n \t\none\ntwo\n\n- three\n- four\n"
    assert shown(markdown.read(text)) == [
        "heading: # Title",
        "  paragraph: one\ntwo",
        "  item: - three",
        "  item: - four",
    ]


def test_without_blank_lines_all_is_one_paragraph() -> None:
    assert len(markdown.read("one\ntwo").blocks) == 1


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# The meeting", "The meeting"),
        ("text\n\n# The meeting\n\n# Another", "The meeting"),
        ("   #  The meeting  ##  ", "The meeting"),
        ("#\tThe meeting", "The meeting"),
        ("# C# and F#", "C# and F#"),
        ("# The *title* of [it](http://a.b) &amp; `more` #", "The title of it & more"),
        ("The meeting\n===", "The meeting"),
        ("## Second level\n\n# First level", "First level"),
        ("## Second level", "Second level"),
        ("#hashtag", None),
        ("    # code", None),
        ("#\n\ntext", None),
        ("", None),
    ],
)
def test_the_first_heading_of_the_first_level_is_the_title_or_else_the_first(
    text: str, title: str | None
) -> None:
    assert markdown.read(text).facts.title == title


def test_headings_of_both_forms_have_what_stands_beneath_them() -> None:
    text = "Minutes\n=======\n\nOne.\n\nBudget\n---\nTwo.\n\n### Rent ###\nThree.\n\n# Next\n\nFour."
    assert shown(markdown.read(text)) == [
        "heading: Minutes\n=======",
        "  paragraph: One.",
        "  heading: Budget\n---",
        "    paragraph: Two.",
        "    heading: ### Rent ###",
        "      paragraph: Three.",
        "heading: # Next",
        "  paragraph: Four.",
    ]


@pytest.mark.parametrize(
    "text", ["It was agreed.\n---\n\n- x", "one\ntwo\n---\n\n- x", "date: today\n---\n\n- x"]
)
def test_a_rule_beneath_a_paragraph_makes_no_heading_of_it(text: str) -> None:
    assert "heading" not in {block.kind for block in markdown.read(text).blocks}


def test_items_stand_under_the_items_and_labels_that_hold_them() -> None:
    text = """\
Present:
- Ann
- Tom

* **Topics**
    * Recording: where do we want to post it?
        1. [ ] a channel
        2. [x] the site,
           which is ours

      A paragraph of the item.
    * Next
* Kubecon

A paragraph.
"""
    assert shown(markdown.read(text)) == [
        "label: Present:",
        "  item: - Ann",
        "  item: - Tom",
        "  label: * **Topics**",
        "    item: * Recording: where do we want to post it?",
        "      item: 1. [ ] a channel",
        "      item: 2. [x] the site,\n           which is ours",
        "      paragraph: A paragraph of the item.",
        "    item: * Next",
        "  item: * Kubecon",
        "paragraph: A paragraph.",
    ]


def test_a_list_stands_under_the_sentence_that_leads_to_it() -> None:
    text = "We met twice. The talks included:\n\n- Docker\n\nWe went on."
    assert shown(markdown.read(text)) == [
        "paragraph: We met twice. The talks included:",
        "  item: - Docker",
        "paragraph: We went on.",
    ]


def test_rows_stand_under_the_header_of_their_table() -> None:
    text = "# Votes\n\n| Name | Vote |\n| --- | --- |\n| Ann | yes |\n| Tom | no |\n\nCarried."
    assert shown(markdown.read(text)) == [
        "heading: # Votes",
        "  header: | Name | Vote |\n| --- | --- |",
        "    row: | Ann | yes |",
        "    row: | Tom | no |",
        "  paragraph: Carried.",
    ]


def test_rows_of_a_table_in_html_are_rows() -> None:
    body = "<tr><td>Quorum</td></tr><tr><td></td></tr>"
    text = f"# A\n\n<table><thead><tr><th>Point</th></tr></thead>{body}</table>"
    assert shown(markdown.read(text)) == [
        "heading: # A",
        "  header: <tr><th>Point</th></tr></thead>",
        "    row: <tr><td>Quorum</td></tr>",
    ]


def test_lines_in_bold_are_labels_unless_they_are_sentences_or_fields() -> None:
    text = """\
# Talks
_Ann Bell_

**Attendees**

Ann and Tom.

They came late.

**Decision:** approved

**Ja: 16**
**Nein: 0**
Carried.

**Chairs will ask for a review.**

*super*

It stays.
"""
    assert shown(markdown.read(text)) == [
        "heading: # Talks",
        "  paragraph: _Ann Bell_",
        "  label: **Attendees**",
        "    paragraph: Ann and Tom.",
        "    paragraph: They came late.",
        "    paragraph: **Decision:** approved",
        "    item: **Ja: 16**",
        "    item: **Nein: 0**",
        "    item: Carried.",
        "    paragraph: **Chairs will ask for a review.**",
        "  label: *super*",
        "    paragraph: It stays.",
    ]


def test_quotes_and_code_are_paragraphs() -> None:
    text = "# A\n\n> It was said\n> by Tom.\n\n```python\nprint()\n```\n\n    indented\n"
    assert shown(markdown.read(text)) == [
        "heading: # A",
        "  paragraph: > It was said\n> by Tom.",
        "  paragraph: print()",
        "  paragraph: indented",
    ]


def test_comments_rules_targets_and_empty_tags_lie_in_no_block() -> None:
    text = """\
# A
<!-- template:
do not edit -->
One. <!-- note --> Two.

---

<br>

[1]: https://example.org "Example"

-
"""
    assert shown(markdown.read(text)) == ["heading: # A", "  paragraph: One.", "  paragraph: Two."]


def test_what_only_looks_like_the_target_of_a_link_is_kept() -> None:
    assert shown(markdown.read("# A\n\n[Chair]: Ann\n")) == ["heading: # A", "  paragraph: [Chair]: Ann"]


def test_a_comment_that_does_not_end_leaves_the_rest_of_the_text() -> None:
    text = "# A\n\n<!-- oops\n\nAll agreed.\n"
    assert "All agreed." in shown(markdown.read(text))[-1]


def test_lists_nested_too_deep_for_the_parser_are_still_read() -> None:
    text = "\n".join(f"{'  ' * depth}- item{depth}" for depth in range(100))
    found = "\n".join(shown(markdown.read(text)))
    assert all(f"item{depth}" in found for depth in range(100))


def test_a_text_without_markup_is_read_as_plain() -> None:
    text = "EC AGREES ON NEED TO STRENGTHEN EMS\nThe ministers agreed.\n\nThey met."
    extracted = markdown.read(text)
    assert [block.kind for block in extracted.blocks] == ["heading", "paragraph", "paragraph"]
    assert extracted.facts.title == "EC AGREES ON NEED TO STRENGTHEN EMS"
