//! Tables of spellings, and hostile text.

use super::*;
use crate::date::locale::Locale;

/// The mentions of a text, each on a line.
fn shown(text: &str, locales: Locales) -> Vec<String> {
    let weekday = |named: &Option<Named>| named.map_or(String::new(), |named| format!("{:?} ", named.weekday));
    let day = |day: &Day| {
        let year = day.year.map_or("????".to_owned(), |year| year.to_string());
        format!("{}{year}-{:02}-{:02}{}", weekday(&day.weekday), day.month, day.day, if day.swaps { "?" } else { "" })
    };
    let clock = |clock: &Clock| format!("{:02}:{:02}", clock.minutes / 60, clock.minutes % 60);
    let told = |mention: Mention<'_>| match mention.what {
        What::Days(days) => {
            days.end.as_ref().map_or(day(&days.start), |end| format!("{} .. {}", day(&days.start), day(end)))
        }
        What::Slot(slot) => {
            let end = slot.end.as_ref().map_or(String::new(), |end| format!("-{}", clock(end)));
            let zone = match slot.zone {
                Zone::Unstated => String::new(),
                Zone::Offset(offset) => format!(" {offset}"),
                Zone::Name(name) => format!(" {name}"),
            };
            format!("{}{end}{zone}{}", clock(&slot.start), if slot.certain { "" } else { "?" })
        }
    };
    mentions(text, Span::new(0, text.len()), locales).map(told).collect()
}

fn english(text: &str) -> Vec<String> {
    shown(text, Locales::default())
}

#[test]
fn days() {
    for (text, expected) in [
        ("Monday, April 5th, 2020", "Monday 2020-04-05"),
        ("on **Monday**, April 5 at", "Monday ????-04-05"),
        ("Mon 5 Apr", "Monday ????-04-05"),
        ("Mon. 5 Apr. 2021", "Monday 2021-04-05"),
        ("5 April", "????-04-05"),
        ("the 5th of April, 2020", "2020-04-05"),
        ("Monday the 5th of April", "Monday ????-04-05"),
        ("April 5<sup>th</sup>, 2020", "2020-04-05"),
        ("March 28–30, 2017", "2017-03-28 .. 2017-03-30"),
        ("Mar 30 – Apr 2, 2017", "2017-03-30 .. 2017-04-02"),
        ("Dec 30 - Jan 2, 2018", "2017-12-30 .. 2018-01-02"),
        ("Dec 30, 2017 to Jan 2, 2018", "2017-12-30 .. 2018-01-02"),
        ("Tue–Thu, 4–6 May", "Tuesday ????-05-04 .. Thursday ????-05-06"),
        ("Tuesday, May 4 through Thursday, May 6, 2021", "Tuesday 2021-05-04 .. Thursday 2021-05-06"),
        ("Friday and Saturday, May 5 and 6", "Friday ????-05-05 .. Saturday ????-05-06"),
        ("30 March – 2 April 2017", "2017-03-30 .. 2017-04-02"),
        ("Tuesday 4 to Thursday 6 May 2021", "Tuesday 2021-05-04 .. Thursday 2021-05-06"),
        ("28.03.2017", "2017-03-28"),
        ("03/28/2017", "2017-03-28"),
        ("Sunday, 04/05/2020", "Sunday 2020-05-04?"),
        ("2017-03-28", "2017-03-28"),
        ("2017-03-28 (Tuesday)", "Tuesday 2017-03-28"),
        ("April 5, 2020 (Sun)", "Sunday 2020-04-05"),
        ("Sept. 3 2020", "2020-09-03"),
        ("5-Apr-2020", "2020-04-05"),
        ("Thurs, Nov 7th, 2023; 16", "Thursday 2023-11-07"),
        ("Mon, 11 Apr 2021 18", "Monday 2021-04-11"),
        ("Monday,\nApril 5th", "Monday ????-04-05"),
        ("every Monday, April 5", "????-04-05"),
        ("Monday, Wednesday and Friday, April 5", "????-04-05"),
        ("Monday or Tuesday, April 5", "????-04-05"),
        ("Mondays, April 5", "????-04-05"),
        ("We met on Monday. April 5 was", "????-04-05"),
        ("April 5, Monday April", "????-04-05"),
        ("Sunday, May 4 '25", "Sunday 2025-05-04"),
        ("Sunday, May 4, ’25", "Sunday 2025-05-04"),
        ("Tuesday, February 29, 2400", "Tuesday 2400-02-29"),
        ("Baltimore Sun, May 7", "????-05-07"),
        ("The Sun, 7 May", "????-05-07"),
        ("Black Friday, May 7", "????-05-07"),
        ("When Friday, May 7", "Friday ????-05-07"),
        ("Thu+Fri, May 2", "????-05-02"),
        ("always Monday, May 2", "????-05-02"),
    ] {
        assert_eq!(english(text), [expected], "{text}");
    }
}

