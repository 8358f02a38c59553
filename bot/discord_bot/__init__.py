"""An answer in, messages out: the only place that knows Discord.

An event comes in at `client` and goes to `commands`, `conversation` or `button_actions`; `access` lets it
through, `executor` has it answered, `views` draw the answer, and `delivery` gets it to Discord.
"""
