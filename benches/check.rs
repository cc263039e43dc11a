//! How long Foreword takes for a synthetic site of 1,000 pages: reading one document, all documents, and a whole check.
//!
//! `cargo bench --bench check`. The site is made from a fixed seed, so that two runs measure the same work; what real sites
//! cost is measured by `ratio.sh` beside this file. `parse/*` is the library alone, on texts in memory. `check/*` is the
//! program as users start it: process, walk, reading, rules and output.
#![allow(clippy::disallowed_methods, clippy::print_stdout, clippy::print_stderr, reason = "a program for developers")]

#[path = "check/synthetic.rs"]
mod synthetic;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use foreword::document::{Document, ReadAs};
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::process::{Command, Stdio};
use synthetic::Site;

/// Pages of the site.
const PAGES: usize = 1_000;
/// Bytes of a page's body, about.
const BODY: usize = 3_000;
/// Any number; always the same.
const SEED: u64 = 7;

/// The library: texts in memory to documents.
fn parse(criterion: &mut Criterion) {
    let site = Site::new(SEED, PAGES, BODY);
    let read = ReadAs::default();
    let mut group = criterion.benchmark_group("parse");

    let page = &site.pages[0].text;
    group.throughput(Throughput::Bytes(page.len() as u64));
    group.bench_function("page", |bencher| bencher.iter(|| Document::parse(black_box(page), &read)));

    // The front matter alone: what a site of many small pages mostly costs.
    let head = &page[..page.rfind("---\n").map_or(page.len(), |at| at + 4)];
    group.throughput(Throughput::Bytes(head.len() as u64));
    group.bench_function("front matter", |bencher| bencher.iter(|| Document::parse(black_box(head), &read)));

    group.sample_size(20).throughput(Throughput::Bytes(site.bytes()));
    group.bench_function("site", |bencher| {
        bencher.iter(|| {
            for page in &site.pages {
                black_box(Document::parse(black_box(&page.text), &read));
            }
        });
    });
    group.finish();
}

/// The program: a folder to findings.
fn check(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut site = Site::new(SEED, PAGES, BODY);
    // One mistake shows that the check is a check.
    site.pages[PAGES / 2].text.insert_str(4, "title: planted\n");
    site.write(folder.path()).expect("the site can be written");
    assert!(findings(folder.path()).contains("duplicate-key"), "the check does not find the planted mistake");

    let mut group = criterion.benchmark_group("check");
    group.sample_size(20).throughput(Throughput::Elements(PAGES as u64));
    group.bench_function("site", |bencher| bencher.iter(|| findings(folder.path())));

    // One page of the same site: the whole site is read, one page is reported.
    let one = folder.path().join(&site.pages[0].path);
    group.bench_function("one page", |bencher| bencher.iter(|| findings(&one)));

    // Start-up: next to no pages.
    let small = tempfile::tempdir().expect("a temporary folder");
    fs::write(small.path().join("page.md"), &site.pages[0].text).expect("the page can be written");
    group.throughput(Throughput::Elements(1));
    group.bench_function("nearly nothing", |bencher| bencher.iter(|| findings(small.path())));
    group.finish();
}

/// Checks `path` as users do and returns what was printed.
fn findings(path: &Path) -> String {
    let run = Command::new(env!("CARGO_BIN_EXE_foreword"))
        .args(["check", "--isolated", "--quiet", "--exit-zero", "--output-format", "concise"])
        .arg(path)
        .stdin(Stdio::null())
        .output()
        .expect("foreword starts");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).expect("output is UTF-8")
}

criterion_group!(benches, parse, check);
criterion_main!(benches);
