"""Dates as pages and dumps write them, to ISO 8601 with the offset that was given and no other."""

import re
from datetime import date

# The month's names in English, German, French, Spanish, Italian, Dutch, Portuguese, Swedish, Polish, Czech and Russian.
_MONTHS = (
    "january jan januar jänner janvier enero gennaio januari janeiro stycznia styczeń ledna leden января январь",
    "february feb februar février fév febrero febbraio februari fevereiro lutego luty února únor февраля февраль",
    "march mar märz mars marzo maart mrt março marca marzec března březen марта март",
    "april apr avril avr abril aprile kwietnia kwiecień dubna duben апреля апрель",
    "may mai mayo maggio mei maio maj maja května květen мая май",
    "june jun juni juin junio giugno junho czerwca czerwiec června červen июня июнь",
    "july jul juli juillet julio luglio julho lipca lipiec července červenec июля июль",
    "august aug août agosto augustus augusti sierpnia sierpień srpna srpen августа август",
    "september sep sept septembre septiembre settembre setembro września wrzesień září сентября сентябрь",
    "october oct oktober okt octobre octubre ottobre outubro października październik října říjen октября октябрь",
    "november nov novembre noviembre novembro listopada listopad listopadu ноября ноябрь",
    "december dec dezember dez décembre déc diciembre dicembre dezembro grudnia grudzień prosince prosinec декабря декабрь",
)
_MONTH = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_ZONES = {
    "z": 0, "gmt": 0, "utc": 0, "wet": 0, "bst": 60, "west": 60, "cet": 60, "mez": 60, "cest": 120, "mesz": 120, "sast": 120,
    "eet": 120, "eest": 180, "msk": 180, "ist": 330, "sgt": 480, "hkt": 480, "jst": 540, "kst": 540, "aest": 600, "aedt": 660,
    "nzst": 720, "nzdt": 780, "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420,
}  # fmt: skip

_NAMES = "|".join(sorted(_MONTH, key=len, reverse=True))
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\d){_YEAR[:-6]}[-/.](?P<month>\d\d?)[-/.](?P<day>\d\d?)(?!\d)",
        rf"(?<!\d){_YEAR[:-6]}年(?P<month>\d\d?)月(?P<day>\d\d?)日",
        rf"(?<!\d)(?P<day>\d\d?)(?:st|nd|rd|th|er|º)?\.?[ \u00a0-]?(?:of |de |d['’])?(?P<name>{_NAMES})\b\.?,?[ \u00a0-](?:de )?{_YEAR}",
        rf"\b(?P<name>{_NAMES})\b\.?[ \u00a0](?P<day>\d\d?)(?:st|nd|rd|th)?,?[ \u00a0]{_YEAR}",
        rf"(?<!\d)(?P<day>\d\d?)[./](?P<month>\d\d?)[./]{_YEAR}",
    )
)
# What a page runs together: "GMT +319 January 2020" is the offset +3 and the 19th.
_FUSED = re.compile(
    rf"((?:GMT|UTC)\s?[+-](?:0\d|\d|1[0-4]))(?=(?:[12]\d|3[01]|0?[1-9])\s(?:{_NAMES})\b)", re.IGNORECASE
)
_TIME = re.compile(
    r"(?<![\d:.])(?P<hour>[01]?\d|2[0-3])(?:[:.h](?P<minute>[0-5]\d))?(?:[:.](?P<second>[0-5]\d)(?:[.,]\d+)?)?(?![\d:])"
    r"\s?(?P<half>[ap]\.?m\b\.?)?"
    r"(?:\s?(?:\(\s?)?(?P<zone>[A-Za-z]{1,4})\b)?"
    r"(?:\s?(?P<sign>[+−-])(?P<oh>\d\d?)(?::?(?P<om>[0-5]\d))?(?!\d))?",
    re.IGNORECASE,
)


def find_date(text: str, *, month_first: bool = False) -> str:
    """Return the first date that `text` names as ISO 8601, with its time and offset where they stand beside it.

    Empty where there is none. `month_first` reads 3/4/2020 as the fourth of March.
    """
    text = _FUSED.sub(r"\1 ", text[:400])
    found = min(
        ((match.start(), order, match) for order, pattern in enumerate(_DATES) for match in pattern.finditer(text)),
        default=None,
        key=lambda hit: hit[:2],
    )
    if found is None:
        return ""
    match = found[2]
    day = _day(match, month_first=month_first)
    if day is None:
        return find_date(text[match.end() :], month_first=month_first)
    return _with_time(day, text, match.start(), match.end())


def _day(match: re.Match[str], *, month_first: bool) -> date | None:
    parts = match.groupdict()
    year, day = int(parts["year"]), int(parts["day"])
    name = (parts.get("name") or "").lower()
    month = _MONTH[name] if name else int(parts["month"])
    year_last = match.start("year") > match.start("day")
    if not name and year_last and (month > 12 or (month_first and day <= 12)):
        day, month = month, day
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _with_time(day: date, text: str, start: int, end: int) -> str:
    """Return `day` with the nearest time of `text` outside the date's own span; T and spaces may part them."""
    before, after = text[max(0, start - 40) : start], text[end : end + 40]
    times = [(len(before) - match.end(), match) for match in _TIME.finditer(before) if _is_time(match)]
    times += [(match.start(), match) for match in _TIME.finditer(re.sub(r"^[Tt]", " ", after)) if _is_time(match)]
    if not times:
        return day.isoformat()
    return day.isoformat() + _clock(min(times, key=lambda found: found[0])[1])


def _is_time(match: re.Match[str]) -> bool:
    return match["minute"] is not None or match["half"] is not None


def _clock(match: re.Match[str]) -> str:
    hour = int(match["hour"])
    if match["half"] and hour <= 12:
        hour = hour % 12 + (12 if match["half"].lower().startswith("p") else 0)
    return f"T{hour:02}:{match['minute'] or '00'}:{match['second'] or '00'}{_offset(match)}"


def _offset(match: re.Match[str]) -> str:
    zone = (match["zone"] or "").lower()
    minutes = _ZONES.get(zone)
    signed = match["sign"] and (minutes == 0 or not zone)
    if signed and int(match["oh"]) <= 14:
        minutes = (int(match["oh"]) * 60 + int(match["om"] or 0)) * (1 if match["sign"] == "+" else -1)
    if minutes is None:
        return ""
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
