"""A question in, an answer out: where documents and search meet."""
