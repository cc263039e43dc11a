#!/usr/bin/env python3
"""Writes src/date/locale/table.rs: the names of months and weekdays out of Unicode's CLDR.

usage: npm pack cldr-dates-full@48.2.0 && tar xzf cldr-dates-full-48.2.0.tgz && tests/locale/generate.py package

Wide and abbreviated names, those within a date and those that stand alone, in lower case and without final full stops;
what people write beside them (`sept`, `tues`) is told in `src/date/locale.rs`.
"""
import json, pathlib, sys

LOCALES = {"de": "German", "en": "English", "es": "Spanish", "fr": "French", "it": "Italian", "nl": "Dutch", "pt": "Portuguese"}
# Portuguese of Portugal writes some names otherwise than that of Brazil, which is CLDR's plain `pt`.
ALSO = {"pt": ["pt-PT"], "es": ["es-MX", "es-AR"], "fr": ["fr-CA"], "de": ["de-AT"]}
DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]


def names(package, locale, what, width, keys):
    found = []
    for each in [locale, *ALSO.get(locale, [])]:
        path = pathlib.Path(package, "main", each, "ca-gregorian.json")
        calendar = json.loads(path.read_text(encoding="utf8"))["main"][each]["dates"]["calendars"]["gregorian"]
        for context in "format", "stand-alone":
            table = calendar[what][context][width]
            for number, key in enumerate(keys):
                entry = (number, table[key].lower().rstrip("."))
                if entry not in found:
                    found.append(entry)
    return sorted(found)


def rows(package, locale):
    for what, keys, kind in (("months", [str(n) for n in range(1, 13)], "Month"), ("days", DAYS, "Weekday")):
        wide = names(package, locale, what, "wide", keys)
        short = [entry for entry in names(package, locale, what, "abbreviated", keys) if entry not in wide]
        for entries, width in ((wide, "Wide"), (short, "Short")):
            for number, name in entries:
                yield f'    ("{name}", {kind}({number + 1}), {width}),'


def main():
    package = sys.argv[1]
    version = json.loads(pathlib.Path(package, "package.json").read_text(encoding="utf8"))["version"]
    out = [
        "//! Names of months and weekdays, written by `tests/locale/generate.py`; not to be edited by hand.",
        "//!",
        f"//! Out of Unicode's CLDR {version} (npm `cldr-dates-full`), copyright © 2004-2026 Unicode, Inc., under the Unicode",
        "//! License V3 (SPDX `Unicode-3.0`, <https://www.unicode.org/license.txt>).",
        "",
        "use super::Part::{Month, Weekday};",
        "use super::Row;",
        "use super::Width::{Short, Wide};",
    ]
    for locale, name in LOCALES.items():
        out += ["", f"/// {name}.", "#[rustfmt::skip]", f"pub(super) static {name.upper()}: &[Row] = &["]
        out += [*rows(package, locale), "];"]
    target = pathlib.Path(__file__).parent.parent.parent / "src/date/locale/table.rs"
    target.write_text("\n".join(out) + "\n", encoding="utf8")


main()
