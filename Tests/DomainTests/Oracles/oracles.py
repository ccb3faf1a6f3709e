"""The answers of independent libraries (holidays, dateutil, zoneinfo, stdnum) on calendars, months, delays, clocks and numbers.

    oracles.py SUBJECT [ARGUMENT...]    one answer a line, fields separated by spaces

Reads nothing of the service: what it says is derived from these libraries and from the text of the rules alone.
Dates are YYYY-MM-DD, instants are seconds since 1970-01-01T00:00:00Z, spans are days.
"""

import random
import sys
import zoneinfo
from datetime import date, datetime, timedelta, timezone

import holidays
from dateutil.easter import easter
from dateutil.relativedelta import SU, relativedelta
from stdnum import ean, iban, isbn, luhn
from stdnum.fr import nif, siren, siret, tva
from stdnum.fr import nir as stdnum_nir

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


# --- social-security numbers in texts -----------------------------------------------------------------------------

SENTENCES = [
    "{}", "NIR : {}", "Son numéro de sécurité sociale est le {}.", "Madame Morvan ({}) attend une réponse depuis le 12/05/2025.",
    "n°{} merci de rappeler au 03 53 01 00 01", "Assurée {}, dossier 57-2026-000123, suivie depuis 2019", "sécu={}", "Réf. {} / 2 enfants",
    "Il m'a donné {} ce matin à 14:30", "{}\nAdresse : 12 rue des Lilas, 57000 Metz", "« {} » (copié de sa carte)",
]
FULLWIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
GAPS = [" ", ".", "-", "/", "|", ";", ":", "_", ",", "+", "*", "'", "’", "•", "·", "–", "  ", "    ", "\u00a0", "\u202f", "\u2009", "\t", "\n",
        " - ", " / ", " | ", ", ", " • ", "\u200b"]
KEYS = [" clé ", " clef ", " cle ", " clé : ", " clef : ", " clé n° ", " clef n° ", " clé=", " clé = ", " (clé ", " - clé ", ", clé ", " / ", " (",
        " CLÉ ", " Clef ", "/", "-", " clé de contrôle ", " key "]


def valid_nir(rng):
    """Thirteen characters and the key that stdnum gives them."""
    month = rng.choice(["%02d" % rng.randint(1, 12)] * 8 + ["20", "%02d" % rng.randint(30, 42), "%02d" % rng.randint(50, 99)])
    place = rng.choice([lambda: "%02d%03d" % (rng.randint(1, 95), rng.randint(1, 990)), lambda: "97%d%02d" % (rng.randint(1, 8), rng.randint(1, 90)),
                        lambda: "99%03d" % rng.randint(100, 500), lambda: "2A%03d" % rng.randint(1, 360), lambda: "2B%03d" % rng.randint(1, 360)])()
    body = f"{rng.choice('1122')}{rng.randint(0, 99):02d}{month}{place}{rng.randint(1, 999):03d}"
    number = body + stdnum_nir.calc_check_digits(body)
    assert stdnum_nir.is_valid(number)
    return number


def written(number, rng):
    """One of the ways in which people write a number."""
    overseas = number[5:7] == "97" and rng.random() < 0.5
    sizes = rng.choice([[1, 2, 2, 3, 2, 3] if overseas else [1, 2, 2, 2, 3, 3]] * 5 + [[13], [5, 5, 3], [3, 2, 2, 3, 3], [1] * 13, [4, 4, 5], [7, 6]])
    groups, start = [], 0
    for size in sizes:
        groups.append(number[start:start + size])
        start += size
    gap = rng.choice(GAPS)
    body = gap.join(groups)
    key = rng.choice([gap, gap, gap, rng.choice(KEYS), ""])
    text = body + key + number[13:]
    if "(" in key:
        text += ")"
    style = rng.random()
    if style < 0.06:
        return text.translate(FULLWIDTH)
    if style < 0.12:
        return text.translate(SUPERSCRIPT)
    if style < 0.14:
        return text.translate(ARABIC)
    if style < 0.18:
        return text.replace("0", rng.choice("Oo"))
    if style < 0.20 and number.count("1") <= 4:
        return text.replace("1", rng.choice("lI"))
    return text.lower() if style < 0.4 else text


def digits(rng, count, first="0123456789"):
    return rng.choice(first) + "".join(rng.choice("0123456789") for _ in range(count - 1))


def by(size, text, gap=" "):
    return gap.join(text[i:i + size] for i in range(0, len(text), size))


