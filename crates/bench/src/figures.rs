//! Medians and percentiles.

use std::time::Duration;

use serde::Serialize;

/// How long things took.
#[derive(Clone, Debug, Default)]
pub(crate) struct Durations(Vec<Duration>);

/// In milliseconds.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub(crate) struct Percentiles {
    pub(crate) count: usize,
    pub(crate) p50: f64,
    pub(crate) p95: f64,
    pub(crate) p99: f64,
    pub(crate) max: f64,
}

impl Durations {
    pub(crate) fn push(&mut self, duration: Duration) {
        self.0.push(duration);
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn percentiles(mut self) -> Percentiles {
        self.0.sort_unstable();
        let at = |per_mille: usize| {
            let rank = (self.0.len() * per_mille).div_ceil(1000).max(1) - 1;
            self.0.get(rank).map_or(0.0, |duration| duration.as_secs_f64() * 1000.0)
        };
        Percentiles { count: self.0.len(), p50: at(500), p95: at(950), p99: at(990), max: at(1000) }
    }
}

/// The middle one; of an even number the lower of the two.
pub(crate) fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_unstable_by(f64::total_cmp);
    figures.get(figures.len().saturating_sub(1) / 2).copied().unwrap_or_default()
}

/// The median of each percentile over repeated runs.
pub(crate) fn median_percentiles(runs: &[Percentiles]) -> Percentiles {
    let of = |figure: fn(&Percentiles) -> f64| median(runs.iter().map(figure).collect());
    Percentiles {
        count: runs.iter().map(|run| run.count).sum(),
        p50: of(|run| run.p50),
        p95: of(|run| run.p95),
        p99: of(|run| run.p99),
        max: of(|run| run.max),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_of_the_sorted_durations() {
        let mut durations = Durations::default();
        (1..=200).rev().for_each(|milliseconds| durations.push(Duration::from_millis(milliseconds)));
        let figures = durations.percentiles();
        let shown = format!("{} {} {} {}", figures.p50, figures.p95, figures.p99, figures.max);
        assert_eq!(shown, "100 190 198 200");
        assert_eq!(Durations::default().percentiles().max.to_string(), "0");
    }

    #[test]
    fn a_median_is_one_of_the_figures() {
        assert_eq!(median(vec![3.0, 1.0, 2.0]).to_string(), "2");
        assert_eq!(median(vec![4.0, 1.0, 2.0, 3.0]).to_string(), "2");
    }
}
