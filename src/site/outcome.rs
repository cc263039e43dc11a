//! What became of the links of a site that do not simply lead to a page or file.

/// A link with something to tell.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The page it stands in, by position in [`super::Site::pages`].
    pub page: u32,
    /// Its position in [`super::page::Page::links`].
    pub link: u32,
    /// What it is.
    pub fault: Fault,
}

/// What is to be told of a link.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// It leads nowhere.
    Missing(Missing),
    /// It leads somewhere only where letter case counts for nothing.
    Case {
        /// The destination as it should be written, fragment and query included.
        right: String,
    },
    /// The target exists and does not have the fragment.
    Fragment {
        /// The target, by position in [`super::Site::pages`].
        target: u32,
        /// The fragment looked for, decoded, without `#`.
        fragment: String,
        /// The nearest fragment that exists.
        near: Option<Near>,
        /// Why the target may have it all the same; the finding is `info` then.
        doubt: Option<&'static str>,
    },
    /// The target is not published.
    Unpublished {
        /// The target, by position in [`super::Site::pages`].
        target: u32,
    },
    /// It goes through an alias or redirect.
    Alias {
        /// The destination as it should be written; `None` where the redirect leads out of the site.
        right: Option<String>,
    },
    /// The target exists on this disk and version control does not track it.
    Untracked {
        /// The target, relative to the project root, with `/`.
        path: String,
    },
}

/// A link that leads nowhere.
#[derive(Clone, Debug, PartialEq)]
pub struct Missing {
    /// What was looked for, in words that follow `no`, such as ``page or file at `/blog/x/` ``.
    pub what: String,
    /// Where it was looked for: URL paths and files, most likely first.
    pub looked: Vec<String>,
    /// The nearest target.
    pub near: Option<Near>,
    /// Why it may exist all the same; the finding is `info` then.
    pub doubt: Option<&'static str>,
}

/// A target near to one that was looked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Near {
    /// The destination as it would be written.
    pub text: String,
    /// True when exactly one target is one step away: one edit, one letter's case, one ending.
    pub sure: bool,
}
