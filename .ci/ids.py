"""Ids of companies and persons, random and near misses, as Vire and python-stdnum judge them: 1 000 a country and kind.

Usage: ids.py PROGRAM, where the program is the example `read-ids`.
"""

import random
import subprocess
import sys

from stdnum import luhn
from stdnum.cz import rc as cz_rc
from stdnum.dk import cpr, cvr
from stdnum.ee import ik, registrikood
from stdnum.eu import vat as eu_vat
from stdnum.exceptions import ValidationError
from stdnum.fi import hetu, ytunnus
from stdnum.is_ import kennitala
from stdnum.lt import asmens
from stdnum.lv import pvn
from stdnum.no import fodselsnummer, orgnr as no_orgnr
from stdnum.pl import pesel
from stdnum.se import orgnr as se_orgnr, personnummer
from stdnum.sk import rc as sk_rc
from stdnum.util import get_cc_module

COUNT = 1000
NATIONAL = {
    "FI": (ytunnus, 8), "SE": (se_orgnr, 10), "NO": (no_orgnr, 9), "DK": (cvr, 8), "EE": (registrikood, 8),
}
# Prefix: patterns of its VAT numbers, 9 a digit, A a letter, other characters themselves.
VAT = {
    "AT": ["U99999999"], "BE": ["0999999999", "1999999999"], "BG": ["999999999", "9999999999"], "CY": ["99999999A"],
    "CZ": ["99999999", "699999999", "9999999999"], "DE": ["999999999"], "DK": ["99999999"], "EE": ["999999999"],
    "EL": ["999999999"], "ES": ["A9999999A", "A99999999", "99999999A"], "FI": ["99999999"], "FR": ["99999999999", "A9999999999"],
    "GB": ["999999999", "999999999999", "GD999", "HA999"], "HR": ["99999999999"], "HU": ["99999999"],
    "IE": ["9999999A", "9999999AA", "9A99999A"], "IT": ["99999990999"], "LT": ["999999919", "999999999919"],
    "LU": ["99999999"], "LV": ["99999999999"], "MT": ["99999999"], "NL": ["999999999B99"], "PL": ["9999999999"],
    "PT": ["999999999"], "RO": ["99", "99999999", "9999999999"], "SE": ["999999999901"], "SI": ["99999999"],
    "SK": ["9999999999"], "XI": ["999999999"],
}
# Country: its persons' ids; D a day and month, E a month and day, Y a year of two digits, C a century up to 2100, other signs as above.
PERSONS = {
    "FI": (hetu, "DY-899A"), "SE": (personnummer, "YE-9999"), "NO": (fodselsnummer, "DY99999"), "DK": (cpr, "DY-9999"),
    "IS": (kennitala, "DY-9999"), "EE": (ik, "CYE9999"), "LT": (asmens, "CYE9999"), "LV": (pvn, "DY-19999"),
    "PL": (pesel, "YE99999"), "CZ": (cz_rc, "YE/9999"), "SK": (sk_rc, "YE/9999"),
}
DIGITS, LETTERS = "0123456789", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def judge(module, number):
    try:
        return "valid" if module.validate(number) else "invalid"
    except ValidationError:
        return "invalid"


def beyond_the_library(number):
    """Swedish coordination numbers (60 added to the day) and Norwegian synthetic ones (40 or 80 to the month)."""
    digits = "".join(filter(str.isdigit, number))
    if len(digits) == 10:
        return luhn.is_valid(digits) and 61 <= int(digits[4:6]) <= 91
    is_checked = lambda: digits[9:] == fodselsnummer.calc_check_digit1(digits) + fodselsnummer.calc_check_digit2(digits)
    return len(digits) == 11 and int(digits[2:4]) % 40 in range(1, 13) and is_checked()


def drawn(draw, pattern):
    day, month = f"{draw.randrange(1, 32):02}", f"{draw.randrange(1, 14):02}"
    # Years in which no library finds anybody unborn, or too old for an id.
    kinds = {"9": DIGITS, "A": LETTERS, "D": [day + month], "E": [month + day], "Y": [str(y) for y in range(58, 99)],
             "C": "123456"}
    return "".join(draw.choice(kinds.get(c, c)) for c in pattern)


def sample(draw, module, make):
    """Half of them valid, by trying last characters; half as they come."""
    ids = set()
    while len(ids) < COUNT:
        number = make()
        if set(number) <= set("0"):  # a placeholder, whatever its check digit
            continue
        ends = [number[:-1] + c for c in DIGITS + LETTERS] + [number]
        good = [e for e in ends if judge(module, e) == "valid"]
        ids.add(draw.choice(good) if good and len(ids) % 2 else number)
    return sorted(ids)


def main():
    draw = random.Random(1)
    cases = []
    for country, (module, length) in NATIONAL.items():
        for number in sample(draw, module, lambda: drawn(draw, "9" * length)):
            cases.append((country, number, judge(module, number)))
    for prefix, patterns in VAT.items():
        module = get_cc_module(*{"EL": ("gr",), "XI": ("gb",)}.get(prefix, (prefix.lower(),)), "vat")
        for number in sample(draw, module, lambda: drawn(draw, draw.choice(patterns))):
            cases.append(("-", prefix + number, judge(eu_vat if prefix != "GB" else module, prefix + number)))
    for country, (module, pattern) in PERSONS.items():
        for number in sample(draw, module, lambda: drawn(draw, pattern)):
            # A ledger names persons of other countries too, so what one of these has given is an id.
            of_others = beyond_the_library(number) or any(judge(m, number) == "valid" for m, _ in PERSONS.values())
            cases.append((country + ":person", number, judge(module, number), "valid" if of_others else "invalid"))
    lines = "".join(f"{country} {number}\n" for country, number, *_ in cases)
    verdicts = subprocess.run([sys.argv[1]], input=lines, capture_output=True, text=True, check=True).stdout.split()
    off = [(case, verdict) for case, verdict in zip(cases, verdicts, strict=True) if verdict not in case[2:]]
    for (country, number, expected, *_), verdict in off[:20]:
        print(f"DIFFERS {country} {number}: {expected} by python-stdnum, {verdict} here")
    valid = sum(case[2] == "valid" for case in cases)
    print(f"{len(cases)} ids of {len(NATIONAL)} registers, {len(VAT)} VAT schemes and {len(PERSONS)} countries' persons, {valid} of them valid: {len(off)} differ")
    return 1 if off else 0


if __name__ == "__main__":
    raise SystemExit(main())
