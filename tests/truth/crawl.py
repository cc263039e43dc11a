#!/usr/bin/env python3
"""Crawls a built site (a folder of HTML files) and says which of its internal links lead nowhere.

Every link is resolved as a browser does: against the page's URL (or its `<base>`), percent-decoded, `index.html` for
folders, absolute links to the site's own host counted as internal. A link *exists* when a file of the output answers
it; a fragment exists when the target page has an element with that `id` (or an `<a name>`).

As a program it prints one JSON object a line for every internal link; as a module it offers `Site`.
Python's standard library is all it needs.
"""

from __future__ import annotations

import argparse
import html.parser
import json
import os
import re
import sys
from dataclasses import dataclass, field
from urllib.parse import quote, unquote, urljoin, urlsplit

# Where HTML holds URLs: https://html.spec.whatwg.org/multipage/indices.html#attributes-3
URL_ATTRIBUTES = {
    "a": ["href"],
    "area": ["href"],
    "audio": ["src"],
    "embed": ["src"],
    "form": ["action"],
    "iframe": ["src"],
    "image": ["href", "xlink:href"],
    "img": ["src"],
    "input": ["src"],
    "link": ["href"],
    "object": ["data"],
    "script": ["src"],
    "source": ["src"],
    "track": ["src"],
    "use": ["href", "xlink:href"],
    "video": ["src", "poster"],
}
SRCSET_TAGS = {"img", "source"}
IMAGE_TAGS = {"image", "img", "source", "use", "video", "picture"}
HTML_SUFFIXES = (".html", ".htm", ".xhtml")


@dataclass
class Page:
    """One HTML file of the output."""

    path: str  # in the output folder, with slashes
    url: str  # absolute, as a visitor sees it
    base: str  # what its links are resolved against
    ids: set[str] = field(default_factory=set)
    meta: dict[str, str] = field(default_factory=dict)
    refresh: str | None = None  # where `<meta http-equiv=refresh>` leads
    links: list["Link"] = field(default_factory=list)


@dataclass
class Link:
    """One URL as it stands in an HTML file."""

    tag: str
    attribute: str
    href: str  # as written, character references decoded
    attributes: dict[str, str]
    text: str = ""  # what stands between `<a>` and `</a>`

    @property
    def kind(self) -> str:
        return "image" if self.tag in IMAGE_TAGS else "link"


@dataclass
class Target:
    """Where a link leads."""

    url: str
    internal: bool  # on the site's own host
    outside: bool  # on the own host, but above the base path: another site may live there
    path: str | None  # URL path below the base path, decoded
    file: str | None  # the file of the output that answers
    fragment: str | None
    fragment_exists: bool | None  # None: no fragment, or the target is no HTML page
    redirect: str | None  # where the target page sends on by `<meta http-equiv=refresh>`

    @property
    def exists(self) -> bool:
        return self.file is not None or not self.internal


class _Parser(html.parser.HTMLParser):
    def __init__(self, page: Page):
        super().__init__(convert_charrefs=True)
        self.page = page
        self.based = False
        self.open: Link | None = None  # the `<a>` whose text is being read

    def handle_data(self, data):
        if self.open is not None:
            self.open.text += data

    def handle_endtag(self, tag):
        if tag == "a":
            self.open = None

    def handle_starttag(self, tag, attrs):
        attributes = {}
        for key, value in attrs:
            attributes.setdefault(key, value or "")  # of a repeated attribute the first counts
        page = self.page
        if attributes.get("id"):
            page.ids.add(attributes["id"])
        if tag == "a" and attributes.get("name"):
            page.ids.add(attributes["name"])
        if tag == "base" and "href" in attributes and not self.based:
            page.base = urljoin(page.url, clean(attributes["href"]))
            self.based = True
        if tag == "meta":
            if "name" in attributes:
                page.meta.setdefault(attributes["name"], attributes.get("content", ""))
            if attributes.get("http-equiv", "").lower() == "refresh":
                found = re.match(r"\s*[\d.]*\s*[;,]?\s*url\s*=\s*[\"']?([^\"']*)", attributes.get("content", ""), re.I)
                if found:
                    page.refresh = found.group(1).strip()
        if tag == "img" and self.open is not None:
            self.open.text += attributes.get("alt", "")
        for name in URL_ATTRIBUTES.get(tag, ()):
            if name in attributes:
                page.links.append(Link(tag, name, attributes[name], attributes))
                if tag == "a":
                    self.open = page.links[-1]
        if tag in SRCSET_TAGS and "srcset" in attributes:
            for candidate in split_srcset(attributes["srcset"]):
                page.links.append(Link(tag, "srcset", candidate, attributes))

    handle_startendtag = handle_starttag


def split_srcset(text: str) -> list[str]:
    """The URLs of a `srcset`: separated by commas that follow a descriptor or end a URL."""
    urls = []
    rest = text
    while rest := rest.lstrip(" \t\r\n\f,"):
        url, _, rest = rest.partition(" ") if " " in rest else (rest, "", "")
        if url.endswith(","):
            urls.append(url.rstrip(","))
            continue
        urls.append(url)
        _, _, rest = rest.partition(",")
    return urls


def read_redirects(text: str) -> list[tuple[re.Pattern, str]]:
    """The rules of a Netlify `_redirects` file: https://docs.netlify.com/routing/redirects/"""
    rules = []
    for line in text.splitlines():
        parts = line.split("#", 1)[0].split() if line.lstrip().startswith("#") else line.split()
        if len(parts) < 2 or not parts[0].startswith("/"):
            continue
        pattern = re.escape(parts[0]).replace("\\*", "(?P<splat>.*)")
        pattern = re.sub(r":(\w+)", r"(?P<\1>[^/]+)", pattern)
        # A trailing slash makes no difference to Netlify.
        pattern = pattern.removesuffix("/") + "/?"
        rules.append((re.compile(pattern), parts[1]))
    return rules


