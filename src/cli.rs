//! The command line, as typed. No logic.

use crate::output;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Checks what comes before the words: the front matter of Markdown sites.
#[derive(Debug, Parser)]
#[command(name = "foreword", version, about, propagate_version = true, max_term_width = 100)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check pages; the whole site is read, the report is about PATHS
    Check(Box<CheckArgs>),
    /// Print what was understood of one file, as JSON
    Dump(DumpArgs),
    /// List the rules with their levels here, print the page of one, or tell why adaptive rules are on
    Rules(RulesArgs),
    /// Print a built-in schema, or the names of all
    Schema(SchemaArgs),
}

/// At which level findings fail the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Errors
    Error,
    /// Warnings and errors
    Warning,
    /// Any finding
    Info,
    /// Findings never fail the run
    Never,
}

/// Where the configuration comes from.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Configuration")]
pub struct ConfigArgs {
    /// A configuration file, or one setting as `key = value` in TOML; repeatable
    #[arg(long, value_name = "FILE|'KEY = VALUE'", env = "FOREWORD_CONFIG")]
    pub config: Vec<String>,
    /// Ignore all configuration files
    #[arg(long)]
    pub isolated: bool,
    /// Check every page against this schema: a file, or the name of a built-in one
    #[arg(long, value_name = "FILE|NAME")]
    pub schema: Option<String>,
}

/// What is true of the world outside the site.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Facts")]
pub struct FactArgs {
    /// The day on which the site is built [default: today in UTC]
    #[arg(long, value_name = "YYYY-MM-DD", env = "FOREWORD_TODAY")]
    pub today: Option<String>,
}

/// Arguments of `check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Files and folders to report on; `-` is standard input
    #[arg(default_value = ".")]
    pub paths: Vec<PathBuf>,
    /// Where the configuration comes from
    #[command(flatten)]
    pub config: ConfigArgs,
    /// What is true of the world outside the site
    #[command(flatten)]
    pub facts: FactArgs,
    /// Which rules are on
    #[command(flatten)]
    pub rules: RuleArgs,
    /// Which files are looked at
    #[command(flatten)]
    pub files: FileArgs,
    /// What is written
    #[command(flatten)]
    pub output: OutputArgs,
    /// What ends the run with exit code 1
    #[command(flatten)]
    pub exit: ExitArgs,
}

/// Which rules are on.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Rules")]
pub struct RuleArgs {
    /// Only these rules or groups (`ALL` for every rule)
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub select: Vec<String>,
    /// These rules or groups besides
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub extend_select: Vec<String>,
    /// Not these rules or groups
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub ignore: Vec<String>,
}

/// Which files are looked at.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Files")]
pub struct FileArgs {
    /// The path that standard input stands for
    #[arg(long, value_name = "PATH")]
    pub stdin_filename: Option<PathBuf>,
    /// Leave out excluded files even when they are named on the command line
    #[arg(long)]
    pub force_exclude: bool,
    /// Exit with 2 when there is nothing to check
    #[arg(long)]
    pub error_on_empty: bool,
    /// Number of worker threads; 0 for one per processor
    #[arg(long, short = 'j', value_name = "N", default_value_t = 0, env = "FOREWORD_THREADS")]
    pub threads: usize,
}

/// What is written.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Output")]
pub struct OutputArgs {
    /// How findings are written
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT", env = "FOREWORD_OUTPUT_FORMAT")]
    pub output_format: output::Format,
    /// Colours
    #[arg(long, value_enum, default_value_t, value_name = "WHEN")]
    pub color: output::ColorChoice,
    /// Count the findings of each rule instead of showing them
    #[arg(long)]
    pub statistics: bool,
    /// No summary
    #[arg(long, short)]
    pub quiet: bool,
}

/// What ends the run with exit code 1.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Exit code")]
pub struct ExitArgs {
    /// Findings at this level or above fail the run [default: error]
    #[arg(long, value_enum, value_name = "LEVEL")]
    pub fail_on: Option<FailOn>,
    /// More warnings than this fail the run
    #[arg(long, value_name = "N")]
    pub max_warnings: Option<usize>,
    /// Exit with 0 whatever is found
    #[arg(long)]
    pub exit_zero: bool,
}

/// Arguments of `dump`.
#[derive(Debug, Args)]
pub struct DumpArgs {
    /// The file
    pub file: PathBuf,
    /// Where the configuration comes from
    #[command(flatten)]
    pub config: ConfigArgs,
    /// What is true of the world outside the site
    #[command(flatten)]
    pub facts: FactArgs,
}

/// Arguments of `rules`.
#[derive(Debug, Args)]
pub struct RulesArgs {
    /// A rule whose page is printed; with `--explain-adaptive` files and folders of the site
    #[arg(value_name = "RULE|PATH")]
    pub names: Vec<String>,
    /// Tell what the pages of each collection do, and which adaptive rules are on because of it
    #[arg(long)]
    pub explain_adaptive: bool,
    /// Where the configuration comes from
    #[command(flatten)]
    pub config: ConfigArgs,
    /// What is true of the world
    #[command(flatten)]
    pub facts: FactArgs,
    /// Which rules are on
    #[command(flatten)]
    pub rules: RuleArgs,
    /// How the list is written
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub output_format: output::rules::Format,
}

/// Arguments of `schema`.
#[derive(Debug, Args)]
pub struct SchemaArgs {
    /// The schema's name; without it, all names
    pub name: Option<String>,
}
