//! Zones as people name them: "2 PM Eastern", "по Москве", "New York time", `America/New_York`.

use std::collections::HashMap;
use std::sync::LazyLock;

use chrono::{DateTime, TimeDelta};
use domain::Zone;

/// Half a year from any day the clocks are on the other time, where there are two.
const HALF_YEAR: TimeDelta = TimeDelta::days(182);

/// Names that say no place.
const NO_PLACES: [&str; 5] = ["Etc", "SystemV", "US", "Canada", "Mexico"];

/// The words of a city in "Ho Chi Minh City time".
const MOST_WORDS: usize = 4;

/// A zone that was named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ZoneSaid {
    /// "local time"
    Own,
    Named(Zone),
    /// Letters, as zones have them for the one half of the year or the other, and whose they are mostly.
    ///
    /// "EST" is said all year, so each stands for both.
    Letters(&'static [&'static str], Option<&'static str>),
}

impl ZoneSaid {
    /// The zone that is meant in a business; `None` where many have these letters and it has not.
    pub(crate) fn zone(self, now: DateTime<Zone>) -> Option<Zone> {
        let own = now.timezone();
        match self {
            Self::Own => Some(own),
            Self::Named(zone) => Some(zone),
            Self::Letters(letters, mostly) => {
                let is_own = [now, now + HALF_YEAR].into_iter().any(|at| {
                    let own = at.format("%Z").to_string();
                    letters.contains(&own.as_str())
                });
                if is_own { Some(own) } else { mostly?.parse().ok() }
            }
        }
    }
}

static NAMES: LazyLock<HashMap<String, &'static str>> =
    LazyLock::new(|| Zone::all().map(|name| (name.to_lowercase(), name)).collect());

static CITIES: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let places = Zone::all().filter_map(|name| {
        let (area, city) = name.rsplit_once('/')?;
        let is_place = !NO_PLACES.contains(&area);
        is_place.then(|| (city.replace('_', " ").to_lowercase(), name))
    });
    places.collect()
});

/// A zone by its name in lower case.
pub(crate) fn by_name(name: &str) -> Option<Zone> {
    NAMES.get(name)?.parse().ok()
}

/// A city's time at the beginning of words, and how many it takes: "new york time".
pub(crate) fn by_city(words: &[&str]) -> Option<(Zone, usize)> {
    let end = words.iter().take(MOST_WORDS + 1).position(|word| *word == "time")?;
    let zone = CITIES.get(&words.get(..end)?.join(" "))?.parse().ok()?;
    Some((zone, end + 1))
}
