#![doc = include_str!("../README.md")]

mod clock;
mod server;
mod settings;

mod handle;
mod journal;
mod random;

pub mod faults;

pub mod resend;
pub mod traces;
pub mod twilio;
mod vapi;

pub mod callers;
pub mod player;
mod rendering;

mod inspect;

pub use handle::{Handle, RawCallError};
pub use random::Random;
pub use server::{Sandbox, SandboxError};
pub use settings::{SandboxSettings, VAPI_ORGANIZATION, VapiKey};
pub use vapi::LiveCommand;
