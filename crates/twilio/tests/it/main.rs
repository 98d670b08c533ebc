//! Against the sandbox, and against servers that lose answers.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop where it is")]

mod broken_server;
mod find;
mod send;
mod world;
