"""A question set in, figures out: how well the documents are searched."""
