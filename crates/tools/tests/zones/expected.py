"""Writes bookings.txt: times as callers say them and the instants that they are, by Python's zoneinfo and nothing of ours.

From this folder, with the package tzdata of PyPI and no zone data of the system:

    python3 -m pip install --target /tmp/tzdata tzdata
    PYTHONTZPATH= PYTHONPATH=/tmp/tzdata python3 expected.py > bookings.txt
"""

import sys
import zoneinfo
from datetime import datetime, timedelta, timezone

import tzdata

ZONES = ["America/Vancouver", "America/Edmonton", "Africa/Casablanca", "Asia/Kolkata", "Australia/Lord_Howe"]

# A hundred a zone: enough for every quarter of an hour around two clock changes, and one or two of every week.
OF_A_ZONE = 100

FROM, UNTIL = datetime(2026, 12, 1), datetime(2027, 12, 1)

QUARTER = timedelta(minutes=15)

# Around a clock change each quarter of an hour within these hours.
AROUND = timedelta(hours=3)


def instant(local, zone):
    """Of an hour that comes twice, the first."""
    return local.replace(tzinfo=zone, fold=0).astimezone(timezone.utc)


def exists(local, zone):
    return instant(local, zone).astimezone(zone).replace(tzinfo=None) == local


def on_the_clock(at, zone):
    return at.astimezone(zone).replace(tzinfo=None, fold=0)


def changes(zone):
    """What the clock shows before and after each change, to the quarter of an hour."""
    at, end = FROM.replace(tzinfo=timezone.utc), UNTIL.replace(tzinfo=timezone.utc)
    while at < end:
        before, after = on_the_clock(at, zone) + QUARTER, on_the_clock(at + QUARTER, zone)
        if before != after:
            yield before, after
        at += QUARTER


def around_changes(zone):
    for before, after in changes(zone):
        local = min(before, after) - AROUND
        while local <= max(before, after) + AROUND:
            yield local
            local += QUARTER


def across_the_year(count):
    """At all hours of the day, as the steps are no whole days."""
    step = (UNTIL - FROM) / count
    for number in range(count):
        local = FROM + number * step
        yield local - (local - FROM) % QUARTER


def said(zone):
    chosen = {local for local in around_changes(zone) if exists(local, zone)}
    # What is next to a change may be among those of the year too.
    count = OF_A_ZONE - len(chosen)
    while len(chosen) < OF_A_ZONE:
        year = [local for local in across_the_year(count) if exists(local, zone)]
        chosen.update(year[: OF_A_ZONE - len(chosen)])
        count += 1
    return sorted(chosen)


def main():
    if zoneinfo.TZPATH:
        sys.exit("set PYTHONTZPATH to nothing, or the zone data is that of the system")
    print(f"# Written by expected.py with tzdata {tzdata.IANA_VERSION}.")
    print("# zone | date and time as said | instant")
    for name in ZONES:
        zone = zoneinfo.ZoneInfo(name)
        for local in said(zone):
            print(f"{name} | {local:%Y-%m-%d %H:%M} | {instant(local, zone).isoformat()}")


main()
