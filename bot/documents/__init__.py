"""Files in, passages out: reading documents, dividing them, and citing what they say."""
