#![doc = include_str!("../README.md")]

pub mod clock;
mod error_chain;
pub mod health;
pub mod http;
mod management;
pub mod metrics;
pub mod settings;
pub mod shutdown;
pub mod tasks;
pub mod telemetry;

pub use self::{
    error_chain::error_chain,
    health::{Check, Health},
    management::{Management, ManagementError},
    settings::Settings,
    shutdown::until_stopped,
    tasks::Tasks,
};
