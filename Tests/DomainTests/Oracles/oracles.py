"""The answers of independent libraries (holidays, dateutil, zoneinfo) on calendars, months, delays and clocks.

    oracles.py SUBJECT [ARGUMENT...]    one answer a line, fields separated by spaces

Reads nothing of the service: what it says is derived from these libraries and from the text of the rules alone.
Dates are YYYY-MM-DD, instants are seconds since 1970-01-01T00:00:00Z, spans are days.
"""

import sys
import zoneinfo
from datetime import date, datetime, timedelta, timezone

import holidays
from dateutil.easter import easter
from dateutil.relativedelta import SU, relativedelta

YEARS = range(1990, 2101)
DAY = timedelta(days=1)


def days(first, last):
    """Every day from the first of January of a year to the end of another."""
    day = date(int(first), 1, 1)
    while day.year <= int(last):
        yield day
        day += DAY


# --- public holidays and working days -----------------------------------------------------------------------------

SUBDIVISIONS = {
    "NATIONAL": [None],
    "ALSACE_MOSELLE": ["57", "6AE"],
    "GUADELOUPE": ["971"],
    "MARTINIQUE": ["972"],
    "GUYANE": ["973"],
    "LA_REUNION": ["974"],
    "MAYOTTE": ["976"],
}

# The same days under the names of the service.
NAMES = {"Jour de l'an": "Jour de l'An", "Fête de la Victoire": "Victoire de 1945", "Armistice": "Armistice de 1918"}

# Days of the library that are no public holiday of general law: the Code du travail (L3422-2) adds only the
# commemoration of the abolition of slavery overseas; the others are customs, hence working days for the service.
CUSTOMS = {
    "GUADELOUPE": {"Vendredi saint", "Mi-Carême", "Fête de Victor Schoelcher"},
    "MARTINIQUE": {"Fête de Victor Schoelcher"},
}

# The library drops Pentecost Monday while it was by default the « journée de solidarité » (laws 2004-626 and 2008-351).
# Authors disagree on whether it stopped being a holiday or was a holiday worked; the State's own list (etalab,
# jours-feries-france) keeps it, and so does the service. No convention is that old.
PENTECOST_RESTORED = (2005, 2006, 2007)


def public_holidays(calendar):
    """{date: {names}} over all years, the library's answer with the corrections said above."""
    answers = []
    for subdivision in SUBDIVISIONS[calendar]:
        library = holidays.country_holidays("FR", subdiv=subdivision, years=YEARS, language="fr", expand=False)
        answers.append({day: set(names.split("; ")) for day, names in library.items()})
    found = answers[0]
    assert all(answer == found for answer in answers), f"{calendar}: its subdivisions disagree"
    for year in PENTECOST_RESTORED:
        pentecost = easter(year) + timedelta(days=50)
        assert "Lundi de Pentecôte" not in found.get(pentecost, ()), f"no correction is needed any more in {year}"
        found.setdefault(pentecost, set()).add("Lundi de Pentecôte")
    for custom in CUSTOMS.get(calendar, ()):
        on = [day for day, names in found.items() if custom in names]
        assert len(on) == len(YEARS), f"{calendar} no longer has {custom} every year"
        for day in on:
            found[day].discard(custom)
            if not found[day]:
                del found[day]
    return found


def paques(first, last):
    """YYYY-MM-DD: each Easter Sunday."""
    for year in range(int(first), int(last) + 1):
        yield easter(year).isoformat()


def feries(calendar):
    """YYYY-MM-DD NAME: each public holiday."""
    for day, names in sorted(public_holidays(calendar).items()):
        for name in sorted(names):
            yield f"{day} {NAMES.get(name, name)}"


def ouvres(calendar):
    """YEAR N ONE CHARACTER A DAY: whether the day is worked (N = 0), or days to the N-th working day after it, in base 36."""
    library = holidays.HolidayBase(expand=False)
    library.update({day: "; ".join(names) for day, names in public_holidays(calendar).items()})
    # New Year's Day of the year after the last, which the last days of December meet.
    library[date(YEARS.stop, 1, 1)] = "Jour de l'an"
    following = {}
    day = date(YEARS.start, 1, 1)
    while day < date(YEARS.stop, 2, 1):
        following[day] = library.get_nth_working_day(day, 1)
        day += DAY
    for year in YEARS:
        yield f"{year} 0 " + "".join(str(int(library.is_working_day(day))) for day in days(year, year))
        for number in (1, 5):
            yield f"{year} {number} " + "".join(digit(span(day, nth(following, day, number))) for day in days(year, year))


def nth(following, day, number):
    for _ in range(number):
        day = following[day]
    return day


def span(start, end):
    return (end - start).days


def digit(value):
    return "0123456789abcdefghijklmnopqrstuvwxyz"[value]


# --- months and years ---------------------------------------------------------------------------------------------

DELTAS = range(-26, 61)


