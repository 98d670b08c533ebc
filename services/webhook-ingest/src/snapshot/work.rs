//! How much a message may make us hash.

/// For all that a message may be verified with, together: some ten milliseconds, in which the thread does nothing else.
pub(crate) const MAX_WORK: usize = 16 * 1024 * 1024;

/// Whether so much is hashed for a message, given what each that it may be verified with costs. One alone always is: the body's
/// own bound is its bound.
pub(crate) fn is_affordable(costs: impl Iterator<Item = usize>) -> bool {
    let (count, all) = costs
        .filter(|cost| *cost > 0)
        .fold((0_usize, 0_usize), |(count, all), cost| (count + 1, all.saturating_add(cost)));
    count <= 1 || all <= MAX_WORK
}
