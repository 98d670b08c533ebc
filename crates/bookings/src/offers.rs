//! What to offer where the hour is left open, or where the one that was requested can't be had.

use chrono::DateTime;
use db::bookings::Busy;
use domain::Zone;

use crate::Rejection;
use crate::calendar::Span;
use crate::place::Search;

/// At most 3 times are offered: more are not remembered by ear.
const OFFERS: usize = 3;

impl Search<'_, '_> {
    /// What is free in these spans, each of which has a time among those that are offered if it can be.
    pub(crate) async fn offer(self, spans: &[Span]) -> db::Result<Rejection> {
        let (calendar, length) = (self.calendar, self.service.length);
        let first = spans.iter().map(|(from, _)| *from).min().unwrap_or(calendar.now);
        if calendar.is_too_far(first) {
            return Ok(self.too_far());
        }
        let mut free = Vec::new();
        for times in calendar.times_within(spans, length) {
            let of_span = self.free(times).await?;
            if !of_span.is_empty() {
                free.push(of_span);
            }
            if free.len() == OFFERS {
                break;
            }
        }
        let free = spread(&free);
        if !free.is_empty() {
            return Ok(Rejection::WhichTime { free });
        }
        let offers = self.near(first).await?;
        if spans.iter().all(|(_, until)| *until <= calendar.earliest()) {
            return Ok(Rejection::TooSoon { offers });
        }
        Ok(Rejection::NothingFree { offers })
    }

    /// The first times that are free at all.
    pub(crate) async fn soonest(self) -> db::Result<Rejection> {
        let calendar = self.calendar;
        let mut free = Vec::new();
        for week in 0..=calendar.weeks() {
            let days = calendar.week(calendar.yesterday(), week);
            free.extend(self.free(calendar.times_of(days, self.service.length)).await?);
            free.sort();
            free.dedup();
            if free.len() >= OFFERS {
                break;
            }
        }
        free.truncate(OFFERS);
        if free.is_empty() {
            return Ok(Rejection::NothingFree { offers: free });
        }
        Ok(Rejection::WhichTime { free })
    }

    /// The free times nearest to a moment, in order. What has none within a week of it has its nearest further
    /// away: there is none at all where none is returned.
    pub(crate) async fn near(self, at: DateTime<Zone>) -> db::Result<Vec<DateTime<Zone>>> {
        let calendar = self.calendar;
        let at = at.max(calendar.now);
        let day = at.date_naive();
        for week in 0..=calendar.weeks() {
            let mut free = Vec::new();
            for days in [calendar.week(day, -1 - week), calendar.week(day, week)] {
                let mut times = calendar.times_of(days, self.service.length);
                times.sort_by_key(|time| (*time - at).abs());
                free.extend(self.free(times).await?);
            }
            if !free.is_empty() {
                return Ok(nearest(free, at));
            }
        }
        Ok(Vec::new())
    }

    /// The first of these times that are free. Where an appointment is that moves is no offer.
    async fn free(self, times: Vec<DateTime<Zone>>) -> db::Result<Vec<DateTime<Zone>>> {
        let Some((first, last)) = times.iter().min().copied().zip(times.iter().max().copied()) else {
            return Ok(Vec::new());
        };
        let busy = self.busy((first, last + self.service.length)).await?;
        let free = times.into_iter().filter(|at| self.is_offer(*at, &busy));
        Ok(free.take(OFFERS).collect())
    }

    fn is_offer(self, at: DateTime<Zone>, busy: &[Busy]) -> bool {
        let is_there = self.moving.is_some_and(|booking| booking.appointment_date == at);
        !is_there && self.calendar.is_free(at, self.service, busy)
    }
}

/// The first of each, then the second of each, until there are enough; in order.
fn spread(free: &[Vec<DateTime<Zone>>]) -> Vec<DateTime<Zone>> {
    let mut chosen = Vec::new();
    for at in (0..OFFERS).flat_map(|turn| free.iter().filter_map(move |of_span| of_span.get(turn))) {
        if chosen.len() < OFFERS && !chosen.contains(at) {
            chosen.push(*at);
        }
    }
    chosen.sort();
    chosen
}

fn nearest(mut free: Vec<DateTime<Zone>>, at: DateTime<Zone>) -> Vec<DateTime<Zone>> {
    free.sort();
    free.dedup();
    free.sort_by_key(|time| (*time - at).abs());
    free.truncate(OFFERS);
    free.sort();
    free
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone as _;

    use super::*;

    fn at(text: &str) -> DateTime<Zone> {
        let zone: Zone = "America/New_York".parse().unwrap();
        zone.from_local_datetime(&format!("2026-11-{text}:00").parse().unwrap()).earliest().unwrap()
    }

    fn times(times: &[&str]) -> Vec<DateTime<Zone>> {
        times.iter().map(|time| at(time)).collect()
    }

    #[test]
    fn each_day_or_alternative_is_represented_before_one_is_twice() {
        let monday = times(&["23T09:00", "23T09:30", "23T10:00"]);
        let tuesday = times(&["24T09:00", "24T09:30", "24T10:00"]);
        let wednesday = times(&["25T15:00"]);
        for (free, expected) in [
            (vec![monday.clone()], vec!["23T09:00", "23T09:30", "23T10:00"]),
            (vec![monday.clone(), tuesday.clone()], vec!["23T09:00", "23T09:30", "24T09:00"]),
            (vec![wednesday.clone(), monday.clone()], vec!["23T09:00", "23T09:30", "25T15:00"]),
            (vec![monday.clone(), tuesday, wednesday], vec!["23T09:00", "24T09:00", "25T15:00"]),
            (vec![monday.clone(), monday], vec!["23T09:00", "23T09:30", "23T10:00"]),
            (Vec::new(), Vec::new()),
        ] {
            assert_eq!(spread(&free), times(&expected));
        }
    }

    #[test]
    fn the_nearest_are_before_and_after() {
        let free = times(&["23T09:00", "23T13:00", "23T13:30", "23T15:00", "23T15:00", "24T09:00"]);
        assert_eq!(nearest(free, at("23T14:00")), times(&["23T13:00", "23T13:30", "23T15:00"]));
    }
}
