//! Making an organization.

use contracts::accounts::OrganizationCreated;
use db::TenantTx;
use db::organizations::Organization;
use domain::{MemberRole, UserId};

/// The reference of a membership to a person.
const MEMBER: &str = "memberships_user_id_fkey";

#[derive(Debug, thiserror::Error)]
pub enum PutOrganizationError {
    #[error("there is no such person to own the organization")]
    UnknownOwner,
    #[error("could not make the organization")]
    Database(#[source] db::Error),
}

/// Makes the transaction's own organization with its owner, or brings its name, zone and settings up to date.
/// True when it was made. `source` is the service that makes it.
pub async fn put(
    tx: &TenantTx,
    organization: &Organization,
    owner: UserId,
    source: &'static str,
) -> Result<bool, PutOrganizationError> {
    let is_new = db::organizations::put(tx, organization).await?;
    db::users::join(tx, owner, MemberRole::Owner).await?;
    if is_new {
        let created = OrganizationCreated {
            name: organization.name.clone(),
            timezone: organization.timezone.name().to_owned(),
            owner_id: owner.to_string(),
            ..OrganizationCreated::default()
        };
        outbox::append(tx, created, source).await?;
    }
    Ok(is_new)
}

impl From<db::Error> for PutOrganizationError {
    fn from(error: db::Error) -> Self {
        match error {
            db::Error::Constraint { constraint, .. } if constraint == MEMBER => Self::UnknownOwner,
            other => Self::Database(other),
        }
    }
}
