#![doc = include_str!("../README.md")]

mod unclear;
mod understand;

mod named_zone;
mod offset;
mod pieces;
mod tokens;
mod words;

mod ahead;
mod clock;
mod cursor;
mod date;
mod days;
mod hours;
mod moments;
mod phrase;
mod resolve;

mod say;

pub use say::{say, say_day, say_time};
pub use unclear::Unclear;
pub use understand::{Span, When, understand, understand_phrase};
