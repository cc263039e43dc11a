//! Reads one scalar a line from standard input and says what it means, in the words of `spellings.tsv`; for `compare.py`.
#![allow(clippy::print_stdout, reason = "a program for developers")]

#[path = "meaning.rs"]
mod meaning;

use std::io::BufRead;

fn main() -> std::io::Result<()> {
    for line in std::io::stdin().lock().lines() {
        println!("{}", meaning::meaning(&foreword::date::read::read(&line?)));
    }
    Ok(())
}
