//! How a sandbox is set up.

use std::net::{Ipv4Addr, SocketAddr};

use uuid::Uuid;

/// What a sandbox listens on, and how its emulators behave.
#[derive(Clone, Debug)]
pub struct SandboxSettings {
    /// Port 0 takes a free one.
    pub bind: SocketAddr,
    /// Decides the faults.
    pub seed: u64,
    pub vapi_keys: Vec<VapiKey>,
    /// Requests a key may make in any one second; `None` means no limit.
    pub vapi_requests_per_second: Option<u32>,
}

/// A private key of Vapi, and the organization (Vapi's, not ours) whose calls it shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VapiKey {
    pub secret: String,
    pub organization_id: Uuid,
}

/// The organization on Vapi's side that callers belong to by default.
pub const VAPI_ORGANIZATION: Uuid = Uuid::from_u128(0x3f0c_8f7e_6d5a_4c1b_9f2e_1a2b_3c4d_5e6f);

impl Default for SandboxSettings {
    fn default() -> Self {
        Self {
            bind: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            seed: 1,
            vapi_keys: vec![VapiKey {
                secret: "sandbox-vapi-private-key".to_owned(),
                organization_id: VAPI_ORGANIZATION,
            }],
            vapi_requests_per_second: None,
        }
    }
}
