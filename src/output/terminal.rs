//! What the terminal can do, as far as the environment tells.

/// When colours are used (`--color`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum ColorChoice {
    /// On a terminal, unless the environment says otherwise.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// What the terminal can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terminal {
    /// Colours.
    pub color: bool,
    /// Clickable links (OSC 8).
    pub links: bool,
    /// Box-drawing characters.
    pub unicode: bool,
    /// Columns.
    pub width: usize,
}

impl Terminal {
    /// No colours, no links, 100 columns: what a file or another program gets.
    pub const PLAIN: Self = Self { color: false, links: false, unicode: true, width: 100 };

    /// Looks at the environment of this process; `is_terminal` says whether the findings go to a terminal.
    pub fn detect(choice: ColorChoice, is_terminal: bool) -> Self {
        let size = is_terminal.then(terminal_size::terminal_size).flatten();
        let width = size.map(|(terminal_size::Width(columns), _)| usize::from(columns));
        Self::from_environment(choice, is_terminal, width, |name| std::env::var(name).ok())
    }

    /// The same with an environment of the caller's. The order of `NO_COLOR`, `CLICOLOR_FORCE` and `FORCE_COLOR` is
    /// that of <https://no-color.org> and <https://bixense.com/clicolors>: a wish for calm wins.
    pub fn from_environment(
        choice: ColorChoice,
        is_terminal: bool,
        width: Option<usize>,
        variable: impl Fn(&str) -> Option<String>,
    ) -> Self {
        let set = |name: &str| variable(name).is_some_and(|value| !value.is_empty());
        let forced = |name: &str| variable(name).is_some_and(|value| !value.is_empty() && value != "0");
        let term = variable("TERM").unwrap_or_default();
        let color = match choice {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto if set("NO_COLOR") => false,
            ColorChoice::Auto if forced("CLICOLOR_FORCE") || forced("FORCE_COLOR") => true,
            ColorChoice::Auto => is_terminal && term != "dumb" && variable("CLICOLOR").as_deref() != Some("0"),
        };
        let links = color && is_terminal && term != "dumb" && !set("CI") && {
            let program = variable("TERM_PROGRAM").unwrap_or_default();
            let vte = variable("VTE_VERSION").and_then(|version| version.parse::<u32>().ok());
            ["iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper"].contains(&program.as_str())
                || vte.is_some_and(|version| version >= 5000)
                || set("WT_SESSION")
                || term.contains("kitty")
                || term.starts_with("alacritty")
        };
        // The Linux console's font lacks most of the box-drawing characters; a locale that is not set at all is
        // usual in containers, whose logs are shown as UTF-8.
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().filter_map(&variable).find(|value| !value.is_empty());
        let utf8 = locale.is_none_or(|locale| {
            let locale = locale.to_ascii_lowercase();
            locale.contains("utf-8") || locale.contains("utf8")
        });
        let columns = variable("COLUMNS").and_then(|columns| columns.parse().ok()).filter(|columns| *columns > 0);
        Self {
            color,
            links,
            unicode: term != "linux" && (cfg!(windows) || utf8),
            width: columns.or(width).unwrap_or(Self::PLAIN.width),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn color(choice: ColorChoice, is_terminal: bool, environment: &[(&str, &str)]) -> bool {
        let variable =
            |name: &str| environment.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
        Terminal::from_environment(choice, is_terminal, None, variable).color
    }

    #[test]
    fn colours_follow_the_option_then_the_environment_then_the_terminal() {
        use ColorChoice::{Always, Auto, Never};
        assert!(color(Auto, true, &[]));
        assert!(!color(Auto, false, &[]));
        assert!(!color(Auto, true, &[("TERM", "dumb")]));
        assert!(!color(Auto, true, &[("NO_COLOR", "1"), ("FORCE_COLOR", "1")]));
        assert!(color(Auto, true, &[("NO_COLOR", "")]), "empty is as good as not set");
        assert!(color(Auto, false, &[("CLICOLOR_FORCE", "1")]));
        assert!(color(Auto, false, &[("FORCE_COLOR", "1")]));
        assert!(!color(Auto, false, &[("FORCE_COLOR", "0")]));
        assert!(color(Always, false, &[("NO_COLOR", "1")]));
        assert!(!color(Never, true, &[("FORCE_COLOR", "1")]));
    }

    #[test]
    fn width_and_characters() {
        let none = |_: &str| None;
        assert_eq!(Terminal::from_environment(ColorChoice::Auto, false, None, none), Terminal::PLAIN);
        let c = |name: &str| (name == "LC_ALL").then(|| "C".to_owned());
        assert!(!Terminal::from_environment(ColorChoice::Auto, false, None, c).unicode);
        let narrow = |name: &str| (name == "COLUMNS").then(|| "40".to_owned());
        assert_eq!(Terminal::from_environment(ColorChoice::Auto, true, Some(80), narrow).width, 40);
    }
}
