//! `CATALOGUE.md` is made of `proto/` and the examples.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::examples;

#[test]
fn the_catalogue_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("CATALOGUE.md");
    let expected = catalogue();
    if fs::read_to_string(&path).unwrap_or_default() != expected {
        fs::write(&path, expected).unwrap();
        panic!("{} was behind; it was written again: look at the difference and commit it", path.display());
    }
}

fn catalogue() -> String {
    let mut text = String::from(
        "# The messages of CallFlex\n\n\
         Made from `proto/` by `cargo test -p contracts`. On the wire a message is protobuf (`content-type: application/protobuf`,\n\
         AMQP `type` = the name below, `message-id` = the event's id); wherever people read it, it is the JSON shown here.\n\
         Domain events are published to the exchange `callflex.events`; bind a queue of your own to it. A consumer gets no promise\n\
         of order, and may get a message more than once.\n",
    );
    let sources = proto_sources();
    for example in examples::all() {
        let comment = comment_of(&sources, example.name.rsplit('.').next().unwrap());
        let json = serde_json::to_string_pretty(&sorted(example.json)).unwrap();
        writeln!(
            text,
            "\n## {}\n\nVersion {}. {comment}\n\n```json\n{json}\n```",
            example.name, example.schema_version
        )
        .unwrap();
    }
    text
}

/// The same with its members in order, whatever order this build of `serde_json` keeps.
fn sorted(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let members: BTreeMap<String, Value> =
                members.into_iter().map(|(name, value)| (name, sorted(value))).collect();
            Value::Object(members.into_iter().collect())
        }
        other => other,
    }
}

/// What stands above `message <name>` in its file.
fn comment_of(sources: &str, name: &str) -> String {
    let head = sources.split(&format!("\nmessage {name} {{")).next().unwrap();
    let mut lines: Vec<&str> = head.lines().rev().map_while(|line| line.strip_prefix("// ")).collect();
    lines.reverse();
    lines.join("\n")
}

fn proto_sources() -> String {
    let mut files = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../proto"), &mut files);
    files.sort();
    files.iter().map(|file| fs::read_to_string(file).unwrap()).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { collect(&path, files) } else { files.push(path) }
    }
}
