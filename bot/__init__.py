"""Answers questions about a meeting with the meeting's own words, quoted and cited."""

__version__ = "0.1.0"
