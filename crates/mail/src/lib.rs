#![doc = include_str!("../README.md")]

mod resend;

pub use resend::{Email, MailError, Resend, ResendSettings, SentEmail};
