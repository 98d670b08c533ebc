//! What an organization's calls need to be recorded in a database that is new to them.

use anyhow::Context as _;
use db::Db;
use db::organizations::Organization;
use domain::{NotificationSettings, OrganizationId};

/// Copies the organization with its assistants and lines, under the same ids. No notification goes out for
/// calls that are replayed elsewhere, so the copy has them switched off; and it has no connections, as
/// secrets stay where they are.
pub(crate) async fn copy(from: &Db, to: &Db, organization: OrganizationId) -> anyhow::Result<()> {
    let tx = from.tenant(organization).await?;
    let own = db::organizations::own(&tx).await?.context("there is no such organization in the archive")?;
    let assistants = db::assistants::own(&tx).await?;
    let lines = db::phone_numbers::own(&tx).await?;
    tx.commit().await?;

    let tx = to.tenant(organization).await?;
    db::organizations::put(&tx, &without_notifications(own)).await?;
    for assistant in &assistants {
        db::assistants::put(&tx, assistant).await?;
    }
    for line in &lines {
        db::phone_numbers::put(&tx, line).await?;
    }
    Ok(tx.commit().await?)
}

/// Whether an organization has notifications of its calls switched on.
pub(crate) async fn notifies(db: &Db, organization: OrganizationId) -> db::Result<bool> {
    let tx = db.tenant(organization).await?;
    let own = db::organizations::own(&tx).await?;
    tx.commit().await?;
    let settings = own.map(|own| own.settings.notifications);
    Ok(settings.is_some_and(|settings| settings.sms.enabled || settings.email.enabled))
}

fn without_notifications(mut organization: Organization) -> Organization {
    organization.settings.notifications = NotificationSettings::default();
    organization
}
