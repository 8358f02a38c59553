"""Words that say nothing about what is asked: they are left out of passages and of queries."""

from __future__ import annotations

# The English list of the Snowball project, https://snowballstem.org/algorithms/english/stop.txt.
# It holds the question words: they make a sentence a question, whatever it asks about.
_SNOWBALL = """
i me my myself we us our ours ourselves you your yours yourself yourselves he him his himself she her hers
herself it its itself they them their theirs themselves what which who whom this that these those am is are
was were be been being have has had having do does did doing would should could ought i'm you're he's she's
it's we're they're i've you've we've they've i'd you'd he'd she'd we'd they'd i'll you'll he'll she'll we'll
they'll isn't aren't wasn't weren't hasn't haven't hadn't doesn't don't didn't won't wouldn't shan't
shouldn't can't cannot couldn't mustn't let's that's who's what's here's there's when's where's why's how's
a an the and but if or because as until while of at by for with about against between into through during
before after above below to from up down in out on off over under again further then once here there when
where why how all any both each few more most other some such no nor not only own same so than too very
"""

# What else turns up in questions only because they are questions, or polite; and what is left of "U.S.'s".
_OF_QUESTIONS = """
whose whether will shall can may might must also please tell know anyone anybody someone somebody anything
something what're who're how'd what'd who'd where'd why'd s
"""

# What people write and say around what they mean, and contractions without their apostrophe.
_OF_CHAT = """
ok okay hey hi hiya hello haha lol lmao btw anyway anyways actually basically literally thanks thank thx sorry
pls plz gonna wanna gotta dunno kinda sorta yeah yep nope um uh uhm hmm mm er erm thing things stuff wondering
curious guys folks dont doesnt didnt isnt arent wasnt werent hasnt havent hadnt wont wouldnt shouldnt couldnt
cant whats whos wheres whens hows thats theres im ive youre youve theyre oh ooh ah aha wow omg nah nope yup
yay huh meh welp tbh idk imo imho fyi wat wut ya yall just really
"""

STOP_WORDS = frozenset(f"{_SNOWBALL} {_OF_QUESTIONS} {_OF_CHAT}".split())
