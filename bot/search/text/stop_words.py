"""Words that say nothing about what is asked: they are left out of passages and of queries. Stemmers."""

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

ENGLISH = "english"
ALGORITHMS = {
    "ar": "arabic", "hy": "armenian", "eu": "basque", "ca": "catalan", "da": "danish", "nl": "dutch",
    "en": ENGLISH, "fi": "finnish", "fr": "french", "de": "german", "el": "greek", "hi": "hindi",
    "hu": "hungarian", "id": "indonesian", "ga": "irish", "it": "italian", "lt": "lithuanian", "ne": "nepali",
    "no": "norwegian", "nb": "norwegian", "nn": "norwegian", "pt": "portuguese", "ro": "romanian",
    "ru": "russian", "sr": "serbian", "es": "spanish", "sv": "swedish", "ta": "tamil", "tr": "turkish",
    "yi": "yiddish",
}  # fmt: skip
"""The stemming algorithms of Snowball by the primary subtag of a language."""

# The most frequent words of the lists of the Snowball project, without accents, as words are compared.
STOP_WORDS_OF = {
    ENGLISH: STOP_WORDS,
    "german": frozenset(
        """
        aber als am an auch auf aus bei bin bis das dass dem den der des die dies diese dieser du
        ein eine einem einen einer eines er es fur hat haben hatte ich ihr im in ist ja kann mit
        nach nicht noch nur oder sein sich sie sind so uber um und uns unter vom von vor war was
        wann wenn wer wie wir wird wo zu zum zur
        """.split()
    ),
    "french": frozenset(
        """
        a ai au aux avec ce ces cette comment dans de des du elle en est et eu il ils je la le les
        leur lui ma mais me ne nous on ou par pas pour qu quand que qui quoi sa se ses son sont sur
        te tu un une vous y
        """.split()
    ),
    "spanish": frozenset(
        """
        a al como con cual cuando de del donde el ella en es esta este fue ha han la las le les lo
        los mas me no o para pero por que quien se ser si sin sobre son su sus un una y
        """.split()
    ),
    "italian": frozenset(
        """
        a ai al alla anche che chi come con cosa da dal dalla dei del della delle di dove e gli ha i
        il in io la le lo ma nel nella non o per piu quando quale se si sono su un una uno
        """.split()
    ),
    "portuguese": frozenset(
        """
        a ao aos as com como da das de do dos e ela ele em entre era foi ha mais mas na nao nas no
        nos o os ou para pela pelo por qual quando que quem se sem seu sua sao um uma
        """.split()
    ),
    "dutch": frozenset(
        """
        aan als bij dat de der die dit door een en er had heeft het hij hoe ik in is ja je maar met
        naar niet nog of om ons ook op over te tot uit van voor waar was wat we wie wordt zal ze
        zich zij zijn zo
        """.split()
    ),
}
"""Stop words by algorithm; without a list none is left out."""
