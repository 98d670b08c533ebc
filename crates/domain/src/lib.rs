#![doc = include_str!("../README.md")]

pub mod call;
mod hours;
mod ids;
mod language;
mod member_role;
mod money;
mod permission;
mod phone;
mod plan;
mod settings;
pub mod usage;

pub use hours::{BusinessHours, Opening, ParseOpeningError};
pub use ids::{
    ActionId, ApiKeyId, AssistantId, BookingId, CallId, ConnectionId, ContactId, EventId, LeadId,
    NotificationId, OrganizationId, ParseIdError, PhoneNumberId, TrialId, UserId, WebhookId,
};
pub use language::Language;
pub use member_role::{MemberRole, ParseRoleError};
pub use money::Micros;
pub use permission::Permission;
pub use phone::{ParsePhoneError, PhoneNumber};
pub use plan::PlanState;
pub use settings::{
    BookingSettings, CallerRoute, EmailSettings, NotificationSettings, OrganizationSettings, Route,
    RoutingSettings, Service, SmsSettings, TransferNumber, TransferNumbers,
};
