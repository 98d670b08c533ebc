//! Appointments.

use chrono::{DateTime, Utc};

use crate::string_enum::string_enum;
use crate::{BookingId, CallId, ContactId, PhoneNumber};

/// An appointment.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "sea-orm", derive(sea_orm::FromQueryResult))]
pub struct Booking {
    pub id: BookingId,
    /// The call in which it was made.
    pub call_id: Option<CallId>,
    pub contact_id: Option<ContactId>,
    pub customer_name: Option<String>,
    pub customer_phone: Option<PhoneNumber>,
    pub customer_email: Option<String>,
    pub service_type: String,
    /// What is booked: a chair, a van, a person.
    pub resource: String,
    pub appointment_date: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub status: BookingStatus,
    pub notes: Option<String>,
}

string_enum! {
    /// What becomes of an appointment.
    pub enum BookingStatus {
        Requested = "requested",
        Confirmed = "confirmed",
        Done = "done",
        NoShow = "no_show",
        Cancelled = "cancelled",
    }
}

impl BookingStatus {
    /// Whether it takes its time, and can still be moved or cancelled.
    pub const fn is_open(self) -> bool {
        match self {
            Self::Requested | Self::Confirmed => true,
            Self::Done | Self::NoShow | Self::Cancelled => false,
        }
    }

    /// The statuses in which an appointment takes its time.
    pub fn open() -> Vec<Self> {
        Self::ALL.iter().copied().filter(|status| status.is_open()).collect()
    }
}

string_enum! {
    /// What was done to an appointment.
    pub enum BookingChange {
        Created = "created",
        Rescheduled = "rescheduled",
        Cancelled = "cancelled",
    }
}
