//! Tenants.

use chrono_tz::Tz;
use domain::{OrganizationId, OrganizationSettings, PlanState};
use sea_orm::FromQueryResult;
use serde_json::Value;

use crate::sql::{execute, row, rows};
use crate::{Error, Result, SystemTx, TenantTx};

#[derive(Clone, Debug)]
pub struct Organization {
    pub id: OrganizationId,
    pub name: String,
    pub timezone: Tz,
    pub settings: OrganizationSettings,
}

#[derive(FromQueryResult)]
struct Row {
    id: OrganizationId,
    name: String,
    timezone: String,
    settings: Value,
}

impl TryFrom<Row> for Organization {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let unreadable = |column| Error::Row { table: "organizations", column };
        Ok(Self {
            id: row.id,
            name: row.name,
            timezone: row.timezone.parse().map_err(|_| unreadable("timezone"))?,
            settings: serde_json::from_value(row.settings).map_err(|_| unreadable("settings"))?,
        })
    }
}

/// The transaction's own organization.
pub async fn own(tx: &TenantTx) -> Result<Option<Organization>> {
    let own = "SELECT id, name, timezone, settings FROM organizations WHERE id = $1";
    row::<Row>(tx.inner(), own, [tx.organization().0.into()]).await?.map(Organization::try_from).transpose()
}

/// Adds the transaction's own organization, or brings its name, zone and settings up to date. True when it
/// was added.
pub async fn put(tx: &TenantTx, organization: &Organization) -> Result<bool> {
    #[derive(FromQueryResult)]
    struct Put {
        is_new: bool,
    }
    let settings = written(&organization.settings)?;
    // A row that was just inserted has never been updated or locked.
    let put = row::<Put>(
        tx.inner(),
        "INSERT INTO organizations (id, name, timezone, settings) VALUES ($1, $2, $3, $4)
         ON CONFLICT (id) DO UPDATE SET name = $2, timezone = $3, settings = $4, updated_at = now()
         RETURNING xmax = 0 AS is_new",
        [
            organization.id.0.into(),
            organization.name.clone().into(),
            organization.timezone.name().into(),
            settings.into(),
        ],
    );
    Ok(put.await?.is_some_and(|put| put.is_new))
}

/// Replaces the settings of the transaction's own organization. False when there is no such organization.
pub async fn set_settings(tx: &TenantTx, settings: &OrganizationSettings) -> Result<bool> {
    let set = "UPDATE organizations SET settings = $2, updated_at = now() WHERE id = $1";
    Ok(execute(tx.inner(), set, [tx.organization().0.into(), written(settings)?.into()]).await? == 1)
}

fn written(settings: &OrganizationSettings) -> Result<Value> {
    serde_json::to_value(settings).map_err(|_| Error::Row { table: "organizations", column: "settings" })
}

#[derive(FromQueryResult)]
struct Id {
    id: OrganizationId,
}

/// Whether there is any organization beside this one, in use or not.
pub async fn is_any_beside(tx: &SystemTx, id: OrganizationId) -> Result<bool> {
    let other = "SELECT id FROM organizations WHERE id <> $1 LIMIT 1";
    Ok(row::<Id>(tx.inner(), other, [id.0.into()]).await?.is_some())
}

/// Every organization that may be called.
pub async fn active(tx: &SystemTx) -> Result<Vec<OrganizationId>> {
    let active = rows::<Id>(tx.inner(), "SELECT id FROM organizations WHERE is_active", []).await?;
    Ok(active.into_iter().map(|row| row.id).collect())
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
    rows(tx.inner(), active, []).await
}

/// Whether there is such an organization and it may be called.
pub async fn is_active(tx: &SystemTx, id: OrganizationId) -> Result<bool> {
    let find = "SELECT id FROM organizations WHERE id = $1 AND is_active";
    Ok(row::<Id>(tx.inner(), find, [id.0.into()]).await?.is_some())
}

/// An organization, and where it stands with its plan.
#[derive(Clone, Debug)]
pub struct Subscriber {
    pub organization: Organization,
    pub plan: PlanState,
}

#[derive(FromQueryResult)]
struct SubscriberRow {
    id: OrganizationId,
    name: String,
    timezone: String,
    settings: Value,
    plan_state: String,
}

/// Every organization that may be called, each read by itself: one that can't be read is only
/// itself out of service.
pub async fn subscribers(tx: &SystemTx) -> Result<Vec<(OrganizationId, Result<Subscriber>)>> {
    let active = "SELECT id, name, timezone, settings, plan_state FROM organizations WHERE is_active";
    let found = rows::<SubscriberRow>(tx.inner(), active, []).await?;
    Ok(found.into_iter().map(|row| (row.id, Subscriber::try_from(row))).collect())
}

impl TryFrom<SubscriberRow> for Subscriber {
    type Error = Error;

    fn try_from(row: SubscriberRow) -> Result<Self> {
        let SubscriberRow { id, name, timezone, settings, plan_state } = row;
        let plan = PlanState::of_word(&plan_state)
            .ok_or(Error::Row { table: "organizations", column: "plan_state" })?;
        Ok(Self { organization: Row { id, name, timezone, settings }.try_into()?, plan })
    }
}
