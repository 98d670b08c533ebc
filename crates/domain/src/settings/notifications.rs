//! Who is notified of a call, and of what was left in it.

use serde::{Deserialize, Serialize};

use crate::PhoneNumber;

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
    /// Who is notified of a driver who calls out. Empty: `numbers`.
    pub dispatch_numbers: Vec<PhoneNumber>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct EmailSettings {
    pub enabled: bool,
    pub addresses: Vec<String>,
}
