//! Talks into a live call through its control address, which came in a message: only known hosts are called.

use std::time::Duration;

use provider::Failure;
use reqwest::Client;
use tokio::time::Instant;
use url::{Host, Url};
use vapi::Destination;

/// At most 2 seconds: Vapi answers in a fraction of one, and the caller waits.
pub(crate) const TIMEOUT: Duration = Duration::from_secs(2);

pub(crate) struct Control {
    http: Client,
    hosts: ControlHosts,
}

/// Whose control addresses are used.
#[derive(Clone, Debug)]
pub(crate) struct ControlHosts {
    /// In lower case; one that begins with a dot means all below it.
    names: Vec<String>,
    /// Where an emulator serves Vapi's API without TLS, its own address.
    emulator: Option<Url>,
}

/// Nothing in it may name the address: whoever knows it can talk into the call.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ControlError {
    #[error("the message named no control address")]
    NoAddress,
    #[error("the control address is not one of the known hosts'")]
    ForeignHost,
    #[error("there was no time left to request it")]
    TooLate,
    #[error(transparent)]
    Failed(Failure),
}

impl Control {
    pub(crate) fn new(http: Client, hosts: ControlHosts) -> Self {
        Self { http, hosts }
    }

    /// Asks Vapi to put the caller through.
    pub(crate) async fn transfer(
        &self,
        control_url: Option<&str>,
        destination: &Destination,
        until: Instant,
    ) -> Result<(), ControlError> {
        let url = self.hosts.admit(control_url.ok_or(ControlError::NoAddress)?)?;
        let time_left = until.saturating_duration_since(Instant::now());
        if time_left.is_zero() {
            return Err(ControlError::TooLate);
        }
        let transfer = vapi::control::transfer(destination);
        vapi::control::send(&self.http, url, &transfer, time_left).await.map_err(ControlError::Failed)
    }
}

impl ControlError {
    /// Whether Vapi may have done it all the same.
    pub(crate) fn is_in_doubt(&self) -> bool {
        match self {
            Self::NoAddress | Self::ForeignHost | Self::TooLate => false,
            Self::Failed(failure) => failure.is_in_doubt(),
        }
    }
}

impl ControlHosts {
    pub(crate) fn new(names: &[String], api: &Url) -> Self {
        Self {
            names: names.iter().map(|name| name.to_ascii_lowercase()).collect(),
            emulator: (api.scheme() == "http").then(|| api.clone()),
        }
    }

    fn admit(&self, control_url: &str) -> Result<Url, ControlError> {
        let url = Url::parse(control_url).map_err(|_| ControlError::ForeignHost)?;
        let is_plain = url.username().is_empty() && url.password().is_none();
        if is_plain && (self.is_known(&url) || self.is_emulator(&url)) {
            Ok(url)
        } else {
            Err(ControlError::ForeignHost)
        }
    }

    fn is_known(&self, url: &Url) -> bool {
        let Some(Host::Domain(host)) = url.host() else { return false };
        let is_one = |name: &String| match name.strip_prefix('.') {
            Some(_) => host.len() > name.len() && host.ends_with(name.as_str()),
            None => host == name,
        };
        url.scheme() == "https" && url.port().is_none() && self.names.iter().any(is_one)
    }

    fn is_emulator(&self, url: &Url) -> bool {
        self.emulator.as_ref().is_some_and(|api| api.origin() == url.origin())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn admits(api: &str, control_url: &str) -> bool {
        let names = [".vapi.ai".to_owned(), "control.example.com".to_owned()];
        ControlHosts::new(&names, &Url::parse(api).unwrap()).admit(control_url).is_ok()
    }

    #[test]
    fn only_known_hosts_are_called_and_only_over_tls() {
        let production = "https://api.vapi.ai";
        for known in [
            "https://phone-call-websocket.aws-us-west-2-backend-production2.vapi.ai/0199/control",
            "https://API.VAPI.AI:443/control",
            "https://control.example.com/x",
        ] {
            assert!(admits(production, known), "{known}");
        }
        for foreign in [
            "",
            "control",
            "http://api.vapi.ai/control",
            "https://vapi.ai.example.com/control",
            "https://evilvapi.ai/control",
            "https://.vapi.ai/control",
            "https://api.vapi.ai:8443/control",
            "https://api.vapi.ai@169.254.169.254/control",
            "https://user:word@api.vapi.ai/control",
            "https://169.254.169.254/latest/meta-data",
            "https://[::1]/control",
            "http://127.0.0.1:5432/",
            "http://localhost:8080/",
            "https://sub.control.example.com/x",
            "file:///etc/passwd",
            "ftp://api.vapi.ai/",
        ] {
            assert!(!admits(production, foreign), "{foreign}");
        }
    }

    #[test]
    fn an_emulator_without_tls_is_called_at_its_own_address_only() {
        let sandbox = "http://127.0.0.1:4010";
        assert!(admits(sandbox, "http://127.0.0.1:4010/vapi-control/c1/control"));
        assert!(!admits(sandbox, "http://127.0.0.1:4011/vapi-control/c1/control"));
        assert!(!admits(sandbox, "http://127.0.0.2:4010/vapi-control/c1/control"));
        assert!(!admits("https://127.0.0.1:4010", "https://127.0.0.1:4010/control"));
    }
}