def french_iban(rng):
    bank, desk, account = digits(rng, 5, "123"), digits(rng, 5, "01"), digits(rng, 11)
    rib = bank + desk + account + "%02d" % (97 - (89 * int(bank) + 15 * int(desk) + 3 * int(account)) % 97)
    return rib, iban.calc_check_digits("FR00" + rib)


def harmless_number(rng):
    rib, check = french_iban(rng)
    tax = digits(rng, 10, "0123")
    tax += nif.calc_check_digits(tax)
    company = digits(rng, 8)
    company += luhn.calc_check_digit(company)
    branch = company + digits(rng, 4, "0")
    branch += luhn.calc_check_digit(branch)
    card = digits(rng, 15, "45")
    card += luhn.calc_check_digit(card)
    phones = ["0" + digits(rng, 9, "1234567") for _ in range(3)]
    phone_gap = rng.choice([" ", ".", "-", "/"])
    handset = digits(rng, 14, "3589")
    book = "978" + digits(rng, 9)
    bar = digits(rng, 12, "123456789")
    dates = [f"{rng.randint(1, 28):02d}/{rng.randint(1, 12):02d}/{rng.randint(1950, 2030)}" for _ in range(3)]
    assert nif.is_valid(tax) and siren.is_valid(company) and siret.is_valid(branch) and luhn.is_valid(card) and iban.is_valid("FR" + check + rib)
    return rng.choice([
        "FR" + check + rib, by(4, "FR" + check + rib), by(4, "FR" + check + rib, "\u00a0"), f"RIB {rib[:5]} {rib[5:10]} {rib[10:21]} {rib[21:]}", "RIB " + rib,
        f"{rib[:5]}-{rib[5:10]}-{rib[10:21]}-{rib[21:]}", "numéro fiscal " + tax, f"fiscal {tax[:2]} {tax[2:4]} {tax[4:7]} {tax[7:10]} {tax[10:]}",
        f"SPI {tax[:1]} {by(3, tax[1:])}", "SIREN " + by(3, company), "SIRET " + branch, f"SIRET {by(3, company)} {branch[9:]}", f"{branch} {rng.randint(1, 9)}",
        by(4, card), "carte " + card, ", ".join(by(2, phone, phone_gap) for phone in phones), " / ".join(by(2, phone) for phone in phones),
        " ".join(by(2, phone) for phone in phones), f"+33 {phones[0][1]} {by(2, phones[0][2:])} ou {by(2, phones[1])}", " ".join(phones),
        "IMEI " + handset + luhn.calc_check_digit(handset), "EAN " + bar + ean.calc_check_digit(bar), "ISBN " + book + ean.calc_check_digit(book),
        isbn.format(book + ean.calc_check_digit(book)), "TVA FR" + tva.validate("FR%02d%s" % ((int(company + "12") % 97), company))[-11:],
        ", ".join(dates), f"du {dates[0]} au {dates[1]}, puis {dates[2]}", f"{rng.randint(1, 99)} {rng.randint(100, 999)},{rng.randint(10, 99)} € sur {digits(rng, 4)} €",
        f"dossier {rng.randint(57, 76)}-2026-{digits(rng, 6)} et 57-2025-{digits(rng, 6)}", digits(rng, 16), digits(rng, 12), digits(rng, 10),
        "202" + digits(rng, 1) + f"{rng.randint(1, 12):02d}{rng.randint(1, 28):02d}{digits(rng, 5)}", "17" + digits(rng, 11),
        f"{rng.randint(1, 250)} rue du {rng.randint(1, 30)} mai, {digits(rng, 5)} Metz, {by(2, phones[0])}", f"allocataire {digits(rng, 7)} caisse {digits(rng, 3)}",
        f"loyer {rng.randint(300, 900)} €, charges {rng.randint(20, 90)} €, revenus {rng.randint(400, 1900)} € ; {rng.randint(1, 5)} enfants ({rng.randint(1, 17)}, {rng.randint(1, 17)} et {rng.randint(1, 17)} ans)",
    ])


def nir(seed, count):
    """WHAT HEX: as many texts that hold a number as texts that hold none, their UTF-8 in hexadecimal."""
    rng = random.Random(int(seed))
    for _ in range(int(count)):
        yield "NIR " + rng.choice(SENTENCES).format(written(valid_nir(rng), rng)).encode().hex()
        yield "SANS " + rng.choice(SENTENCES).format(harmless_number(rng)).encode().hex()


SUBJECTS = [nir, paques, feries, ouvres, mois, periodes, denonciations, delais, minuits, heures]


def main(subject, *arguments):
    answer = {known.__name__: known for known in SUBJECTS}[subject]
    for line in answer(*arguments):
        sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
