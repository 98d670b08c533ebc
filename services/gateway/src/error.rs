//! Why a request failed.

use std::time::Duration;

use accounts::passwords::PasswordError;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};
use web::Problem;
use webhooks::ReleaseError;

use crate::auth::token::TokenError;
use crate::query::ParameterError;

/// 5 seconds: by then the database may be back, a stream closed, a password checked.
const RETRY_AFTER: Duration = Duration::from_secs(5);

#[derive(Debug, thiserror::Error)]
pub(crate) enum ApiError {
    #[error("could not read the query parameters")]
    Parameters(Vec<ParameterError>),
    #[error("could not read the header Last-Event-ID")]
    LastEventId,
    #[error("no credentials were presented, or none that are valid")]
    Unauthorized,
    #[error("the e-mail address or the password is wrong")]
    InvalidCredentials,
    #[error("the person belongs to no organization")]
    NoMembership,
    #[error("the caller may not do this without {scope}")]
    Forbidden { scope: &'static str },
    #[error("the caller is not an operator")]
    OperatorsOnly,
    #[error("there is no such thing in the caller's organization")]
    NotFound,
    #[error("the database has not been reached yet")]
    Starting,
    #[error("there is no room for another stream")]
    TooManyStreams,
    #[error("could not check a password")]
    Password(#[from] PasswordError),
    #[error("could not issue a token")]
    Token(#[source] TokenError),
    #[error("could not release a webhook from quarantine")]
    Release(#[from] ReleaseError),
    #[error("could not query the database")]
    Database(#[from] db::Error),
}

impl ApiError {
    fn problem(&self) -> Problem {
        match self {
            Self::Parameters(errors) => {
                let problem = Problem::bad_request("invalid_query", "A query parameter is not as expected");
                errors.iter().fold(problem, |problem, error| {
                    problem.error(format!("?{}", error.name), error.code, error.message.clone())
                })
            }
            Self::LastEventId => Problem::bad_request("invalid_header", "A header is not as expected")
                .detail("Last-Event-ID must be the id of an event of this stream"),
            Self::Unauthorized => Problem::unauthorized(),
            Self::InvalidCredentials => {
                Problem::new(StatusCode::UNAUTHORIZED, "invalid_credentials", "E-mail or password is wrong")
            }
            Self::NoMembership => {
                Problem::new(StatusCode::FORBIDDEN, "no_membership", "You belong to no organization")
            }
            Self::Forbidden { scope } => Problem::forbidden().detail(format!("this needs {scope}")),
            Self::Release(ReleaseError::Released(_)) => {
                Problem::conflict("already_released", "It was released already")
            }
            Self::Release(ReleaseError::Organization) => Problem::invalid().error(
                "/organization_id",
                "unknown",
                "there is no such organization, or it is not in use",
            ),
            Self::OperatorsOnly => Problem::forbidden().detail("this is for operators"),
            Self::NotFound | Self::Release(ReleaseError::Unknown) => Problem::not_found(),
            Self::TooManyStreams => Problem::overloaded(RETRY_AFTER).detail("too many live streams are open"),
            Self::Starting | Self::Password(PasswordError::Busy) => Problem::overloaded(RETRY_AFTER),
            Self::Database(db::Error::Unavailable(_))
            | Self::Release(ReleaseError::Database(db::Error::Unavailable(_))) => {
                Problem::unavailable(self, RETRY_AFTER)
            }
            Self::Password(
                PasswordError::Hash(_) | PasswordError::Stored(_) | PasswordError::Interrupted(_),
            )
            | Self::Token(_)
            | Self::Release(ReleaseError::Database(_))
            | Self::Database(db::Error::Constraint { .. } | db::Error::Failed(_) | db::Error::Row { .. }) => {
                Problem::internal(self)
            }
        }
    }
}

impl ResponseError for ApiError {
    fn status_code(&self) -> StatusCode {
        self.problem().status()
    }

    fn error_response(&self) -> HttpResponse {
        self.problem().respond()
    }
}
