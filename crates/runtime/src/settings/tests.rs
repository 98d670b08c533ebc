use std::io::Write as _;
use std::net::SocketAddr;
use std::path::PathBuf;

use ipnet::IpNet;
use secrecy::{ExposeSecret as _, SecretString};

use super::*;

crate::settings_of! {
    /// As a crate that uses Vapi would define it.
    struct Provider {
        base_url: Url,
        api_key: Option<SecretString>,
        webhook_secret: Option<SecretString>,
        requests_interval: Duration,
        control_hosts: Vec<String>,
    }
}

impl Section for Provider {
    const NAME: &'static str = "vapi";
}

fn provider(variables: &[(&str, &str)]) -> Result<Provider, SettingsError> {
    from(variables)?.section()
}

fn from(variables: &[(&str, &str)]) -> Result<Settings, SettingsError> {
    Settings::from_sources(owned(variables), None)
}

fn owned(variables: &[(&str, &str)]) -> Vec<(String, String)> {
    variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn error_of(variables: &[(&str, &str)]) -> String {
    from(variables).expect_err("the settings are rejected").to_string()
}

struct SettingsFile(PathBuf);

impl SettingsFile {
    fn with(text: &str) -> Self {
        let path = std::env::temp_dir().join(format!("callflex-settings-{}.toml", crate::clock::new_id()));
        std::fs::File::create(&path).unwrap().write_all(text.as_bytes()).unwrap();
        Self(path)
    }

    fn load(&self, variables: &[(&str, &str)]) -> Result<Settings, SettingsError> {
        Settings::from_sources(owned(variables), Some(&self.0))
    }
}

impl Drop for SettingsFile {
    fn drop(&mut self) {
        std::fs::remove_file(&self.0).unwrap();
    }
}

#[test]
fn defaults_alone_are_complete() {
    let settings = from(&[]).unwrap();
    assert_eq!(settings.database.statement_timeout, Duration::from_secs(30));
    assert_eq!(settings.bus.retry_ladder.last(), Some(&Duration::from_hours(1)));
    assert_eq!(settings.telemetry.log_format, LogFormat::Auto);
    assert!(settings.telemetry.otlp_endpoint.is_none());
    let provider: Provider = settings.section().unwrap();
    assert_eq!(provider.requests_interval, Duration::from_millis(700));
    assert_eq!(provider.control_hosts, [".vapi.ai"]);
    assert!(provider.api_key.is_none() && provider.webhook_secret.is_none());
}

#[test]
fn a_section_has_tables_numbers_addresses_and_ranges() {
    crate::settings_of! {
        struct Gate {
            bind: SocketAddr,
            max_body_bytes: std::num::NonZeroUsize,
            trusted_proxies: Vec<IpNet>,
            limits: Limits,
            archive_retention: Option<Duration>,
        }
    }
    crate::settings_of! {
        struct Limits {
            organization: Rate,
        }
    }
    crate::settings_of! {
        struct Rate {
            burst: std::num::NonZeroU32,
        }
    }
    impl Section for Gate {
        const NAME: &'static str = "webhook_ingest";

        fn contradiction(&self) -> Option<(&'static str, String)> {
            (self.limits.organization.burst.get() == 7)
                .then(|| ("limits.organization.burst", "is seven".to_owned()))
        }
    }
    let gate = |variables: &[(&str, &str)]| from(variables).unwrap().section::<Gate>();

    let defaults = gate(&[]).unwrap();
    assert_eq!(defaults.bind.port(), 8081);
    assert_eq!(defaults.max_body_bytes.get(), 15 * 1024 * 1024);
    assert!(defaults.trusted_proxies.is_empty() && defaults.archive_retention.is_none());
    assert_eq!(defaults.limits.organization.burst.get(), 2_000);

    for (variable, value, problem) in [
        (
            "CALLFLEX__WEBHOOK_INGEST__BIND",
            "localhost",
            "'localhost' is not an address and port such as 127.0.0.1:8080",
        ),
        (
            "CALLFLEX__WEBHOOK_INGEST__TRUSTED_PROXIES",
            "10.0.0.0/8,proxy",
            "'proxy' is not a range of addresses such as 10.0.0.0/8",
        ),
        ("CALLFLEX__WEBHOOK_INGEST__LIMITS__ORGANIZATION__BURST", "7", "is seven"),
    ] {
        assert_eq!(gate(&[(variable, value)]).unwrap_err().to_string(), format!("{variable}: {problem}"));
    }
}

/// Variable, value, and what the error names besides the variable. The first seal key is one byte short.
const WRONG_VALUES: &[(&str, &str, &str)] = &[
    ("CALLFLEX__BUS__PREFETCH", "abc", "'abc' is not a number"),
    ("CALLFLEX__BUS__PREFETCH", "0", "'0' is too small"),
    ("CALLFLEX__BUS__PREFETCH", "70000", "'70000' is too large"),
    ("CALLFLEX__BUS__PUBLISH_TIMEOUT", "2", "'2' is not a duration"),
    ("CALLFLEX__BUS__PUBLISH_TIMEOUT", "2 s", "'2 s' is not a duration"),
    ("CALLFLEX__BUS__PUBLISH_TIMEOUT", "-1s", "'-1s' is not a duration"),
    ("CALLFLEX__BUS__PUBLISH_TIMEOUT", "0s", "'0s' is not longer than zero"),
    ("CALLFLEX__BUS__PUBLISH_TIMEOUT", "99999999999h", "is not a duration"),
    ("CALLFLEX__BUS__RETRY_LADDER", "5s,soon", "'soon' is not a duration"),
    ("CALLFLEX__DATABASE__MAX_CONNECTIONS", "-1", "'-1' is too small"),
    ("CALLFLEX__DATABASE__MIN_CONNECTIONS", "11", "is more than max_connections (10)"),
    ("API_URL", "localhost:8081", "is not an http or https address"),
    ("CALLFLEX__TELEMETRY__LOG", "info,db=loud", "'info,db=loud' is not a log filter"),
    ("CALLFLEX__TELEMETRY__LOG_FORMAT", "xml", "'xml' is not auto, text or json"),
    ("CALLFLEX__BUS__PREFECTH", "5", "there is no such setting"),
    ("CALLFLEX__BUS", "5", "there is no such setting"),
    ("APP_URL", "ftp://example.com", "'ftp://example.com' is not an http or https address"),
    ("AMQP_URL", "http://localhost", "begins with amqp:// or amqps://"),
    ("DATABASE_URL", "mysql://localhost", "begins with postgres:// or postgresql://"),
    ("JWT_SECRET", "too short", "is shorter than 32 bytes"),
    ("JWT_SECRET_PREVIOUS", "too short", "is shorter than 32 bytes"),
    ("CALLFLEX__SECURITY__JWT_TTL", "11m", "is longer than ten minutes (10m)"),
    ("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317", "is not an http or https address"),
    ("SEAL_KEY", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==", "is not 32 bytes in base64"),
    ("SEAL_KEY", "no base64!", "is not 32 bytes in base64"),
    ("SEAL_KEY_PREVIOUS", "no base64!", "is not 32 bytes in base64"),
];

#[test]
fn a_wrong_value_names_itself_and_its_variable() {
    for (name, value, problem) in WRONG_VALUES {
        let text = error_of(&[(name, value)]);
        assert!(text.starts_with(&format!("{name}: ")), "{name}={value}: {text}");
        assert!(text.contains(problem), "{name}={value}: {text}");
    }
}

#[test]
fn an_error_never_shows_a_secret() {
    for (name, value) in [
        ("AMQP_URL", "amqq://user:hunter2@host"),
        ("DATABASE_URL", "postgres//user:hunter2@host"),
        ("JWT_SECRET", "hunter2"),
        ("SEAL_KEY", "hunter2"),
        ("JWT_SECRET_PREVIOUS", "hunter2"),
        ("SEAL_KEY_PREVIOUS", "hunter2"),
    ] {
        let error = from(&[(name, value)]).unwrap_err();
        assert!(!format!("{error} {error:?}").contains("hunter2"), "{error:?}");
    }
}

#[test]
fn settings_hide_secrets_when_printed() {
    let settings = from(&[
        ("AMQP_URL", "amqp://user:hunter2@host/%2f"),
        ("DATABASE_URL", "postgres://user:hunter2@host/callflex"),
        ("JWT_SECRET", "hunter2hunter2hunter2hunter2hunter2"),
        ("VAPI_API_KEY", "hunter2"),
    ])
    .unwrap();
    let provider: Provider = settings.section().unwrap();
    assert!(provider.api_key.is_some());
    assert!(!format!("{settings:?} {provider:?}").contains("hunter2"));
}

#[test]
fn secrets_arrive_exactly_as_written() {
    for value in ["007", "1e5", "true", " spaced ", "a,b"] {
        let key = provider(&[("VAPI_API_KEY", value)]).unwrap().api_key;
        assert_eq!(key.unwrap().expose_secret(), value);
    }
}

#[test]
fn later_sources_win() {
    let file =
        SettingsFile::with("[bus]\nprefetch = 7\n[vapi]\nbase_url = \"http://file.test\"\n[gateway]\n");
    assert_eq!(file.load(&[]).unwrap().bus.prefetch.get(), 7);
    let base_url = |variables: &[(&str, &str)]| {
        let provider: Provider = file.load(variables).unwrap().section().unwrap();
        provider.base_url.to_string()
    };
    assert_eq!(base_url(&[]), "http://file.test/");

    let prefixed = ("CALLFLEX__VAPI__BASE_URL", "http://prefixed.test");
    assert_eq!(base_url(&[prefixed]), "http://prefixed.test/");

    let known = ("VAPI_BASE_URL", "http://known.test");
    assert_eq!(base_url(&[known, prefixed]), "http://known.test/");
}

#[test]
fn a_mistake_in_the_file_names_file_and_key() {
    for (text, key, problem) in [
        ("[bus]\nprefetch = \"abc\"", "bus.prefetch", "'abc' is not"),
        ("[bus]\nretry_ladder = []", "bus.retry_ladder", "the list is empty"),
        ("[bus]\nretry_ladder = [\"1s\", \"x\"]", "bus.retry_ladder", "'x' is not a duration"),
        ("[buss]\nprefetch = 1", "buss.prefetch", "there is no such setting"),
        ("bus = 1", "bus", "there is no such setting"),
        ("[bus]\nprefetch = [1]", "bus.prefetch", "sequence is not a string"),
        ("[bus]\nprefetch = 1.5", "bus.prefetch", "'1.5' is not a number"),
        ("[bus", "whole file", "not valid TOML"),
    ] {
        let file = SettingsFile::with(text);
        let error = file.load(&[]).unwrap_err().to_string();
        assert!(error.starts_with(&format!("{}: {key}: ", file.0.display())), "{error}");
        assert!(error.contains(problem), "{error}");
    }
}

#[test]
fn a_file_that_was_named_must_exist() {
    let error = Settings::from_sources(Vec::new(), Some(Path::new("/nowhere/callflex.toml"))).unwrap_err();
    assert_eq!(error.to_string(), "could not read the settings file /nowhere/callflex.toml");
}

#[test]
fn an_empty_variable_counts_as_absent() {
    let provider = provider(&[("VAPI_BASE_URL", ""), ("VAPI_API_KEY", "")]).unwrap();
    assert_eq!(provider.base_url.as_str(), "https://api.vapi.ai/");
    assert!(provider.api_key.is_none());
}

#[test]
fn a_single_value_is_read_by_its_key() {
    let settings = from(&[("CALLFLEX__GATEWAY__BIND", "localhost")]).unwrap();
    assert_eq!(settings.value::<SocketAddr>("gateway.management_bind").unwrap().port(), 9080);
    let error = settings.value::<SocketAddr>("gateway.bind").unwrap_err().to_string();
    assert!(error.starts_with("CALLFLEX__GATEWAY__BIND: 'localhost' is not an address and port"), "{error}");
    let error = settings.value::<String>("gateway.unknown").unwrap_err().to_string();
    assert!(error.ends_with("there is no such setting"), "{error}");
}

#[test]
fn the_last_variable_of_a_name_counts_even_if_it_is_empty() {
    let provider = provider(&[("VAPI_API_KEY", "key"), ("VAPI_API_KEY", "")]).unwrap();
    assert!(provider.api_key.is_none());
}

#[test]
fn what_is_missing_is_named_when_it_is_asked_for() {
    let settings = from(&[]).unwrap();
    assert!(settings.bus.url().unwrap_err().to_string().starts_with("AMQP_URL: not set"));
    assert!(settings.database.owner_url().unwrap_err().to_string().starts_with("DATABASE_URL: not set"));
    assert!(settings.database.app_url().unwrap_err().to_string().starts_with("DATABASE_URL: not set"));
    assert!(settings.security.jwt_secret().unwrap_err().to_string().starts_with("JWT_SECRET: not set"));
    assert!(settings.security.seal_key().unwrap_err().to_string().starts_with("SEAL_KEY: not set"));
}

#[test]
fn keys_from_before_are_optional_and_several_may_open_secrets() {
    let none = from(&[]).unwrap().security;
    assert!(none.jwt_secret_previous().is_none() && none.seal_keys_previous().next().is_none());

    let [one, other] =
        ["AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "BAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="];
    let both = format!("{one},{other}");
    let security =
        from(&[("SEAL_KEY_PREVIOUS", &both), ("JWT_SECRET_PREVIOUS", &"j".repeat(32))]).unwrap().security;
    let first: Vec<u8> = security.seal_keys_previous().map(|key| key.expose_secret()[0]).collect();
    assert_eq!(first, [0, 4]);
    assert_eq!(security.jwt_secret_previous().unwrap().expose_secret(), "j".repeat(32));
}

#[test]
fn the_roles_addresses_are_derived_only_where_they_are_not_given() {
    let owner = ("DATABASE_URL", "postgres://callflex:pass%21@127.0.0.1:5433/callflex?sslmode=disable");
    let derived = from(&[owner]).unwrap().database;
    assert_eq!(
        derived.app_url().unwrap().expose_secret(),
        "postgres://callflex_app:pass%21@127.0.0.1:5433/callflex?sslmode=disable"
    );
    assert_eq!(
        derived.system_url().unwrap().expose_secret(),
        "postgres://callflex_system:pass%21@127.0.0.1:5433/callflex?sslmode=disable"
    );
    assert_eq!(
        derived.identity_url().unwrap().expose_secret(),
        "postgres://callflex_identity:pass%21@127.0.0.1:5433/callflex?sslmode=disable"
    );
    assert_eq!(
        derived.retention_url().unwrap().expose_secret(),
        "postgres://callflex_retention:pass%21@127.0.0.1:5433/callflex?sslmode=disable"
    );
    assert!(derived.roles_are_derived());

    let app = ("DATABASE_APP_URL", "postgres://app:a@db/callflex");
    let system = ("DATABASE_SYSTEM_URL", "postgres://system:s@db/callflex");
    let identity = ("DATABASE_IDENTITY_URL", "postgres://identity:i@db/callflex");
    let retention = ("DATABASE_RETENTION_URL", "postgres://retention:r@db/callflex");
    let given = from(&[owner, app, system, identity, retention]).unwrap().database;
    assert_eq!(given.app_url().unwrap().expose_secret(), app.1);
    assert_eq!(given.system_url().unwrap().expose_secret(), system.1);
    assert_eq!(given.identity_url().unwrap().expose_secret(), identity.1);
    assert_eq!(given.retention_url().unwrap().expose_secret(), retention.1);
    assert!(!given.roles_are_derived());
    assert!(from(&[owner, app, system]).unwrap().database.roles_are_derived());
}

#[test]
fn a_process_is_given_the_addresses_of_its_own_roles_only() {
    let app = ("DATABASE_APP_URL", "postgres://app:a@db/callflex");
    let given = from(&[app]).unwrap().database;
    assert_eq!(given.app_url().unwrap().expose_secret(), app.1);
    let missing = given.identity_url().unwrap_err().to_string();
    assert!(missing.starts_with("DATABASE_IDENTITY_URL: not set"), "{missing}");
    assert!(!given.roles_are_derived());
}

#[test]
fn the_ladder_can_be_set_by_a_variable() {
    let settings = from(&[("CALLFLEX__BUS__RETRY_LADDER", "100ms, 2s,1h")]).unwrap();
    let ladder = [Duration::from_millis(100), Duration::from_secs(2), Duration::from_hours(1)];
    assert_eq!(settings.bus.retry_ladder, ladder);
}

#[test]
fn the_example_lists_exactly_the_variables_that_the_manual_names() {
    let example = include_str!("../../../../.env.example");
    let manual = include_str!("../../../../deploy/config/default.toml");
    let example = example.lines().filter(|line| !line.starts_with('#'));
    let mut listed: Vec<&str> =
        example.filter_map(|line| line.split_once('=').map(|(name, _)| name)).collect();
    listed.sort_unstable();
    let mut named: Vec<&str> = known_names::known_names(manual).into_iter().map(|known| known.name).collect();
    named.sort_unstable();
    assert_eq!(listed, named);
}
