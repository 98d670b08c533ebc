#![doc = include_str!("../README.md")]

mod error;
mod resend;

pub use error::MailError;
pub use resend::{Email, Resend, ResendSettings, SentEmail};
