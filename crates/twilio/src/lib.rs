#![doc = include_str!("../README.md")]

mod account;
mod callback;
mod find;
pub mod form;
mod send;
mod settings;
pub mod signature;

pub use account::{AccountError, Twilio, TwilioAccount};
pub use callback::{Callback, is_kind, kind_of, routing_word, state_of};
pub use find::SentEarlier;
pub use send::SentSms;
pub use settings::TwilioSettings;
