//! Names of months and weekdays in the languages that prose is read in.

mod search;
mod table;

use jiff::civil::Weekday;

/// A language whose names are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Locale {
    /// English.
    English,
    /// German.
    German,
    /// French.
    French,
    /// Spanish.
    Spanish,
    /// Italian.
    Italian,
    /// Portuguese.
    Portuguese,
    /// Dutch.
    Dutch,
}

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// 1 to 12.
    Month(i8),
    /// 1 (Sunday) to 7, in the order of CLDR.
    Weekday(i8),
}

/// How a name is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Width {
    Wide,
    Short,
}

/// A name in lower case, without a full stop.
type Row = (&'static str, Part, Width);

/// What English writers use beside the names of CLDR.
static ENGLISH_MORE: &[Row] = &[
    ("sept", Part::Month(9), Width::Short),
    ("tues", Part::Weekday(3), Width::Short),
    ("weds", Part::Weekday(4), Width::Short),
    ("thur", Part::Weekday(5), Width::Short),
    ("thurs", Part::Weekday(5), Width::Short),
];

impl Locale {
    const ALL: [Self; 7] =
        [Self::English, Self::German, Self::French, Self::Spanish, Self::Italian, Self::Portuguese, Self::Dutch];

    /// The language of a tag such as `de`, `pt-BR` or `fr_CA.UTF-8`.
    pub fn of_tag(tag: impl AsRef<[u8]>) -> Option<Self> {
        let code = tag.as_ref().split(|byte| matches!(byte, b'-' | b'_' | b'.')).next()?;
        if code.len() != 2 {
            return None;
        }
        let codes: [&str; 7] = ["en", "de", "fr", "es", "it", "pt", "nl"];
        let at = codes.iter().position(|known| known.as_bytes().eq_ignore_ascii_case(code))?;
        Some(Self::ALL[at])
    }

    fn tables(self) -> [&'static [Row]; 2] {
        match self {
            Self::English => [table::ENGLISH, ENGLISH_MORE],
            Self::German => [table::GERMAN, &[]],
            Self::French => [table::FRENCH, &[]],
            Self::Spanish => [table::SPANISH, &[]],
            Self::Italian => [table::ITALIAN, &[]],
            Self::Portuguese => [table::PORTUGUESE, &[]],
            Self::Dutch => [table::DUTCH, &[]],
        }
    }

    /// English names are proper names and German ones nouns: in lower case `may`, `sat`, `so` are other words, and
    /// the search for weekdays takes half as long without.
    fn capitalises(self) -> bool {
        matches!(self, Self::English | Self::German)
    }
}

/// A set of languages; English is in every one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Locales(u8);

impl Default for Locales {
    fn default() -> Self {
        Self(1)
    }
}

impl From<Locale> for Locales {
    fn from(locale: Locale) -> Self {
        Self::default().with(locale)
    }
}

impl Locales {
    /// The set with one more language.
    #[must_use]
    pub fn with(self, locale: Locale) -> Self {
        Self(self.0 | 1 << locale as u8)
    }

    /// True when the language is in the set.
    pub fn has(self, locale: Locale) -> bool {
        self.0 & 1 << locale as u8 != 0
    }

    /// The month that a word names, 1 to 12; a full stop behind the word is not part of it.
    pub fn month(self, word: &str) -> Option<i8> {
        self.find(word, |part| match part {
            Part::Month(month) => Some(month),
            Part::Weekday(_) => None,
        })
    }

    /// The weekday that a word names.
    pub fn weekday(self, word: &str) -> Option<Weekday> {
        let number = self.find(word, |part| match part {
            Part::Weekday(number) => Some(number),
            Part::Month(_) => None,
        })?;
        Weekday::from_sunday_one_offset(number).ok()
    }

    /// The name of another weekday in the language and length of `word`, which names one.
    pub fn weekday_like(self, word: &str, weekday: Weekday) -> Option<String> {
        let wanted = Part::Weekday(weekday.to_sunday_one_offset());
        let (locale, row) = self.rows(word).find(|(_, (_, part, _))| matches!(part, Part::Weekday(_)))?;
        let rows = locale.tables().into_iter().flatten();
        let (name, ..) = rows.into_iter().find(|(_, part, width)| *part == wanted && *width == row.2)?;
        if word.chars().all(char::is_uppercase) {
            return Some(name.to_uppercase());
        }
        let mut chars = name.chars();
        let first = chars.next()?;
        if word.starts_with(char::is_uppercase) {
            return Some(first.to_uppercase().chain(chars).collect());
        }
        Some((*name).to_owned())
    }

    fn find(self, word: &str, wanted: impl Fn(Part) -> Option<i8>) -> Option<i8> {
        self.rows(word).find_map(|(_, (_, part, _))| wanted(*part))
    }

    /// What a word may mean, by language.
    fn rows(self, word: &str) -> impl Iterator<Item = (Locale, &'static Row)> {
        // `segunda-feira` is the longest.
        let fits = (2..=16).contains(&word.len());
        let other = (fits && !word.is_ascii()).then(|| word.to_lowercase());
        let is = move |name: &str| other.as_deref().map_or_else(|| name.eq_ignore_ascii_case(word), |it| it == name);
        let capital = word.starts_with(char::is_uppercase);
        let all = Locale::ALL.into_iter().filter(move |&locale| fits && self.has(locale));
        all.flat_map(|locale| locale.tables().into_iter().flatten().map(move |row| (locale, row)))
            .filter(move |(_, (name, ..))| is(name))
            .filter(move |(locale, (name, part, width))| {
                let month = *width == Width::Wide && matches!(part, Part::Month(_));
                let certain = month && !matches!(*name, "may" | "march" | "august");
                capital || (name.chars().count() > 2 && (certain || !locale.capitalises()))
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_seven_languages() {
        let english = Locales::default();
        assert_eq!(english.month("September"), Some(9));
        assert_eq!(english.month("SEPT"), Some(9));
        assert_eq!(english.month("may"), None);
        assert_eq!(english.month("May"), Some(5));
        assert_eq!(english.month("mai"), None);
        assert_eq!(english.weekday("Thurs"), Some(Weekday::Thursday));
        assert_eq!((english.weekday("tuesday"), english.month("january")), (None, Some(1)));
        assert_eq!(english.weekday("Mondays"), None);
        assert_eq!(english.weekday("sat"), None);
        for (tag, month, weekday) in [
            ("de", "März", "Mittwoch"),
            ("fr", "mars", "mercredi"),
            ("es", "marzo", "miércoles"),
            ("it", "marzo", "mercoledì"),
            ("pt-BR", "março", "quarta-feira"),
            ("nl_BE", "maart", "woensdag"),
        ] {
            let locales = Locales::from(Locale::of_tag(tag).expect("known"));
            assert_eq!(locales.month(month), Some(3), "{month}");
            assert_eq!(locales.weekday(weekday), Some(Weekday::Wednesday), "{weekday}");
            assert_eq!(locales.month(&month.to_uppercase()), Some(3), "{month}");
        }
        assert_eq!(Locale::of_tag("eng"), None);
        assert_eq!(Locale::of_tag("zh"), None);
    }

    #[test]
    fn a_weekday_for_another() {
        let german = Locales::from(Locale::German);
        for (word, expected) in [("Mon", "Sun"), ("MONDAY", "SUNDAY"), ("Montag", "Sonntag"), ("Thurs", "Sun")] {
            assert_eq!(german.weekday_like(word, Weekday::Sunday).as_deref(), Some(expected), "{word}");
        }
        assert_eq!(german.weekday_like("May", Weekday::Sunday), None);
    }

    #[test]
    fn a_word_may_name_a_month_and_a_weekday() {
        let spanish = Locales::from(Locale::Spanish);
        assert_eq!((spanish.month("mar"), spanish.weekday("mar")), (Some(3), Some(Weekday::Tuesday)));
        let german = Locales::from(Locale::German);
        assert_eq!((german.weekday("so"), german.weekday("So")), (None, Some(Weekday::Sunday)));
    }
}
