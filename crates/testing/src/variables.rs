//! The settings of a test's services, as the variables that they read.

use url::Url;

/// Rungs that a message of a test climbs in a moment. The tests of `bus` have the same, as they share the
/// virtual hosts: what one leaves behind on a rung the next throws away.
const RETRY_LADDER: &str = "300ms,900ms";

/// The number that text messages come from.
const SMS_FROM: &str = "+15005550006";

const SEAL_KEY: &str = "dGhlIGtleSBvZiB0ZXN0cywgMzIgYnl0ZXMgbG9uZyE=";

/// How long services wait for each other, and callers for them. A machine with two cores on which much else
/// runs is slow for seconds, and that is not what a test is about.
pub(crate) const PATIENT: [(&str, &str); 7] = [
    ("CALLFLEX__DATABASE__CONNECT_TIMEOUT", "30s"),
    ("CALLFLEX__DATABASE__ACQUIRE_TIMEOUT", "30s"),
    ("CALLFLEX__BUS__PUBLISH_TIMEOUT", "30s"),
    ("CALLFLEX__BUS__HANDLER_TIMEOUT", "60s"),
    ("CALLFLEX__WEBHOOK_INGEST__TOOL_DEADLINE", "20s"),
    ("CALLFLEX__WEBHOOK_INGEST__ROUTING_DEADLINE", "7s"),
    ("CALLFLEX__WEBHOOK_INGEST__DESTINATION_DEADLINE", "20s"),
];

/// For a test in which Postgres or RabbitMQ is down: it waits for each of these timeouts.
pub(crate) const IMPATIENT: [(&str, &str); 3] = [
    ("CALLFLEX__DATABASE__CONNECT_TIMEOUT", "2s"),
    ("CALLFLEX__DATABASE__ACQUIRE_TIMEOUT", "3s"),
    ("CALLFLEX__BUS__HANDLER_TIMEOUT", "10s"),
];

/// What a database alone needs.
pub(crate) fn of_database(database: &Url, patience: &[(&str, &str)]) -> Vec<(String, String)> {
    let own = [("DATABASE_URL", database.as_str()), ("SEAL_KEY", SEAL_KEY)];
    owned(own.iter().chain(patience))
}

/// What a broker and emulators of the providers need in addition.
pub(crate) fn of_services(amqp_url: &str, providers: &str) -> Vec<(String, String)> {
    let any_port = "127.0.0.1:0";
    let own = [
        ("AMQP_URL", amqp_url),
        ("CALLFLEX__BUS__RETRY_LADDER", RETRY_LADDER),
        ("CALLFLEX__GATEWAY__BIND", any_port),
        ("CALLFLEX__GATEWAY__MANAGEMENT_BIND", any_port),
        ("CALLFLEX__WEBHOOK_INGEST__BIND", any_port),
        ("CALLFLEX__WEBHOOK_INGEST__MANAGEMENT_BIND", any_port),
        ("CALLFLEX__WEBHOOK_INGEST__DIRECTORY_REFRESH", "500ms"),
        ("CALLFLEX__CALL_PROCESSOR__MANAGEMENT_BIND", any_port),
        ("CALLFLEX__NOTIFIER__MANAGEMENT_BIND", any_port),
        ("CALLFLEX__BILLING__MANAGEMENT_BIND", any_port),
        ("CALLFLEX__VAPI_SYNC__MANAGEMENT_BIND", any_port),
        ("CALLFLEX__VAPI__REQUESTS_INTERVAL", "1ms"),
        ("VAPI_BASE_URL", &format!("{providers}/vapi")),
        ("TWILIO_BASE_URL", &format!("{providers}/twilio")),
        ("TWILIO_ACCOUNT_SID", sandbox::twilio::ACCOUNT_SID),
        ("TWILIO_AUTH_TOKEN", sandbox::twilio::AUTH_TOKEN),
        ("TWILIO_SMS_FROM", SMS_FROM),
        ("RESEND_BASE_URL", &format!("{providers}/resend")),
        ("RESEND_API_KEY", sandbox::resend::API_KEY),
        ("JWT_SECRET", "the-secret-of-tests-32-bytes-long"),
        ("CALLFLEX__SHUTDOWN__DEADLINE", "30s"),
    ];
    owned(own.iter())
}

fn owned<'a>(variables: impl Iterator<Item = &'a (&'a str, &'a str)>) -> Vec<(String, String)> {
    variables.map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}
