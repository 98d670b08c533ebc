//! What differs between two states of a call's rows.

use std::collections::BTreeSet;
use std::fmt;

use serde_json::Value;

/// At most 60 characters of a value: they fit a line.
const MAX_SHOWN: usize = 60;

/// One value that differs.
#[derive(Debug, PartialEq)]
pub(crate) struct Difference {
    /// The table, the row where there are several, the column.
    place: String,
    before: Value,
    after: Value,
}

/// What differs between two snapshots; a call that was not there is new as a whole.
pub(crate) fn differences(before: &Value, after: &Value) -> Vec<Difference> {
    let mut found = Vec::new();
    for table in members(before, after) {
        // The call itself is one row.
        let depth = if table == "calls" { 1 } else { 2 };
        compare(
            &table,
            [before, after].map(|rows| rows.get(&table).unwrap_or(&Value::Null)),
            depth,
            &mut found,
        );
    }
    found
}

fn compare(place: &str, [before, after]: [&Value; 2], depth: u8, found: &mut Vec<Difference>) {
    if before == after {
        return;
    }
    if depth == 0 || !before.is_object() || !after.is_object() {
        let (before, after) = (before.clone(), after.clone());
        found.push(Difference { place: place.to_owned(), before, after });
        return;
    }
    for name in members(before, after) {
        let values = [before, after].map(|value| value.get(&name).unwrap_or(&Value::Null));
        compare(&format!("{place}.{name}"), values, depth - 1, found);
    }
}

fn members(before: &Value, after: &Value) -> BTreeSet<String> {
    [before, after]
        .into_iter()
        .filter_map(Value::as_object)
        .flat_map(|object| object.keys().cloned())
        .collect()
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} -> {}", self.place, shortened(&self.before), shortened(&self.after))
    }
}

fn shortened(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(MAX_SHOWN) {
        Some((end, _)) => format!("{}… ({} bytes)", text.get(..end).unwrap_or_default(), text.len()),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn shown(before: &Value, after: &Value) -> Vec<String> {
        differences(before, after).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_difference_is_shown_by_its_table_row_and_column() {
        let before = json!({
            "calls": {"summary": "misread", "raw_data": {"a": 1, "b": 2}, "cost": 0.1},
            "call_costs": {"0000": {"kind": "voice", "amount_micros": 7}, "0001": {"kind": "model"}},
        });
        let after = json!({
            "calls": {"summary": "right", "raw_data": {"a": 1, "b": 3}, "cost": 0.1},
            "call_costs": {"0000": {"kind": "voice", "amount_micros": 8}},
        });
        let expected = [
            r"call_costs.0000.amount_micros: 7 -> 8",
            r#"call_costs.0001: {"kind":"model"} -> null"#,
            r#"calls.raw_data: {"a":1,"b":2} -> {"a":1,"b":3}"#,
            r#"calls.summary: "misread" -> "right""#,
        ];
        assert_eq!(shown(&before, &after), expected);
        assert!(differences(&after, &after).is_empty());
    }

    #[test]
    fn a_long_value_is_shortened_between_letters() {
        let shown =
            shown(&json!({"calls": {"summary": null}}), &json!({"calls": {"summary": "й".repeat(100)}}));
        assert!(shown[0].ends_with("й… (202 bytes)"), "{shown:?}");
    }
}
