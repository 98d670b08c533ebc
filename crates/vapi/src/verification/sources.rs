//! From where a connection may be reached.

use std::net::IpAddr;

use ipnet::{IpNet, Ipv4Net};
use serde::{Deserialize, Serialize};

use super::PlanError;

const FIELD: &str = "allowedSources";

/// At most 100 ranges: Vapi has one, and whoever names more than these wants a firewall.
const MAX_RANGES: usize = 100;

/// 96 bits: the fixed beginning of an IPv6 address that stands for an IPv4 address.
const MAPPED_BITS: u8 = 96;

/// Ranges of addresses, or single ones. Written as a list of texts; an empty list is everyone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<String>", into = "Vec<String>")]
pub struct Sources(Vec<IpNet>);

impl Sources {
    pub(super) fn contain(&self, source: IpAddr) -> bool {
        let source = source.to_canonical();
        self.0.is_empty() || self.0.iter().any(|range| range.contains(&source))
    }
}

impl TryFrom<Vec<String>> for Sources {
    type Error = PlanError;

    fn try_from(written: Vec<String>) -> Result<Self, PlanError> {
        if written.len() > MAX_RANGES {
            return Err(PlanError::new(FIELD, format!("there are more than {MAX_RANGES} ranges")));
        }
        let read = |text: &String| {
            read_range(text)
                .ok_or_else(|| PlanError::new(FIELD, format!("{text:?} is no range of addresses")))
        };
        Ok(Self(written.iter().map(read).collect::<Result<_, _>>()?))
    }
}

impl From<Sources> for Vec<String> {
    fn from(sources: Sources) -> Self {
        sources.0.iter().map(ToString::to_string).collect()
    }
}

fn read_range(text: &str) -> Option<IpNet> {
    let range = text.parse().or_else(|_| text.parse::<IpAddr>().map(IpNet::from)).ok()?;
    let mapped = match range {
        IpNet::V6(range) => range.addr().to_ipv4_mapped().zip(range.prefix_len().checked_sub(MAPPED_BITS)),
        IpNet::V4(_) => None,
    };
    let range = match mapped {
        Some((address, length)) => Ipv4Net::new(address, length).ok()?.into(),
        None => range,
    };
    Some(range.trunc())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources(ranges: &[&str]) -> Result<Sources, PlanError> {
        Sources::try_from(ranges.iter().map(|&range| range.to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn an_address_is_within_its_ranges_however_it_is_written() {
        for (ranges, address, is_within) in [
            ([].as_slice(), "203.0.113.9", true),
            (&["167.150.224.0/23"], "167.150.225.255", true),
            (&["167.150.224.0/23"], "167.150.226.0", false),
            (&["167.150.224.0/23"], "::ffff:167.150.224.1", true),
            (&["::ffff:167.150.224.0/119"], "167.150.225.1", true),
            (&["::ffff:167.150.224.0/119"], "167.150.226.1", false),
            (&["167.150.225.7/23"], "167.150.224.1", true),
            (&["203.0.113.9"], "203.0.113.9", true),
            (&["203.0.113.9"], "203.0.113.8", false),
            (&["2001:db8::/32"], "2001:db8:1::1", true),
            (&["2001:db8::/32"], "2001:db9::1", false),
            (&["10.0.0.0/8", "2001:db8::1"], "2001:db8::1", true),
            (&["::/0"], "203.0.113.9", false),
            (&["0.0.0.0/0"], "203.0.113.9", true),
        ] {
            let contain = sources(ranges).unwrap().contain(address.parse().unwrap());
            assert_eq!(contain, is_within, "{address} in {ranges:?}");
        }
    }

    #[test]
    fn what_is_no_range_is_rejected_when_it_is_read() {
        for text in ["", "10.0.0.0/33", "10.0.0/8", "::/129", "vapi.ai", "10.0.0.0/-1"] {
            assert_eq!(sources(&[text]).unwrap_err().field, FIELD, "{text}");
        }
        assert!(sources(&["10.0.0.1"; MAX_RANGES + 1]).is_err());
        assert!(serde_json::from_str::<Sources>(r#"["10.0.0.0/8"]"#).is_ok());
        assert!(serde_json::from_str::<Sources>(r#"["10.0.0.0/40"]"#).is_err());
    }
}
