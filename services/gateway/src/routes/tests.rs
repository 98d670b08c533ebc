use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::Value;

use super::*;
use crate::access::Access;

const BEGIN: &str = "<!-- Made from src/routes.rs by `cargo test -p gateway` -->\n";
const END: &str = "<!-- End of the routes -->\n";

/// The operations of one row of the table, as JSON: method, path, operation.
fn operations(route: &Route) -> Vec<(String, String, Value)> {
    operations_of(&route.document())
}

fn operations_of(document: &utoipa::openapi::OpenApi) -> Vec<(String, String, Value)> {
    let document = serde_json::to_value(document).unwrap();
    let paths = document["paths"].as_object().unwrap().iter();
    let operations = paths.flat_map(|(path, item)| {
        let methods = item.as_object().unwrap().iter();
        methods.map(|(method, operation)| (method.to_uppercase(), path.clone(), operation.clone()))
    });
    operations.collect()
}

#[test]
fn every_row_is_an_operation_of_its_own() {
    let rows: Vec<_> = ROUTES.iter().flat_map(operations).collect();
    assert_eq!(rows.len(), ROUTES.len());
    let name = |(method, path, _): &(String, String, Value)| (method.clone(), path.clone());
    let described: BTreeSet<_> = operations_of(&openapi::describe(ROUTES)).iter().map(name).collect();
    assert_eq!(described, rows.iter().map(name).collect());
    assert_eq!(described.len(), rows.len());
}

#[test]
fn a_route_has_room_for_a_body_if_its_handler_reads_one() {
    for route in ROUTES {
        for (method, path, operation) in operations(route) {
            let reads = operation.get("requestBody").is_some();
            assert_eq!(route.body != BodyLimit::NoBody, reads, "{method} {path}");
        }
    }
}

#[test]
fn every_variable_part_of_a_path_is_described() {
    for (method, path, operation) in ROUTES.iter().flat_map(operations) {
        let parts: BTreeSet<&str> =
            path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')).collect();
        let parameters = operation["parameters"].as_array().map(Vec::as_slice).unwrap_or_default();
        let in_path = parameters.iter().filter(|parameter| parameter["in"] == "path");
        let described: BTreeSet<&str> =
            in_path.map(|parameter| parameter["name"].as_str().unwrap()).collect();
        assert_eq!(described, parts, "{method} {path}");
    }
}

#[test]
fn every_answer_but_a_success_is_a_problem() {
    for (method, path, operation) in ROUTES.iter().flat_map(operations) {
        for (status, response) in operation["responses"].as_object().unwrap() {
            let is_problem = response["content"].get("application/problem+json").is_some();
            assert_eq!(is_problem, !status.starts_with('2'), "{method} {path} {status}");
        }
    }
}

#[test]
fn the_document_is_openapi_3_1_and_refers_to_nothing_that_it_lacks() {
    let document = serde_json::to_value(openapi::describe(ROUTES)).unwrap();
    assert_eq!(document["openapi"], "3.1.0");
    let mut found = Vec::new();
    references(&document, &mut found);
    assert!(!found.is_empty());
    for reference in found {
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(document.pointer(pointer).is_some(), "{reference}");
    }
}

fn references(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            if let Some(Value::String(reference)) = members.get("$ref") {
                found.push(reference.clone());
            }
            members.values().for_each(|member| references(member, found));
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}

#[test]
fn the_readme_lists_the_routes() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let text = fs::read_to_string(&path).unwrap();
    let (before, rest) = text.split_once(BEGIN).unwrap();
    let (_, after) = rest.split_once(END).unwrap();
    let expected = format!("{before}{BEGIN}{}{END}{after}", list());
    if text != expected {
        fs::write(&path, expected).unwrap();
        panic!("{} was behind; it was written again: look at the difference and commit it", path.display());
    }
}

fn list() -> String {
    let mut list = String::from("\n| route | for | what it does |\n| --- | --- | --- |\n");
    for route in ROUTES {
        for (method, path, operation) in operations(route) {
            let summary = operation["summary"].as_str().unwrap();
            writeln!(list, "| `{method} {path}` | {} | {summary} |", audience(route.access)).unwrap();
        }
    }
    list + "\n"
}

fn audience(access: Access) -> String {
    match access {
        Access::Open => "everybody".to_owned(),
        Access::SignedIn => "everybody with credentials".to_owned(),
        Access::Needs(permission) => format!("`{}`", permission.scope()),
        Access::Operators => "operators".to_owned(),
    }
}