#[test]
fn no_days() {
    for text in [
        "you may 5",
        "/2020/04/05/title",
        "2020-04-05-title.md",
        "May 5.2",
        "March 2020",
        "February 30",
        "April 55",
        "rev-5 April",
        "April 5%",
        "### April\n\n5 people",
        "May 5, 9999",
        "Monday, May 5, 24",
    ] {
        assert_eq!(english(text), [""; 0], "{text}");
    }
}

#[test]
fn times() {
    for (text, expected) in [
        ("4:00 – 7:00 PM UTC", "16:00-19:00 +00"),
        ("18:30", "18:30"),
        ("[18:00- 18:30]", "18:00-18:30"),
        ("6.30pm", "18:30"),
        ("4-7pm", "16:00-19:00"),
        ("11 – 1pm", "11:00-13:00?"),
        ("10:00 - 2:30 p.m. ET", "10:00-14:30 ET"),
        ("9am–11", "09:00-11:00"),
        ("9 am to noon", "09:00-12:00"),
        ("18 Uhr", "18:00"),
        ("18h30", "18:30"),
        ("3:00 - 4:00 pm, ET", "15:00-16:00 ET"),
        ("12:30 AM", "00:30"),
        ("10:30 (CET)", "10:30 CET"),
        ("16:00 US Eastern Time", "16:00 Eastern Time"),
        ("at 10:30 UTC+5:30", "10:30 +05:30"),
        ("18:00 Europe/Berlin", "18:00 Europe/Berlin"),
        ("9:30-10:15", "09:30-10:15"),
        ("22:00 - 24:00", "22:00-24:00"),
        ("John 3:16", "03:16?"),
        ("9:00 - 10 talks", "09:00?"),
    ] {
        assert_eq!(english(text), [expected], "{text}");
    }
}

#[test]
fn no_times() {
    for text in ["1.10", "1.10 - 1.20", "3-4 people", "1:30 hours", "4 to 7", "25:00", "10:75", "v18:30", "$5-7"] {
        assert_eq!(english(text), [""; 0], "{text}");
    }
}

#[test]
fn other_languages() {
    for (locale, text, expected) in [
        (Locale::German, "Montag, den 5. Mai 2025", "Monday 2025-05-05"),
        (Locale::German, "Mo., 5.5.2025", "Monday 2025-05-05"),
        (Locale::German, "Samstag, 28.03., im", "Saturday ????-03-28"),
        (Locale::German, "4. bis 6. Mai", "????-05-04 .. ????-05-06"),
        (Locale::French, "le lundi 5 mai 2025", "Monday 2025-05-05"),
        (Locale::French, "1er mai", "????-05-01"),
        (Locale::Spanish, "lunes, 5 de mayo de 2025", "Monday 2025-05-05"),
        (Locale::Italian, "lunedì 5 maggio 2025", "Monday 2025-05-05"),
        (Locale::Portuguese, "segunda-feira, 5 de maio de 2025", "Monday 2025-05-05"),
        (Locale::Dutch, "maandag 5 mei 2025", "Monday 2025-05-05"),
    ] {
        assert_eq!(shown(text, locale.into()), [expected], "{text}");
    }
}

#[test]
fn several_in_a_row() {
    let text = "March 28, 2017, 4:00 – 7:00 PM UTC and 2017-03-29 18:00";
    assert_eq!(english(text), ["2017-03-28", "16:00-19:00 +00", "2017-03-29", "18:00"]);
}

#[test]
fn hostile_text() {
    for piece in
        ["1", "1 ", "Mon ", "May 1 ", "1:00-", "1 – ", "\u{a0}1", "&nbsp;", "é1ü", "Monday, ", "5 May\n", "😀9😀"]
    {
        let text = piece.repeat(20_000);
        let all = Locales::default().with(Locale::German).with(Locale::Portuguese);
        let count = mentions(&text, Span::new(0, text.len()), all).count();
        assert!(count <= text.len());
    }
}
