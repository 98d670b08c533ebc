#![doc = include_str!("../README.md")]

mod account;
mod callback;
mod find;
mod send;
mod settings;
pub mod signature;

pub use account::{AccountError, Twilio, TwilioAccount};
pub use callback::{Callback, kind_of, routing_word};
pub use find::SentEarlier;
pub use send::SentSms;
pub use settings::TwilioSettings;
