//! Statements beyond the query builder.

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, FromQueryResult, Statement, Value};

use crate::Result;

pub(crate) fn statement(sql: &str, values: impl IntoIterator<Item = Value>) -> Statement {
    Statement::from_sql_and_values(DbBackend::Postgres, sql, values)
}

/// Runs a statement; returns how many rows it touched.
pub(crate) async fn execute(
    tx: &DatabaseTransaction,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<u64> {
    Ok(tx.execute_raw(statement(sql, values)).await?.rows_affected())
}

/// The rows of a statement.
pub(crate) async fn rows<T: FromQueryResult>(
    tx: &DatabaseTransaction,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<Vec<T>> {
    Ok(T::find_by_statement(statement(sql, values)).all(tx).await?)
}

/// The first row of a statement.
pub(crate) async fn row<T: FromQueryResult>(
    tx: &DatabaseTransaction,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<Option<T>> {
    Ok(T::find_by_statement(statement(sql, values)).one(tx).await?)
}
