//! What a test gets from where it runs, and what it prints there.

use std::env::VarError;

use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::LevelFilter;
use url::Url;

#[expect(
    clippy::disallowed_methods,
    reason = "a test has no settings to read them from; `servers` sets these variables"
)]
pub(crate) fn server(variable: &str) -> Url {
    match std::env::var(variable) {
        Ok(url) if !url.is_empty() => url.parse().unwrap_or_else(|_| panic!("{variable} is no URL")),
        Ok(_) | Err(VarError::NotPresent | VarError::NotUnicode(_)) => {
            panic!(
                "{variable} is not set: run `make test`, or `target/debug/servers cargo nextest run -p <crate>`"
            )
        }
    }
}

/// Shows what services log, with the test's own output.
pub(crate) fn log() {
    let filter = EnvFilter::builder()
        .with_env_var("TEST_LOG")
        .with_default_directive(LevelFilter::INFO.into())
        .from_env_lossy()
        // It would show whole bodies.
        .add_directive("lapin::returned_messages=off".parse().unwrap());
    // Fails where the test has its own.
    let _ = tracing_subscriber::fmt().with_env_filter(filter).with_test_writer().try_init();
}

#[expect(clippy::print_stderr, reason = "for the person who reads why a test failed")]
pub(crate) fn print_error(line: &str) {
    eprintln!("{line}");
}
