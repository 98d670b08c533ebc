//! `phrases.txt` and `reference.txt`, row by row.

use std::fmt::Write as _;

use chrono::{DateTime, MappedLocalTime, NaiveDateTime, TimeZone as _};
use domain::{Country, Zone};
use when::{understand, understand_phrase};

use crate::forms::{lettered, written};

const ROWS: &str = include_str!("../phrases.txt");
const REFERENCE: &str = include_str!("../reference.txt");

#[test]
fn every_phrase_of_the_table_comes_to_what_the_table_says() {
    let mut wrong = String::new();
    let rows: Vec<_> = ROWS.lines().filter_map(Row::of).collect();
    for row in &rows {
        let understood = row.understood();
        if understood != row.expected {
            writeln!(wrong, "{row}: {understood}, not {}", row.expected).unwrap();
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    assert!(rows.len() >= 300, "{} rows", rows.len());
}

#[derive(Default)]
struct Count {
    section: &'static str,
    class: &'static str,
    right: usize,
    asked: usize,
    wrong: usize,
}

#[test]
fn of_the_reference_nothing_is_wrong_and_nine_in_ten_of_what_is_clear_are_understood() {
    let mut counts: Vec<Count> = Vec::new();
    let (mut section, mut class) = ("", "");
    let mut others = String::new();
    for line in REFERENCE.lines() {
        if let Some(title) = line.strip_prefix("# ======== ") {
            section = title;
        } else if let Some(title) = line.strip_prefix("# ").filter(|_| !section.is_empty()) {
            class = title;
        }
        let Some(row) = Row::of(line) else { continue };
        if counts.last().is_none_or(|count| (count.section, count.class) != (section, class)) {
            counts.push(Count { section, class, ..Count::default() });
        }
        let count = counts.last_mut().unwrap();
        let understood = row.understood();
        let is_asked =
            ["not understood", "ambiguous", "which day"].iter().any(|ask| understood.starts_with(ask));
        if understood == row.expected {
            count.right += 1;
            continue;
        }
        writeln!(others, "{row}: {understood}, not {}", row.expected).unwrap();
        if is_asked { count.asked += 1 } else { count.wrong += 1 }
    }
    println!(
        "{:>8} {:>6} {:>6} {:>6}  what was said, by what came of it before",
        "before", "right", "asked", "wrong"
    );
    for Count { section, class, right, asked, wrong } in &counts {
        let all = right + asked + wrong;
        let class = class.split('.').next().unwrap();
        println!("{all:>8} {right:>6} {asked:>6} {wrong:>6}  {section}: {class}");
    }
    println!("{others}");
    let sum = |of: fn(&Count) -> usize| counts.iter().map(of).sum::<usize>();
    let (right, asked, wrong) =
        (sum(|count| count.right), sum(|count| count.asked), sum(|count| count.wrong));
    println!("{:>8} {right:>6} {asked:>6} {wrong:>6}  all", right + asked + wrong);
    assert_eq!(wrong, 0, "\n{others}");
    let clear = |count: &&Count| count.section.starts_with("Asked back");
    let understood: usize = counts.iter().filter(clear).map(|count| count.right).sum();
    let asked: usize = counts.iter().filter(clear).map(|count| count.asked).sum();
    assert!(understood >= 9 * asked, "{understood} understood, {asked} asked back\n{others}");
}

struct Row {
    phrase: &'static str,
    now: DateTime<Zone>,
    expected: &'static str,
}

impl Row {
    fn of(line: &'static str) -> Option<Self> {
        if line.is_empty() || line.starts_with('#') {
            return None;
        }
        let columns = line.splitn(4, '|').map(str::trim).collect::<Vec<_>>();
        let [phrase, zone, clock, expected] = columns.try_into().expect("four columns");
        Some(Self { phrase, now: clock_of(clock, zone.parse().expect("a zone")), expected })
    }

    fn understood(&self) -> String {
        let country = country_of(self.now.timezone());
        written(&match self.phrase.split_once(" + ") {
            Some((date, time)) => understand(date, Some(time), self.now, country),
            None => understand_phrase(self.phrase, self.now, country),
        })
    }
}

impl std::fmt::Display for Row {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} ({}, {})", self.phrase, self.now.timezone(), lettered(self.now))
    }
}

/// The country goes with the zone in the tables.
fn country_of(zone: Zone) -> Option<Country> {
    let code = match zone.name() {
        "America/New_York" => "US",
        "America/Toronto" => "CA",
        "Europe/London" => "GB",
        "Europe/Moscow" => "RU",
        "Asia/Kolkata" => "IN",
        "Asia/Tokyo" => "JP",
        _ => return None,
    };
    Some(code.parse().expect("a country"))
}

fn clock_of(clock: &str, zone: Zone) -> DateTime<Zone> {
    let (local, letters) = clock.split_at("2026-11-23 10:00".len());
    let local = NaiveDateTime::parse_from_str(local, "%Y-%m-%d %H:%M").expect("a clock");
    match zone.from_local_datetime(&local) {
        MappedLocalTime::Single(now) if letters.is_empty() => now,
        MappedLocalTime::Ambiguous(first, second) => [first, second]
            .into_iter()
            .find(|now| lettered(*now).ends_with(letters))
            .expect("one of two clocks"),
        _ => panic!("{clock} is no clock of {zone}"),
    }
}
