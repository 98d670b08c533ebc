#![doc = include_str!("../README.md")]

mod answer;
mod asked;
mod transfer;

mod definitions;
mod desk;
mod fields;
mod tool;

mod book_appointment;
mod cancel_appointment;
mod list_available_slots;
mod log_driver_callout;
mod lookup_customer;
mod reschedule_appointment;
mod schedule_callback;
mod take_message;
mod transfer_call;

mod appointment;
mod calendar;
mod own_bookings;
mod phone;
mod record_booking;
mod time_said;

mod spoken;

pub use answer::{Missed, Prepared, Tools, question, tool_call_id};
pub use asked::{Answered, Asked, CallSeen, Caller, Outcome, Spoken, Stages};
pub use definitions::definitions;
pub use spoken::MAX_SPOKEN;
pub use transfer::{Destination, Transfer, Unavailable, destination};
