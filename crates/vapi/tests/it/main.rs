//! Against Vapi's examples and schema, requests that are signed by code that is not ours, and
//! whatever else may come.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on should stop where it is"
)]

mod contract;
#[path = "../../../../services/webhook-ingest/tests/senders/damage.rs"]
mod damage;
mod hostile;
#[path = "../../../../services/webhook-ingest/tests/senders/run.rs"]
mod senders;
mod verification;
