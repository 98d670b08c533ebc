use std::fs;
use std::path::Path;

use crate::examples;

/// Bytes of older versions stay in the folder for ever; a message that grew gets a file of its next version
/// beside them.
fn fixture(name: &str, version: u16) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("fixtures/{name}.{version}.bin"))
}

#[test]
fn every_message_is_written_as_its_golden_bytes() {
    let mut added = Vec::new();
    for example in examples::all() {
        let path = fixture(&example.name, example.schema_version);
        if !path.exists() {
            fs::write(&path, &example.bytes).unwrap();
            added.push(path);
            continue;
        }
        assert_eq!(fs::read(&path).unwrap(), example.bytes, "{} is written differently now", example.name);
    }
    // Else a file that no one commits would be written anew, and pass, in every run.
    assert!(added.is_empty(), "wrote golden files that were missing, commit them: {added:?}");
}

#[test]
fn golden_bytes_of_every_version_are_read() {
    let examples = examples::all();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut read = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let file = path.file_name().unwrap().to_str().unwrap().to_owned();
        let (name, version) = file.strip_suffix(".bin").unwrap().rsplit_once('.').unwrap();
        let json = contracts::describe(name, &fs::read(&path).unwrap()).expect("a message of ours").unwrap();
        let example = examples.iter().find(|example| example.name == name).unwrap();
        // A field that an older version did not have yet is absent; all others are as they were.
        for (field, value) in json.as_object().unwrap() {
            assert_eq!(*value, example.json[field], "{field} of {file}");
        }
        if version == example.schema_version.to_string() {
            assert_eq!(json, example.json, "{file}");
        }
        read += 1;
    }
    assert!(read >= examples.len(), "only {read} golden files");
}

#[test]
fn a_message_of_another_type_is_an_error() {
    use contracts::people::LeadCreated;
    let error = <LeadCreated as contracts::Incoming>::decode("callflex.calls.v1.CallEnded", &[]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "expected callflex.people.v1.LeadCreated, received a message of type 'callflex.calls.v1.CallEnded'"
    );
}
