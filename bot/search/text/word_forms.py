"""Words that are one word to a reader though no stemmer sees it: irregular forms, British spellings.

Left out are forms that are as often another word ("bases", "leaves", "lives", "media", "wound"), or that say
too little to be worth joining ("made").
"""

from __future__ import annotations

import re

# Every line: a word, and the forms of it that do not begin like it.
_IRREGULAR = """
become became; begin began begun; bend bent; bind bound; bite bit bitten; blow blew blown; break broke broken;
breed bred; bring brought; build built; burn burnt; buy bought; catch caught; choose chose chosen; come came;
creep crept; deal dealt; dig dug; draw drew drawn; dream dreamt; drink drank drunk; drive drove driven;
eat ate eaten; fall fell fallen; feed fed; feel felt; fight fought; find found; flee fled; fly flew flown;
forbid forbade forbidden; forget forgot forgotten; forgive forgave forgiven; freeze froze frozen;
get got gotten; give gave given; go went gone; grow grew grown; hang hung; hear heard; hide hid hidden;
hold held; keep kept; kneel knelt; know knew known; lead led; lean leant; leap leapt; learn learnt; lend lent;
light lit; lose lost; mean meant; meet met; overcome overcame; overtake overtook overtaken;
pay paid; ride rode ridden; ring rang rung; rise rose risen; run ran; say said; see saw seen; seek sought;
sell sold; send sent; shake shook shaken; shine shone; shoot shot; show shown; shrink shrank shrunk;
sing sang sung; sink sank sunk; sit sat; sleep slept; slide slid; speak spoke spoken; spend spent;
spin spun; spring sprang sprung; stand stood; steal stole stolen; stick stuck; sting stung; strike struck;
strive strove striven; swear swore sworn; sweep swept; swim swam swum; swing swung; take took taken;
teach taught; tear tore torn; tell told; think thought; throw threw thrown; undergo underwent undergone;
understand understood; undertake undertook undertaken; wake woke woken; wear wore worn; weave wove woven;
weep wept; win won; withdraw withdrew withdrawn; withstand withstood; write wrote written;
child children; foot feet; goose geese; man men; mouse mice; ox oxen; person people; tooth teeth; woman women;
wife wives; knife knives; half halves; wolf wolves; thief thieves; shelf shelves;
analysis analyses; crisis crises; hypothesis hypotheses; thesis theses;
criterion criteria; phenomenon phenomena; bacterium bacteria; curriculum curricula
"""

# Every entry: how a British spelling begins, and how the American one does.
_BRITISH = """
aeroplan airplan; aluminium aluminum; anaem anem; anaesth anesth; archaeol archeol; armour armor;
artefact artifact; behaviour behavior; calibre caliber; cancell cancel; catalogue catalog; centre center;
clamour clamor; colour color; counsell counsel; defence defense; dialogue dialog; encyclopaed encycloped;
favour favor; fibre fiber; flavour flavor; fuell fuel; glamour glamor; grey gray; harbour harbor;
honour honor; humour humor; jewell jewel; labell label; labour labor; licence license;
litre liter; lustre luster; manoeuv maneuv; marvell marvel; mediaev mediev; millimetre millimeter;
centimetre centimeter; kilometre kilometer; modell model; mould mold; neighbour neighbor; odour odor;
oestrog estrog; offence offense; orthopaed orthoped; paediatr pediatr; parlour parlor; plough plow;
pretence pretense; programme program; rigour rigor; rumour rumor; sabre saber; saviour savior;
sceptic skeptic; signall signal; skilful skillful; splendour splendor; sulphur sulfur; theatre theater;
travell travel; tumour tumor; tunnell tunnel; valour valor; vapour vapor; vigour vigor; wilful willful;
woollen woolen
"""
_LONGEST_OF_BRITISH = 12
_SHORTEST_OF_BRITISH = 4
_ISE = re.compile(r"(?<=\w{3})([iy])s(?=(?:e|ed|es|er|ers|ing|ation|ations|ational)$)")


def _pairs(table: str) -> list[list[str]]:
    return [entry.split() for entry in table.split(";")]


_IRREGULAR_FORMS = {form: word for word, *forms in _pairs(_IRREGULAR) for form in forms}
_BRITISH_BEGINNINGS = dict(_pairs(_BRITISH))


def plain_form(word: str) -> str:
    """Return the word that stands for all spellings and irregular forms of a word, itself if it has none.

    Regular endings are left to the stemmer. -ise and -yse become -ize and -yze by rule; that "promise"
    does too changes nothing, as it does wherever it stands.
    """
    regular = _IRREGULAR_FORMS.get(word)
    if regular is not None:
        return regular
    for length in range(min(len(word), _LONGEST_OF_BRITISH), _SHORTEST_OF_BRITISH - 1, -1):
        american = _BRITISH_BEGINNINGS.get(word[:length])
        if american is not None:
            return american + word[length:]
    return _ISE.sub(r"\1z", word)
