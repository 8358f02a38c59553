"""Passages in, scored hits out: terms, and the index over them."""
