//! The conditions of a list, as far as it is narrowed.

use sea_orm::Value;
use uuid::Uuid;

use crate::{Cursor, TenantTx};

/// Where a condition has a value. Not `?`, which is an operator of jsonb.
const PLACE: &str = "$$";

/// Conditions that all hold, each `$$` numbered as its value comes.
#[derive(Default)]
pub(crate) struct Conditions {
    sql: String,
    values: Vec<Value>,
}

impl Conditions {
    /// Of rows of the transaction's organization.
    pub(crate) fn own(tx: &TenantTx) -> Self {
        let mut conditions = Self::default();
        conditions.equal("organization_id", Some(tx.organization()));
        conditions
    }

    pub(crate) fn add<const N: usize>(&mut self, condition: &str, values: [Value; N]) {
        if !self.sql.is_empty() {
            self.sql.push_str(" AND ");
        }
        let mut parts = condition.split(PLACE);
        self.sql.push_str(parts.next().unwrap_or_default());
        for (part, value) in parts.zip(values) {
            let place = self.place(value);
            self.sql.push_str(&place);
            self.sql.push_str(part);
        }
    }

    /// Nothing without a value.
    pub(crate) fn equal<T: Into<Value>>(&mut self, column: &str, value: Option<T>) {
        if let Some(value) = value {
            self.add(&format!("{column} = {PLACE}"), [value.into()]);
        }
    }

    /// Of times in `[from, before)`, as far as they are given.
    pub(crate) fn within<T: Into<Value>>(&mut self, column: &str, from: Option<T>, before: Option<T>) {
        if let Some(from) = from {
            self.add(&format!("{column} >= {PLACE}"), [from.into()]);
        }
        if let Some(before) = before {
            self.add(&format!("{column} < {PLACE}"), [before.into()]);
        }
    }

    /// What comes after a cursor in a list that begins with the newest; `column` is its time.
    pub(crate) fn after<Id: Into<Uuid>>(&mut self, column: &str, cursor: Option<Cursor<Id>>) {
        if let Some(Cursor { at, id }) = cursor {
            let id: Uuid = id.into();
            self.add(&format!("({column}, id) < ({PLACE}, {PLACE})"), [at.into(), id.into()]);
        }
    }

    /// The place of a value that stands outside of the conditions.
    pub(crate) fn place(&mut self, value: Value) -> String {
        self.values.push(value);
        format!("${}", self.values.len())
    }

    /// The conditions, and all values.
    pub(crate) fn finish(self) -> (String, Vec<Value>) {
        (self.sql, self.values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_value_is_numbered_as_it_comes_and_what_is_absent_is_no_condition() {
        let mut conditions = Conditions::default();
        conditions.add("organization_id = $$", [1.into()]);
        conditions.equal("kind", None::<String>);
        conditions.equal("kind", Some("hang"));
        conditions.add("data ? 'a' AND at BETWEEN $$ AND $$", [2.into(), 3.into()]);
        conditions.after("at", None::<Cursor<Uuid>>);
        let (sql, values) = conditions.finish();
        assert_eq!(sql, "organization_id = $1 AND kind = $2 AND data ? 'a' AND at BETWEEN $3 AND $4");
        assert_eq!(values, [1.into(), "hang".into(), 2.into(), 3.into()]);
    }
}
