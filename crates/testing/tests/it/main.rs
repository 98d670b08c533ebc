//! The world itself.

mod finishing;
mod starting;
