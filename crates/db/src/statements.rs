//! Statements of a transaction.

use sea_orm::{ConnectionTrait as _, FromQueryResult, Value};

use crate::sql::statement;
use crate::{IdentityTx, Result, RetentionTx, SystemTx, TenantTx};

macro_rules! changes {
    ($($tx:ident)*) => {$(
        impl $tx {
            /// Runs a statement; returns how many rows it touched.
            pub(crate) async fn execute(
                &self,
                sql: &str,
                values: impl IntoIterator<Item = Value>,
            ) -> Result<u64> {
                Ok(self.inner().execute_raw(statement(sql, values)).await?.rows_affected())
            }
        }
    )*};
}

macro_rules! queries {
    ($($tx:ident)*) => {$(
        impl $tx {
            /// The rows of a statement.
            pub(crate) async fn rows<T: FromQueryResult>(
                &self,
                sql: &str,
                values: impl IntoIterator<Item = Value>,
            ) -> Result<Vec<T>> {
                Ok(T::find_by_statement(statement(sql, values)).all(self.inner()).await?)
            }

            /// The first row of a statement.
            pub(crate) async fn row<T: FromQueryResult>(
                &self,
                sql: &str,
                values: impl IntoIterator<Item = Value>,
            ) -> Result<Option<T>> {
                Ok(T::find_by_statement(statement(sql, values)).one(self.inner()).await?)
            }
        }
    )*};
}

// What deletes has functions of the database for it, which are asked as queries are.
changes! { TenantTx SystemTx IdentityTx }
queries! { TenantTx SystemTx IdentityTx RetentionTx }
