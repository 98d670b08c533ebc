//! Tenants.

use domain::{OrganizationId, OrganizationSettings, PlanState, Zone};
use sea_orm::FromQueryResult;
use serde_json::Value;

use crate::columns::{Columns as _, columns, names, select};
use crate::{Error, IdentityTx, Result, SystemTx, TenantTx};

#[derive(Clone, Debug)]
pub struct Organization {
    pub id: OrganizationId,
    pub name: String,
    pub timezone: Zone,
    pub settings: OrganizationSettings,
}

#[derive(FromQueryResult)]
struct Row {
    id: OrganizationId,
    name: String,
    timezone: String,
    settings: Value,
}

columns!(Row: id, name, timezone, settings);

impl TryFrom<Row> for Organization {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        Ok(Self {
            id: row.id,
            name: row.name,
            timezone: row.timezone.parse().map_err(|_| unreadable("timezone"))?,
            settings: serde_json::from_value(row.settings).map_err(|_| unreadable("settings"))?,
        })
    }
}

fn unreadable(column: &str) -> Error {
    Error::unreadable("organizations", column)
}

/// The transaction's own organization.
pub async fn own(tx: &TenantTx) -> Result<Option<Organization>> {
    let own = select::<Row>("FROM organizations WHERE id = $1");
    tx.row::<Row>(&own, [tx.organization().into()]).await?.map(Organization::try_from).transpose()
}

/// Adds the transaction's own organization, or brings its name, zone and settings up to date. True when it
/// was added.
pub async fn put(tx: &TenantTx, organization: &Organization) -> Result<bool> {
    #[derive(FromQueryResult)]
    struct Put {
        is_new: bool,
    }
    let row = Row {
        id: organization.id,
        name: organization.name.clone(),
        timezone: organization.timezone.name().to_owned(),
        settings: written(&organization.settings)?,
    };
    // A row that was just inserted has never been updated or locked.
    let put = "INSERT INTO organizations (id, name, timezone, settings) VALUES ($1, $2, $3, $4)
               ON CONFLICT (id) DO UPDATE SET name = $2, timezone = $3, settings = $4, updated_at = now()
               RETURNING xmax = 0 AS is_new";
    Ok(tx.row::<Put>(put, row.values()).await?.is_some_and(|put| put.is_new))
}

/// Replaces the settings of the transaction's own organization. False when there is no such organization.
pub async fn set_settings(tx: &TenantTx, settings: &OrganizationSettings) -> Result<bool> {
    let set = "UPDATE organizations SET settings = $2, updated_at = now() WHERE id = $1";
    Ok(tx.execute(set, [tx.organization().into(), written(settings)?.into()]).await? == 1)
}

fn written(settings: &OrganizationSettings) -> Result<Value> {
    serde_json::to_value(settings).map_err(|_| unreadable("settings"))
}

#[derive(FromQueryResult)]
struct Id {
    id: OrganizationId,
}

/// Whether there is any organization beside this one, in use or not.
pub async fn is_any_beside(tx: &IdentityTx, id: OrganizationId) -> Result<bool> {
    let other = "SELECT id FROM organizations WHERE id <> $1 LIMIT 1";
    Ok(tx.row::<Id>(other, [id.into()]).await?.is_some())
}

/// Every organization that may be called.
pub async fn active(tx: &SystemTx) -> Result<Vec<OrganizationId>> {
    let active = tx.rows::<Id>("SELECT id FROM organizations WHERE is_active", []).await?;
    Ok(active.into_iter().map(|row| row.id).collect())
}

/// Every organization, in use or not.
pub async fn all(tx: &SystemTx) -> Result<Vec<OrganizationId>> {
    let all = tx.rows::<Id>("SELECT id FROM organizations ORDER BY id", []).await?;
    Ok(all.into_iter().map(|row| row.id).collect())
}

/// What an organization is known as elsewhere.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Accounts {
    pub id: OrganizationId,
    /// The organization at Vapi, where it has one to itself.
    pub vapi_org_id: Option<String>,
    pub stripe_customer_id: Option<String>,
}

/// What every organization that may be called is known as elsewhere.
pub async fn accounts(tx: &SystemTx) -> Result<Vec<Accounts>> {
    let active = "SELECT id, vapi_org_id, stripe_customer_id FROM organizations WHERE is_active";
    tx.rows(active, []).await
}

/// Whether there is such an organization and it may be called.
pub async fn is_active(tx: &IdentityTx, id: OrganizationId) -> Result<bool> {
    let find = "SELECT id FROM organizations WHERE id = $1 AND is_active";
    Ok(tx.row::<Id>(find, [id.into()]).await?.is_some())
}

/// An organization, and where it stands with its plan.
#[derive(Clone, Debug)]
pub struct Subscriber {
    pub organization: Organization,
    pub plan: PlanState,
}

#[derive(FromQueryResult)]
struct SubscriberRow {
    #[sea_orm(nested)]
    organization: Row,
    // Read as text, so that a word of tomorrow is one organization's trouble only.
    plan_state: String,
}

/// Every organization that may be called, each read by itself: one that can't be read is only
/// itself out of service.
pub async fn subscribers(tx: &SystemTx) -> Result<Vec<(OrganizationId, Result<Subscriber>)>> {
    let active = format!("SELECT {}, plan_state FROM organizations WHERE is_active", names::<Row>());
    let found = tx.rows::<SubscriberRow>(&active, []).await?;
    Ok(found.into_iter().map(|row| (row.organization.id, Subscriber::try_from(row))).collect())
}

impl TryFrom<SubscriberRow> for Subscriber {
    type Error = Error;

    fn try_from(row: SubscriberRow) -> Result<Self> {
        let plan = row.plan_state.parse().map_err(|_| unreadable("plan_state"))?;
        Ok(Self { organization: row.organization.try_into()?, plan })
    }
}
