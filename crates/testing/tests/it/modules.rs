//! The modules of each crate depend on each other in one direction.

mod graph;
mod paths;
mod tokens;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use self::graph::Graph;

/// The files of a crate that are the root of a module tree.
const ROOTS: [&str; 2] = ["lib", "main"];

/// Crates that still have cycles. This list only shrinks.
const TANGLED: [&str; 3] = ["vapi", "webhook-ingest", "when"];

/// Every `src` folder of the workspace, by the name of its package's folder.
fn source_folders() -> Vec<(String, PathBuf)> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let packages =
        ["crates", "services"].iter().flat_map(|folder| fs::read_dir(workspace.join(folder)).unwrap());
    let packages = packages.map(|package| package.unwrap());
    packages
        .map(|package| (package.file_name().into_string().unwrap(), package.path().join("src")))
        .filter(|(_, source)| source.is_dir())
        .collect()
}

/// Each cycle of a crate as the dependencies that it is made of.
fn cycles_in(folder: &Path) -> Vec<String> {
    let read = |path: &str| fs::read_to_string(folder.join(path).with_extension("rs")).ok();
    let roots = ROOTS.iter().filter(|root| read(root).is_some());
    let graphs = roots.map(|root| Graph::of_crate(root, &read));
    let cycles = graphs.flat_map(|graph| {
        let groups = graph.cycles();
        groups.into_iter().map(move |group| graph.dependencies_within(&group).join(", ")).collect::<Vec<_>>()
    });
    cycles.collect()
}

fn made_up(files: &[(&str, &str)]) -> Vec<BTreeSet<String>> {
    let files: BTreeMap<&str, &str> = files.iter().copied().collect();
    Graph::of_crate("lib", &|path| files.get(path).map(|text| (*text).to_owned())).cycles()
}

fn group(modules: &[&str]) -> BTreeSet<String> {
    modules.iter().map(|module| (*module).to_owned()).collect()
}

#[test]
fn no_crate_has_a_cycle_between_its_modules() {
    let mut found = Vec::new();
    for (package, folder) in source_folders() {
        let cycles = cycles_in(&folder);
        assert!(
            !cycles.is_empty() || !TANGLED.contains(&&*package),
            "take {package} off the list, it is done"
        );
        if !TANGLED.contains(&&*package) {
            found.extend(cycles.into_iter().map(|cycle| format!("{package}: {cycle}")));
        }
    }
    assert!(found.is_empty(), "these modules depend on each other:\n- {}", found.join("\n- "));
}

#[test]
fn two_modules_that_import_each_other_are_a_cycle() {
    let cycles = made_up(&[
        ("lib", "mod a; mod b; mod c;"),
        ("a", "use crate::b::B;"),
        ("b", "fn f() { crate::a::f() }"),
        ("c", "use crate::{a::A, b::B};"),
    ]);
    assert_eq!(cycles, [group(&["a", "b"])]);
}

#[test]
fn a_cycle_by_way_of_a_third_module_and_a_re_export_is_found() {
    let cycles = made_up(&[
        ("lib", "mod a; mod b; mod c; pub use a::{A, inner::{self, Inner as Shown}};"),
        ("a", "mod inner; pub struct A(crate::b::B);"),
        ("a/inner", "pub struct Inner;"),
        ("b", "use super::c::*;"),
        ("c", "use crate::A;"),
    ]);
    assert_eq!(cycles, [group(&["a", "b", "c"])]);
}

#[test]
fn a_child_may_use_its_parent_but_not_what_uses_the_parent() {
    let files = [("lib", "mod a; mod c;"), ("a/mod", "mod b; fn f() { b::g() }"), ("a/b", "use super::T;")];
    assert!(made_up(&[&files[..], &[("c", "")]].concat()).is_empty());
    let cycles = made_up(&[&files[..2], &[("a/b", "use crate::c::C;"), ("c", "use crate::a::A;")]].concat());
    assert_eq!(cycles, [group(&["a", "a::b", "c"])]);
}

#[test]
fn what_a_module_shows_of_its_children_is_no_dependency_and_neither_is_what_tests_use() {
    let cycles = made_up(&[
        ("lib", "mod a; mod b; pub use a::A; pub use b::{B};"),
        ("a", "// use crate::b::B;\n const TEXT: &str = \"crate::b\"; struct A<'a>(&'a str);"),
        ("b", "use crate::A; #[cfg(test)] mod tests { use crate::c::C; } #[cfg(test)] mod more;"),
    ]);
    assert!(cycles.is_empty(), "{cycles:?}");
    let cycles = made_up(&[
        ("lib", "mod a; mod b;"),
        ("a", "#[cfg(test)] fn f() { crate::b::g() } const QUOTE: char = '\"'; use crate::b::B;"),
        ("b", "#[cfg(test)] use crate::a::A; const RAW: &str = r#\"\"use crate::a::A;\"#;"),
    ]);
    assert!(cycles.is_empty(), "{cycles:?}");
}
