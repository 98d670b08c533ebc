//! The one place that makes HTTP clients.

use std::sync::Once;
use std::time::Duration;

use reqwest::Client;
use reqwest::redirect::Policy;

/// 5 seconds: a provider that can't be connected to in this time is down.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
const USER_AGENT: &str = concat!("CallFlex/", env!("CARGO_PKG_VERSION"));

/// Making an HTTP client failed.
#[derive(Debug, thiserror::Error)]
#[error("could not make an HTTP client")]
pub struct ClientError(#[source] reqwest::Error);

/// Makes a client whose requests, answer included, take no longer than `timeout` and follow no redirects.
#[expect(clippy::disallowed_methods, reason = "this is the place that may")]
pub fn client(timeout: Duration) -> Result<Client, ClientError> {
    install_tls();
    Client::builder()
        .user_agent(USER_AGENT)
        .connect_timeout(CONNECT_TIMEOUT)
        .timeout(timeout)
        .redirect(Policy::none())
        .build()
        .map_err(ClientError)
}

/// Chooses the process's TLS implementation, for those who make TLS connections by other means.
pub fn install_tls() {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        if rustls::crypto::aws_lc_rs::default_provider().install_default().is_err() {
            tracing::debug!("A TLS implementation was chosen before");
        }
    });
}
