#![doc = include_str!("../README.md")]

mod account;
mod error;
mod find;
mod send;

pub use account::{AccountError, Twilio, TwilioSettings};
pub use error::{FindError, InDoubt, NotSent, SmsError};
pub use find::SentEarlier;
pub use send::SentSms;
