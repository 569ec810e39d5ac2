"""Which language a text is in, by its commonest small words: cheap, and sure only of what is plain."""

import re
from collections import Counter

_SMALL = {
    "en": "the of and to in that is was for on with said he it as at by from has his be are not had",
    "de": "der die und das den von ist mit dem des zu nicht ein eine auf sich für im auch hat wird sie als",
    "fr": "le la les des et une du est dans que pour qui pas sur au par plus avec ce il sont ont été",
    "es": "el la los las que y en del una por con para se es su no al como más lo pero ha fue",
    "it": "il di che la e un per una è non del con della sono nel si le dei alla ha anche gli più",
    "nl": "de het een van en dat is op te in zijn voor met niet aan er om ook als bij maar heeft",
    "pt": "o a os as que de e do da em um uma para com não por no na se dos mais foi ao",
    "sv": "och att det som en på är av för med den till har inte om ett han de var från men",
    "da": "og at det er en til af på for med den ikke der har som de et han var om men",
    "no": "og at det er en til av på for med den ikke som har de et han var om men fra etter",
    "pl": "w i na z do się nie że to jest o jak po za od przez ale był oraz jego które",
    "cs": "a se v na že je s z do o to by jako pro ale za po jsou jeho který bude",
    "ru": "и в не на что с по он как это из у за от но его к для о был",
    "uk": "і в не на що з до та як це за від але його у про для був які",
    "tr": "ve bir bu için ile da de olarak çok daha olan gibi sonra ise kadar göre ancak",
}
_SETS = {name: frozenset(words.split()) for name, words in _SMALL.items()}
_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")), ("ko", re.compile("[\uac00-\ud7af]")), ("zh", re.compile("[\u4e00-\u9fff]")),
    ("el", re.compile("[\u0370-\u03ff]")), ("he", re.compile("[\u0590-\u05ff]")), ("ar", re.compile("[\u0600-\u06ff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")), ("hi", re.compile("[\u0900-\u097f]")),
)  # fmt: skip


def detect_language(text: str) -> str:
    """Return the ISO 639-1 code of the language of `text`, or an empty string where it is not plain."""
    sample = text[:5000]
    letters = sum(map(str.isalpha, sample)) or 1
    for name, script in _SCRIPTS:
        if len(script.findall(sample)) > letters * 0.2:
            return name
    words = Counter(_WORD.findall(sample.lower()))
    hits = sorted(((sum(words[w] for w in small), name) for name, small in _SETS.items()), reverse=True)
    (most, name), (next_most, _) = hits[0], hits[1]
    plain = most >= 5 and most >= words.total() * 0.12 and most > next_most * 1.15
    return name if plain else ""
