//! Which rules are on, and how loud they are.
//!
//! As in ruff, the more specific word wins: a rule's id over its group, the group over `ALL`, and where both are equally
//! specific, `ignore` over `select`. In detail, from the weakest to the strongest:
//!
//! 1. the rule's own default;
//! 2. `select` in the configuration: what it does not name is off; `extend-select` adds, `ignore` removes;
//! 3. a level in `[rules]`: `off` switches off, any other level switches on;
//! 4. a level in `[collections.NAME.rules]`, for the files of that collection;
//! 5. `--select` on the command line: what it does not name is off; `--extend-select` adds, `--ignore` removes. What the
//!    configuration switches off by a more specific word stays off (`--select ALL` does not wake a rule that is `off` in
//!    `[rules]`; `--select` with the rule's id does), and what a collection switches off stays off in that collection.
//!
//! The severity is the collection's level, else that of `[rules]`, else the default; `warning` for a rule that is off by
//! default.

use super::{Collection, Config, Level, suggest};
use crate::meta::{DefaultLevel, Group, Meta, Severity};

/// The word for all rules.
const ALL: &str = "ALL";

/// Names one or more rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Selector {
    /// All rules.
    All,
    /// The rules of a group.
    Group(Group),
    /// One rule, by id.
    Rule(&'static str),
}

/// A word that names neither a rule nor a group.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown rule or group `{text}`")]
pub struct UnknownSelector {
    /// The word.
    pub text: String,
    /// What to do.
    pub help: Option<String>,
}

/// How exactly a selector names a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Precision {
    Unnamed,
    All,
    Group,
    Rule,
}

impl Selector {
    /// The selector called `text`.
    ///
    /// # Errors
    /// No rule and no group has this name.
    pub fn parse<'m>(text: &str, rules: impl Iterator<Item = &'m Meta> + Clone) -> Result<Self, UnknownSelector> {
        if text == ALL {
            return Ok(Self::All);
        }
        for rule in rules.clone() {
            if rule.id == text {
                return Ok(Self::Rule(rule.id));
            }
            if rule.group.name() == text {
                return Ok(Self::Group(rule.group));
            }
        }
        let names = names(rules);
        let help = suggest::nearest(text, &names).map(|near| format!("did you mean `{near}`?"));
        Err(UnknownSelector { text: text.to_owned(), help })
    }

    fn precision(self, rule: &Meta) -> Option<Precision> {
        match self {
            Self::All => Some(Precision::All),
            Self::Group(group) => (rule.group == group).then_some(Precision::Group),
            Self::Rule(id) => (rule.id == id).then_some(Precision::Rule),
        }
    }
}

/// All words that select something: `ALL`, the groups, the rules.
pub(super) fn names<'m>(rules: impl Iterator<Item = &'m Meta> + Clone) -> Vec<&'static str> {
    let mut names = vec![ALL];
    for rule in rules.clone() {
        if !names.contains(&rule.group.name()) {
            names.push(rule.group.name());
        }
    }
    names.extend(rules.map(|rule| rule.id));
    names
}

/// One layer of choice: the configuration's, or the command line's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// These alone are on; `None` for the defaults.
    pub select: Option<Vec<Selector>>,
    /// These are on besides.
    pub extend_select: Vec<Selector>,
    /// These are off.
    pub ignore: Vec<Selector>,
}

