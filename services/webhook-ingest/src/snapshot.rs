//! What ingest knows of the organizations: who may send, and for whom.

use std::collections::{BTreeSet, HashMap};

use db::assistants::Assistant;
use db::phone_numbers::PhoneLine;
use domain::{ConnectionId, OrganizationId};
use secrecy::SecretString;
use vapi::Envelope;

/// A connection's secret, opened.
pub(crate) struct Verifier {
    pub(crate) connection: ConnectionId,
    pub(crate) secret: SecretString,
}

/// Everything at one moment.
#[derive(Default)]
pub(crate) struct Snapshot {
    organizations: HashMap<OrganizationId, Vec<Verifier>>,
    by_assistant: HashMap<String, Vec<OrganizationId>>,
    /// By Vapi's id and by the number itself.
    by_line: HashMap<String, Vec<Line>>,
}

struct Line {
    organization: OrganizationId,
    vapi_assistant_id: Option<String>,
}

/// Who sent a webhook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sender {
    pub(crate) organization: OrganizationId,
    pub(crate) connection: ConnectionId,
}

/// Whose a webhook says it is.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Claim<'a> {
    /// The address names the organization.
    Organization(OrganizationId),
    /// The message has to tell.
    Message(&'a Envelope),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Verified(Sender),
    UnknownOrganization,
    WrongSecret,
    /// The message points at several organizations and its secret is right for more than one of them.
    Ambiguous,
}

impl Snapshot {
    pub(crate) fn new(
        organizations: Vec<OrganizationId>,
        verifiers: Vec<(OrganizationId, Verifier)>,
        assistants: &[Assistant],
        lines: &[PhoneLine],
    ) -> Self {
        let mut snapshot = Self::default();
        snapshot.organizations.extend(organizations.into_iter().map(|id| (id, Vec::new())));
        for (organization, verifier) in verifiers {
            if let Some(verifiers) = snapshot.organizations.get_mut(&organization) {
                verifiers.push(verifier);
            }
        }
        for assistant in assistants {
            let claimed = snapshot.by_assistant.entry(assistant.vapi_assistant_id.clone()).or_default();
            claimed.push(assistant.organization_id);
        }
        for line in lines {
            let answered_by = assistants
                .iter()
                .find(|own| own.organization_id == line.organization_id && Some(own.id) == line.assistant_id);
            for key in line.vapi_phone_id.iter().chain([&line.phone_number]) {
                snapshot.by_line.entry(key.clone()).or_default().push(Line {
                    organization: line.organization_id,
                    vapi_assistant_id: answered_by.map(|own| own.vapi_assistant_id.clone()),
                });
            }
        }
        snapshot
    }

    /// Decides whose a webhook is. What it claims is worth nothing until the secret of that organization is presented.
    pub(crate) fn judge(&self, claim: Claim<'_>, presented: Option<&[u8]>) -> Verdict {
        let candidates: BTreeSet<OrganizationId> = match claim {
            Claim::Organization(organization) => BTreeSet::from([organization]),
            Claim::Message(envelope) => self.claimed_by(envelope),
        };
        let known: Vec<_> =
            candidates.iter().filter_map(|id| Some((*id, self.organizations.get(id)?))).collect();
        if known.is_empty() {
            return Verdict::UnknownOrganization;
        }
        let verified: Vec<Sender> =
            known.into_iter().filter_map(|(id, verifiers)| verify(id, verifiers, presented)).collect();
        match verified.as_slice() {
            [] => Verdict::WrongSecret,
            [sender] => Verdict::Verified(*sender),
            [_, _, ..] => Verdict::Ambiguous,
        }
    }

    /// The assistant that answers the line a message came over, by Vapi's id of it.
    pub(crate) fn assistant_for(&self, organization: OrganizationId, envelope: &Envelope) -> Option<String> {
        line_keys(envelope)
            .filter_map(|key| self.by_line.get(key))
            .flatten()
            .find(|line| line.organization == organization)?
            .vapi_assistant_id
            .clone()
    }

    fn claimed_by(&self, envelope: &Envelope) -> BTreeSet<OrganizationId> {
        let named = envelope.organization.iter().filter_map(|id| id.parse().ok());
        let assistants =
            envelope.assistant_id.iter().filter_map(|id| self.by_assistant.get(id)).flatten().copied();
        let lines = line_keys(envelope).filter_map(|key| self.by_line.get(key)).flatten();
        named.chain(assistants).chain(lines.map(|line| line.organization)).collect()
    }
}

