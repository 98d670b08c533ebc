//! Rows that are read and written by their columns, each of which is named once beside its struct.

use domain::OrganizationId;
use sea_orm::Value;

use crate::conditions::Conditions;
use crate::{IdentityTx, Result, SystemTx, TenantTx};

/// At most 1,000 rows a statement: Postgres takes 65,535 parameters, and no row that is written with many
/// others has more than a dozen.
const ROWS_A_STATEMENT: usize = 1000;

const ORGANIZATION: &str = "organization_id";

/// A struct whose fields are columns of a table.
pub(crate) trait Columns {
    fn names() -> Vec<&'static str>;

    /// In the order of their names.
    fn values(self) -> Vec<Value>;
}

/// Lists the columns of a struct; `column = field` where the field has another name.
macro_rules! columns {
    (@value $row:ident $column:ident) => { $row.$column };
    (@value $row:ident $column:ident $field:ident) => { $row.$field };
    ($row:ty: $($column:ident $(= $field:ident)?),+ $(,)?) => {
        impl crate::columns::Columns for $row {
            fn names() -> Vec<&'static str> {
                vec![$(stringify!($column)),+]
            }

            fn values(self) -> Vec<sea_orm::Value> {
                let row = self;
                vec![$(crate::columns::columns!(@value row $column $($field)?).into()),+]
            }
        }
    };
}

pub(crate) use columns;

/// Two structs side by side are a row together.
impl<A: Columns, B: Columns> Columns for (A, B) {
    fn names() -> Vec<&'static str> {
        [A::names(), B::names()].concat()
    }

    fn values(self) -> Vec<Value> {
        [self.0.values(), self.1.values()].concat()
    }
}

/// Selects the columns of a struct; `rest` says of which rows.
pub(crate) fn select<T: Columns>(rest: &str) -> String {
    format!("SELECT {} {rest}", names::<T>())
}

/// The columns of a struct, as SQL lists them.
pub(crate) fn names<T: Columns>() -> String {
    T::names().join(", ")
}

/// What a conflict does that puts the new row in place of the one that has the same `key`.
pub(crate) fn replace<T: Columns>(key: &[&str]) -> String {
    let names = T::names().into_iter().filter(|name| *name != ORGANIZATION && !key.contains(name));
    let set: Vec<String> = names.map(|name| format!("{name} = excluded.{name}")).collect();
    format!("ON CONFLICT ({ORGANIZATION}, {}) DO UPDATE SET {}", key.join(", "), set.join(", "))
}

impl TenantTx {
    /// Inserts a row of the transaction's organization; returns how many rows were written. `conflict` says
    /// what becomes of one that is there already.
    pub(crate) async fn insert<T: Columns>(&self, table: &str, row: T, conflict: &str) -> Result<u64> {
        self.insert_all(table, [row], conflict).await
    }

    /// As [`insert`](Self::insert), of any number of rows.
    pub(crate) async fn insert_all<T: Columns>(
        &self,
        table: &str,
        rows: impl IntoIterator<Item = T>,
        conflict: &str,
    ) -> Result<u64> {
        let mut written = 0;
        for (sql, values) in insert(table, Some(self.organization()), rows, conflict) {
            written += self.execute(&sql, values).await?;
        }
        Ok(written)
    }

    /// Sets the columns of the organization's row that has the same `key`; returns how many were written.
    pub(crate) async fn update<T: Columns>(&self, table: &str, row: T, key: &[&str]) -> Result<u64> {
        let columns = T::names().into_iter().zip(row.values()).filter(|(name, _)| *name != ORGANIZATION);
        let (key, columns): (Vec<_>, Vec<_>) = columns.partition(|(name, _)| key.contains(name));
        let mut conditions = Conditions::own(self);
        for (name, value) in key {
            conditions.equal(name, Some(value));
        }
        let set: Vec<String> = columns
            .into_iter()
            .map(|(name, value)| format!("{name} = {}", conditions.place(value)))
            .collect();
        let (conditions, values) = conditions.finish();
        self.execute(&format!("UPDATE {table} SET {} WHERE {conditions}", set.join(", ")), values).await
    }
}

