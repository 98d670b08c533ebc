//! An organization's own settings, as kept in `organizations.settings`.

mod booking;
mod notifications;
mod routing;
mod transfer;
mod typed;

pub use booking::{BookingSettings, Service};
pub use notifications::{EmailSettings, NotificationSettings, SmsSettings};
pub use routing::{CallerRoute, Route, RoutingSettings};
use serde::{Deserialize, Serialize};
pub use transfer::{TransferNumber, TransferNumbers};
pub use typed::TypedSettingsError;

use crate::{BusinessHours, Country, Language};

/// Keys that are absent mean the default: everything off, open around the clock.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrganizationSettings {
    pub notifications: NotificationSettings,
    /// What callers are spoken to in, where an assistant's own language does not tell, and what notifications
    /// are written in.
    pub language: Language,
    /// Of numbers that are written without one, where the line that is called does not tell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<Country>,
    /// Absent: always open.
    pub business_hours: Option<BusinessHours>,
    pub transfer_numbers: TransferNumbers,
    pub booking: BookingSettings,
    pub routing: RoutingSettings,
}
