//! What is certain after a failure.

use std::error::Error;
use std::time::Duration;

/// Why a provider did not do what it was asked, or may not have.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// Nothing reached the provider.
    #[error(transparent)]
    NotSent(Cause),
    /// It was not done, and may be later.
    #[error("{cause}")]
    Later {
        /// As long as the provider asks to be left alone.
        retry_after: Option<Duration>,
        cause: Cause,
    },
    /// It was not done and never will be.
    #[error(transparent)]
    Rejected(Cause),
    /// It may have been done: asked for again, it might be done twice.
    #[error(transparent)]
    InDoubt(Cause),
}

/// What went wrong. Neither the address nor the provider's message is kept: both may repeat phone numbers.
#[derive(Debug, thiserror::Error)]
pub enum Cause {
    #[error("could not make a request to {provider}")]
    Request { provider: &'static str, source: Box<dyn Error + Send + Sync> },
    #[error("could not connect to {provider}")]
    Unreachable { provider: &'static str, source: reqwest::Error },
    #[error("lost {provider}'s answer")]
    Lost { provider: &'static str, source: reqwest::Error },
    #[error("{provider} {} status {status}{}", verb(*status), in_words(code.as_deref()))]
    Status {
        provider: &'static str,
        status: u16,
        /// The provider's own word or number for the error.
        code: Option<String>,
    },
    /// Cut short, or not what was expected.
    #[error("could not read {provider}'s answer at line {line}, column {column}")]
    Unreadable { provider: &'static str, line: usize, column: usize },
}

impl Failure {
    /// Whether it may have been done all the same.
    pub fn is_in_doubt(&self) -> bool {
        matches!(self, Self::InDoubt(_))
    }

    /// Whether another provider may be asked instead, or the same one again: surely nothing was done, and
    /// nothing is wrong with what was asked.
    pub fn may_ask_another(&self) -> bool {
        matches!(self, Self::NotSent(_) | Self::Later { .. })
    }

    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Later { retry_after, .. } => *retry_after,
            Self::NotSent(_) | Self::Rejected(_) | Self::InDoubt(_) => None,
        }
    }

    pub fn cause(&self) -> &Cause {
        match self {
            Self::NotSent(cause)
            | Self::Later { cause, .. }
            | Self::Rejected(cause)
            | Self::InDoubt(cause) => cause,
        }
    }

    pub fn into_cause(self) -> Cause {
        match self {
            Self::NotSent(cause)
            | Self::Later { cause, .. }
            | Self::Rejected(cause)
            | Self::InDoubt(cause) => cause,
        }
    }
}

impl Cause {
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Status { status, .. } => Some(*status),
            _ => None,
        }
    }

    /// The provider's own word or number for its error.
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Status { code, .. } => code.as_deref(),
            _ => None,
        }
    }

    /// Whether the answer took too long, broke off or made no sense: one to a smaller question may arrive.
    pub fn is_cut_off(&self) -> bool {
        match self {
            Self::Lost { source, .. } => source.is_timeout() || source.is_body() || source.is_decode(),
            Self::Unreadable { .. } => true,
            Self::Request { .. } | Self::Unreachable { .. } | Self::Status { .. } => false,
        }
    }
}

fn verb(status: u16) -> &'static str {
    if (400..500).contains(&status) { "rejected it with" } else { "failed with" }
}

fn in_words(code: Option<&str>) -> String {
    code.map(|code| format!(" and code {code}")).unwrap_or_default()
}
