//! How a call is named on the command line.

use std::fmt;
use std::str::FromStr;

use domain::CallId;
use domain::call::VapiCallId;

/// Vapi's id of a call or our own.
#[derive(Clone, Debug)]
pub(crate) enum CallName {
    Ours(CallId),
    Vapis(VapiCallId),
}

impl FromStr for CallName {
    type Err = anyhow::Error;

    /// A bare UUID is Vapi's.
    fn from_str(text: &str) -> anyhow::Result<Self> {
        if text.starts_with("call_") {
            Ok(Self::Ours(text.parse()?))
        } else {
            Ok(Self::Vapis(VapiCallId::parse(text)?))
        }
    }
}

impl fmt::Display for CallName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ours(id) => id.fmt(f),
            Self::Vapis(id) => id.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_is_named_by_our_id_or_by_vapis() {
        let bare = "01995b2e-7c41-7e1b-8d3a-5f0a9b6c2d11";
        assert!(matches!(bare.parse().unwrap(), CallName::Vapis(_)));
        let ours = CallId(bare.parse().unwrap()).to_string();
        assert!(matches!(ours.parse().unwrap(), CallName::Ours(_)));
        for wrong in ["", "call_1", "a b"] {
            wrong.parse::<CallName>().unwrap_err();
        }
    }
}
