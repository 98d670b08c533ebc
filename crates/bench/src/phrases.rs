//! How long it takes to understand when somebody means.

use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use anyhow::Context as _;
use chrono::{DateTime, NaiveDateTime, TimeZone as _};
use domain::Zone;
use serde::Serialize;

use crate::arguments::WhenOptions;
use crate::figures::{Durations, Percentiles, median};
use crate::table::{self, Row, print_progress};

/// The phrases that `when` is tested by.
const ROWS: &str = include_str!("../../when/tests/phrases.txt");

/// 16 letters: `2026-11-23 10:00`. A zone's letters may follow.
const CLOCK_LENGTH: usize = 16;

struct Phrase {
    /// As the table has it.
    said: &'static str,
    date: &'static str,
    time: Option<&'static str>,
    now: DateTime<Zone>,
}

#[derive(Serialize)]
struct Figures {
    phrases: usize,
    milliseconds: Percentiles,
    slowest: &'static str,
    /// The median of the slowest.
    slowest_milliseconds: f64,
}

pub(crate) fn run(options: &WhenOptions, json: &Path) -> anyhow::Result<()> {
    let rows = ROWS.lines().filter(|row| !row.is_empty() && !row.starts_with('#'));
    let phrases = rows.map(Phrase::read).collect::<anyhow::Result<Vec<_>>>()?;
    print_progress(&format!("{} phrases understood, {} times each", phrases.len(), options.rounds));
    // What is read only once is read before.
    for phrase in &phrases {
        phrase.understand();
    }
    let mut durations = Durations::default();
    let mut slowest = ("", 0.0);
    for phrase in &phrases {
        let mut of_phrase = Vec::with_capacity(options.rounds);
        for _ in 0..options.rounds {
            let begun = Instant::now();
            phrase.understand();
            let duration = begun.elapsed();
            durations.push(duration);
            of_phrase.push(duration.as_secs_f64() * 1000.0);
        }
        let typical = median(of_phrase);
        if typical > slowest.1 {
            slowest = (phrase.said, typical);
        }
    }
    let figures = Figures {
        phrases: phrases.len(),
        milliseconds: durations.percentiles(),
        slowest: slowest.0,
        slowest_milliseconds: slowest.1,
    };
    table::print(&figures.rows());
    table::write_json(json, &figures)
}

impl Phrase {
    fn read(row: &'static str) -> anyhow::Result<Self> {
        let mut columns = row.split('|').map(str::trim);
        let mut column = || columns.next().with_context(|| format!("could not read the row {row:?}"));
        let (said, zone, clock) = (column()?, column()?, column()?);
        let zone: Zone = zone.parse().with_context(|| format!("could not read the zone of {row:?}"))?;
        let local =
            NaiveDateTime::parse_from_str(clock.get(..CLOCK_LENGTH).unwrap_or(clock), "%Y-%m-%d %H:%M")
                .with_context(|| format!("could not read the clock of {row:?}"))?;
        let now = zone.from_local_datetime(&local).earliest();
        let now = now.with_context(|| format!("could not find the clock of {row:?} in its zone"))?;
        let (date, time) = match said.split_once(" + ") {
            Some((date, time)) => (date, Some(time)),
            None => (said, None),
        };
        Ok(Self { said, date, time, now })
    }

    fn understand(&self) {
        let understood = when::understand(black_box(self.date), black_box(self.time), self.now, None);
        // That it is not understood may be right.
        black_box(&understood);
    }
}

impl Figures {
    fn rows(&self) -> [Row; 2] {
        let microseconds = |milliseconds: f64| milliseconds * 1000.0;
        let [p50, p95, p99] =
            [self.milliseconds.p50, self.milliseconds.p95, self.milliseconds.p99].map(microseconds);
        let slowest = microseconds(self.slowest_milliseconds);
        [
            Row::new(
                format!("{} phrases understood, p50 / p95 / p99", self.phrases),
                format!("{p50:.1} / {p95:.1} / {p99:.1} µs"),
                "promised: p99 below 50 µs",
            ),
            Row::new(format!("the slowest of them: {}", self.slowest), format!("{slowest:.1} µs"), "p50"),
        ]
    }
}
