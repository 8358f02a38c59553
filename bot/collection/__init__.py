"""A library that is searched: its documents and their index, made, kept, opened, and changed."""
