//! How much a message may make us hash.

/// At most 16 MiB hashed for one message, with all that it may be verified with together: some ten
/// milliseconds, in which the thread does nothing else.
pub(crate) const MAX_WORK: usize = 16 * 1024 * 1024;

/// Whether a message is hashed with all that it may be verified with, given what each costs. One alone always
/// is: the bound of the body limits it.
pub(crate) fn is_affordable(costs: impl Iterator<Item = usize>) -> bool {
    let (count, all) = costs
        .filter(|cost| *cost > 0)
        .fold((0_usize, 0_usize), |(count, all), cost| (count + 1, all.saturating_add(cost)));
    count <= 1 || all <= MAX_WORK
}
