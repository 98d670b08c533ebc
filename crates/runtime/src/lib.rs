#![doc = include_str!("../README.md")]

// So that `settings_of!` names this crate the same here as elsewhere.
extern crate self as runtime;

pub mod clock;
mod error_chain;
pub mod health;
pub mod http;
mod management;
pub mod metrics;
pub mod probe;
pub mod settings;
pub mod shutdown;
pub mod tasks;
pub mod telemetry;

pub use self::error_chain::error_chain;
pub use self::health::{Check, Health};
pub use self::management::{Management, ManagementError};
pub use self::settings::Settings;
pub use self::shutdown::until_stopped;
pub use self::tasks::Tasks;
