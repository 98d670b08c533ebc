//! Handlers whose whole work is one transaction of the organization that a message is about.

use bus::{Handler, Received};
use contracts::Incoming;
use db::{Db, TenantTx};
use domain::OrganizationId;

use crate::HandlerError;

/// Handles the messages of one queue, each in one transaction that is begun before and committed after it.
/// Where it returns an error, nothing of what it did remains.
pub trait TenantHandler: Send + Sync + 'static {
    /// Its queue, which `bus::topology::WORK_QUEUES` must list; also its field in logs.
    const NAME: &'static str;
    /// At most so many messages at a time: see [`Handler::MAX_CONCURRENCY`].
    const MAX_CONCURRENCY: u16 = u16::MAX;
    type Message: Incoming;

    /// Deliveries repeat and reorder; effects must not.
    fn handle(
        &self,
        tx: &TenantTx,
        message: Self::Message,
    ) -> impl Future<Output = Result<(), HandlerError>> + Send;
}

/// A tenant handler as the bus knows handlers.
pub(crate) struct InTransaction<H> {
    pub(crate) handler: H,
    pub(crate) db: Db,
}

impl<H: TenantHandler> Handler for InTransaction<H> {
    const NAME: &'static str = H::NAME;
    const MAX_CONCURRENCY: u16 = H::MAX_CONCURRENCY;
    type Message = H::Message;
    type Error = HandlerError;

    async fn handle(&self, received: Received<H::Message>) -> Result<(), HandlerError> {
        let tx = self.db.tenant(organization(&received)?).await?;
        self.handler.handle(&tx, received.message).await?;
        Ok(tx.commit().await?)
    }

    async fn ready(&self) -> bool {
        self.db.ping().await.is_ok()
    }
}

/// Whose message it is: what the publisher wrote on it, which the message may not contradict.
pub fn organization<M: Incoming>(received: &Received<M>) -> Result<OrganizationId, HandlerError> {
    let published_for = received.organization.ok_or(HandlerError::NoOrganization)?;
    match received.message.organization_id() {
        Some(id) if id.parse() != Ok(published_for) => Err(HandlerError::OtherOrganization { published_for }),
        Some(_) | None => Ok(published_for),
    }
}

#[cfg(test)]
mod tests {
    use contracts::people::LeadCreated;
    use uuid::Uuid;

    use super::*;

    const ACME: OrganizationId = OrganizationId(Uuid::from_u128(1));

    fn received(published_for: Option<OrganizationId>, named: &str) -> Received<LeadCreated> {
        let message = LeadCreated { organization_id: named.to_owned(), ..LeadCreated::default() };
        Received { id: Uuid::nil(), message, organization: published_for, attempt: 1 }
    }

    #[test]
    fn a_message_is_its_publishers_organizations_unless_it_names_another() {
        assert_eq!(organization(&received(Some(ACME), &ACME.to_string())).unwrap(), ACME);
        assert_eq!(organization(&received(Some(ACME), "")).unwrap(), ACME);
        for (published_for, named) in [
            (Some(ACME), "00000000-0000-0000-0000-000000000002"),
            (Some(ACME), "acme"),
            (None, "00000000-0000-0000-0000-000000000001"),
        ] {
            assert!(organization(&received(published_for, named)).is_err(), "{published_for:?} {named}");
        }
    }
}
