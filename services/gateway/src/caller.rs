//! Who asks, and whether they may.

use accounts::keys;
use actix_web::http::header::AUTHORIZATION;
use actix_web::web::Data;
use actix_web::{Error, FromRequest, HttpRequest, dev::Payload};
use chrono::{DateTime, Utc};
use db::Db;
use domain::{ApiKeyId, OrganizationId, UserId};
use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;
use runtime::clock;

use crate::app::App;
use crate::auth::MemberRole;
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

/// What a caller may be allowed to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Permission {
    Calls,
    Events,
    Webhooks,
}

impl Permission {
    /// The scope that a key needs for it.
    pub(crate) fn scope(self) -> &'static str {
        match self {
            Self::Calls => "calls:read",
            Self::Events => "events:read",
            Self::Webhooks => "webhooks:read",
        }
    }
}

impl Who {
    pub(crate) fn may(&self, permission: Permission) -> bool {
        match self {
            Self::User { role, .. } => match permission {
                // Events are about calls: whoever may read the ones may read the others.
                Permission::Calls | Permission::Events => role.reads_calls(),
                Permission::Webhooks => role.reads_webhooks(),
            },
            Self::Key { scopes, .. } => scopes.iter().any(|scope| scope == permission.scope()),
        }
    }
}

impl Caller {
    /// Whether the membership or key still is there, and still allows this.
    pub(crate) async fn still_may(&self, db: &Db, permission: Permission) -> db::Result<bool> {
        let tx = db.system().await?;
        let now = match &self.who {
            Who::User { id, .. } => db::users::memberships(&tx, *id)
                .await?
                .into_iter()
                .find(|membership| membership.organization_id == self.organization)
                .and_then(|membership| membership.role.parse().ok())
                .map(|role| Who::User { id: *id, role }),
            Who::Key { id, .. } => db::api_keys::find_valid_by_id(&tx, self.organization, *id)
                .await?
                .map(|key| Who::Key { id: key.id, scopes: key.scopes }),
        };
        tx.commit().await?;
        Ok(now.is_some_and(|who| who.may(permission)))
    }

    async fn identify(app: &App, bearer: &str) -> Result<Self, ApiError> {
        if bearer.starts_with(keys::PREFIX) {
            let tx = app.db()?.system().await?;
            let found = keys::find(&tx, bearer).await?;
            tx.commit().await?;
            let key = found.ok_or(ApiError::Unauthorized)?;
            return Ok(Self {
                organization: key.organization_id,
                who: Who::Key { id: key.id, scopes: key.scopes },
                expires_at: key.expires_at,
            });
        }
        let claims = app.tokens.read(bearer, clock::now()).map_err(|_| ApiError::Unauthorized)?;
        Ok(Self {
            organization: claims.org,
            who: Who::User { id: claims.sub, role: claims.role },
            expires_at: claims.expires_at(),
        })
    }
}

impl FromRequest for Caller {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self, Error>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let app = Data::<App>::from_request(request, payload);
        let bearer = bearer(request).map(str::to_owned);
        async move {
            let bearer = bearer.ok_or(ApiError::Unauthorized)?;
            let app = app.await?;
            Ok(Self::identify(&app, &bearer).await?)
        }
        .boxed_local()
    }
}

fn bearer(request: &HttpRequest) -> Option<&str> {
    let (scheme, credentials) = request.headers().get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(credentials.trim())
}

macro_rules! permitted {
    ($($(#[$doc:meta])* $name:ident: $permission:expr;)*) => {$(
        $(#[$doc])*
        pub(crate) struct $name(pub(crate) Caller);

        impl FromRequest for $name {
            type Error = Error;
            type Future = LocalBoxFuture<'static, Result<Self, Error>>;

            fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
                let caller = Caller::from_request(request, payload);
                async move {
                    let caller = caller.await?;
                    if caller.who.may($permission) {
                        Ok(Self(caller))
                    } else {
                        Err(ApiError::Forbidden { scope: $permission.scope() }.into())
                    }
                }
                .boxed_local()
            }
        }
    )*};
}

permitted! {
    /// A caller who may read calls.
    CallReader: Permission::Calls;
    /// A caller who may follow events.
    EventReader: Permission::Events;
    /// A caller who may read the archive of webhooks.
    WebhookReader: Permission::Webhooks;
}

/// A signed-in person who may see unassigned webhooks. It is looked up each time, and no key ever may.
pub(crate) struct Operator(pub(crate) UserId);

impl FromRequest for Operator {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self, Error>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (app, caller) =
            (Data::<App>::from_request(request, payload), Caller::from_request(request, payload));
        async move {
            let Who::User { id, .. } = caller.await?.who else {
                return Err(ApiError::OperatorsOnly.into());
            };
            if is_operator(app.await?.db()?, id).await.map_err(ApiError::from)? {
                Ok(Self(id))
            } else {
                Err(ApiError::OperatorsOnly.into())
            }
        }
        .boxed_local()
    }
}

async fn is_operator(db: &Db, id: UserId) -> db::Result<bool> {
    let tx = db.system().await?;
    let is_operator = db::users::is_operator(&tx, id).await?;
    tx.commit().await?;
    Ok(is_operator)
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_key_may_do_what_its_scopes_name_and_no_more() {
        let key = Who::Key { id: ApiKeyId(Uuid::nil()), scopes: vec!["calls:read".to_owned()] };
        assert!(key.may(Permission::Calls));
        assert!(!key.may(Permission::Events));
        assert!(!key.may(Permission::Webhooks));
    }

    #[test]
    fn only_bookkeepers_may_not_read_calls_and_only_who_runs_it_reads_the_archive() {
        for (word, may) in [
            ("owner", true),
            ("admin", true),
            ("agent", true),
            ("analyst", true),
            ("viewer", true),
            ("billing", false),
        ] {
            let person = Who::User { id: UserId(Uuid::nil()), role: word.parse().unwrap() };
            assert_eq!(person.may(Permission::Calls), may, "{word}");
            assert_eq!(person.may(Permission::Events), may, "{word}");
            let runs = matches!(word, "owner" | "admin");
            assert_eq!(person.may(Permission::Webhooks), runs, "{word}");
        }
    }

    #[test]
    fn credentials_are_read_whatever_the_case_of_their_scheme() {
        for (header, credentials) in
            [("Bearer abc", Some("abc")), ("bearer  abc", Some("abc")), ("Basic abc", None), ("abc", None)]
        {
            let request = TestRequest::default().insert_header((AUTHORIZATION, header)).to_http_request();
            assert_eq!(bearer(&request), credentials, "{header}");
        }
    }
}
