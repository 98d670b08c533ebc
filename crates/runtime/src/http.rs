//! The one place that makes HTTP clients.

use std::sync::Once;
use std::time::Duration;

use reqwest::redirect::Policy;
use reqwest::{Client, ClientBuilder};

/// 5 seconds: a provider that can't be connected to in this time is down.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
const USER_AGENT: &str = concat!("CallFlex/", env!("CARGO_PKG_VERSION"));

/// Making an HTTP client failed.
#[derive(Debug, thiserror::Error)]
#[error("could not make an HTTP client")]
pub struct ClientError(#[source] reqwest::Error);

/// Makes a client whose requests, answer included, take no longer than `timeout` and follow no redirects.
pub fn client(timeout: Duration) -> Result<Client, ClientError> {
    builder(timeout).build().map_err(ClientError)
}

/// Makes the same for what listens on this machine, which no proxy of the environment leads to.
pub fn local_client(timeout: Duration) -> Result<Client, ClientError> {
    builder(timeout).no_proxy().build().map_err(ClientError)
}

#[expect(clippy::disallowed_methods, reason = "this is the place that may")]
fn builder(timeout: Duration) -> ClientBuilder {
    install_tls();
    Client::builder()
        .user_agent(USER_AGENT)
        .connect_timeout(CONNECT_TIMEOUT)
        .timeout(timeout)
        .redirect(Policy::none())
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
