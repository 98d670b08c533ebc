use std::collections::BTreeSet;

use super::{COMMAND_LINE, SERVICES, services, text};

/// Its instructions, each on one line.
fn instructions() -> Vec<String> {
    let whole = text("deploy/Dockerfile");
    let lines = whole.lines().filter(|line| !line.starts_with('#')).collect::<Vec<_>>().join("\n");
    lines.replace("\\\n", " ").lines().map(str::to_owned).filter(|line| !line.is_empty()).collect()
}

fn programs() -> BTreeSet<String> {
    SERVICES.into_iter().map(|(service, _)| service).chain([COMMAND_LINE]).map(str::to_owned).collect()
}

#[test]
fn one_build_makes_the_programs_of_all_images() {
    let instructions = instructions();
    let builds: Vec<_> = instructions.iter().filter(|line| line.contains("cargo build")).collect();
    assert_eq!(builds.len(), 1);
    // `make test` reads this line, and runs it in the profile of the tests.
    assert!(builds[0].contains("cargo build --release --locked --workspace --bins "), "{}", builds[0]);
    let copied = builds[0].split_once("for program in ").unwrap().1.split_once(';').unwrap().0;
    assert_eq!(copied.split_whitespace().map(str::to_owned).collect::<BTreeSet<_>>(), programs());
    assert_eq!(instructions.iter().filter(|line| line.starts_with("FROM ")).count(), 2);
    assert!(instructions.iter().any(|line| line.contains("CARGO_PROFILE_RELEASE_STRIP=symbols")));
    assert!(!text("deploy/Dockerfile").contains("# syntax"), "it would ask a registry how to build");
}

#[test]
fn the_images_differ_in_their_last_layer_alone() {
    let instructions = instructions();
    let named: Vec<usize> =
        (0..instructions.len()).filter(|at| instructions[*at].contains("SERVICE")).collect();
    assert_eq!(named, [instructions.len() - 2, instructions.len() - 1]);
    assert!(instructions[instructions.len() - 2].starts_with("ARG SERVICE"));
    assert!(instructions[instructions.len() - 1].starts_with("COPY --from=build "));
}

#[test]
fn the_file_of_compose_builds_every_image_by_it() {
    let mut built = BTreeSet::new();
    for (service, definition) in services().as_object().unwrap() {
        if let Some(build) = definition["build"].as_object() {
            assert_eq!(build["dockerfile"], "deploy/Dockerfile", "{service}");
            built.insert(build["args"]["SERVICE"].as_str().unwrap().to_owned());
        }
    }
    assert_eq!(built, programs());
}

#[test]
fn the_compiler_is_not_older_than_the_workspace_asks_for() {
    let minor = |version: &str| version.split('.').nth(1).unwrap().parse::<u32>().unwrap();
    let cargo = text("Cargo.toml");
    let asked = cargo.split_once("rust-version = \"").unwrap().1.split_once('"').unwrap().0;
    let instructions = instructions();
    let used = instructions[0].strip_prefix("FROM rust:").unwrap().split_once('-').unwrap().0;
    assert!(minor(used) >= minor(asked), "Rust {used} builds what asks for {asked}");
}
