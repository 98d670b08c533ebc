//! Who asks.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage as _, HttpRequest};
use chrono::{DateTime, Utc};
use db::{Db, TenantTx};
use domain::{ApiKeyId, MemberRole, OrganizationId, Permission, UserId};

use crate::error::ApiError;

/// Someone who has proven who they are, acting for one organization.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    pub(crate) organization: OrganizationId,
    pub(crate) who: Who,
    pub(crate) expires_at: Option<DateTime<Utc>>,
}

#[derive(Clone, Debug)]
pub(crate) enum Who {
    User { id: UserId, role: MemberRole },
    Key { id: ApiKeyId, scopes: Vec<String> },
}

impl Who {
    /// Scopes that are not known here allow nothing.
    pub(crate) fn may(&self, permission: Permission) -> bool {
        match self {
            Self::User { role, .. } => permission.roles().contains(role),
            Self::Key { scopes, .. } => scopes.iter().any(|scope| scope == permission.scope()),
        }
    }
}

impl Caller {
    /// Whether the membership or key still is there, and still allows this. The transaction is of the caller's
    /// organization.
    pub(crate) async fn still_may(&self, tx: &TenantTx, permission: Permission) -> db::Result<bool> {
        let now = match &self.who {
            Who::User { id, .. } => db::users::role(tx, *id).await?.map(|role| Who::User { id: *id, role }),
            Who::Key { id, .. } => db::api_keys::find_valid_by_id(tx, *id)
                .await?
                .map(|key| Who::Key { id: key.id, scopes: key.scopes }),
        };
        Ok(now.is_some_and(|who| who.may(permission)))
    }
}

/// A signed-in person who may see unassigned webhooks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Operator(pub(crate) UserId);

impl Operator {
    pub(crate) async fn find(db: &Db, caller: &Caller) -> Result<Self, ApiError> {
        let Who::User { id, .. } = caller.who else { return Err(ApiError::OperatorsOnly) };
        let tx = db.identity().await?;
        let is_operator = db::users::is_operator(&tx, id).await?;
        tx.commit().await?;
        if is_operator { Ok(Self(id)) } else { Err(ApiError::OperatorsOnly) }
    }
}

/// As the check of the route's access left them. A route that is open has no caller.
impl FromRequest for Caller {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(request.extensions().get().cloned().ok_or(ApiError::Unauthorized))
    }
}

/// Only routes for operators have one.
impl FromRequest for Operator {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(request.extensions().get().copied().ok_or(ApiError::OperatorsOnly))
    }
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    #[test]
    fn nobody_is_the_caller_of_a_request_that_was_not_checked() {
        let request = TestRequest::default().to_http_request();
        assert!(matches!(extracted::<Caller>(&request), Err(ApiError::Unauthorized)));
        assert!(matches!(extracted::<Operator>(&request), Err(ApiError::OperatorsOnly)));
    }

    fn extracted<T: FromRequest<Future = Ready<Result<T, ApiError>>>>(
        request: &HttpRequest,
    ) -> Result<T, ApiError> {
        T::from_request(request, &mut Payload::None).into_inner()
    }
}
