"""Compares how dates of real sites are read here with how PyYAML, Ruby's Psych and Hugo read them.

usage: python3 tests/dates/compare.py SITE…

Each SITE is a folder of a checked-out site. Every YAML value under a key of a date is handed to
`cargo run --example dates`, to PyYAML and, where `ruby` is on PATH, to Psych; for sites of Hugo the front matter of all
pages is built with a layout that prints their dates, where `hugo` is on PATH or HUGO names it. Differences are listed
with their number; the exit code is 1 when there are any but those that `expected` explains.
"""

from __future__ import annotations

import collections
import datetime
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml

KEYS = {
    *("date lastmod modified updated publishdate pubdate published expirydate unpublishdate last_modified_at".split()),
    *("start end start_date end_date startdate enddate event_start event_end date_start date_end".split()),
    *("release releasedate latestreleasedate eol eoas support addedat pubdatetime deadline released".split()),
}
RUBY = """
require 'json'; require 'psych'; require 'date'; require 'time'
STDIN.each_line(chomp: true) do |line|
  value = begin Psych.safe_load(line, permitted_classes: [Date, Time, DateTime]) rescue "! #{$!.class}" end
  text = case value
         when Time then "time #{value.utc.strftime('%Y-%m-%dT%H:%M:%S')}"
         when Date then "day #{value.iso8601}"
         else "other" end
  puts text
end
"""


def blocks(site: Path):
    """The YAML front matter of all pages, as text."""
    for path in sorted(site.rglob("*")):
        if path.suffix not in (".md", ".markdown", ".mdx", ".html") or not path.is_file():
            continue
        text = path.read_text("utf-8", "replace")
        found = re.match(r"\ufeff?---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", text, re.S)
        if found:
            yield path, found[1]