impl Selection {
    /// The choice of the command line. No `--select` at all is `None`.
    ///
    /// # Errors
    /// A word that names nothing.
    pub fn parse<'m>(
        select: Option<&[String]>,
        extend_select: &[String],
        ignore: &[String],
        rules: impl Iterator<Item = &'m Meta> + Clone,
    ) -> Result<Self, UnknownSelector> {
        let parse = |texts: &[String]| texts.iter().map(|text| Selector::parse(text, rules.clone())).collect();
        Ok(Self {
            select: select.map(parse).transpose()?,
            extend_select: parse(extend_select)?,
            ignore: parse(ignore)?,
        })
    }

    /// Whether this layer switches the rule on or off, and by how exact a word; `None` where it does not care.
    fn verdict(&self, rule: &Meta) -> Option<(bool, Precision)> {
        let best = |selectors: &mut dyn Iterator<Item = &Selector>| selectors.filter_map(|s| s.precision(rule)).max();
        let on = best(&mut self.select.iter().flatten().chain(&self.extend_select));
        let off = best(&mut self.ignore.iter());
        match (on, off) {
            (Some(on), Some(off)) if on > off => Some((true, on)),
            (Some(on), None) => Some((true, on)),
            (_, Some(off)) => Some((false, off)),
            (None, None) => self.select.as_ref().map(|_| (false, Precision::Unnamed)),
        }
    }
}

