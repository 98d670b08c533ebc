//! What is certain after a failure.

use reqwest::StatusCode;
use serde::Deserialize;

use crate::AccountError;

/// Why a message may not have been sent.
#[derive(Debug, thiserror::Error)]
pub enum SmsError {
    /// No one got it and no one will.
    #[error("the message was not sent")]
    NotSent(#[source] NotSent),
    /// It may be on its way: sent again, it might arrive twice.
    #[error("it is not known whether the message was sent")]
    InDoubt(#[source] InDoubt),
}

#[derive(Debug, thiserror::Error)]
pub enum NotSent {
    #[error("could not build the request")]
    Build(#[from] AccountError),
    #[error("could not connect to Twilio")]
    Unreachable(#[source] reqwest::Error),
    #[error("Twilio rejected it with status {status}{}", in_words(*.code))]
    Rejected { status: u16, code: Option<u32> },
}

impl NotSent {
    /// Whether the same message may be taken later.
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Build(_) => false,
            Self::Unreachable(_) => true,
            Self::Rejected { status, .. } => matches!(status, 429 | 503),
        }
    }
}

#[derive(Debug, thiserror::Error)]
pub enum InDoubt {
    #[error("lost Twilio's answer")]
    Lost(#[source] reqwest::Error),
    #[error("Twilio failed with status {status}")]
    Failed { status: u16 },
    #[error("could not read Twilio's answer")]
    Unreadable(#[source] serde_json::Error),
}

/// Why Twilio's messages could not be listed.
#[derive(Debug, thiserror::Error)]
pub enum FindError {
    #[error("could not build the request")]
    Build(#[from] AccountError),
    #[error("could not reach Twilio")]
    Unreachable(#[source] reqwest::Error),
    #[error("Twilio rejected the list of messages with status {status}")]
    Rejected { status: u16 },
    #[error("could not read Twilio's list of messages")]
    Unreadable(#[source] serde_json::Error),
}

/// Twilio's answer when it rejects. Its message is left out: it repeats phone numbers.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Problem {
    pub(crate) code: Option<u32>,
}

/// A request that got no answer. Its address is left out of the error: a search has phone numbers in it.
pub(crate) fn unanswered(error: reqwest::Error) -> SmsError {
    let error = error.without_url();
    // Only before a connection stands is it sure that nothing was sent over it.
    if error.is_connect() {
        SmsError::NotSent(NotSent::Unreachable(error))
    } else {
        SmsError::InDoubt(InDoubt::Lost(error))
    }
}

/// An answer that isn't a success.
pub(crate) fn rejected(status: StatusCode, code: Option<u32>) -> SmsError {
    let is_certain = match status {
        // Proxies answer so too, for requests that they have passed on.
        StatusCode::SERVICE_UNAVAILABLE => code.is_some(),
        StatusCode::REQUEST_TIMEOUT => false,
        status => status.is_client_error(),
    };
    let status = status.as_u16();
    if is_certain {
        SmsError::NotSent(NotSent::Rejected { status, code })
    } else {
        SmsError::InDoubt(InDoubt::Failed { status })
    }
}

fn in_words(code: Option<u32>) -> String {
    code.map(|code| format!(" and code {code}")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passing(error: &SmsError) -> Option<bool> {
        match error {
            SmsError::NotSent(reason) => Some(reason.is_passing()),
            SmsError::InDoubt(_) => None,
        }
    }

    #[test]
    fn the_status_and_the_code_decide_what_is_certain() {
        for (status, code, expected) in [
            (400, Some(21211), Some(false)),
            (400, Some(21610), Some(false)),
            (401, Some(20003), Some(false)),
            (404, None, Some(false)),
            (429, Some(20429), Some(true)),
            (429, None, Some(true)),
            (503, Some(20503), Some(true)),
            (503, None, None),
            (408, None, None),
            (500, Some(20500), None),
            (502, None, None),
            (504, None, None),
            (301, None, None),
        ] {
            let error = rejected(StatusCode::from_u16(status).unwrap(), code);
            assert_eq!(passing(&error), expected, "{status} {code:?}");
        }
    }

    #[test]
    fn a_rejection_has_its_status_and_code() {
        let rejected = NotSent::Rejected { status: 400, code: Some(21211) };
        assert_eq!(rejected.to_string(), "Twilio rejected it with status 400 and code 21211");
        assert_eq!(
            NotSent::Rejected { status: 404, code: None }.to_string(),
            "Twilio rejected it with status 404"
        );
    }
}
