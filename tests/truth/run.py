#!/usr/bin/env python3
"""Truth tests: what a generator's real output breaks, Foreword must flag; what works there, it must not.

    tests/truth/run.py [--scratch DIR] [--foreword BINARY] hugo jekyll eleventy mkdocs pelican mdbook

Every site of a generator under fixtures/_sites/ is built with the generator itself, the output is crawled, and each link
of the pages' own text is compared with Foreword's findings.

In these sites each link carries a label, as its text, `alt` or `title`, that says what its author believes:
`ok-…` works, `no-…` leads nowhere, `fatal-…` makes the generator refuse the whole site. A label stands once in its page and
alone on its line. `quiet-…` leads nowhere too, but in a way that only a build can know: Foreword must say nothing. `free-…`
is broken or not, depending on the host, and nothing is asked of Foreword. The generator is the judge: a wrong label is a disagreement as well.

Exit code 0: all agree; 1: disagreements; 77: a generator cannot be had (one sentence says why). Without `--foreword` only
the labels are held against the generators.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from crawl import Site  # noqa: E402
from generators import GENERATORS, Unavailable  # noqa: E402

REPOSITORY = Path(__file__).resolve().parents[2]
SITES = REPOSITORY / "fixtures" / "_sites"

# Findings that say: this link does not lead where it should.
RULES = {"broken-link", "broken-image", "broken-anchor", "link-to-unpublished", "link-case-mismatch", "malformed-link"}
LABEL = re.compile(r"(?<![\w#-])(ok|no|fatal|quiet|free)-[a-z0-9]+(?:-[a-z0-9]+)*(?![\w-])")
DEFINITION = re.compile(r"^ {0,3}\[([^\]^]+)\]:\s")
REFERENCE = re.compile(r"\[([^\]]+)\](?:\[([^\]]*)\])?(?!\()")
# Links that a generator makes by itself: of footnotes, of headings to themselves.
OWN_CLASSES = {"footnote-ref", "footnote-backref", "footnote", "reversefootnote", "header"}
SOURCES = {".md", ".markdown", ".html", ".mdx"}


@dataclass
class Labelled:
    """A link of a source page, by its label."""

    source: str
    label: str
    lines: set[int]  # where a finding may stand: its own line, its definition's
    broken: bool | None = None  # in the output; None: not there
    detail: str = ""

    @property
    def believed_broken(self) -> bool:
        return not self.label.startswith("ok-")


def labels_of(folder: Path) -> tuple[dict[tuple[str, str], Labelled], list[str]]:
    """All labels in the sources of a site, and mistakes in their use."""
    found: dict[tuple[str, str], Labelled] = {}
    mistakes = []
    for file in sorted(folder.rglob("*")):
        # What Foreword's own fixes make of the site is no part of it.
        if not file.is_file() or file.suffix not in SOURCES or "fixed" in file.relative_to(folder).parts:
            continue
        source = file.relative_to(folder).as_posix()
        # What `cargo test --test fixtures` makes of the site's fixes.
        if source.startswith("fixed/"):
            continue
        lines = file.read_text(encoding="utf-8").splitlines()
        definitions: dict[str, int] = {}
        for number, line in enumerate(lines, 1):
            if match := DEFINITION.match(line):
                definitions.setdefault(match[1].casefold(), number)
        for number, line in enumerate(lines, 1):
            if DEFINITION.match(line):
                continue
            labels = {match[0] for match in LABEL.finditer(line)}
            if len(labels) > 1:
                mistakes.append(f"{source}:{number}: two labels on one line")
            for label in labels:
                if (source, label) in found:
                    mistakes.append(f"{source}:{number}: `{label}` stands twice")
                at = {number}
                for match in REFERENCE.finditer(line):
                    name = (match[2] or match[1]).casefold()
                    if name in definitions:
                        at.add(definitions[name])
                found[source, label] = Labelled(source, label, at)
    return found, mistakes


def crawl(site: Site, labelled: dict[tuple[str, str], Labelled], source_of) -> list[str]:
    """Fills in what the output says of each label; returns links that carry none."""
    unlabelled = []
    for page in site.pages.values():
        source = source_of(page)
        if source is None:
            continue
        for link in page.links:
            target = site.follow(page, link.href)
            text = f"{link.text} {link.attributes.get('alt', '')} {link.attributes.get('title', '')}"
            match = LABEL.search(text)
            entry = labelled.get((source, match[0])) if match else None
            if target is None or (entry is None and not target.internal) or link.attributes.get("class", "") in OWN_CLASSES:
                continue
            if entry is None:
                unlabelled.append(f"{source}: `{link.href}` carries no label")
                continue
            broken = not target.exists or target.fragment_exists is False
            entry.broken = bool(entry.broken) or broken
            entry.detail = f"{link.href} -> {target.file or target.url}"
    return unlabelled


def without_fatal(folder: Path, keep: tuple[str, str] | None) -> None:
    """Takes the lines with `fatal-` labels out of a site, all but one."""
    for file in folder.rglob("*"):
        if not file.is_file() or file.suffix not in SOURCES:
            continue
        source = file.relative_to(folder).as_posix()
        text = file.read_text(encoding="utf-8")
        kept = []
        for line in text.split("\n"):
            match = LABEL.search(line)
            if match and match[1] == "fatal" and (source, match[0]) != keep:
                continue
            kept.append(line)
        if "\n".join(kept) != text:
            file.write_text("\n".join(kept), encoding="utf-8")


def copy(folder: Path, to: Path) -> Path:
    shutil.rmtree(to, ignore_errors=True)
    return Path(shutil.copytree(folder, to, ignore=shutil.ignore_patterns("expected.txt", "fixed")))


def findings(binary: str, folder: Path) -> dict[tuple[str, int], list[str]]:
    """What Foreword says of each line of each page."""
    command = [binary, "check", "--quiet", "--exit-zero", "--output-format", "json", "."]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8")
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}: {done.stderr}")
    found: dict[tuple[str, int], list[str]] = {}
    for entry in json.loads(done.stdout)["diagnostics"]:
        if entry["rule"] in RULES and entry["span"] is not None:
            path = (entry["path"] or "").replace("\\", "/").removeprefix("./")
            said = f"{entry['severity']}[{entry['rule']}] {entry['message']}"
            found.setdefault((path, entry["span"]["start"]["line"]), []).append(said)
    return found


def test_site(generator, tool, folder: Path, scratch: Path, binary: str | None) -> tuple[dict, list[str]]:
    """Builds and compares one site: its numbers, and the disagreements."""
    labelled, wrong = labels_of(folder)
    work = copy(folder, scratch / folder.name / "site")
    without_fatal(work, None)
    out = scratch / folder.name / "out"
    shutil.rmtree(out, ignore_errors=True)
    generator.build(tool, work, out)
    site = Site(str(out), generator.base_url(folder), clean_urls=generator.clean_urls)
    wrong += crawl(site, labelled, lambda page: generator.source(page, work))
    for entry in labelled.values():
        if not entry.label.startswith("fatal-"):
            continue
        single = copy(folder, scratch / folder.name / "fatal")
        without_fatal(single, (entry.source, entry.label))
        try:
            generator.build(tool, single, scratch / folder.name / "fatal-out")
            entry.broken, entry.detail = False, "the generator builds the site"
        except subprocess.CalledProcessError:
            entry.broken = True
    said = findings(binary, copy(folder, scratch / folder.name / "checked")) if binary else {}
    numbers = {"labels": len(labelled), "broken": 0, "labels wrong": 0, "missed": 0, "false alarms": 0}
    for entry in labelled.values():
        where = f"{entry.source}:{min(entry.lines)}: `{entry.label}`"
        free = entry.label.startswith("free-")
        if entry.broken is None:
            if free:
                continue
            wrong.append(f"{where} is in no page of the output")
            continue
        numbers["broken"] += entry.broken
        if entry.broken != entry.believed_broken and not free:
            numbers["labels wrong"] += 1
            wrong.append(f"{where} {'leads nowhere' if entry.broken else 'works'} in the output: {entry.detail}")
        if not binary or free:
            continue
        flags = [flag for line in sorted(entry.lines) for flag in said.get((entry.source, line), [])]
        expected = entry.broken and not entry.label.startswith("quiet-")
        if expected and not flags:
            numbers["missed"] += 1
            wrong.append(f"{where} leads nowhere and is not flagged: {entry.detail}")
        if flags and not expected:
            numbers["false alarms"] += 1
            wrong.append(f"{where} is flagged: {'; '.join(flags)} (output: {entry.detail})")
    if binary:
        lines = {(entry.source, line) for entry in labelled.values() for line in entry.lines}
        for place, flags in said.items():
            if place not in lines:
                wrong.append(f"{place[0]}:{place[1]} has no label and is flagged: {'; '.join(flags)}")
                numbers["false alarms"] += 1
    return numbers, wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("generators", nargs="+", choices=sorted(GENERATORS), metavar="GENERATOR", help=", ".join(GENERATORS))
    parser.add_argument("--scratch", type=Path, help="where generators are installed and sites are built; kept")
    parser.add_argument("--foreword", help="path of the binary; without it only the labels are checked")
    parser.add_argument("--site", help="only sites with this name")
    arguments = parser.parse_args()
    binary = str(Path(arguments.foreword).resolve()) if arguments.foreword else None
    temporary = None
    if arguments.scratch is None:
        temporary = tempfile.TemporaryDirectory()
        arguments.scratch = Path(temporary.name)
    scratch = arguments.scratch.resolve()
    missing = False
    total = 0
    rows = []
    for name in arguments.generators:
        generator = GENERATORS[name]
        scratch_tool = scratch / "tools" / name
        scratch_tool.mkdir(parents=True, exist_ok=True)
        try:
            tool = generator.install(scratch_tool)
        except Unavailable as reason:
            print(f"{name}: {reason}")
            missing = True
            continue
        for folder in (SITES / site for site in generator.sites):
            if arguments.site and folder.name != arguments.site:
                continue
            try:
                numbers, wrong = test_site(generator, tool, folder, scratch / "sites", binary)
            except subprocess.CalledProcessError as error:
                numbers, wrong = {}, ["the build failed: " + "\n".join((error.stdout + error.stderr).splitlines()[:12])]
            total += len(wrong)
            rows.append((folder.name, numbers))
            for line in wrong:
                print(f"{folder.name}: {line}")
    print(f"\n{'site':<20} {'labels':>7} {'broken':>7} {'wrong labels':>13} {'missed':>7} {'false alarms':>13}")
    for name, n in rows:
        cells = [str(n.get(key, "-")) for key in ("labels", "broken", "labels wrong", "missed", "false alarms")]
        print(f"{name:<20} {cells[0]:>7} {cells[1]:>7} {cells[2]:>13} {cells[3]:>7} {cells[4]:>13}")
    print(f"disagreements: {total}")
    if temporary:
        temporary.cleanup()
    if total:
        return 1
    return 77 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
