#![doc = include_str!("../README.md")]

mod account;
mod callback;
mod find;
mod send;
pub mod signature;

pub use account::{AccountError, Twilio, TwilioSettings};
pub use callback::{Callback, routing_word};
pub use find::SentEarlier;
pub use send::SentSms;
