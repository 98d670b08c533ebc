//! What `deploy/make-secrets` makes at the first start.

use std::collections::BTreeMap;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use runtime::Settings;
use secrecy::ExposeSecret as _;

use super::{checkout, environment, services};

/// The group of the image's own user.
const ALL: u32 = 10001;

/// A folder that is gone with it.
struct Secrets(PathBuf);

impl Secrets {
    fn make() -> Self {
        let folder = std::env::temp_dir().join(format!("callflex-it-{}", uuid::Uuid::new_v4().simple()));
        std::fs::create_dir(&folder).unwrap();
        let secrets = Self(folder);
        assert!(secrets.run(&[]).0);
        secrets
    }

    /// Whether it succeeded, and what it said of it.
    fn run(&self, arguments: &[&str]) -> (bool, String) {
        let script = checkout().join("deploy/make-secrets");
        let output = Command::new("sh").arg(script).arg(&self.0).args(arguments).output().unwrap();
        (output.status.success(), String::from_utf8(output.stderr).unwrap())
    }

    fn text(&self, name: &str) -> String {
        std::fs::read_to_string(self.0.join(name)).unwrap()
    }

    fn all(&self) -> BTreeMap<PathBuf, String> {
        let files = std::fs::read_dir(&self.0).unwrap().map(|entry| entry.unwrap().path());
        let files = files.filter(|path| path.is_file());
        files.map(|path| (path.clone(), std::fs::read_to_string(&path).unwrap())).collect()
    }
}

impl Drop for Secrets {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The settings of a container, its secrets read from this folder.
fn settings_of(service: &str, secrets: &Path) -> Settings {
    let files = environment(&services()[service]).into_iter().filter_map(|(name, value)| {
        let file = value?.strip_prefix("/run/secrets/")?.replace("${DATABASE_URL:+given/}", "");
        Some((name, secrets.join(file).display().to_string()))
    });
    Settings::from_sources(files, None).unwrap()
}

#[test]
fn what_is_made_is_what_the_programs_take() {
    let secrets = Secrets::make();
    let settings = settings_of("callflex", &secrets.0);
    settings.security.jwt_secret().unwrap();
    settings.security.seal_key().unwrap();
    let password = secrets.text("postgres_password");
    let owner = settings.database.owner_url().unwrap().expose_secret();
    assert_eq!(owner, format!("postgres://callflex:{}@postgres:5432/callflex", password.trim()));
    let broker = settings.bus.url().unwrap().expose_secret();
    let password = secrets.text("rabbitmq_password");
    assert_eq!(broker, format!("amqp://callflex:{}@rabbitmq:5672/%2f", password.trim()));
    assert!(!settings.database.roles_are_derived());
    let app = settings_of("billing", &secrets.0).database.app_url().unwrap();
    assert!(app.expose_secret().starts_with("postgres://callflex_app:"));
    assert!(!app.expose_secret().contains(secrets.text("postgres_password").trim()));
}

#[test]
fn secrets_are_made_once_and_no_two_are_the_same() {
    let secrets = Secrets::make();
    let made = secrets.all();
    assert!(secrets.run(&[]).0);
    assert_eq!(secrets.all(), made);
    let others = Secrets::make();
    for (path, secret) in made.iter().filter(|(_, secret)| !secret.is_empty()) {
        let name = path.file_name().unwrap().to_str().unwrap();
        assert_ne!(&others.text(name), secret, "{name}");
        assert_eq!(made.values().filter(|other| *other == secret).count(), 1, "{name}");
    }
}

#[test]
fn a_container_can_read_its_secrets_and_nobody_else_can() {
    let secrets = Secrets::make();
    for (service, definition) in services().as_object().unwrap() {
        let groups = definition["group_add"].as_array().into_iter().flatten();
        let groups: Vec<u32> =
            groups.map(|group| group.as_str().unwrap().parse().unwrap()).chain([ALL]).collect();
        for (name, value) in environment(definition) {
            let Some(file) = value.as_deref().and_then(|value| value.strip_prefix("/run/secrets/")) else {
                continue;
            };
            for (own, given) in [("", true), ("given/", false)] {
                let file = secrets.0.join(file.replace("${DATABASE_URL:+given/}", own));
                let metadata =
                    std::fs::metadata(&file).unwrap_or_else(|_| panic!("{service}: {name} has no file"));
                if given {
                    assert_eq!(metadata.mode() & 0o777, 0o440, "{name}");
                    // Only root can give a file to another group.
                    assert!(
                        metadata.uid() != 0 || groups.contains(&metadata.gid()),
                        "{service} can't read {name}"
                    );
                }
            }
        }
    }
}

#[test]
fn a_key_is_rotated_and_the_one_before_is_kept_until_it_is_forgotten() {
    let secrets = Secrets::make();
    for key in ["seal_key", "jwt_secret"] {
        let (before, kept) = (secrets.text(key), format!("{key}_previous"));
        assert_eq!(secrets.text(&kept), "");
        assert!(secrets.run(&["rotate", key]).0);
        assert_ne!(secrets.text(key), before);
        assert_eq!(secrets.text(&kept), before);
        // What is still sealed with it could be opened no more.
        let (succeeded, said) = secrets.run(&["rotate", key]);
        assert!(!succeeded && said.contains("forget it first"), "{said}");
        assert_eq!(secrets.text(&kept), before);
        assert!(secrets.run(&["forget", key]).0);
        assert_eq!(secrets.text(&kept), "");
        assert!(secrets.run(&["rotate", key]).0);
    }
    for wrong in
        [&["rotate"][..], &["rotate", "amqp_url"], &["rotate", "../key"], &["forget", "all"], &["make"]]
    {
        let before = secrets.all();
        assert!(!secrets.run(wrong).0, "{wrong:?}");
        assert_eq!(secrets.all(), before);
    }
    settings_of("callflex", &secrets.0).security.seal_key().unwrap();
}
