//! Dates: a table of spellings with their meanings, and what holds for all dates.

#[path = "dates/meaning.rs"]
mod meaning;

use foreword::date::form::{Clock, Day, Form, Gap, Joint, Name, ZoneForm, format};
use foreword::date::read::read;
use foreword::date::{Moment, Precision, Zone};
use jiff::civil::{Date, DateTime, Time, Weekday};
use jiff::tz::Offset;
use meaning::meaning;
use proptest::prelude::*;

#[test]
fn every_spelling_means_what_the_table_says() {
    let table = include_str!("dates/spellings.tsv");
    let rows: Vec<_> = table.lines().filter(|line| !line.starts_with('#')).collect();
    assert!(rows.len() >= 400, "the table has {} spellings", rows.len());
    let mut wrong = Vec::new();
    for row in rows {
        let (expected, text) = row.split_once('\t').expect("two columns");
        let found = meaning(&read(text));
        if found != expected {
            wrong.push(format!("{text:?}: {found}, not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{} differ\n{}", wrong.len(), wrong.join("\n"));
}

fn dates() -> impl Strategy<Value = Date> {
    (1i16..=9999, 1i8..=12, 1i8..=31).prop_filter_map("a day", |(year, month, day)| Date::new(year, month, day).ok())
}

fn zones() -> impl Strategy<Value = (Zone<'static>, ZoneForm)> {
    let offset = |minutes: i32| Zone::Offset(Offset::from_seconds(minutes * 60).expect("an offset"));
    prop_oneof![
        Just((Zone::Unstated, ZoneForm::None)),
        Just((Zone::Offset(Offset::UTC), ZoneForm::Zulu)),
        Just((Zone::Offset(Offset::UTC), ZoneForm::SmallZulu)),
        Just((Zone::Offset(Offset::UTC), ZoneForm::Utc)),
        Just((Zone::Name("Europe/Berlin"), ZoneForm::Name)),
        Just((Zone::Name("PDT"), ZoneForm::Name)),
        (-840..=840).prop_map(move |minutes| (offset(minutes), ZoneForm::Colon)),
        (-840..=840).prop_map(move |minutes| (offset(minutes), ZoneForm::Plain)),
        (-14..=14).prop_map(move |hours| (offset(hours * 60), ZoneForm::Hours)),
        (-9..=9).prop_map(move |hours| (offset(hours * 60), ZoneForm::Hour)),
        (-14..=14).prop_map(move |hours| (offset(hours * 60), ZoneForm::UtcOffset)),
    ]
}

fn days() -> impl Strategy<Value = Form> {
    let named = |day, month, ordinal, bare| Form { month, ordinal, bare, ..Form::of_day(day) };
    let names = prop_oneof![Just(Name::Short), Just(Name::Long)];
    let numeric = prop_oneof![
        Just(Day::Iso),
        Just(Day::YearSlash),
        Just(Day::YearDot),
        Just(Day::DayDot),
        Just(Day::DayDash),
        Just(Day::MonthSlash),
    ];
    prop_oneof![
        (numeric, any::<bool>()).prop_map(|(day, bare)| Form { bare, ..Form::of_day(day) }),
        (names.clone(), any::<bool>(), any::<bool>()).prop_map(move |(month, ordinal, bare)| named(
            Day::NameDay,
            month,
            ordinal,
            bare
        )),
        (names.clone(), any::<bool>(), any::<bool>()).prop_map(move |(month, ordinal, bare)| named(
            Day::DayName,
            month,
            ordinal,
            bare
        )),
        (names, any::<bool>(), prop_oneof![Just(Day::DayNameDash), Just(Day::DayNameDot), Just(Day::YearName)])
            .prop_map(move |(month, bare, day)| named(day, month, false, bare)),
    ]
}

fn clocks() -> impl Strategy<Value = (Clock, Joint)> {
    let clock = prop_oneof![
        Just(Clock::Minutes),
        Just(Clock::Seconds),
        Just(Clock::Fraction),
        Just(Clock::Dot),
        Just(Clock::Letter),
        Just(Clock::Half),
        Just(Clock::HalfSeconds),
        Just(Clock::HalfDot),
        Just(Clock::HalfHour),
    ];
    let joint = prop_oneof![
        Just(Joint::Upper),
        Just(Joint::Lower),
        Just(Joint::Blank),
        Just(Joint::Comma),
        Just(Joint::Dash),
        Just(Joint::At),
        Just(Joint::Front),
    ];
    prop_oneof![1 => Just((Clock::None, Joint::None)), 4 => (clock, joint)]
}

/// A moment and a form that holds all of it.
fn written() -> impl Strategy<Value = (Moment<'static>, Form)> {
    let weekday = prop_oneof![Just(Name::None), Just(Name::Short), Just(Name::Long)];
    let time = (0i8..24, 0i8..60, 0i8..60, 0i32..1_000_000_000);
    (dates(), time, days(), clocks(), zones(), weekday, any::<bool>(), any::<bool>()).prop_map(
        |(date, (hour, minute, second, nanos), day, (clock, joint), (zone, zone_form), weekday, bare_hour, blank)| {
            let (precision, time) = match clock {
                Clock::None => (Precision::Day, (0, 0, 0, 0)),
                Clock::Seconds | Clock::HalfSeconds => (Precision::Second, (hour, minute, second, 0)),
                Clock::Fraction => (Precision::Second, (hour, minute, second, nanos)),
                Clock::HalfHour => (Precision::Minute, (hour, 0, 0, 0)),
                _ => (Precision::Minute, (hour, minute, 0, 0)),
            };
            let timed = clock != Clock::None;
            // `2pmZ` is no way to write.
            let half = matches!(clock, Clock::Half | Clock::HalfSeconds | Clock::HalfDot | Clock::HalfHour);
            let (zone, zone_form) = if timed { (zone, zone_form) } else { (Zone::Unstated, ZoneForm::None) };
            let gap = match zone_form {
                ZoneForm::None => Gap::None,
                ZoneForm::Name | ZoneForm::Utc | ZoneForm::UtcOffset => Gap::Blank,
                _ if blank || half => Gap::Blank,
                _ => Gap::None,
            };
            let time = Time::new(time.0, time.1, time.2, time.3).expect("a time");
            // A time in front of a date of digits: `10.30 5.6.2024` could be anything.
            let joint = if joint == Joint::Front && clock == Clock::Dot { Joint::Blank } else { joint };
            let moment = Moment { at: DateTime::from_parts(date, time), precision, zone };
            let bare_hour = bare_hour && timed;
            (moment, Form { weekday, clock, joint, zone: zone_form, gap, bare_hour, ..day })
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_again((moment, form) in written()) {
        let text = format(&moment, form);
        let reading = read(&text);
        prop_assert!(reading.is_ok(), "{text:?}: {reading:?}");
        let reading = reading.expect("a date");
        let day = moment.at.date();
        if reading.moment.at.date() != day {
            // `17/05` up to the twelfth.
            prop_assert_eq!(reading.other, Some(day), "{}", text);
            return Ok(());
        }
        prop_assert_eq!(reading.moment, moment, "{}", text);
        prop_assert_eq!(reading.weekday, (form.weekday != Name::None).then(|| day.weekday()));
        // The same again, and the same spelling.
        prop_assert_eq!(format(&reading.moment, reading.form), text);
    }

    #[test]
    fn nothing_makes_it_panic(text in "\\PC{0,40}") {
        let _ = read(&text);
    }

    #[test]
    fn nothing_like_a_date_makes_it_panic(text in "[0-9]{0,6}[-/. ,:TZ]{0,2}([0-9]{0,10}|Oct|Sun|th|pm|UTC|é)[-/. ,:+]{0,2}[0-9]{0,6}[ T]?[0-9:.+Zé-]{0,12}") {
        if let Ok(reading) = read(&text) {
            let _ = (format(&reading.moment, reading.form), reading.form.pattern());
        }
    }
}

/// Zeller's congruence, which knows nothing of libraries.
fn zeller(year: i32, month: i32, day: i32) -> i8 {
    let (year, month) = if month < 3 { (year - 1, month + 12) } else { (year, month) };
    let (century, rest) = (year / 100, year % 100);
    let saturday_zero = (day + 13 * (month + 1) / 5 + rest + rest / 4 + century / 4 + 5 * century) % 7;
    ((saturday_zero + 6) % 7) as i8
}

#[test]
fn weekdays_agree_over_eight_centuries() {
    let mut day = Date::new(1600, 1, 1).expect("a day");
    let last = Date::new(2400, 12, 31).expect("a day");
    while day <= last {
        let expected = zeller(day.year().into(), day.month().into(), day.day().into());
        assert_eq!(day.weekday(), Weekday::from_sunday_zero_offset(expected).expect("a weekday"), "{day}");
        if day.day() == 1 || day.day() == 29 {
            let moment =
                Moment { at: day.to_datetime(Time::midnight()), precision: Precision::Day, zone: Zone::Unstated };
            let form = Form { weekday: Name::Long, month: Name::Long, bare: true, ..Form::of_day(Day::NameDay) };
            let text = format(&moment, form);
            let reading = read(&text).expect("a date");
            assert_eq!((reading.weekday, reading.moment.day()), (Some(day.weekday()), day), "{text}");
        }
        day = day.tomorrow().expect("a day");
    }
}
