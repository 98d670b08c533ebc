//! Secrets that are given by files, and those that are none.

use std::path::PathBuf;

use secrecy::ExposeSecret as _;

use super::*;

const FORMER_JWT_SECRET: &str = "for-this-machine-only-0123456789abcdef";
const FORMER_SEAL_KEY: &str = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

/// A file that is gone with it.
struct SecretFile(PathBuf);

impl SecretFile {
    fn with(bytes: impl AsRef<[u8]>) -> Self {
        let path = std::env::temp_dir().join(format!("callflex-secret-{}", crate::clock::new_id()));
        std::fs::write(&path, bytes).unwrap();
        Self(path)
    }

    fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for SecretFile {
    fn drop(&mut self) {
        std::fs::remove_file(&self.0).unwrap();
    }
}

fn from(variables: &[(&str, &str)]) -> Result<Settings, SettingsError> {
    let variables = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Settings::from_sources(variables, None)
}

fn jwt_secret(variables: &[(&str, &str)]) -> String {
    from(variables).unwrap().security.jwt_secret().unwrap().expose_secret().to_owned()
}

#[test]
fn every_secret_of_the_manual_may_be_given_by_a_file() {
    let manual = include_str!("../../../../deploy/config/default.toml");
    let secrets: Vec<_> =
        known_names::known_names(manual).into_iter().filter(|known| known.is_secret).collect();
    assert!(secrets.len() >= 10, "{secrets:?}");
    // None of them is right as an address and as a key, so each is read as text.
    let file = SecretFile::with("the secret\n");
    for known in secrets {
        let prefixed = format!("CALLFLEX__{}", known.key.replace('.', "__").to_uppercase());
        for name in [known.name, &prefixed] {
            let sources = Sources::collect([(format!("{name}_FILE"), file.path().to_owned())], None).unwrap();
            let value: Vec<String> = sources.value(&known.key).unwrap();
            assert_eq!(value, ["the secret"], "{name}");
            let sources = Sources::collect([(format!("{name}_FILE"), String::new())], None).unwrap();
            assert!(sources.value::<Vec<String>>(&known.key).unwrap().is_empty(), "{name}");
        }
    }
}

#[test]
fn a_secret_of_a_file_is_as_written_but_for_the_end_of_its_line() {
    for (written, secret) in [
        (" 32 bytes are enough for a secret ", " 32 bytes are enough for a secret "),
        ("32 bytes are enough for a secret\n", "32 bytes are enough for a secret"),
        ("32 bytes are enough for a secret\r\n", "32 bytes are enough for a secret"),
        ("32 bytes, in which\nlines may end\n", "32 bytes, in which\nlines may end"),
    ] {
        let file = SecretFile::with(written);
        assert_eq!(jwt_secret(&[("JWT_SECRET_FILE", file.path())]), secret);
    }
}

#[test]
fn a_variable_comes_before_a_file_and_an_empty_file_is_none() {
    let file = SecretFile::with("of the file, and 32 bytes or more\n");
    let named = ("JWT_SECRET_FILE", file.path());
    assert_eq!(jwt_secret(&[named]), "of the file, and 32 bytes or more");
    let variable = ("JWT_SECRET", "of the variable, and 32 bytes or more");
    assert_eq!(jwt_secret(&[named, variable]), variable.1);
    assert_eq!(jwt_secret(&[named, ("JWT_SECRET", "")]), "of the file, and 32 bytes or more");
    let prefixed = ("CALLFLEX__SECURITY__JWT_SECRET", "of the other variable, and 32 bytes");
    assert_eq!(jwt_secret(&[named, prefixed]), prefixed.1);

    for empty in ["", "\n"] {
        let empty = SecretFile::with(empty);
        let error = from(&[("JWT_SECRET_FILE", empty.path())]).unwrap().security.jwt_secret().unwrap_err();
        assert!(error.to_string().starts_with("JWT_SECRET: not set"), "{error}");
    }
}

#[test]
fn a_roles_address_of_a_file_is_not_derived() {
    let (owner, app) =
        (SecretFile::with("postgres://callflex:a@db/callflex\n"), SecretFile::with("postgres://b:c@db/d\n"));
    let variables = [("DATABASE_URL_FILE", owner.path()), ("DATABASE_APP_URL_FILE", app.path())];
    let database = from(&variables).unwrap().database;
    assert_eq!(database.owner_url().unwrap().expose_secret(), "postgres://callflex:a@db/callflex");
    assert_eq!(database.app_url().unwrap().expose_secret(), "postgres://b:c@db/d");
}

#[test]
fn a_file_that_holds_no_secret_is_named_without_what_it_holds() {
    let error = from(&[("JWT_SECRET_FILE", "/nowhere/jwt_secret")]).unwrap_err();
    assert_eq!(error.to_string(), "JWT_SECRET_FILE: could not read /nowhere/jwt_secret");
    for content in [&b"hunter2 \xff"[..], &b"hunter2"[..], &b"hunter2".repeat(10_000)[..]] {
        let file = SecretFile::with(content);
        let error = from(&[("JWT_SECRET_FILE", file.path())]).unwrap_err();
        let shown = format!("{} {error:?}", crate::error_chain(&error));
        assert!(shown.starts_with("JWT_SECRET_FILE: ") && !shown.contains("hunter2"), "{shown}");
    }
    // What is no secret has no file.
    assert_eq!(from(&[("API_URL_FILE", "/nowhere")]).unwrap().api_url.as_str(), "http://localhost:8081/");
    let error = from(&[("CALLFLEX__BUS__PREFETCH_FILE", "/nowhere")]).unwrap_err();
    assert!(error.to_string().ends_with("there is no such setting"), "{error}");
}

#[test]
fn a_former_default_is_no_secret_wherever_it_comes_from() {
    for (name, value) in [
        ("JWT_SECRET", FORMER_JWT_SECRET),
        ("CALLFLEX__SECURITY__JWT_SECRET", FORMER_JWT_SECRET),
        ("SEAL_KEY", FORMER_SEAL_KEY),
        ("DATABASE_URL", "postgres://callflex:callflex@postgres:5432/callflex"),
        ("DATABASE_URL", "postgres://callflex:callfle%78@127.0.0.1/callflex"),
        ("DATABASE_URL", "postgres://callflex@127.0.0.1/callflex?sslmode=disable&password=callflex"),
        ("DATABASE_APP_URL", "postgres://callflex_app:callflex@postgres:5432/callflex"),
        ("DATABASE_SYSTEM_URL", "postgresql://callflex_system:callflex@postgres/callflex"),
        ("AMQP_URL", "amqp://callflex:callflex@rabbitmq:5672/%2f"),
        ("AMQP_URL", "amqps://callflex:callflex@rabbitmq"),
    ] {
        let error = from(&[(name, value)]).unwrap_err().to_string();
        assert!(error.starts_with(&format!("{name}: ")) && error.contains("former default"), "{error}");
        assert!(!error.contains(value), "{error}");

        let (file, name) = (SecretFile::with(format!("{value}\n")), format!("{name}_FILE"));
        let error = from(&[(&name, file.path())]).unwrap_err().to_string();
        assert!(error.starts_with(&format!("{name}: ")) && error.contains("former default"), "{error}");
    }
    let file = SecretFile::with(format!("[security]\njwt_secret = \"{FORMER_JWT_SECRET}\"\n"));
    let error = Settings::from_sources([], Some(&file.0)).unwrap_err().to_string();
    assert!(error.contains("security.jwt_secret: is a former default"), "{error}");
}

#[test]
fn what_only_resembles_a_former_default_is_taken() {
    for (name, value) in [
        ("JWT_SECRET", "for-this-machine-only-0123456789abcdef!"),
        ("SEAL_KEY", "MTEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="),
        ("DATABASE_URL", "postgres://callflex:callflex1@postgres/callflex"),
        ("DATABASE_URL", "postgres://callflex:callflex&more@postgres/callflex"),
        ("DATABASE_URL", "postgres://callflex@postgres/callflex?application_name=callflex"),
        ("AMQP_URL", "amqp://callflex:secret@rabbitmq/callflex"),
    ] {
        assert!(from(&[(name, value)]).is_ok(), "{name}={value}");
    }
}
