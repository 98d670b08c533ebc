#![doc = include_str!("../README.md")]

pub mod call;
mod ids;
mod money;
mod phone;
mod settings;
pub mod usage;

pub use ids::{
    ApiKeyId, AssistantId, CallId, ConnectionId, ContactId, EventId, LeadId, NotificationId, OrganizationId,
    ParseIdError, PhoneNumberId, UserId, WebhookId,
};
pub use money::Micros;
pub use phone::{ParsePhoneError, PhoneNumber};
pub use settings::{EmailSettings, NotificationSettings, OrganizationSettings, SmsSettings};
