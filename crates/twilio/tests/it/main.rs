//! Against the sandbox, against servers that lose answers, and against what Twilio's own library signs.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on should stop where it is"
)]

mod account;
mod broken_server;
#[path = "../../../../services/webhook-ingest/tests/senders/damage.rs"]
mod damage;
mod find;
mod send;
#[path = "../../../../services/webhook-ingest/tests/senders/run.rs"]
mod senders;
mod signature;
