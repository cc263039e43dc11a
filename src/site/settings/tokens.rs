//! The names that generators give to the tokens of their permalink patterns.

use crate::site::routing::pattern::{DatePart, Slice, Table, Token, Word};

/// hugo `resources/page/permalinks.go`. `sectionslug` and `sectionslugs` ask for other pages; Go's date layouts
/// (`:2006`) are beside the table, the usual ones in it.
pub(crate) const HUGO: Table = &[
    ("year", Token::Date(DatePart::Year)),
    ("month", Token::Date(DatePart::Month)),
    ("monthname", Token::Date(DatePart::MonthName)),
    ("day", Token::Date(DatePart::Day)),
    ("weekday", Token::Date(DatePart::Weekday)),
    ("weekdayname", Token::Date(DatePart::WeekdayName)),
    ("yearday", Token::Date(DatePart::BareYearDay)),
    ("2006", Token::Date(DatePart::Year)),
    ("06", Token::Date(DatePart::ShortYear)),
    ("01", Token::Date(DatePart::Month)),
    ("1", Token::Date(DatePart::BareMonth)),
    ("Jan", Token::Date(DatePart::ShortMonthName)),
    ("January", Token::Date(DatePart::MonthName)),
    ("02", Token::Date(DatePart::Day)),
    ("2", Token::Date(DatePart::BareDay)),
    ("002", Token::Date(DatePart::YearDay)),
    ("Mon", Token::Date(DatePart::ShortWeekdayName)),
    ("Monday", Token::Date(DatePart::WeekdayName)),
    ("section", Token::Word(Word::Section)),
    ("sections", Token::Sections(Slice::ALL)),
    ("title", Token::Word(Word::Title)),
    ("slug", Token::Word(Word::Slug)),
    ("slugorfilename", Token::Word(Word::SlugOrFile)),
    ("slugorcontentbasename", Token::Word(Word::SlugOrFile)),
    ("filename", Token::Word(Word::File)),
    ("contentbasename", Token::Word(Word::File)),
];

/// jekyll `lib/jekyll/drops/url_drop.rb`
pub(crate) const JEKYLL: Table = &[
    ("year", Token::Date(DatePart::Year)),
    ("short_year", Token::Date(DatePart::ShortYear)),
    ("month", Token::Date(DatePart::Month)),
    ("i_month", Token::Date(DatePart::BareMonth)),
    ("short_month", Token::Date(DatePart::ShortMonthName)),
    ("long_month", Token::Date(DatePart::MonthName)),
    ("day", Token::Date(DatePart::Day)),
    ("i_day", Token::Date(DatePart::BareDay)),
    ("y_day", Token::Date(DatePart::YearDay)),
    ("week", Token::Date(DatePart::Week)),
    ("w_year", Token::Date(DatePart::WeekYear)),
    ("w_day", Token::Date(DatePart::IsoWeekday)),
    ("short_day", Token::Date(DatePart::ShortWeekdayName)),
    ("long_day", Token::Date(DatePart::WeekdayName)),
    ("hour", Token::Date(DatePart::Hour)),
    ("minute", Token::Date(DatePart::Minute)),
    ("second", Token::Date(DatePart::Second)),
    ("title", Token::Word(Word::Title)),
    ("slug", Token::Word(Word::Slug)),
    ("name", Token::Word(Word::File)),
    ("path", Token::Word(Word::Path)),
    ("collection", Token::Word(Word::Collection)),
    ("categories", Token::Word(Word::Categories)),
    ("slugified_categories", Token::Word(Word::SluggedCategories)),
    ("output_ext", Token::Word(Word::OutputExt)),
];

/// jekyll `lib/jekyll/page.rb`, `url_placeholders`
pub(crate) const JEKYLL_PAGE: Table = &[
    ("path", Token::Word(Word::Path)),
    ("basename", Token::Word(Word::File)),
    ("output_ext", Token::Word(Word::OutputExt)),
];

/// hexo `lib/plugins/filter/post_permalink.ts`
pub(crate) const HEXO: Table = &[
    ("year", Token::Date(DatePart::Year)),
    ("month", Token::Date(DatePart::Month)),
    ("i_month", Token::Date(DatePart::BareMonth)),
    ("day", Token::Date(DatePart::Day)),
    ("i_day", Token::Date(DatePart::BareDay)),
    ("hour", Token::Date(DatePart::Hour)),
    ("minute", Token::Date(DatePart::Minute)),
    ("second", Token::Date(DatePart::Second)),
    ("title", Token::Word(Word::Title)),
    ("name", Token::Word(Word::File)),
    ("category", Token::Word(Word::Categories)),
];

/// mkdocs-material `plugins/blog/plugin.py`
pub(super) const MKDOCS: Table =
    &[("date", Token::Word(Word::Date)), ("slug", Token::Word(Word::Slug)), ("file", Token::Word(Word::File))];

/// pelican `contents.py`, `url_format`
pub(crate) const PELICAN: Table = &[
    ("slug", Token::Word(Word::Slug)),
    ("category", Token::Word(Word::Categories)),
    ("lang", Token::Word(Word::Language)),
];

/// Foreword's own, for generators without patterns.
pub(crate) const PLAIN: Table = &[
    ("year", Token::Date(DatePart::Year)),
    ("month", Token::Date(DatePart::Month)),
    ("day", Token::Date(DatePart::Day)),
    ("title", Token::Word(Word::Title)),
    ("slug", Token::Word(Word::Slug)),
    ("filename", Token::Word(Word::File)),
    ("name", Token::Word(Word::File)),
    ("path", Token::Word(Word::Path)),
    ("section", Token::Word(Word::Section)),
    ("sections", Token::Sections(Slice::ALL)),
];
