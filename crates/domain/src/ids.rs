//! One type an id, so that a call's id can't be passed where an organization's is wanted.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

/// The text is neither the id's own form nor a UUID.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected {prefix}_… or a UUID")]
pub struct ParseIdError {
    pub prefix: &'static str,
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident $prefix:literal)*) => {$(
        $(#[$doc])*
        ///
        #[doc = concat!("Written `", $prefix, "_<32 hex digits>`; a bare UUID is read too.")]
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(feature = "sea-orm", derive(sea_orm::DeriveValueType), sea_orm(try_getable_array))]
        pub struct $name(pub Uuid);

        impl $name {
            const PREFIX: &'static str = $prefix;
        }

        #[cfg(feature = "openapi")]
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
                utoipa::openapi::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::schema::Type::String)
                    .description(Some(concat!("`", $prefix, "_…`; a UUID is read too.")))
                    .pattern(Some(concat!(
                        "^(",
                        $prefix,
                        "_)?([0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$"
                    )))
                    .examples([concat!($prefix, "_01995b2e7c417e1b8d3a5f0a9b6c2d11")])
                    .into()
            }
        }

        #[cfg(feature = "openapi")]
        impl utoipa::ToSchema for $name {}

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}_{}", Self::PREFIX, self.0.simple())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl FromStr for $name {
            type Err = ParseIdError;

            fn from_str(text: &str) -> Result<Self, ParseIdError> {
                let digits = text.strip_prefix(concat!($prefix, "_")).unwrap_or(text);
                Uuid::try_parse(digits).map(Self).map_err(|_| ParseIdError { prefix: Self::PREFIX })
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
            }
        }
    )*};
}

ids! {
    /// Something that was done, or is to be done, for a caller.
    ActionId "act"
    /// A program's key.
    ApiKeyId "key"
    /// A voice assistant of an organization.
    AssistantId "asst"
    /// An appointment.
    BookingId "book"
    /// A call, whichever source reported it.
    CallId "call"
    /// An organization's account at a provider, with its secrets.
    ConnectionId "conn"
    /// A person or business at the other end of the line.
    ContactId "cont"
    /// A domain event.
    EventId "evt"
    /// A contact that may become business.
    LeadId "lead"
    /// One message to one recipient through one channel.
    NotificationId "ntf"
    /// A tenant.
    OrganizationId "org"
    /// One party of a call.
    ParticipantId "part"
    /// A phone line of an organization.
    PhoneNumberId "num"
    /// A comparison of two or more ways to answer the same line.
    TrialId "trial"
    /// A person who signs in.
    UserId "user"
    /// One accepted POST of a provider.
    WebhookId "whk"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_read_in_both_forms_and_written_in_its_own() {
        let bare = "01995b2e-7c41-7e1b-8d3a-5f0a9b6c2d11";
        let id: CallId = bare.parse().unwrap();
        assert_eq!(id.to_string(), "call_01995b2e7c417e1b8d3a5f0a9b6c2d11");
        assert_eq!(id.to_string().parse::<CallId>().unwrap(), id);
    }

    #[test]
    fn an_id_of_another_kind_is_rejected() {
        let contact = ContactId(Uuid::nil()).to_string();
        assert_eq!(contact.parse::<CallId>(), Err(ParseIdError { prefix: "call" }));
    }
}
