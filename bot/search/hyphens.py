"""The signs that make one word of two."""

from __future__ import annotations

HYPHENS = "-\u2010\u2011"
"""The hyphen that keyboards have, Unicode's own, and the one that lines do not break at."""