def anniversary(origin, months):
    """Q-02: the same day of the month, else the first of the month after; never by way of a clamped date."""
    year, month = divmod(origin.year * 12 + origin.month - 1 + months, 12)
    try:
        return origin.replace(year=year, month=month + 1)
    except ValueError:
        year, month = divmod(year * 12 + month + 1, 12)
        return date(year, month + 1, 1)


def mois(first, last):
    """YYYY-MM-DD SPAN... : to that day so many months later, clamped, for each delta; then to each anniversary."""
    clamped = [relativedelta(months=delta) for delta in DELTAS]
    for day in days(first, last):
        spans = [span(day, day + delta) for delta in clamped] + [span(day, anniversary(day, delta)) for delta in DELTAS]
        yield f"{day} " + " ".join(map(str, spans))


def periodes(first, last, number, months):
    """SIGNED (LAST_DAY NOTICE ALERT EVALUATION)... : of each period of so many months of an act signed that day.

    Last day of V-07 and Q-02, last day to send the refusal of V-12 (two months before the anniversary), alert of B-02 (two
    months before the last day), task of B-05 (one month before it).
    """
    for signed in days(first, last):
        fields = [signed]
        for period in range(1, int(number) + 1):
            renewal = anniversary(signed, int(months) * period)
            end = renewal - DAY
            fields += [end, renewal - relativedelta(months=2), end - relativedelta(months=2), end - relativedelta(months=1)]
        yield " ".join(map(str, fields))


def denonciations(signed, years):
    """SENT LAST_DAY: where a refusal sent that day ends the act (V-12, Q-04, Q-44), each day of that many years."""
    signed = date.fromisoformat(signed)
    renewals = [anniversary(signed, 12 * year) for year in range(1, int(years) + 2)]
    sent = signed
    while sent < renewals[int(years) - 1]:
        ended = next(renewal for renewal in renewals if sent <= renewal - relativedelta(months=2))
        yield f"{sent} {ended - DAY}"
        sent += DAY


def delais(first, last):
    """START DATE... : what a delay that starts that day leads to, in the order of the dates below."""
    for start in days(first, last):
        month, month_and_day = relativedelta(months=1), relativedelta(months=1, days=1)
        dates = [
            start + timedelta(days=30),  # V-16: last day to repair, after reception
            start + timedelta(days=31),  # V-16: first day to terminate
            start + timedelta(days=15),  # V-17: the same, after sending
            start + timedelta(days=16),
            start + month,  # V-18: the same, one month
            start + month_and_day,
            start + month,  # V-30: first day a court may be seized
            start + relativedelta(months=3),  # V-30: end of the attempt
            start + timedelta(days=15),  # C-33: first day wished for an inactivation
            start + relativedelta(months=6),  # C-40: an inactive account disappears
            start + relativedelta(months=2),  # P-06: EMS Nord opens
            start + relativedelta(months=4),  # P-06: EMS Sud opens
        ]
        yield " ".join(map(str, [start, *dates]))


# --- clocks -------------------------------------------------------------------------------------------------------

# The pinned data of the venv, never those of the system.
zoneinfo.reset_tzpath(to=[])


def seconds(instant):
    return int(instant.timestamp())


def minuits(zone):
    """YYYY-MM-DD INSTANT: each midnight."""
    zone = zoneinfo.ZoneInfo(zone)
    for day in days(YEARS.start, YEARS.stop - 1):
        yield f"{day} {seconds(datetime(day.year, day.month, day.day, tzinfo=zone))}"


def heures(zone):
    """YYYY-MM-DD HOUR MINUTE INSTANT AFTER_24 AFTER_48: each half-hour of the wall, the day before, of and after a change
    of clock in Paris; then the wall (YYYY-MM-DDTHH:MM) 24 and 48 continuous hours later (R-11 to R-13).

    An hour that happens twice is the first one, an hour skipped is counted in the time before it (PEP 495, fold=0).
    """
    zone = zoneinfo.ZoneInfo(zone)
    for year in YEARS:
        for month in (3, 9, 10):
            sunday = date(year, month, 1) + relativedelta(day=31, weekday=SU(-1))
            for half_hour in range(-48, 96):
                wall = datetime.combine(sunday, datetime.min.time()) + timedelta(minutes=30 * half_hour)
                instant = wall.replace(tzinfo=zone).astimezone(timezone.utc)
                after = [(instant + timedelta(hours=hours)).astimezone(zone) for hours in (24, 48)]
                yield f"{wall:%Y-%m-%d %H %M} {seconds(instant)} " + " ".join(f"{later:%Y-%m-%dT%H:%M}" for later in after)


SUBJECTS = [paques, feries, ouvres, mois, periodes, denonciations, delais, minuits, heures]


def main(subject, *arguments):
    answer = {known.__name__: known for known in SUBJECTS}[subject]
    for line in answer(*arguments):
        sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
