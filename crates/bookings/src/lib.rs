#![doc = include_str!("../README.md")]

mod book;
mod calendar;
mod cancel;
mod offers;
mod place;
mod record;
mod rejection;
mod reschedule;
mod service;

pub use book::{Customer, NewBooking, book};
pub use calendar::{Calendar, offered_hours};
pub use cancel::cancel;
pub use place::{RequestedTime, free_times};
pub use record::Author;
pub use rejection::{BookingError, Rejection};
pub use reschedule::{Moved, reschedule};
pub use service::{Service, UNNAMED, folded};
