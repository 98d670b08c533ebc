//! The schemas of parameters, as they are published to assistants.

use serde_json::{Value, json};

use crate::fields::Field;

/// The schema of an object with these properties.
pub(crate) fn object(properties: &[(Field, Value)], required: &[Field]) -> Value {
    let properties: serde_json::Map<String, Value> =
        properties.iter().map(|(field, schema)| (field.name().to_owned(), schema.clone())).collect();
    let required: Vec<&str> = required.iter().map(|field| field.name()).collect();
    json!({ "type": "object", "properties": properties, "required": required })
}

pub(crate) fn text(description: &str) -> Value {
    json!({ "type": "string", "description": description })
}

pub(crate) fn choice(description: &str, choices: &[&str]) -> Value {
    json!({ "type": "string", "enum": choices, "description": description })
}

pub(crate) fn flag(description: &str) -> Value {
    json!({ "type": "boolean", "default": false, "description": description })
}
