//! Where a block takes one more key.

use super::node::{NodeRef, Style};
use super::{Document, Format};

impl Document<'_> {
    /// The byte at which the line of another key can be put behind those of `root`, the block's mapping; none where its
    /// lines are not one key each, flush left.
    pub fn tail(&self, root: NodeRef<'_, '_>) -> Option<usize> {
        match self.format? {
            Format::Yaml => self.line_end(root),
            Format::Toml => self.before_tables(root),
            Format::Json | Format::Headers => None,
        }
    }

    /// The line end that the block is written with.
    pub fn newline(&self) -> &'static str {
        let block = self.block.map_or("", |block| block.inner.slice(self.text));
        if block.contains("\r\n") { "\r\n" } else { "\n" }
    }

    /// The end of a YAML block in block style: the start of the closing fence's line.
    fn line_end(&self, root: NodeRef<'_, '_>) -> Option<usize> {
        let at = self.block?.close?.start as usize;
        let fits = root.style() != Style::Flow && self.text.get(..at)?.ends_with(['\n', '\r']);
        // A block whose keys are indented would need the same indentation.
        let flush = root.entries().next().is_none_or(|entry| {
            let start = entry.key_span().start as usize;
            self.text.get(..start).is_some_and(|before| before.ends_with(['\n', '\r']))
        });
        (fits && flush).then_some(at)
    }

    /// The place behind the last plain key of a TOML block: behind a table's header it would be the table's.
    fn before_tables(&self, root: NodeRef<'_, '_>) -> Option<usize> {
        let block = self.block?;
        let table = root
            .entries()
            .filter(|entry| matches!(entry.value().style(), Style::Table | Style::TableArray))
            .map(|entry| entry.key_span().start as usize)
            .min();
        let Some(table) = table else { return block.close.map(|close| close.start as usize) };
        let start = self.text.get(..table)?.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        (start >= block.inner.start as usize).then_some(start)
    }
}
