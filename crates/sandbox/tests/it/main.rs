//! The emulators over real HTTP, and the callers against a real server.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on should stop where it is"
)]
#![expect(
    clippy::disallowed_methods,
    reason = "the client is not ours: it has none of our time limits, nor our User-Agent"
)]

mod browsers;
mod callers;
mod control;
mod faults;
mod live;
mod player;
mod resend;
mod shutdown;
mod traces;
mod twilio;
mod vapi_api;
mod world;
