//! Statements of a transaction.

use std::fmt::Display;

use sea_orm::{ConnectionTrait as _, DbBackend, FromQueryResult, Statement, Value};

use crate::{Result, SystemTx, TenantTx};

pub(crate) fn statement(sql: &str, values: impl IntoIterator<Item = Value>) -> Statement {
    Statement::from_sql_and_values(DbBackend::Postgres, sql, values)
}

/// Words of a closed list, as SQL lists them. None of them holds a quote.
pub(crate) fn quoted<T: Display>(words: impl IntoIterator<Item = T>) -> String {
    words.into_iter().map(|word| format!("'{word}'")).collect::<Vec<_>>().join(", ")
}

macro_rules! statements {
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

statements! { TenantTx SystemTx }
