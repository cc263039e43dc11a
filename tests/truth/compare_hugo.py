#!/usr/bin/env python3
"""Holds Foreword's link findings of a Hugo site against what Hugo's output of it says.

    foreword check --output-format json --exit-zero SITE > findings.json
    tests/truth/compare_hugo.py --site SITE truth.jsonl findings.json

A line of the truth is one link of a source file: `{source, dest, exists, fragment, fragment_exists, …}`, `source` relative to
SITE. Optional keys explain what Foreword need not flag: `redirect.fragment_exists` (true: the fragment waits behind an
alias), `unpublished` (the target is a draft, expired or future page), `unknowable` (the real build may have that page, the
one behind the truth could not), `origin: "shortcode"` (the address is made by a shortcode of the site and does not stand in
the source; not counted). Prints the share of broken links that are flagged, the share of our
errors that are broken, and both lists of disagreements.
"""

from __future__ import annotations

import argparse
import html
import json
import re
import sys
from bisect import bisect_right
from collections import Counter, defaultdict
from pathlib import Path
from urllib.parse import unquote

RULES = {"broken-link", "broken-image", "broken-anchor", "link-to-unpublished", "link-case-mismatch"}
# Explains a broken link too (`example.org` without a scheme), but also speaks of text that is no link in the output.
ALSO = {"malformed-link", "empty-link"}
# What may stand around a destination: brackets and quotes, or the braces of a shortcode.
EDGES = " \t\r\n()<>\"'`"


class Source:
    """A page's bytes, and which destinations of the truth stand where."""

    def __init__(self, path: Path):
        self.bytes = path.read_bytes()
        self.starts = [0] + [match.end() for match in re.finditer(rb"\n", self.bytes)]

    def line(self, offset: int) -> int:
        return bisect_right(self.starts, offset)

    def places(self, dest: str) -> list[tuple[int, int]]:
        """Every place where the destination stands by itself."""
        found = []
        for form in {dest, html.escape(dest, quote=False), dest.replace("_", "\\_")}:
            wanted = form.encode()
            at = self.bytes.find(wanted)
            while wanted and at >= 0:
                end = at + len(wanted)
                before = self.bytes[at - 1 : at].decode("latin-1")
                after = self.bytes[end : end + 1].decode("latin-1")
                if (not before or before in EDGES + "=:|!]") and (not after or after in EDGES + "{|*_,.;]\\"):
                    found.append((at, end))
                at = self.bytes.find(wanted, at + 1)
        return found


