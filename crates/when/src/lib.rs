#![doc = include_str!("../README.md")]

mod unclear;
mod understand;

mod pieces;
mod tokens;
mod words;

mod ahead;
mod clock;
mod cursor;
mod date;
mod hours;
mod phrase;
mod resolve;
mod zone;

mod say;

pub use say::{say, say_day, say_time};
pub use unclear::Unclear;
pub use understand::{Span, When, understand, understand_phrase};