def clean(href: str) -> str:
    """What the URL parser drops before it starts: https://url.spec.whatwg.org/#concept-basic-url-parser"""
    href = href.strip("".join(map(chr, range(0x21))))
    href = re.sub(r"[\t\n\r]", "", href)
    if not re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", href) or href.lower().startswith(("http:", "https:")):
        head, mark, tail = re.match(r"([^?#]*)([?#]?)(.*)", href, re.S).groups()
        href = head.replace("\\", "/") + mark + tail
    return href


class Site:
    """A built site: all its files, and its HTML pages with their links and ids."""

    def __init__(self, root: str, base_url: str, clean_urls: bool = False):
        """`clean_urls`: the server answers `/a` with `a.html`, as GitHub Pages and Netlify do."""
        self.base_url = base_url if base_url.endswith("/") else base_url + "/"
        split = urlsplit(self.base_url)
        self.host = split.netloc.lower()
        self.base_path = split.path
        self.clean_urls = clean_urls
        self.files: set[str] = set()
        self.pages: dict[str, Page] = {}
        self.redirects: list[tuple[re.Pattern, str]] = []
        for folder, folders, names in os.walk(root):
            folders.sort()
            for name in sorted(names):
                path = os.path.relpath(os.path.join(folder, name), root).replace(os.sep, "/")
                self.files.add(path)
                if path == "_redirects":
                    with open(os.path.join(folder, name), encoding="utf-8") as opened:
                        self.redirects = read_redirects(opened.read())
                if name.lower().endswith(HTML_SUFFIXES):
                    self.pages[path] = self._read(os.path.join(folder, name), path)

    def _read(self, file: str, path: str) -> Page:
        shown = re.sub(r"(^|/)index\.html$", r"\1", path)
        url = self.base_url + quote(shown)
        page = Page(path, url, url)
        with open(file, encoding="utf-8", errors="replace") as opened:
            parser = _Parser(page)
            parser.feed(opened.read())
            parser.close()
        return page

    def find(self, path: str) -> str | None:
        """The file that answers the URL path (decoded, relative to the base path)."""
        path = re.sub(r"/{2,}", "/", path)
        if path == "" or path.endswith("/"):
            candidates = [path + "index.html"]
        else:
            candidates = [path, path + "/index.html"]
            if self.clean_urls:
                candidates.append(path + ".html")
        return next((name for name in candidates if name in self.files), None)

    def resolve(self, page: Page, href: str, hops: int = 0) -> Target | None:
        """Where the link leads, through the site's `_redirects`; None for no page or file (`mailto:`, `data:`, …)."""
        href = clean(href)
        try:
            url = urljoin(page.base, href)
            split = urlsplit(url)
            host = split.netloc.lower()
        except ValueError:
            return None
        if split.scheme not in ("http", "https"):
            return None
        fragment = None
        if "#" in href:
            fragment = href.split("#", 1)[1].split(":~:", 1)[0]
        if host != self.host:
            return Target(url, False, False, None, None, fragment, None, None)
        decoded = unquote(split.path) or "/"
        if not (decoded + "/").startswith(unquote(self.base_path)):
            return Target(url, True, True, None, None, fragment, None, None)
        path = decoded[len(unquote(self.base_path)) :]
        file = self.find(path)
        if file is None and hops < 5:
            for pattern, to in self.redirects:
                if found := pattern.fullmatch("/" + path):
                    for key, value in found.groupdict().items():
                        to = to.replace(":" + key, value)
                    return self.resolve(page, to if "#" in to or fragment is None else f"{to}#{fragment}", hops + 1)
        target = self.pages.get(file) if file is not None else None
        fragment_exists = None
        redirect = None
        if target is not None:
            redirect = target.refresh
            if fragment is not None:
                # https://html.spec.whatwg.org/multipage/browsing-the-web.html#find-a-potential-indicated-element
                decoded_fragment = unquote(fragment)
                fragment_exists = (
                    fragment in target.ids
                    or decoded_fragment in target.ids
                    or decoded_fragment.lower() in ("", "top")
                )
        return Target(url, True, False, path, file, fragment, fragment_exists, redirect)


    def follow(self, page: Page, href: str) -> Target | None:
        """As `resolve`, and on through redirecting pages; their targets are asked for the link's fragment."""
        target = self.resolve(page, href)
        for _ in range(5):
            if target is None or target.redirect is None:
                break
            fragment = f"#{target.fragment}" if target.fragment else ""
            target = self.resolve(self.pages[target.file], target.redirect.split("#")[0] + fragment)
        return target


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("folder", help="the built site")
    parser.add_argument("--base-url", default="https://example.org/")
    parser.add_argument("--clean-urls", action="store_true", help="the server answers /a with a.html")
    parser.add_argument("--broken", action="store_true", help="print only what leads nowhere")
    arguments = parser.parse_args()
    site = Site(arguments.folder, arguments.base_url, arguments.clean_urls)
    broken = 0
    for page in site.pages.values():
        for link in page.links:
            target = site.resolve(page, link.href)
            if target is None or not target.internal:
                continue
            bad = not target.exists or target.fragment_exists is False
            broken += bad
            if arguments.broken and not bad:
                continue
            print(
                json.dumps(
                    {
                        "page": page.path,
                        "tag": link.tag,
                        "attribute": link.attribute,
                        "href": link.href,
                        "url": target.url,
                        "file": target.file,
                        "exists": target.exists,
                        "fragment": target.fragment,
                        "fragment_exists": target.fragment_exists,
                        "redirect": target.redirect,
                    },
                    ensure_ascii=False,
                )
            )
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
