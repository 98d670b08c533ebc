#![doc = include_str!("../README.md")]

mod assistant;
mod booking;
pub mod call;
mod contact;
mod graphemes;
mod hours;
mod ids;
mod language;
mod lead;
mod member_role;
mod money;
mod name;
mod notification;
mod permission;
mod phone;
mod plan;
mod question;
mod settings;
mod string_enum;
pub mod usage;
mod webhook;
mod zone;

pub use assistant::Assistant;
pub use booking::{Booking, BookingChange, BookingStatus};
pub use contact::Contact;
pub use graphemes::longest_beginning;
pub use hours::{BusinessHours, Opening, ParseOpeningError};
pub use ids::{
    ActionId, ApiKeyId, AssistantId, BookingId, CallId, ConnectionId, ContactId, EventId, LeadId,
    NotificationId, OrganizationId, ParseIdError, ParticipantId, PhoneNumberId, TrialId, UserId, WebhookId,
};
pub use language::Language;
pub use lead::{Lead, LeadState};
pub use member_role::MemberRole;
pub use money::Micros;
pub use name::{is_unfilled, real_name};
pub use notification::{NotificationChannel, NotificationState};
pub use permission::Permission;
pub use phone::{Country, CountryError, ParsePhoneError, PartyNumber, PhoneError, PhoneNumber};
pub use plan::PlanState;
pub use question::{CallRejection, QuestionOutcome};
pub use settings::{
    BookingSettings, CallerRoute, EmailSettings, NotificationSettings, OrganizationSettings, Route,
    RoutingSettings, Service, SmsSettings, TransferNumber, TransferNumbers, TypedSettingsError,
};
pub use string_enum::ParseWordError;
pub use webhook::{IntegrationScheme, QuarantineReason, UnreadableReason, WebhookOutcome};
pub use zone::{UnknownZone, Zone, ZoneData, ZoneDataSource, ZoneOffset, zone_data};
