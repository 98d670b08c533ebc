//! Who may ask for a route.

use actix_web::body::BoxBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, HttpMessage as _};
use domain::Permission;

use crate::app::App;
use crate::caller::Operator;
use crate::credentials::caller_of;
use crate::error::ApiError;

/// There is no default: each row of the table of routes says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    /// Everybody, without credentials.
    Open,
    /// Everybody with valid credentials.
    SignedIn,
    /// People by their role, keys by their scopes.
    Needs(Permission),
    /// People who may see unassigned webhooks: looked up each time, and no key ever may.
    Operators,
}

impl Access {
    /// Surrounds a handler: who may not ask for it is told so before the path and the body are read.
    pub(crate) async fn check(
        self,
        app: Data<App>,
        request: ServiceRequest,
        next: Next<BoxBody>,
    ) -> Result<ServiceResponse, Error> {
        match self.admit(&app, &request).await {
            Ok(()) => next.call(request).await,
            Err(error) => Ok(request.error_response(error)),
        }
    }

    /// Leaves the caller with the request, for its extractor and that of [`Operator`].
    async fn admit(self, app: &App, request: &ServiceRequest) -> Result<(), ApiError> {
        if self == Self::Open {
            return Ok(());
        }
        let caller = caller_of(app, request.headers()).await?;
        match self {
            Self::Open | Self::SignedIn => {}
            Self::Needs(permission) => {
                if !caller.who.may(permission) {
                    return Err(ApiError::Forbidden(permission));
                }
            }
            Self::Operators => {
                let operator = Operator::find(app.db()?, &caller).await?;
                request.extensions_mut().insert(operator);
            }
        }
        request.extensions_mut().insert(caller);
        Ok(())
    }
}
