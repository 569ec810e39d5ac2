"""Dates as pages and dumps write them."""

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.dates import find_date


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2023-03-06", "2023-03-06"),
        ("2023-03-06T05:02:00Z", "2023-03-06T05:02:00+00:00"),
        ("2018-05-24T16:20:00.000+0530", "2018-05-24T16:20:00+05:30"),
        ("2021-10-15T21:10:00-04:00", "2021-10-15T21:10:00-04:00"),
        ("Mon, 06 Mar 2023 05:02:11 -0500", "2023-03-06T05:02:11-05:00"),
        ("6 March 2023", "2023-03-06"),
        ("3rd July 2020", "2020-07-03"),
        ("March 6, 2023 5:02 AM GMT · Updated 3 hours ago", "2023-03-06T05:02:00+00:00"),
        ("Published 12 May 2022 at 11:05 GMT+1", "2022-05-12T11:05:00+01:00"),
        ("00:05, 20 May 2018", "2018-05-20T00:05:00"),
        ("14 October 2021 • 5:30pm", "2021-10-14T17:30:00"),
        ("Jan. 9, 2019 | 12:15 a.m. EST", "2019-01-09T00:15:00-05:00"),
        ("12 October 2021 12:00 CET | Radio", "2021-10-12T12:00:00+01:00"),
        ("9 Nov 2017 (Written by Ada Quill)", "2017-11-09"),
        ("8. März 2023, 9.30 Uhr", "2023-03-08T09:30:00"),
        ("Publié le 1er janvier 2020 à 18h30", "2020-01-01T18:30:00"),
        ("8 de marzo de 2023", "2023-03-08"),
        ("13 октября 2021, 19:05 MSK", "2021-10-13T19:05:00+03:00"),
        ("2020年1月2日 10:00", "2020-01-02T10:00:00"),
        ("31.12.2020", "2020-12-31"),
    ],
)
def test_dates_keep_the_offset_they_were_given(text: str, found: str) -> None:
    assert find_date(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("17:21 GMT +319 January 2020", "2020-01-19T17:21:00+03:00"),
        ("17:42 GMT +2 16 March 2021", "2021-03-16T17:42:00+02:00"),
        ("09:00 UTC -105 May 2019", "2019-05-05T09:00:00-01:00"),
        ("09:00 GMT +1030 June 2019", "2019-06-30T09:00:00+10:00"),
        ("09:00 GMT +19 June 2019", "2019-06-09T09:00:00+01:00"),
    ],
)
def test_a_day_run_together_with_the_offset_is_parted(text: str, found: str) -> None:
    assert find_date(text) == found


@pytest.mark.parametrize(
    "text",
    ["", "3 hours ago", "vor 3 Stunden", "March 6", "30 February 2020", "2020-13-45", "99/99/2020", "4.2 million"],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert find_date(text) == ""


def test_figures_alone_are_read_day_first_unless_told() -> None:
    assert find_date("3/4/2020") == "2020-04-03"
    assert find_date("3/4/2020", month_first=True) == "2020-03-04"
    assert find_date("3/25/2020") == "2020-03-25"
    assert find_date("2020-03-04", month_first=True) == "2020-03-04"


def test_a_wrong_date_does_not_hide_the_next_one() -> None:
    assert find_date("31 June 2020, or 1 July 2020") == "2020-07-01"


_OFFSETS = st.integers(-14 * 4, 14 * 4).map(lambda quarters: timezone(timedelta(minutes=15 * quarters)))
_TIMES = st.datetimes(datetime(1900, 1, 1), datetime(2099, 12, 31), timezones=_OFFSETS)


@given(_TIMES)
def test_iso_dates_come_back_as_they_went(when: datetime) -> None:
    when = when.replace(microsecond=0)
    assert find_date(when.isoformat()) == when.isoformat()


@given(_TIMES)
def test_written_dates_come_back(when: datetime) -> None:
    assert find_date(f"Published: {when:%d %B %Y, %H:%M}") == f"{when:%Y-%m-%dT%H:%M}:00"
    assert find_date(f"{when:%B} {when.day}, {when:%Y}") == f"{when:%Y-%m-%d}"


@given(st.text(max_size=300))
def test_any_text_gives_a_date_or_none(text: str) -> None:
    found = find_date(text)
    if found:
        datetime.fromisoformat(found)
