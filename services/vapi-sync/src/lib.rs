#![doc = include_str!("../README.md")]

mod accounts;
mod app;
mod import;
mod look_back;
mod pace;
mod settings;
mod unopened;
mod window;

pub use accounts::{Account, AccountsError, accounts};
pub use app::{LIST_TIMEOUT, VapiSync};
pub use import::{Import, ImportError, Progress};
pub use settings::VapiSyncSettings;
pub use vapi::CallWindow;

/// As this service appears in logs, traces and messages.
pub const NAME: &str = "vapi-sync";
