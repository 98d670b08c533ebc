use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{COMMAND_LINE, SERVICES, environment, manual, names, services, text};

/// Roles of Postgres that a process may have a pool of connections for.
const ROLES: u32 = 4;

#[test]
fn the_command_line_is_handed_every_setting_of_the_manual() {
    let handed = names(&services()[COMMAND_LINE]);
    for entry in manual::entries().iter().filter(|entry| !entry.is_address_to_bind()) {
        assert!(
            handed.contains(&entry.variable()),
            "docker-compose.yml does not hand {} on",
            entry.variable()
        );
    }
}

#[test]
fn each_service_is_handed_the_settings_of_its_own_and_of_every_process() {
    let services = services();
    let of_all = ["", "bus", "telemetry", "shutdown", "database"];
    for (service, own) in SERVICES {
        let handed = names(&services[service]);
        for entry in manual::entries().iter().filter(|entry| !entry.is_address_to_bind()) {
            // Who has which address of Postgres is each service's own matter.
            let is_role = entry.is_secret && entry.table() == "database";
            if (entry.table() == own || of_all.contains(&entry.table())) && !is_role {
                assert!(handed.contains(&entry.variable()), "{service} is not handed {}", entry.variable());
            }
        }
    }
}

#[test]
fn what_is_handed_on_is_in_the_manual_and_is_handed_on_as_it_is() {
    let known: BTreeSet<String> = manual::entries().iter().map(manual::Entry::variable).collect();
    for (service, definition) in services().as_object().unwrap() {
        for (name, value) in environment(definition) {
            if name.starts_with("CALLFLEX__") {
                assert!(known.contains(&name), "{service}: there is no setting {name}");
                assert_eq!(value, None, "{service}: {name}");
            }
            let is_file = value.as_ref().is_some_and(|value| value.starts_with("/run/secrets/"));
            assert_eq!(is_file, name.ends_with("_FILE"), "{service}: {name}");
            if known.contains(&name) {
                let hands_on = value.as_ref().is_none_or(|value| value.starts_with(&format!("${{{name}:-")));
                assert!(hands_on, "{service}: {name} is {value:?} whatever is set outside");
            }
        }
    }
}

#[test]
fn every_variable_that_the_file_names_is_explained() {
    let (file, example) = (text("docker-compose.yml"), text(".env.example"));
    let mut named: BTreeSet<&str> = BTreeSet::new();
    for rest in file.split("${").skip(1) {
        named.insert(rest.split([':', '}', '-']).next().unwrap());
    }
    assert!(named.contains("GATEWAY_PORT"), "{named:?}");
    for name in named.iter().filter(|name| !name.starts_with("COMPOSE_")) {
        let explained =
            example.lines().any(|line| line.trim_start_matches('#').starts_with(&format!("{name}=")));
        assert!(explained, ".env.example does not list {name}");
    }
}

#[test]
fn no_secret_is_in_the_file_and_none_comes_from_elsewhere_than_a_variable_or_a_file() {
    let secrets: Vec<_> = manual::entries().into_iter().filter(|entry| entry.is_secret).collect();
    for (service, definition) in services().as_object().unwrap() {
        for (name, value) in environment(definition) {
            let is_secret = secrets.iter().any(|entry| entry.variable() == name) || name.contains("PASS");
            assert!(!is_secret || value.is_none(), "{service}: {name} is set to a value");
        }
    }
    for file in ["docker-compose.yml", ".env.example", "deploy/Dockerfile", "deploy/make-secrets"] {
        for former in ["callflex:callflex", "for-this-machine-only", "MDEyMzQ1Njc4", "PASSWORD: callflex"] {
            assert!(!text(file).contains(former), "{file} has {former}");
        }
    }
}

#[test]
fn the_owners_address_of_postgres_is_for_migrations_and_the_command_line_alone() {
    for (service, definition) in services().as_object().unwrap() {
        let has = names(definition).contains(&"DATABASE_URL_FILE".to_owned());
        assert_eq!(has, ["migrate", COMMAND_LINE].contains(&service.as_str()), "{service}");
    }
}

