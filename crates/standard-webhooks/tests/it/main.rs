//! Against what the standard's own library signs, and the other way round.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on should stop where it is"
)]

#[path = "../../../../services/webhook-ingest/tests/senders/damage.rs"]
mod damage;
#[path = "../../../../services/webhook-ingest/tests/senders/run.rs"]
mod senders;
mod signature;
