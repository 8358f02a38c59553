"""An answer in, text out: the command line's output and the interactive session."""
