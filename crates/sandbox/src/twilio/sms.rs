use chrono::{DateTime, Utc};
use serde::Serialize;

/// A text message that was accepted.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Sms {
    pub sid: String,
    pub account_sid: String,
    pub to: String,
    pub from: Option<String>,
    pub messaging_service_sid: Option<String>,
    pub body: String,
    pub created_at: DateTime<Utc>,
}
