//! MDX: what is JavaScript and JSX in it, masked so that the rest parses as Markdown.
//!
//! CommonMark takes a line that starts with `<Component>` for an HTML block and swallows the Markdown on and below it;
//! MDX does not. So every JSX tag is masked: by blanks when it stands alone on its lines, otherwise by a word (blanks in
//! front of text could make it an indented code block). The tags are kept for the HTML reader, which finds their
//! addresses. Expressions and comments (`{…}`) and `import`/`export` blocks are masked too. As CommonMark reads the rest,
//! text indented by four or more columns stays code, which MDX does not have: a link there is missed, never invented.

use crate::document::directive::{DirectiveKind, Fill, Mask};
use memchr::{memchr, memmem};

/// Finds and masks ESM, expressions and tags. Linear: failed scans share a budget.
pub(crate) fn scan(source: &str, start: usize) -> Mask<'_> {
    let mut scanner = Scanner {
        bytes: source.as_bytes(),
        mask: Mask::new(source, start),
        budget: 4 * source.len() + 4096,
        no_ticks: Vec::new(),
    };
    scanner.run();
    scanner.mask
}

struct Scanner<'s> {
    bytes: &'s [u8],
    mask: Mask<'s>,
    budget: usize,
    /// Lengths of backtick runs that do not occur again in the paragraph that ends at the second number.
    no_ticks: Vec<(usize, usize)>,
}

