//! Which requests are accepted, by how their connection is verified.

mod anything;
mod plans;
mod secrets;
mod signatures;
mod tokens;

use std::net::{IpAddr, Ipv4Addr};

use chrono::{DateTime, Utc};
use domain::ConnectionId;
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;
use vapi::verification::{Header, Plan, Presented, Proof, Sources, VerificationError, Verifier};

pub(crate) const CONNECTION: ConnectionId = ConnectionId(Uuid::from_u128(1));
pub(crate) const URL: &str = "https://hooks.example.com/api/webhooks/vapi/org_1?a=b";

pub(crate) fn now() -> DateTime<Utc> {
    "2026-11-20T16:00:00Z".parse().unwrap()
}

/// A request, and how the connection is set up that it is sent to.
#[derive(Clone, Deserialize)]
pub(crate) struct Request {
    pub(crate) name: String,
    pub(crate) method: String,
    pub(crate) url: String,
    pub(crate) headers: Vec<(String, Vec<u8>)>,
    pub(crate) body: Vec<u8>,
    pub(crate) plan: Value,
    pub(crate) secrets: Vec<String>,
}

impl Request {
    pub(crate) fn new(plan: Value, secrets: &[&str], headers: &[(&str, &str)]) -> Self {
        Self {
            name: String::new(),
            method: "POST".to_owned(),
            url: URL.to_owned(),
            headers: headers
                .iter()
                .map(|(name, value)| ((*name).to_owned(), value.as_bytes().into()))
                .collect(),
            body: b"{}".to_vec(),
            plan,
            secrets: secrets.iter().map(|&secret| secret.to_owned()).collect(),
        }
    }

    pub(crate) fn verifier(&self) -> Verifier {
        let plan: Plan = serde_json::from_value(self.plan.clone()).unwrap();
        let secrets = self.secrets.iter().map(|secret| secret.as_str().into()).collect();
        Verifier::new(CONNECTION, &plan, secrets, Sources::default()).unwrap()
    }

    pub(crate) fn judged_by(
        &self,
        verifier: &Verifier,
        now: DateTime<Utc>,
    ) -> Result<Proof, VerificationError> {
        let header = |name: &str| -> Header<'_> {
            assert_eq!(name, name.to_lowercase());
            let values = self.headers.iter().filter(|(own, _)| own.eq_ignore_ascii_case(name));
            values.map(|(_, value)| value.as_slice()).collect()
        };
        verifier.verify(&Presented {
            method: &self.method,
            url: &self.url,
            header: &header,
            body: &self.body,
            source: IpAddr::V4(Ipv4Addr::LOCALHOST),
            now,
        })
    }

    pub(crate) fn judged(&self) -> Result<Proof, VerificationError> {
        self.judged_by(&self.verifier(), now())
    }
}
