"""Documents and the places of their passages as flat arrays, in memory or in a file, read when asked for."""