impl Scanner<'_> {
    fn run(&mut self) {
        let mut at = 0;
        let mut fresh = true;
        while at < self.bytes.len() {
            // At the start of a line.
            let end = line_end(self.bytes, at);
            let line = &self.bytes[at..end];
            if fresh && let Some(next) = self.esm(at) {
                at = next;
                continue;
            }
            fresh = line.trim_ascii().is_empty();
            if let Some((mark, count)) = fence(line) {
                at = self.fence_end(end, mark, count);
                continue;
            }
            at = self.inline(at, end);
        }
    }

    /// One line from `at`; constructs may reach beyond it. Gives the start of the next line.
    fn inline(&mut self, mut at: usize, mut end: usize) -> usize {
        while at < end {
            let next = match self.bytes[at] {
                b'\\' => Some(at + 2),
                b'`' => Some(self.code(at)),
                b'{' => self.expression(at),
                b'<' => self.tag(at),
                _ => None,
            };
            at = next.unwrap_or(at + 1);
            if at > end {
                end = line_end(self.bytes, at.min(self.bytes.len()));
            }
        }
        at.max(end)
    }

    /// `import` or `export` at the start of a block: up to the next empty line outside braces.
    fn esm(&mut self, at: usize) -> Option<usize> {
        let rest = &self.bytes[at..];
        let word = ["import", "export"].into_iter().find(|word| {
            rest.starts_with(word.as_bytes()) && matches!(rest.get(word.len()), Some(b' ' | b'{' | b'*' | b'"' | b'\''))
        })?;
        // Prose may begin with these words; JavaScript behind them does not look like it.
        let line = self.mask.source[at + word.len()..line_end(self.bytes, at)].trim();
        let code = match word {
            "import" => {
                line.starts_with(['{', '*', '"', '\'']) || line.contains(" from ") && line.contains(['"', '\''])
            }
            _ => {
                ["const ", "let ", "var ", "function", "async ", "class ", "default ", "{", "*", "type ", "interface "]
                    .iter()
                    .any(|start| line.starts_with(start))
            }
        };
        if !code {
            return None;
        }
        let mut end = at;
        loop {
            let next = line_end(self.bytes, end);
            let mut inside = end;
            let mut reach = next;
            while inside < next {
                match self.bytes[inside] {
                    b'{' => {
                        inside = self.braces(inside).unwrap_or(inside + 1);
                        reach = reach.max(inside);
                    }
                    quote @ (b'"' | b'\'' | b'`') => inside = self.string(inside, quote).unwrap_or(inside + 1),
                    b'/' if self.bytes[inside..].starts_with(b"//") => inside = next,
                    _ => inside += 1,
                }
            }
            end = if reach > next { line_end(self.bytes, reach) } else { next };
            if end >= self.bytes.len() || self.bytes[end..line_end(self.bytes, end)].trim_ascii().is_empty() {
                break;
            }
        }
        let range = at..end;
        self.mask.push(&range, DirectiveKind::Expression, &self.mask.source[range.clone()]);
        self.mask.hide(range);
        Some(end)
    }

    /// The line behind a code block that starts above `at`.
    fn fence_end(&self, mut at: usize, mark: u8, count: usize) -> usize {
        while at < self.bytes.len() {
            let end = line_end(self.bytes, at);
            let line = self.bytes[at..end].trim_ascii_start();
            let line = line.strip_prefix(b">").unwrap_or(line).trim_ascii();
            at = end;
            if line.len() >= count && line.iter().all(|b| *b == mark) {
                break;
            }
        }
        at
    }

    /// Behind a code span, or behind the backticks where they open none.
    fn code(&mut self, at: usize) -> usize {
        let count = self.bytes[at..].iter().take_while(|b| **b == b'`').count();
        if self.budget == 0 || self.no_ticks.iter().any(|(missing, until)| *missing == count && at < *until) {
            return at + count;
        }
        let mut probe = at + count;
        while let Some(found) = memchr::memchr2(b'`', b'\n', &self.bytes[probe..]) {
            probe += found;
            if self.bytes[probe] == b'\n' {
                probe += 1;
                if self.bytes[probe..line_end(self.bytes, probe)].trim_ascii().is_empty() {
                    break;
                }
                continue;
            }
            let run = self.bytes[probe..].iter().take_while(|b| **b == b'`').count();
            probe += run;
            if run == count {
                return probe;
            }
        }
        self.no_ticks.retain(|(_, until)| at < *until);
        self.no_ticks.push((count, probe.max(at + count)));
        self.budget = self.budget.saturating_sub(probe - at);
        at + count
    }

    /// `{…}`: masked by a word; a comment by blanks.
    fn expression(&mut self, at: usize) -> Option<usize> {
        if self.bytes.get(at + 1) == Some(&b'#') {
            // Docusaurus reads `{#id}` before MDX does.
            return None;
        }
        let end = self.braces(at)?;
        let range = at..end;
        let inner = self.mask.source[at + 1..end - 1].trim();
        if inner.starts_with("/*") && inner.ends_with("*/") {
            self.mask.opaque.push(self.mask.span(&range));
            self.mask.hide(range);
        } else {
            self.mask.push(&range, DirectiveKind::Expression, inner);
            self.mask.fill(range, Fill::Word);
        }
        Some(end)
    }

    /// A JSX tag, opening or closing, or a fragment's `<>`.
    fn tag(&mut self, at: usize) -> Option<usize> {
        if self.budget == 0 {
            return None;
        }
        if self.bytes[at..].starts_with(b"<!--") {
            let found = memmem::find(&self.bytes[at..], b"-->");
            if found.is_none() {
                self.budget = self.budget.saturating_sub(self.bytes.len() - at);
            }
            return found.map(|found| at + found + 3);
        }
        let name = at + 1 + usize::from(self.bytes.get(at + 1) == Some(&b'/'));
        let first = *self.bytes.get(name)?;
        let mut probe = name;
        if first != b'>' {
            if !first.is_ascii_alphabetic() && first != b'_' {
                return None;
            }
            let rest = &self.bytes[name..];
            probe +=
                rest.iter().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.' | b':')).count();
            // `<https://…>` and `<a@b.c>` are no tags.
            if !matches!(self.bytes.get(probe), Some(b' ' | b'\t' | b'\r' | b'\n' | b'/' | b'>'))
                || self.bytes[name..probe].ends_with(b":")
            {
                return None;
            }
        }
        let from = probe;
        let expressions = self.mask.directives.len();
        while let Some(&byte) = self.bytes.get(probe) {
            if self.budget < probe - from {
                break;
            }
            match byte {
                b'>' => {
                    let range = at..probe + 1;
                    self.mask.tags.push(range.clone());
                    self.mask.hide(range);
                    return Some(probe + 1);
                }
                b'<' => break,
                b'"' | b'\'' => match memchr(byte, &self.bytes[probe + 1..]) {
                    Some(found) => probe += found + 2,
                    None => {
                        probe = self.bytes.len();
                        break;
                    }
                },
                b'{' => match self.braces(probe) {
                    Some(end) => {
                        let range = probe..end;
                        self.mask.push(&range, DirectiveKind::Expression, &self.mask.source[probe + 1..end - 1]);
                        probe = end;
                    }
                    None => break,
                },
                _ => probe += 1,
            }
        }
        self.budget = self.budget.saturating_sub(probe - from);
        // No tag, so they are found again.
        self.mask.directives.truncate(expressions);
        None
    }

    /// Behind the brace that closes the one at `at`; knows strings, templates and comments of JavaScript.
    fn braces(&mut self, at: usize) -> Option<usize> {
        let mut depth = 0usize;
        let mut probe = at;
        while probe < self.bytes.len() && probe - at <= self.budget {
            match self.bytes[probe] {
                b'{' => depth += 1,
                b'}' => {
                    depth -= 1;
                    if depth == 0 {
                        return Some(probe + 1);
                    }
                }
                quote @ (b'"' | b'\'' | b'`') => {
                    // An apostrophe in the text of nested JSX opens no string.
                    probe = self.string(probe, quote).unwrap_or(probe + 1);
                    continue;
                }
                b'/' if self.bytes[probe..].starts_with(b"/*") => {
                    let Some(found) = memmem::find(&self.bytes[probe + 2..], b"*/") else {
                        probe = self.bytes.len();
                        break;
                    };
                    probe += found + 4;
                    continue;
                }
                _ => {}
            }
            probe += 1;
        }
        self.budget = self.budget.saturating_sub(probe.min(self.bytes.len()) - at);
        None
    }

    /// Behind the string that starts at `at`; `None` where it does not end, for `"` and `'` on its line.
    fn string(&mut self, at: usize, quote: u8) -> Option<usize> {
        let mut probe = at + 1;
        while probe < self.bytes.len() && self.budget > 0 {
            match self.bytes[probe] {
                b'\\' => probe += 2,
                b'\n' if quote != b'`' => break,
                byte if byte == quote => return Some(probe + 1),
                _ => probe += 1,
            }
        }
        self.budget = self.budget.saturating_sub(probe - at);
        None
    }
}

/// Behind the line end of the line that holds `at`.
fn line_end(bytes: &[u8], at: usize) -> usize {
    memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |found| at + found + 1)
}

/// The mark and length of a code fence, also behind `>` and list markers.
fn fence(line: &[u8]) -> Option<(u8, usize)> {
    let skip =
        line.iter().take_while(|b| matches!(b, b' ' | b'\t' | b'>' | b'-' | b'*' | b'+' | b'.' | b')' | b'0'..=b'9'));
    let line = &line[skip.count()..];
    let mark = *line.first().filter(|b| matches!(b, b'`' | b'~'))?;
    let count = line.iter().take_while(|b| **b == mark).count();
    (count >= 3 && (mark == b'~' || !line[count..].contains(&mark))).then_some((mark, count))
}