def scalars(node):
    """Plain scalars under keys of dates, at any depth."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            name = str(key.value).lower()
            values = value.value if isinstance(value, yaml.SequenceNode) else [value]
            for each in values:
                if isinstance(each, yaml.ScalarNode) and each.style is None and name in KEYS:
                    yield each.value
                elif isinstance(each, yaml.CollectionNode):
                    yield from scalars(each)
    elif isinstance(node, yaml.SequenceNode):
        for each in node.value:
            yield from scalars(each)


def utc(meaning: str) -> str:
    """A meaning of ours on a clock in UTC, without a fraction; what names no zone is taken for UTC."""
    found = re.match(r"(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(:\d\d)?(?:\.\d+)?(Z|[+-]\d\d:\d\d)?)?$", meaning)
    if not found:
        return "other"
    day, minute, second, zone = found.groups()
    if not minute:
        return f"day {day}"
    at = datetime.datetime.fromisoformat(f"{day}T{minute}{second or ':00'}")
    if zone and zone != "Z":
        away = datetime.timedelta(hours=int(zone[1:3]), minutes=int(zone[4:]))
        at = at - away if zone[0] == "+" else at + away
    return f"time {at.isoformat()}"


def of_pyyaml(text: str) -> str:
    try:
        value = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError):
        return "other"
    if isinstance(value, datetime.datetime):
        value = value.astimezone(datetime.timezone.utc).replace(tzinfo=None) if value.tzinfo else value
        return f"time {value.replace(microsecond=0).isoformat()}"
    if isinstance(value, datetime.date):
        return f"day {value.isoformat()}"
    return "other"


def ours(texts: list[str]) -> list[str]:
    command = ["cargo", "run", "--quiet", "--example", "dates"]
    done = subprocess.run(command, input="\n".join(texts) + "\n", capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def expected(text: str, mine: str, theirs: str) -> str | None:
    """Why a difference is none of meaning."""
    if theirs == "other":
        if not mine.startswith(("-", "!")):
            return "text to the other parser, a date to people"
        return "no date to both"
    if mine.startswith("! there is no year"):
        return "the year 0"
    return None


def report(name: str, rows) -> int:
    same, known, differ = 0, collections.Counter(), []
    for text, mine, theirs in rows:
        if utc(mine) == theirs and theirs != "other":
            same += 1
        elif why := expected(text, mine, theirs):
            known[why] += 1
        else:
            differ.append((text, mine, theirs))
    print(f"{name}: {same} alike, {dict(known)}, {len(differ)} differ")
    for text, mine, theirs in sorted(set(differ)):
        print(f"  {text!r}: here {mine}, there {theirs}")
    return len(differ)


def of_hugo(site: Path, hugo: str) -> dict[str, str]:
    """`.Date` of every page by its path, as UTC."""
    content = next((site / name for name in ("content", "content/en") if (site / name).is_dir()), None)
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        for path, block in blocks(content):
            target = root / "content" / path.relative_to(content)
            target.parent.mkdir(parents=True, exist_ok=True)
            # Whatever else stands there may stop the build.
            dates = "\n".join(re.findall(r"^date:.*$", block, re.M | re.I))
            target.write_text(f"---\n{dates}\n---\n", "utf-8")
        (root / "layouts").mkdir()
        line = '{{ range site.Pages }}{{ if .File }}{{ .File.Path }}\t{{ .Date.UTC.Format "2006-01-02T15:04:05" }}\n{{ end }}{{ end }}'
        (root / "layouts" / "index.txt").write_text(line, "utf-8")
        (root / "hugo.toml").write_text(
            'baseURL = "https://example.org/"\ndisableKinds = ["taxonomy", "term", "rss", "sitemap", "404"]\n'
            '[outputs]\nhome = ["txt"]\n[outputFormats.txt]\nmediaType = "text/plain"\nisPlainText = true\nbaseName = "dates"\n'
            '[frontmatter]\ndate = ["date"]\n',
            "utf-8",
        )
        done = subprocess.run([hugo, "-DFE"], cwd=root, capture_output=True, text=True)
        if not (root / "public" / "dates.txt").exists():
            sys.exit(f"Hugo: {done.stdout}\n{done.stderr}")
        lines = (root / "public" / "dates.txt").read_text("utf-8").splitlines()
        return dict(line.split("\t") for line in lines if "\t" in line)


def is_hugo(site: Path) -> bool:
    settings = [*site.glob("hugo.*"), *site.glob("config.*")]
    return (site / "content").is_dir() and any("baseURL" in path.read_text("utf-8") for path in settings)


def compare_hugo(site: Path, hugo: str) -> int:
    content = site / "content"
    pages, texts = [], []
    for path, block in blocks(content):
        found = [m for m in re.finditer(r"^date:[ \t]*(.*?)[ \t]*(?:[ \t]#.*)?$", block, re.M | re.I)]
        if found and found[-1][1].strip("\"'"):
            pages.append(str(path.relative_to(content)))
            texts.append(found[-1][1].strip("\"'"))
    there = of_hugo(site, hugo)
    rows = []
    for page, text, mine in zip(pages, texts, ours(texts)):
        at = there.get(page)
        if at is None:
            continue
        theirs = "other" if at.startswith("0001-01-01") else f"time {at}"
        # A day is its midnight.
        mine_utc = mine + "T00:00" if re.fullmatch(r"\d{4}-\d\d-\d\d", mine) else mine
        rows.append((text, mine_utc, theirs))
    return report(f"{site.name}, Hugo", rows)


def main() -> int:
    ruby, hugo = shutil.which("ruby"), os.environ.get("HUGO") or shutil.which("hugo")
    differ = 0
    for site in map(Path, sys.argv[1:]):
        texts: list[str] = []
        for _, block in blocks(site):
            try:
                texts.extend(text for text in scalars(yaml.compose(block)) if "\n" not in text and text.strip())
            except yaml.YAMLError:
                continue
        if texts:
            mine = ours(texts)
            differ += report(f"{site.name}, PyYAML", zip(texts, mine, map(of_pyyaml, texts)))
            if ruby:
                done = subprocess.run([ruby, "-e", RUBY], input="\n".join(texts) + "\n", capture_output=True, text=True)
                differ += report(f"{site.name}, Psych", zip(texts, mine, done.stdout.splitlines()))
        if hugo and is_hugo(site):
            differ += compare_hugo(site, hugo)
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
