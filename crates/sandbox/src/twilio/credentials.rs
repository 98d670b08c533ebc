//! The one account there is. It is made up, and no secret.

pub const ACCOUNT_SID: &str = "AC5a4d0b0c5a4d0b0c5a4d0b0c5a4d0b0c";
pub const AUTH_TOKEN: &str = "sandbox-twilio-auth-token";
