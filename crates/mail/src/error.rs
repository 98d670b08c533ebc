//! Why an e-mail was not sent, or may not have been.

use reqwest::StatusCode;
use serde::Deserialize;

/// At most 60 characters: Resend's names are short words with underscores; anything longer isn't one.
const MAX_NAME_CHARACTERS: usize = 60;

/// Resend's word for a key that was used for another content.
const KEY_REUSED: &str = "invalid_idempotent_request";
/// Resend's word for a key whose first request is still being answered.
const KEY_IN_USE: &str = "concurrent_idempotent_requests";

#[derive(Debug, thiserror::Error)]
pub enum MailError {
    #[error("could not make the address of Resend's e-mails")]
    Address,
    #[error("could not get an answer from Resend")]
    Unanswered(#[source] reqwest::Error),
    #[error("could not read Resend's answer")]
    Unreadable(#[source] reqwest::Error),
    #[error("Resend rejected the e-mail with status {status}{}", in_words(.name.as_deref()))]
    Rejected { status: u16, name: Option<String> },
    #[error("Resend took another content under the same key before")]
    KeyReused,
}

impl MailError {
    /// Whether the same e-mail under the same key may be taken later.
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Unanswered(error) => !error.is_builder(),
            Self::Unreadable(_) => true,
            Self::Rejected { status: 409, name } => name.as_deref() == Some(KEY_IN_USE),
            Self::Rejected { status, .. } => matches!(status, 408 | 429 | 500..),
            Self::Address | Self::KeyReused => false,
        }
    }
}

/// Resend's answer when it rejects. Its message is left out: it may repeat addresses.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Problem {
    name: Option<String>,
}

pub(crate) fn rejected(status: StatusCode, problem: Problem) -> MailError {
    match problem.name {
        Some(name) if name == KEY_REUSED => MailError::KeyReused,
        name => MailError::Rejected {
            status: status.as_u16(),
            name: name.map(|name| name.chars().take(MAX_NAME_CHARACTERS).collect()),
        },
    }
}

fn in_words(name: Option<&str>) -> String {
    name.map(|name| format!(" and {name}")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rejection(status: u16, name: Option<&str>) -> MailError {
        rejected(StatusCode::from_u16(status).unwrap(), Problem { name: name.map(str::to_owned) })
    }

    #[test]
    fn what_may_pass_is_tried_again_and_a_rejection_is_not() {
        for (status, name, passing) in [
            (400, Some("validation_error"), false),
            (401, Some("missing_api_key"), false),
            (403, Some("invalid_api_key"), false),
            (422, Some("missing_required_field"), false),
            (404, None, false),
            (301, None, false),
            (409, Some("concurrent_idempotent_requests"), true),
            (409, Some("invalid_idempotent_request"), false),
            (409, None, false),
            (408, None, true),
            (429, Some("rate_limit_exceeded"), true),
            (500, Some("internal_server_error"), true),
            (503, None, true),
        ] {
            assert_eq!(rejection(status, name).is_passing(), passing, "{status} {name:?}");
        }
    }

    #[test]
    fn a_rejection_has_its_status_and_name() {
        assert_eq!(
            rejection(422, Some("validation_error")).to_string(),
            "Resend rejected the e-mail with status 422 and validation_error"
        );
        assert_eq!(rejection(404, None).to_string(), "Resend rejected the e-mail with status 404");
    }
}
