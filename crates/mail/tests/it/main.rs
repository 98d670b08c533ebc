//! Against the sandbox.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop where it is")]

mod send;
