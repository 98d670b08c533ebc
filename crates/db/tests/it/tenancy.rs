//! Every statement on a table of organizations says whose rows it means; row-level security is only the net.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use testing::Tables;

use crate::catalogue::{TENANT_TABLES, names};

/// Before the name of a table.
const BEFORE_TABLES: [&str; 5] = ["FROM", "JOIN", "INTO", "UPDATE", "USING"];

/// What the functions take that cross organizations.
const ACROSS: [&str; 3] = ["tx: &SystemTx", "tx: &IdentityTx", "tx: &RetentionTx"];

/// Fewer would mean that the statements are not found.
const AT_LEAST: usize = 50;

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let (folders, files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    files.into_iter().chain(folders.iter().flat_map(|folder| sources(folder))).collect()
}

/// What a file does for one organization: all but the functions that cross them, and tests.
fn of_tenants(source: &str) -> impl Iterator<Item = &str> {
    let code = source.split("#[cfg(test)]").next().unwrap();
    code.split("\n}\n").filter(|item| !ACROSS.iter().any(|tx| item.contains(tx)))
}

/// The texts between quotes that name some of these tables, and how often.
fn statements(item: &str, tables: &BTreeSet<&str>) -> Vec<(String, usize)> {
    // The first of these conditions.
    let scoped = if item.contains("Conditions::own(tx)") { "organization_id" } else { "" };
    let code = item.replace("\\\"", "").replace("{conditions}", scoped);
    let named = |text: &str| {
        let words = text.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
        let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
        words.windows(2).filter(|pair| BEFORE_TABLES.contains(&pair[0]) && tables.contains(pair[1])).count()
    };
    let texts = code.split('"').skip(1).step_by(2).map(|text| (text.to_owned(), named(text)));
    texts.filter(|(_, named)| *named > 0).collect()
}

/// Whether a statement names the organization for each table that it names.
fn is_scoped(statement: &str, tables: usize) -> bool {
    statement.matches("organization_id").count() >= tables
}

#[tokio::test]
async fn every_statement_of_a_tenant_names_the_organization_for_every_table() {
    let world = Tables::start().await;
    let tables = world.query(TENANT_TABLES).await;
    // The organization's own row is known by its id.
    let tables: BTreeSet<&str> = names(&tables).into_iter().filter(|name| *name != "organizations").collect();
    let mut seen = 0;
    for path in sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        // The relay's session is the system role's.
        if path.ends_with("outbox.rs") {
            continue;
        }
        let source = fs::read_to_string(&path).unwrap();
        for (statement, named) in of_tenants(&source).flat_map(|item| statements(item, &tables)) {
            assert!(is_scoped(&statement, named), "{}: {statement}", path.display());
            seen += 1;
        }
    }
    assert!(seen >= AT_LEAST, "{seen}");
    world.finish().await;
}

#[test]
fn a_statement_that_leaves_the_organization_out_is_found() {
    let tables = BTreeSet::from(["calls", "call_keys"]);
    let is_found = |statement: &str| {
        let source = format!("fn a(tx: &TenantTx) {{\n    \"{statement}\"\n}}\n");
        let mut found = of_tenants(&source).flat_map(|item| statements(item, &tables));
        found.any(|(statement, named)| !is_scoped(&statement, named))
    };
    let scoped = "UPDATE calls SET a = 1 WHERE organization_id = $1";
    assert!(!is_found(scoped));
    assert!(is_found("SELECT a FROM calls WHERE id = $1"));
    assert!(is_found(&format!("{scoped} AND b = (SELECT b FROM call_keys)")));
    assert!(is_found("SELECT a FROM calls WHERE {conditions}"), "conditions of nobody");
    let system = "fn a(tx: &SystemTx) {\n    \"SELECT a FROM calls\"\n}\n";
    assert_eq!(of_tenants(system).flat_map(|item| statements(item, &tables)).count(), 0);
}
