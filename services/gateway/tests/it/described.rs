//! The API's routes, as its own description has them.

use serde_json::{Value, json};

use crate::scene::Api;

/// One operation of `/api/openapi.json`.
#[derive(Clone, Debug)]
pub(crate) struct Described {
    pub(crate) method: String,
    /// With an example for each variable part.
    pub(crate) address: String,
    pub(crate) path: String,
    pub(crate) operation: Value,
}

impl Described {
    pub(crate) fn is_open(&self) -> bool {
        self.operation["security"] == json!([{}])
    }

    pub(crate) fn has_body(&self) -> bool {
        self.operation.get("requestBody").is_some()
    }
}

pub(crate) async fn routes(api: &Api) -> Vec<Described> {
    let document = api.read("/api/openapi.json", "").await;
    let paths = document["paths"].as_object().unwrap().iter();
    let routes = paths.flat_map(|(path, item)| {
        item.as_object().unwrap().iter().map(|(method, operation)| Described {
            method: method.to_uppercase(),
            address: path.replace("{id}", "01995b2e-7c41-7e1b-8d3a-5f0a9b6c2d11"),
            path: path.clone(),
            operation: operation.clone(),
        })
    });
    routes.collect()
}
