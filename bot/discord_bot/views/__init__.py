"""Messages as people see them: a value in, a view out. Every function here is pure; nothing here sends."""
