"""What a question asks: the kind of thing about a meeting, and the words that say about what."""