impl Config {
    /// How loud `rule` is, for files of `collection` or for what belongs to none; `None` when it is off.
    ///
    /// The order of precedence is documented at [`crate::config::select`].
    pub fn level_of(&self, rule: &Meta, collection: Option<&Collection>) -> Option<Severity> {
        let here = collection.and_then(|collection| collection.rules.get(rule.id)).and_then(|said| said.level);
        if here == Some(Level::Off) {
            return None;
        }
        let said = here.or_else(|| self.rules.get(rule.id).and_then(|said| said.level));
        let (default_on, default_severity) = match rule.default {
            DefaultLevel::On(severity) => (true, severity),
            DefaultLevel::Off => (false, Severity::Warning),
        };
        let configured = match said {
            Some(level) => (level != Level::Off, Precision::Rule),
            None => self.selection.verdict(rule).unwrap_or((default_on, Precision::Unnamed)),
        };
        let on = match (self.command_line.verdict(rule), configured) {
            (None, (on, _)) => on,
            (Some((true, wish)), (false, objection)) => wish >= objection,
            (Some((on, _)), _) => on,
        };
        on.then(|| said.and_then(Level::severity).unwrap_or(default_severity))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::RuleConfig;
    use crate::meta::{FixAvailability, Options};

    static LOUD: Meta = meta("loud", Group::FrontMatter, DefaultLevel::On(Severity::Error));
    static SHY: Meta = meta("shy", Group::FrontMatter, DefaultLevel::Off);
    static CLEAN: Meta = meta("clean", Group::Housekeeping, DefaultLevel::On(Severity::Info));

    const fn meta(id: &'static str, group: Group, default: DefaultLevel) -> Meta {
        Meta {
            id,
            summary: "",
            docs: "",
            file: "",
            group,
            default,
            since: "0.1.0",
            fix: FixAvailability::None,
            adaptive: false,
            options: Options::ANY,
        }
    }

    fn selection(select: Option<&[&str]>, extend: &[&str], ignore: &[&str]) -> Selection {
        let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        let rules = [&LOUD, &SHY, &CLEAN];
        Selection::parse(select.map(owned).as_deref(), &owned(extend), &owned(ignore), rules.into_iter())
            .expect("known words")
    }

    fn level(level: Level) -> RuleConfig {
        RuleConfig { level: Some(level), ..RuleConfig::default() }
    }

    fn levels(config: &Config) -> [Option<Severity>; 3] {
        [&LOUD, &SHY, &CLEAN].map(|rule| config.level_of(rule, None))
    }

    const ERROR: Option<Severity> = Some(Severity::Error);
    const WARNING: Option<Severity> = Some(Severity::Warning);
    const INFO: Option<Severity> = Some(Severity::Info);

    #[test]
    fn defaults() {
        assert_eq!(levels(&Config::default()), [ERROR, None, INFO]);
    }

    #[test]
    fn select_leaves_nothing_else_on() {
        let with = |selection| levels(&Config { selection, ..Config::default() });
        assert_eq!(with(selection(Some(&["shy"]), &[], &[])), [None, WARNING, None]);
        assert_eq!(with(selection(Some(&["front-matter"]), &[], &[])), [ERROR, WARNING, None]);
        assert_eq!(with(selection(Some(&["ALL"]), &[], &["loud"])), [None, WARNING, INFO]);
        assert_eq!(with(selection(Some(&[]), &[], &[])), [None, None, None]);
        assert_eq!(with(selection(None, &["shy"], &["housekeeping"])), [ERROR, WARNING, None]);
    }

    #[test]
    fn the_more_specific_word_wins_and_ignore_wins_a_tie() {
        let with = |selection| levels(&Config { selection, ..Config::default() });
        assert_eq!(with(selection(Some(&["loud"]), &[], &["ALL"])), [ERROR, None, None]);
        assert_eq!(with(selection(None, &["loud"], &["front-matter"])), [ERROR, None, INFO]);
        assert_eq!(with(selection(Some(&["loud"]), &[], &["loud"])), [None, None, None]);
    }

    #[test]
    fn a_level_is_stronger_than_select_and_ignore_of_the_same_file() {
        let mut config = Config { selection: selection(Some(&["clean"]), &[], &["loud"]), ..Config::default() };
        config.rules.insert("loud".to_owned(), level(Level::Info));
        config.rules.insert("clean".to_owned(), level(Level::Off));
        assert_eq!(levels(&config), [INFO, None, None]);
    }

    #[test]
    fn the_command_line_is_stronger_unless_it_is_vaguer() {
        let mut config = Config::default();
        config.rules.insert("loud".to_owned(), level(Level::Off));
        config.rules.insert("shy".to_owned(), level(Level::Error));
        config.command_line = selection(Some(&["ALL"]), &[], &[]);
        assert_eq!(levels(&config), [None, ERROR, INFO], "`--select ALL` does not wake what is off by name");
        config.command_line = selection(Some(&["loud"]), &[], &[]);
        assert_eq!(levels(&config), [ERROR, None, None], "`--select loud` does, and nothing else is on");
        config.command_line = selection(None, &[], &["shy"]);
        assert_eq!(levels(&config), [None, None, INFO], "`--ignore shy` beats its level");
        config.command_line = selection(None, &["loud"], &[]);
        assert_eq!(levels(&config), [ERROR, ERROR, INFO]);
        config.selection = selection(None, &[], &["clean"]);
        config.command_line = selection(Some(&["housekeeping"]), &[], &[]);
        assert_eq!(levels(&config), [None, None, None], "the configuration's `ignore` of one rule is carried over");
    }

    #[test]
    fn a_collection_has_its_own_levels() {
        let mut config = Config::default();
        let mut collection = Collection { name: "posts".to_owned(), ..Collection::default() };
        collection.rules.insert("shy".to_owned(), level(Level::Info));
        collection.rules.insert("loud".to_owned(), level(Level::Off));
        assert_eq!(config.level_of(&SHY, Some(&collection)), INFO);
        assert_eq!(config.level_of(&SHY, None), None);
        assert_eq!(config.level_of(&LOUD, Some(&collection)), None);
        config.command_line = selection(Some(&["loud"]), &[], &[]);
        assert_eq!(config.level_of(&LOUD, Some(&collection)), None, "off in a collection stays off there");
        assert_eq!(config.level_of(&LOUD, None), ERROR);
        config.command_line = selection(None, &[], &["shy"]);
        assert_eq!(config.level_of(&SHY, Some(&collection)), None);
    }

    #[test]
    fn unknown_words_are_told_with_the_nearest() {
        let rules = [&LOUD, &SHY, &CLEAN];
        let parse = |text| Selector::parse(text, rules.into_iter());
        assert_eq!(parse("front-matter"), Ok(Selector::Group(Group::FrontMatter)));
        let error = parse("front_mater").expect_err("unknown");
        assert_eq!(error.to_string(), "unknown rule or group `front_mater`");
        assert_eq!(error.help.as_deref(), Some("did you mean `front-matter`?"));
        assert_eq!(parse("all").expect_err("unknown").help.as_deref(), Some("did you mean `ALL`?"));
    }
}
