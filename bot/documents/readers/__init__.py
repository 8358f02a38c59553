"""One module a file format; each makes of a file's text or bytes what can be quoted."""
