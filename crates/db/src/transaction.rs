//! Transactions, each with the rights of one role.

use domain::OrganizationId;
use sea_orm::DatabaseTransaction;
use tracing::instrument;

use crate::Result;

/// A transaction that sees the rows of one organization. Dropped without `commit` it is rolled back.
#[derive(Debug)]
#[must_use = "dropped without `commit` it is rolled back"]
pub struct TenantTx {
    tx: DatabaseTransaction,
    organization: OrganizationId,
}

impl TenantTx {
    pub(crate) fn new(tx: DatabaseTransaction, organization: OrganizationId) -> Self {
        Self { tx, organization }
    }

    pub fn organization(&self) -> OrganizationId {
        self.organization
    }

    pub(crate) fn inner(&self) -> &DatabaseTransaction {
        &self.tx
    }

    #[instrument(name = "db.commit", skip_all)]
    pub async fn commit(self) -> Result<()> {
        Ok(self.tx.commit().await?)
    }
}

macro_rules! across_organizations {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        #[must_use = "dropped without `commit` it is rolled back"]
        pub struct $name {
            tx: DatabaseTransaction,
        }

        impl $name {
            pub(crate) fn new(tx: DatabaseTransaction) -> Self {
                Self { tx }
            }

            pub(crate) fn inner(&self) -> &DatabaseTransaction {
                &self.tx
            }

            #[instrument(name = "db.commit", skip_all)]
            pub async fn commit(self) -> Result<()> {
                Ok(self.tx.commit().await?)
            }
        }
    )*};
}

across_organizations! {
    /// A transaction that crosses organizations. Dropped without `commit` it is rolled back.
    SystemTx
    /// A transaction that sees people, their memberships and keys. Dropped without `commit` it is rolled back.
    IdentityTx
    /// A transaction that deletes what is old enough. Dropped without `commit` it is rolled back.
    RetentionTx
}
