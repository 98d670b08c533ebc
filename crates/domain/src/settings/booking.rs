//! What can be booked.

use serde::{Deserialize, Serialize};

/// With no services, anything is booked for `default_minutes`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BookingSettings {
    pub services: Vec<Service>,
    pub default_minutes: u16,
    /// Offered times begin at multiples of this after opening.
    pub step_minutes: u16,
    /// The shortest notice.
    pub notice_minutes: u32,
    /// How many days ahead may be booked.
    pub horizon_days: u16,
    /// What is booked: a chair, a van, a person. Each takes one booking at a time.
    pub resources: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Service {
    pub name: String,
    pub minutes: u16,
    /// Other words for it.
    #[serde(default)]
    pub also: Vec<String>,
    /// The resources that do it. Empty: all.
    #[serde(default)]
    pub resources: Vec<String>,
}

impl Default for BookingSettings {
    fn default() -> Self {
        Self {
            services: Vec::new(),
            default_minutes: 30,
            step_minutes: 30,
            notice_minutes: 0,
            horizon_days: 90,
            resources: vec!["main".to_owned()],
        }
    }
}
