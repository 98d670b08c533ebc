//! Who the caller is.

use actix_web::web::Data;
use chrono::{DateTime, Utc};
use db::Db;
use domain::{ApiKeyId, OrganizationId};
use serde::Serialize;
use utoipa::ToSchema;
use web::Json;

use super::signin::{MemberOf, Person, organizations_of};
use crate::app::App;
use crate::caller::{Caller, Who};
use crate::error::ApiError;

/// The caller, as the API knows them.
#[derive(Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Me {
    /// A person with a token.
    User {
        user: Person,
        /// The organization that the token acts for.
        organization: MemberOf,
        organizations: Vec<MemberOf>,
        expires_at: Option<DateTime<Utc>>,
    },
    /// A program with a key.
    Key {
        id: ApiKeyId,
        #[schema(example = json!(["calls:read", "events:read"]))]
        scopes: Vec<String>,
        organization: Owner,
        expires_at: Option<DateTime<Utc>>,
    },
}

/// The organization that a key belongs to.
#[derive(Serialize, ToSchema)]
pub(crate) struct Owner {
    id: OrganizationId,
    #[schema(example = "Northside Towing")]
    name: String,
}

/// Shows who the caller is.
#[utoipa::path(
    get,
    path = "/api/v1/auth/me",
    tag = "auth",
    responses((status = 200, description = "The caller", body = Me))
)]
pub(crate) async fn me(app: Data<App>, caller: Caller) -> Result<Json<Me>, ApiError> {
    let Caller { organization, who, expires_at } = caller;
    Ok(Json(match who {
        Who::User { id, .. } => {
            let user = person(app.db()?, id).await?.ok_or(ApiError::Unauthorized)?;
            let organizations = organizations_of(app.db()?, id).await?;
            // The role is today's, not that of the token.
            let organization = organizations.iter().find(|known| known.id == organization).cloned();
            let organization = organization.ok_or(ApiError::Unauthorized)?;
            Me::User { user, organization, organizations, expires_at }
        }
        Who::Key { id, scopes } => {
            let organization = owner(app.db()?, organization).await?.ok_or(ApiError::Unauthorized)?;
            Me::Key { id, scopes, organization, expires_at }
        }
    }))
}

async fn person(db: &Db, id: domain::UserId) -> db::Result<Option<Person>> {
    let tx = db.identity().await?;
    let user = db::users::find(&tx, id).await?;
    tx.commit().await?;
    Ok(user.map(Person::from))
}

async fn owner(db: &Db, id: OrganizationId) -> db::Result<Option<Owner>> {
    let tx = db.tenant(id).await?;
    let organization = db::organizations::own(&tx).await?;
    tx.commit().await?;
    Ok(organization.map(|organization| Owner { id: organization.id, name: organization.name }))
}