macro_rules! inserts {
    ($($tx:ident)*) => {$(
        impl $tx {
            /// Inserts a row, which names its organization itself where it has one.
            pub(crate) async fn insert<T: Columns>(&self, table: &str, row: T, conflict: &str) -> Result<u64> {
                let mut written = 0;
                for (sql, values) in insert(table, None, [row], conflict) {
                    written += self.execute(&sql, values).await?;
                }
                Ok(written)
            }
        }
    )*};
}

inserts! { SystemTx IdentityTx }

/// The statements that insert rows. A row that names its organization is not given another: row-level
/// security rejects one that is not the transaction's.
fn insert<T: Columns>(
    table: &str,
    organization: Option<OrganizationId>,
    rows: impl IntoIterator<Item = T>,
    conflict: &str,
) -> Vec<(String, Vec<Value>)> {
    let mut names = T::names();
    let organization = organization.filter(|_| !names.contains(&ORGANIZATION));
    if organization.is_some() {
        names.insert(0, ORGANIZATION);
    }
    let rows: Vec<Vec<Value>> = rows
        .into_iter()
        .map(|row| organization.map(Value::from).into_iter().chain(row.values()).collect())
        .collect();
    let statement = |rows: &[Vec<Value>]| {
        let places: Vec<String> = (0..rows.len()).map(|row| places(row * names.len(), names.len())).collect();
        let (columns, places) = (names.join(", "), places.join(", "));
        (format!("INSERT INTO {table} ({columns}) VALUES {places} {conflict}"), rows.concat())
    };
    rows.chunks(ROWS_A_STATEMENT).map(statement).collect()
}

/// `($1, $2, …)`, after as many as came before.
fn places(before: usize, count: usize) -> String {
    let places: Vec<String> = (1..=count).map(|place| format!("${}", before + place)).collect();
    format!("({})", places.join(", "))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    struct Chair {
        name: String,
        kind: String,
    }

    columns!(Chair: name, type = kind);

    struct Owned {
        organization_id: OrganizationId,
    }

    columns!(Owned: organization_id);

    const ORGANIZATION: Option<OrganizationId> = Some(OrganizationId(Uuid::nil()));

    fn chair(name: &str) -> Chair {
        Chair { name: name.to_owned(), kind: "arm".to_owned() }
    }

    #[test]
    fn rows_are_inserted_beside_the_organization_each_value_at_its_column() {
        let [(sql, values)] =
            insert("chairs", ORGANIZATION, [chair("a"), chair("b")], "ON CONFLICT DO NOTHING")
                .try_into()
                .unwrap();
        assert_eq!(
            sql,
            "INSERT INTO chairs (organization_id, name, type) VALUES ($1, $2, $3), ($4, $5, $6) \
             ON CONFLICT DO NOTHING"
        );
        let nil: Value = Uuid::nil().into();
        assert_eq!(values, [nil.clone(), "a".into(), "arm".into(), nil, "b".into(), "arm".into()]);
        assert_eq!(
            replace::<Chair>(&["name"]),
            "ON CONFLICT (organization_id, name) DO UPDATE SET type = excluded.type"
        );
    }

    #[test]
    fn a_row_that_names_its_organization_is_given_no_other() {
        let id = OrganizationId(Uuid::max());
        let [(sql, values)] =
            insert("chairs", ORGANIZATION, [Owned { organization_id: id }], "").try_into().unwrap();
        assert_eq!(sql, "INSERT INTO chairs (organization_id) VALUES ($1) ");
        assert_eq!(values, [Uuid::max().into()]);
    }

    #[test]
    fn many_rows_are_several_statements_and_none_is_none() {
        let rows = (0..=ROWS_A_STATEMENT).map(|_| chair("a"));
        let statements = insert("chairs", None, rows, "");
        let values: Vec<usize> = statements.iter().map(|(_, values)| values.len()).collect();
        assert_eq!(values, [2 * ROWS_A_STATEMENT, 2]);
        assert!(insert::<Chair>("chairs", None, [], "").is_empty());
    }
}
