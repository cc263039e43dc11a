//! A made-up site: pages with YAML front matter and Markdown bodies, the same for the same seed.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{fs, io};

const WORDS: &[&str] = &[
    "anchor", "basil", "café", "delta", "ember", "fjord", "gravel", "harbour", "inlet", "juniper", "kettle", "lantern",
    "meadow", "north", "orchard", "paper", "quarry", "river", "stone", "thyme", "umber", "valley", "willow", "yarrow",
];

/// A page in memory.
pub(crate) struct Page {
    /// Its path relative to the site.
    pub(crate) path: PathBuf,
    /// Front matter and body.
    pub(crate) text: String,
}

/// A site in memory.
pub(crate) struct Site {
    /// Its pages, by path.
    pub(crate) pages: Vec<Page>,
}

impl Site {
    /// `count` pages with bodies of about `body` bytes.
    pub(crate) fn new(seed: u64, count: usize, body: usize) -> Self {
        let mut dice = Dice(seed);
        Self { pages: (0..count).map(|number| page(number, body, &mut dice)).collect() }
    }

    /// The size of all pages.
    pub(crate) fn bytes(&self) -> u64 {
        self.pages.iter().map(|page| page.text.len() as u64).sum()
    }

    /// Lays the site out as a Hugo site below `folder`.
    pub(crate) fn write(&self, folder: &Path) -> io::Result<()> {
        fs::write(folder.join("hugo.toml"), "baseURL = 'https://synthetic.example/'\n")?;
        for page in &self.pages {
            let path = folder.join(&page.path);
            fs::create_dir_all(path.parent().unwrap_or(folder))?;
            fs::write(path, &page.text)?;
        }
        Ok(())
    }
}

fn page(number: usize, body: usize, dice: &mut Dice) -> Page {
    let (year, month, day) = (2010 + number % 15, 1 + number % 12, 1 + number % 28);
    let mut text = format!(
        "---\ntitle: \"{} and {}, part {number}\"\ndate: {year}-{month:02}-{day:02}T09:30:00Z\nslug: page-{number}\n",
        dice.word(),
        dice.word()
    );
    let _ = writeln!(text, "description: How {} met {} by the {}.", dice.word(), dice.word(), dice.word());
    let _ = writeln!(text, "tags: [{}, {}]", WORDS[number % 7], WORDS[7 + number % 7]);
    // A folded scalar, a nested mapping and a block list now and then, as on real sites.
    if dice.below(3) == 0 {
        let _ = writeln!(text, "summary: >-\n  The {} was\n  further than the {}.", dice.word(), dice.word());
    }
    if dice.below(4) == 0 {
        let _ = writeln!(text, "params:\n  cover:\n    image: /img/{number}.jpg\n    alt: A {}", dice.word());
    }
    text.push_str("draft: false\n---\n\n");
    let end = text.len() + body;
    while text.len() < end {
        block(&mut text, dice);
    }
    Page { path: PathBuf::from(format!("content/posts/{year}/page-{number:05}.md")), text }
}

/// One heading, paragraph, list or code block.
fn block(text: &mut String, dice: &mut Dice) {
    match dice.below(8) {
        0 => {
            let _ = writeln!(text, "## The {} of {}\n", dice.word(), dice.word());
        }
        1 => {
            for _ in 0..3 {
                let _ = writeln!(text, "- {} with **{}**", dice.word(), dice.word());
            }
            text.push('\n');
        }
        2 => {
            let _ = writeln!(text, "```sh\n{} --{} {}\n```\n", dice.word(), dice.word(), dice.word());
        }
        _ => {
            for _ in 0..30 + dice.below(40) {
                text.push_str(dice.word());
                text.push(' ');
            }
            let _ = writeln!(text, "[{}](/posts/page-{}/).\n", dice.word(), dice.below(1_000));
        }
    }
}

/// Numbers that look like chance: SplitMix64.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % bound as u64).unwrap_or(0)
    }

    fn word(&mut self) -> &'static str {
        WORDS[self.below(WORDS.len())]
    }
}
