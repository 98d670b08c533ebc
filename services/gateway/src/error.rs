//! Why a request failed.

use std::time::Duration;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};
use domain::Permission;
use web::Problem;

/// 5 seconds: by then the database may be back, a stream closed, a password checked.
pub(crate) const RETRY_AFTER: Duration = Duration::from_secs(5);

/// What every route may answer. What one capability alone rejects is mapped beside its handlers, to `Rejected`.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ApiError {
    #[error("no credentials were presented, or none that are valid")]
    Unauthorized,
    #[error("the caller may not do this without {}", .0.scope())]
    Forbidden(Permission),
    #[error("the caller is not an operator")]
    OperatorsOnly,
    #[error("there is no such thing in the caller's organization")]
    NotFound,
    #[error("the database has not been reached yet")]
    Starting,
    #[error("could not query the database")]
    Database(#[from] db::Error),
    #[error(transparent)]
    Rejected(#[from] Problem),
}

impl ApiError {
    fn problem(&self) -> Problem {
        match self {
            Self::Unauthorized => Problem::unauthorized(),
            Self::Forbidden(permission) => {
                Problem::forbidden().detail(format!("this needs {}", permission.scope()))
            }
            Self::OperatorsOnly => Problem::forbidden().detail("this is for operators"),
            Self::NotFound => Problem::not_found(),
            Self::Starting => Problem::overloaded(RETRY_AFTER),
            Self::Database(db::Error::Unavailable(_)) => Problem::unavailable(self, RETRY_AFTER),
            Self::Database(db::Error::Constraint { .. } | db::Error::Failed(_) | db::Error::Row { .. }) => {
                Problem::internal(self)
            }
            Self::Rejected(problem) => problem.clone(),
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
