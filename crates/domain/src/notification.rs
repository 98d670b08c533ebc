//! Messages to the people of an organization.

use crate::string_enum::string_enum;

string_enum! {
    pub enum NotificationChannel {
        Sms = "sms",
        Email = "email",
    }
}

string_enum! {
    /// How far the delivery of a notification is.
    pub enum NotificationState {
        /// To be tried, or tried again.
        Pending = "pending",
        /// An attempt is committed, its answer is not known yet.
        Sending = "sending",
        /// The provider took it.
        Sent = "sent",
        /// The provider rejected it for good.
        Failed = "failed",
        /// The answer was lost: it may have been sent, so it is not sent again by itself.
        Unknown = "unknown",
    }
}
