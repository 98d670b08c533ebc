//! Reads lines `phrase | zone | now | country` and writes what each phrase means, in the forms of the tables:
//! to hold the crate against phrases that are kept elsewhere.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "it is run by hand, as a test is"
)]

#[path = "../tests/it/forms.rs"]
mod forms;

use std::error::Error;
use std::io::{BufRead as _, stdin};

use chrono::{NaiveDateTime, TimeZone as _};
use domain::{Country, Zone};
use when::{understand, understand_phrase};

fn main() -> Result<(), Box<dyn Error>> {
    for line in stdin().lock().lines() {
        let line = line?;
        let [phrase, zone, now, country] = line
            .rsplitn(4, '|')
            .map(str::trim)
            .collect::<Vec<_>>()
            .try_into()
            .map(|mut columns: [&str; 4]| {
                columns.reverse();
                columns
            })
            .map_err(|_| format!("four columns are needed: {line}"))?;
        let zone: Zone = zone.parse()?;
        let local = NaiveDateTime::parse_from_str(now, "%Y-%m-%d %H:%M")?;
        let now = zone.from_local_datetime(&local).earliest().ok_or("the clocks leave out this time")?;
        let country: Option<Country> = if country.is_empty() { None } else { Some(country.parse()?) };
        let understood = match phrase.split_once(" + ") {
            Some((date, time)) => understand(date, Some(time), now, country),
            None => understand_phrase(phrase, now, country),
        };
        println!("{}", forms::written(&understood));
    }
    Ok(())
}