def normal(text: str) -> str:
    return unquote(html.unescape(text.replace("\\", "")))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("truth", type=Path)
    parser.add_argument("findings", type=Path)
    parser.add_argument("--site", type=Path, required=True, help="the checked folder")
    parser.add_argument("--limit", type=int, default=1000, help="disagreements to print of each kind")
    arguments = parser.parse_args()

    truth = [json.loads(line) for line in arguments.truth.read_text(encoding="utf-8").splitlines()]
    diagnostics = json.loads(arguments.findings.read_text(encoding="utf-8"))["diagnostics"]
    rendered = {row["source"] for row in truth}
    sources: dict[str, Source] = {}

    def source(path: str) -> Source:
        if path not in sources:
            sources[path] = Source(arguments.site / path)
        return sources[path]

    # Findings name their files as the command line named the site: absolute, relative, or from within.
    roots = [folder.as_posix().removesuffix("/") + "/" for folder in (arguments.site.resolve(), arguments.site) if folder.name]
    found = defaultdict(list)
    for entry in diagnostics:
        if entry["rule"] in RULES | ALSO and entry["span"] is not None and entry["path"]:
            path = entry["path"].replace("\\", "/").removeprefix("./")
            for root in roots:
                path = path.removeprefix(root)
            found[path].append(entry)

    broken = Counter()
    flagged = Counter()
    levels = Counter()
    missed = []
    claimed: dict[int, list[dict]] = defaultdict(list)  # by finding: the links of the truth at its place
    seen_dests = set()
    beyond = 0
    for row in truth:
        key = (row["source"], row["dest"])
        bad_target = not row["exists"]
        bad_fragment = row["exists"] and row["fragment_exists"] is False
        behind = (row.get("redirect") or {}).get("fragment_exists") is True
        row["broken"] = bad_target or (bad_fragment and not behind)
        places = source(row["source"]).places(row["dest"]) if row.get("origin") != "shortcode" else []
        hits = [
            entry
            for entry in found[row["source"]]
            if any(
                entry["span"]["start"]["offset"] < end and start < entry["span"]["end"]["offset"] for start, end in places
            )
        ]
        for entry in hits:
            claimed[id(entry)].append(row)
        if key in seen_dests:
            continue
        seen_dests.add(key)
        if not row["broken"]:
            continue
        if row.get("origin") == "shortcode":
            beyond += 1
            continue
        reasons = [reason for reason in ("unpublished", "unknowable") if row.get(reason)]
        kind = "anchor" if bad_fragment else (reasons + [row.get("origin", "link")])[0]
        broken[kind] += 1
        if hits:
            flagged[kind] += 1
            levels[min(entry["severity"] for entry in hits)] += 1
        else:
            missed.append((kind, row))

    wrong = []
    unknown = []
    errors = right = 0
    by_level: dict[str, Counter] = defaultdict(Counter)
    for path, entries in found.items():
        for entry in entries:
            rows = claimed.get(id(entry))
            if entry["rule"] in ALSO:
                continue
            if path not in rendered:
                state = "page not in the truth"
            elif not rows:
                state = "link not in the truth"
                unknown.append((path, entry))
            else:
                state = "broken" if any(row["broken"] for row in rows) else "works"
                if state == "works":
                    wrong.append((path, entry, rows[0]))
            by_level[f"{entry['severity']} {entry['rule']}"][state] += 1
            if entry["severity"] == "error" and rows:
                errors += 1
                right += state == "broken"

    print("broken links of the output (each destination once a page), and how many are flagged:")
    for kind in sorted(broken):
        print(f"  {kind:<12} {flagged[kind]:>5} of {broken[kind]:>5}")
    total, hit = sum(broken.values()), sum(flagged.values())
    print(f"  {'all':<12} {hit:>5} of {total:>5} = {100 * hit / max(total, 1):.1f} %   by level: {dict(levels)}")
    if broken["unknowable"]:
        total, hit = total - broken["unknowable"], hit - flagged["unknowable"]
        print(f"  {'but the unknowable':<12} {hit:>5} of {total:>5} = {100 * hit / max(total, 1):.1f} %")
    print(f"  (and {beyond} whose address a shortcode of the site makes: not in the source, not counted)")
    print("findings, by what the output says of the link:")
    for level in sorted(by_level):
        print(f"  {level:<32} {dict(by_level[level])}")
    print(f"errors whose link is broken in the output: {right} of {errors} = {100 * right / max(errors, 1):.1f} %")
    print(f"\nbroken and not flagged ({len(missed)}):")
    for kind, row in missed[: arguments.limit]:
        print(f"  {kind}: {row['source']}:{row.get('line')}: {row['dest']} (page {row['url']})")
    print(f"\nflagged and working ({len(wrong)}):")
    for path, entry, row in wrong[: arguments.limit]:
        at = entry["span"]["start"]["line"]
        print(f"  {path}:{at}: {entry['severity']}[{entry['rule']}] {entry['message']} -> {row.get('file')}")
    print(f"\nflagged, but no link of the truth stands there ({len(unknown)}):")
    for path, entry in unknown[: arguments.limit]:
        span = entry["span"]
        text = normal(source(path).bytes[span["start"]["offset"] : span["end"]["offset"]].decode("utf-8", "replace"))
        print(f"  {path}:{span['start']['line']}: {entry['severity']}[{entry['rule']}] {entry['message']}: {text}")
    return 1 if wrong or missed else 0


if __name__ == "__main__":
    sys.exit(main())
