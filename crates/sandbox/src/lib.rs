#![doc = include_str!("../README.md")]

mod browsers;
mod running;
mod server;
mod settings;

mod handle;
mod inspect;

mod emulator;
pub mod faults;
pub mod resend;
pub mod traces;
pub mod twilio;
pub mod vapi;

pub mod callers;
pub mod player;
mod rendering;

mod clock;
mod journal;
mod random;

pub use handle::Handle;
pub use random::Random;
pub use running::Running;
pub use server::{Sandbox, SandboxError};
pub use settings::{SandboxSettings, VAPI_ORGANIZATION, VapiKey};
