//! What an organization's calls need to be recorded in a database that is new to them.

use anyhow::Context as _;
use db::Db;
use db::organizations::Organization;
use domain::{NotificationSettings, OrganizationId};

/// Copies the organization with its assistants and lines, under the same ids. Nobody is told of calls that are replayed elsewhere,
/// so the copy tells nobody of any; and it has no connections, as secrets stay where they are.
pub(crate) async fn copy(from: &Db, to: &Db, organization: OrganizationId) -> anyhow::Result<()> {
    let tx = from.tenant(organization).await?;
    let own = db::organizations::own(&tx).await?.context("there is no such organization in the archive")?;
    let assistants = db::assistants::own(&tx).await?;
    let lines = db::phone_numbers::own(&tx).await?;
    tx.commit().await?;

    let tx = to.system().await?;
    db::organizations::put(&tx, &silent(own)).await?;
    tx.commit().await?;
    let tx = to.tenant(organization).await?;
    for assistant in &assistants {
        db::assistants::put(&tx, assistant).await?;
    }
    for line in &lines {
        db::phone_numbers::put(&tx, line).await?;
    }
    Ok(tx.commit().await?)
}

/// Whether an organization has somebody told of its calls.
pub(crate) async fn notifies(db: &Db, organization: OrganizationId) -> db::Result<bool> {
    let tx = db.tenant(organization).await?;
    let own = db::organizations::own(&tx).await?;
    tx.commit().await?;
    let told = own.map(|own| own.settings.notifications);
    Ok(told.is_some_and(|told| told.sms.enabled || told.email.enabled))
}

fn silent(mut organization: Organization) -> Organization {
    organization.settings.notifications = NotificationSettings::default();
    organization
}