fn line_keys(envelope: &Envelope) -> impl Iterator<Item = &String> {
    envelope.phone_number_id.iter().chain(&envelope.phone_number)
}

fn verify(organization: OrganizationId, verifiers: &[Verifier], presented: Option<&[u8]>) -> Option<Sender> {
    let presented = presented?;
    let verifier = verifiers.iter().find(|verifier| vapi::secret_matches(presented, &verifier.secret))?;
    Some(Sender { organization, connection: verifier.connection })
}

#[cfg(test)]
mod tests {
    use db::assistants::Assistant;
    use domain::{AssistantId, PhoneNumberId};
    use uuid::Uuid;

    use super::*;

    const ACME: OrganizationId = OrganizationId(Uuid::from_u128(1));
    const BOLT: OrganizationId = OrganizationId(Uuid::from_u128(2));

    fn snapshot() -> Snapshot {
        let verifier = |n, secret: &str| Verifier {
            connection: ConnectionId(Uuid::from_u128(n)),
            secret: secret.into(),
        };
        let assistant = |organization_id, vapi_assistant_id: &str| Assistant {
            id: AssistantId(Uuid::from_u128(9)),
            organization_id,
            vapi_assistant_id: vapi_assistant_id.to_owned(),
            name: "Front desk".to_owned(),
        };
        let line = PhoneLine {
            id: PhoneNumberId(Uuid::nil()),
            organization_id: ACME,
            vapi_phone_id: Some("line".to_owned()),
            phone_number: "+14155550100".to_owned(),
            assistant_id: Some(AssistantId(Uuid::from_u128(9))),
        };
        Snapshot::new(
            vec![ACME, BOLT],
            vec![
                (ACME, verifier(1, "acme")),
                (BOLT, verifier(2, "bolt")),
                (BOLT, verifier(3, "shared")),
                (ACME, verifier(4, "shared")),
            ],
            // Bolt claims an assistant that is Acme's.
            &[assistant(ACME, "desk"), assistant(BOLT, "desk")],
            &[line],
        )
    }

    fn message(assistant: Option<&str>, number: Option<&str>) -> Envelope {
        Envelope {
            assistant_id: assistant.map(str::to_owned),
            phone_number: number.map(str::to_owned),
            ..Envelope::default()
        }
    }

    #[test]
    fn the_secret_decides_between_organizations_that_claim_the_same_assistant() {
        let desk = message(Some("desk"), None);
        let judged = |secret: &[u8]| snapshot().judge(Claim::Message(&desk), Some(secret));
        let sender = |organization, n| {
            Verdict::Verified(Sender { organization, connection: ConnectionId(Uuid::from_u128(n)) })
        };
        assert_eq!(judged(b"acme"), sender(ACME, 1));
        assert_eq!(judged(b"bolt"), sender(BOLT, 2));
        assert_eq!(judged(b"nobody's"), Verdict::WrongSecret);
        assert_eq!(judged(b"shared"), Verdict::Ambiguous);
    }

    #[test]
    fn another_organizations_secret_opens_nothing() {
        assert_eq!(snapshot().judge(Claim::Organization(ACME), Some(b"bolt")), Verdict::WrongSecret);
        assert_eq!(snapshot().judge(Claim::Organization(ACME), None), Verdict::WrongSecret);
    }

    #[test]
    fn a_message_that_names_nobody_known_is_nobodys() {
        let stranger = message(Some("other"), Some("+14155550999"));
        assert_eq!(snapshot().judge(Claim::Message(&stranger), Some(b"acme")), Verdict::UnknownOrganization);
        let nobody = Claim::Organization(OrganizationId(Uuid::from_u128(3)));
        assert_eq!(snapshot().judge(nobody, Some(b"acme")), Verdict::UnknownOrganization);
    }

    #[test]
    fn a_line_has_its_own_organizations_assistant() {
        let call = message(None, Some("+14155550100"));
        assert_eq!(snapshot().assistant_for(ACME, &call).as_deref(), Some("desk"));
        assert_eq!(snapshot().assistant_for(BOLT, &call), None);
    }
}
