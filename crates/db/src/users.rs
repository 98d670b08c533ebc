//! People, and the organizations they belong to.

use domain::{MemberRole, OrganizationId, UserId};
use sea_orm::FromQueryResult;

use crate::columns::{Columns as _, columns, select};
use crate::{IdentityTx, Result, TenantTx};

#[derive(Clone, FromQueryResult)]
pub struct User {
    pub id: UserId,
    pub email: String,
    pub name: String,
    pub password_hash: String,
}

#[derive(Clone, Debug, FromQueryResult)]
pub struct Membership {
    pub organization_id: OrganizationId,
    pub organization_name: String,
    pub role: MemberRole,
}

columns!(User: id, email, name, password_hash);

pub async fn find_by_email(tx: &IdentityTx, email: &str) -> Result<Option<User>> {
    tx.row(&select::<User>("FROM users WHERE lower(email) = lower($1)"), [email.into()]).await
}

pub async fn find(tx: &IdentityTx, id: UserId) -> Result<Option<User>> {
    tx.row(&select::<User>("FROM users WHERE id = $1"), [id.into()]).await
}

/// Adds a person, or brings the one with this e-mail address up to date; answers the id that holds.
pub async fn put(tx: &IdentityTx, user: &User) -> Result<UserId> {
    #[derive(FromQueryResult)]
    struct Id {
        id: UserId,
    }
    let put = "INSERT INTO users (id, email, name, password_hash) VALUES ($1, $2, $3, $4)
               ON CONFLICT (lower(email)) DO UPDATE SET name = $3, password_hash = $4 RETURNING id";
    Ok(tx.row::<Id>(put, user.clone().values()).await?.map_or(user.id, |row| row.id))
}

/// Makes a person a member, with a role. A member keeps theirs.
pub async fn join(tx: &TenantTx, user: UserId, role: MemberRole) -> Result<()> {
    let join =
        "INSERT INTO memberships (organization_id, user_id, role) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    tx.execute(join, [tx.organization().into(), user.into(), role.into()]).await?;
    Ok(())
}

/// What a person is in the transaction's own organization; none where they are no member, or it is not in use.
pub async fn role(tx: &TenantTx, user: UserId) -> Result<Option<MemberRole>> {
    #[derive(FromQueryResult)]
    struct Found {
        role: MemberRole,
    }
    let find = "SELECT m.role FROM memberships m
                JOIN organizations o ON o.id = m.organization_id AND o.is_active
                WHERE m.organization_id = $1 AND m.user_id = $2";
    let found = tx.row::<Found>(find, [tx.organization().into(), user.into()]).await?;
    Ok(found.map(|found| found.role))
}

/// Where a person belongs, the oldest membership first.
pub async fn memberships(tx: &IdentityTx, user: UserId) -> Result<Vec<Membership>> {
    tx.rows(
        "SELECT m.organization_id, o.name AS organization_name, m.role
         FROM memberships m JOIN organizations o ON o.id = m.organization_id AND o.is_active
         WHERE m.user_id = $1 ORDER BY m.created_at, m.organization_id",
        [user.into()],
    )
    .await
}

/// Makes a person an operator; false when nobody has this e-mail address.
pub async fn make_operator(tx: &IdentityTx, email: &str) -> Result<bool> {
    let make = "UPDATE users SET is_operator = true WHERE lower(email) = lower($1)";
    Ok(tx.execute(make, [email.into()]).await? == 1)
}

/// Makes an operator a person like others; false when nobody who is one has this e-mail address.
pub async fn unmake_operator(tx: &IdentityTx, email: &str) -> Result<bool> {
    let unmake = "UPDATE users SET is_operator = false WHERE lower(email) = lower($1) AND is_operator";
    Ok(tx.execute(unmake, [email.into()]).await? == 1)
}

/// The e-mail addresses of the operators.
pub async fn operators(tx: &IdentityTx) -> Result<Vec<String>> {
    #[derive(FromQueryResult)]
    struct Found {
        email: String,
    }
    let found = tx.rows::<Found>("SELECT email FROM users WHERE is_operator ORDER BY lower(email)", []);
    Ok(found.await?.into_iter().map(|found| found.email).collect())
}

/// Whether a person may see unassigned webhooks.
pub async fn is_operator(tx: &IdentityTx, id: UserId) -> Result<bool> {
    #[derive(FromQueryResult)]
    struct Found {
        is_operator: bool,
    }
    let find = "SELECT is_operator FROM users WHERE id = $1";
    Ok(tx.row::<Found>(find, [id.into()]).await?.is_some_and(|found| found.is_operator))
}
