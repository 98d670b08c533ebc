#![doc = include_str!("../README.md")]

mod resend;
mod settings;

pub use resend::{Email, MailError, Resend, ResendAccount, SentEmail};
pub use settings::ResendSettings;
