//! An organization's own settings, as kept in `organizations.settings`.

use serde::{Deserialize, Serialize};

use crate::PhoneNumber;

/// Keys that are absent mean the default: everything off.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrganizationSettings {
    pub notifications: NotificationSettings,
}

/// Who hears of a call.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct NotificationSettings {
    pub sms: SmsSettings,
    pub email: EmailSettings,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SmsSettings {
    pub enabled: bool,
    pub numbers: Vec<PhoneNumber>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct EmailSettings {
    pub enabled: bool,
    pub addresses: Vec<String>,
}