#[test]
fn a_service_has_the_addresses_of_the_roles_that_it_is() {
    let services = services();
    let roles: [(&str, &[&str]); 8] = [
        ("gateway", &["IDENTITY"]),
        ("webhook-ingest", &["SYSTEM", "RETENTION"]),
        ("call-processor", &["SYSTEM"]),
        ("notifier", &[]),
        ("billing", &[]),
        ("vapi-sync", &["SYSTEM"]),
        ("migrate", &["SYSTEM", "IDENTITY", "RETENTION"]),
        (COMMAND_LINE, &["SYSTEM", "IDENTITY", "RETENTION"]),
    ];
    for (service, roles) in roles {
        let handed = names(&services[service]);
        assert!(handed.contains(&"DATABASE_APP_URL_FILE".to_owned()), "{service}");
        for role in ["SYSTEM", "IDENTITY", "RETENTION"] {
            let has = handed.contains(&format!("DATABASE_{role}_URL_FILE"));
            assert_eq!(has, roles.contains(&role), "{service}: {role}");
        }
    }
}

#[test]
fn every_container_is_bounded_and_may_do_little() {
    for (service, definition) in services().as_object().unwrap() {
        assert_eq!(definition["init"], true, "{service}");
        assert_eq!(definition["read_only"], true, "{service}");
        assert_eq!(definition["cap_drop"], json!(["ALL"]), "{service}");
        assert_eq!(definition["security_opt"], json!(["no-new-privileges:true"]), "{service}");
        assert!(definition["mem_limit"].is_string(), "{service}");
        let log = &definition["logging"]["options"];
        assert!(log["max-size"].is_string() && log["max-file"].is_string(), "{service}");
        for port in definition["ports"].as_array().into_iter().flatten() {
            let port = port.as_str().unwrap();
            assert!(port.starts_with("127.0.0.1:${"), "{service} publishes {port}");
        }
    }
}

#[test]
fn a_service_has_the_time_that_it_takes_to_stop_and_is_asked_for_its_health() {
    let services = services();
    let deadline = seconds(&manual::default_of("shutdown.deadline"));
    for (service, _) in SERVICES {
        let definition = &services[service];
        let grace = seconds(definition["stop_grace_period"].as_str().unwrap());
        assert!(grace >= deadline + 10, "{service} is killed after {grace} s");
        assert_eq!(definition["healthcheck"]["test"], json!(["CMD", "/usr/local/bin/service", "health"]));
        assert_eq!(definition["restart"], "unless-stopped", "{service}");
        let waits_for = &definition["depends_on"]["migrate"]["condition"];
        assert_eq!(waits_for, "service_completed_successfully", "{service}");
    }
    let test: Vec<_> = services["postgres"]["healthcheck"]["test"].as_array().unwrap().iter().collect();
    assert!(test.contains(&&json!("pg_isready")) && test.contains(&&json!("-h")), "{test:?}");
}

#[test]
fn postgres_takes_the_connections_of_all_services() {
    let services = services();
    let command = services["postgres"]["command"].as_array().unwrap();
    let most =
        command.iter().filter_map(Value::as_str).find_map(|word| word.strip_prefix("max_connections="));
    let most: u32 = most.unwrap().trim_end_matches('}').rsplit_once('-').unwrap().1.parse().unwrap();
    let number = |key| manual::default_of(key).parse::<u32>().unwrap();
    let processes = u32::try_from(SERVICES.len() + 1).unwrap();
    let needed = processes * ROLES * number("database.max_connections")
        + 2 * number("webhook_ingest.live_connections");
    assert!(most >= needed, "{most} connections, {needed} may be needed");
}

#[test]
fn the_readme_names_containers_and_files_that_are_there() {
    let (readme, services) = (text("README.md"), services());
    let (_, paragraph) = readme.split_once("docker compose up").unwrap();
    let (paragraph, _) = paragraph.split_once("\n## ").unwrap();
    let words: Vec<&str> = paragraph.split_whitespace().collect();
    let run = words.windows(2).filter(|words| words[0] == "--rm").map(|words| words[1]);
    let run: BTreeSet<&str> = run.collect();
    assert!(run.contains(COMMAND_LINE), "the README runs {run:?}");
    for service in run {
        assert!(services[service].is_object(), "there is no container {service}");
    }
    for file in words.iter().filter_map(|word| word.strip_prefix('@')) {
        assert!(super::checkout().join(file).exists(), "there is no file {file}");
    }
}

/// Of a duration such as 25s or 1m.
fn seconds(text: &str) -> u64 {
    match text.strip_suffix('m') {
        Some(minutes) => minutes.parse::<u64>().unwrap() * 60,
        None => text.strip_suffix('s').unwrap().parse().unwrap(),
    }
}
