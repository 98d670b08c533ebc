//! What ingest knows of the organizations: who may send, and for whom.

mod evidence;
#[cfg(test)]
mod tests;
mod work;

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use db::organizations::Accounts;
use db::phone_numbers::PhoneLine;
use domain::{Assistant, ConnectionId, OrganizationId, QuarantineReason};
use secrecy::SecretString;
use vapi::Envelope;
use vapi::verification::oauth2::TokenError;
use vapi::verification::{Presented, Proof, VerificationError, Verifier, WhichSecret};

use crate::integration::Integration;
use crate::live::RoutingTable;
use crate::owner::{Evidence, Owner, Sender, Verdict};
use crate::unopened::Unopened;

pub(crate) use self::work::is_affordable;

/// A connection, opened as far as it can be.
pub(crate) struct Connection {
    pub(crate) id: ConnectionId,
    pub(crate) organization: OrganizationId,
    pub(crate) verifier: Verifier,
    /// Until when the previous secret is taken: a snapshot may be old.
    pub(crate) previous_until: Option<DateTime<Utc>>,
    /// What its access tokens are issued for, the current one first; empty where it has no tokens of ours.
    pub(crate) client_secrets: Vec<SecretString>,
    pub(crate) unopened: Unopened,
}

/// What a snapshot is made of.
#[derive(Default)]
pub(crate) struct Parts {
    pub(crate) accounts: Vec<Accounts>,
    pub(crate) connections: Vec<Connection>,
    pub(crate) integrations: Vec<Integration>,
    pub(crate) assistants: Vec<Assistant>,
    pub(crate) lines: Vec<PhoneLine>,
    pub(crate) routing: RoutingTable,
}

/// Everything at one moment.
#[derive(Default)]
pub(crate) struct Snapshot {
    organizations: HashMap<OrganizationId, Vec<Connection>>,
    integrations: Vec<Integration>,
    by_assistant: HashMap<String, Vec<OrganizationId>>,
    /// By Vapi's id and by the number itself.
    by_line: HashMap<String, Vec<OrganizationId>>,
    by_vapi_org: HashMap<String, Vec<OrganizationId>>,
    by_stripe_customer: HashMap<String, OrganizationId>,
    /// For answers to live questions.
    pub(crate) routing: RoutingTable,
}

impl Snapshot {
    pub(crate) fn new(parts: Parts) -> Self {
        let mut snapshot = Self { routing: parts.routing, ..Self::default() };
        for account in parts.accounts {
            snapshot.organizations.insert(account.id, Vec::new());
            if let Some(vapi_org) = account.vapi_org_id {
                snapshot.by_vapi_org.entry(vapi_org).or_default().push(account.id);
            }
            if let Some(customer) = account.stripe_customer_id {
                snapshot.by_stripe_customer.insert(customer, account.id);
            }
        }
        for connection in parts.connections {
            if let Some(own) = snapshot.organizations.get_mut(&connection.organization) {
                own.push(connection);
            }
        }
        for assistant in parts.assistants {
            let owners = snapshot.by_assistant.entry(assistant.vapi_assistant_id).or_default();
            owners.push(assistant.organization_id);
        }
        for line in parts.lines {
            for key in line.vapi_phone_id.into_iter().chain([line.phone_number]) {
                snapshot.by_line.entry(key).or_default().push(line.organization_id);
            }
        }
        let is_active = |own: &Integration| snapshot.organizations.contains_key(&own.organization);
        snapshot.integrations = parts.integrations.into_iter().filter(is_active).collect();
        snapshot
    }

    /// Verifies a message of Vapi's at the address of an organization, by one of its own connections.
    pub(crate) fn at_address(&self, organization: OrganizationId, presented: &Presented<'_>) -> Verdict {
        let Some(own) = self.organizations.get(&organization) else { return Verdict::UnknownOrganization };
        match verify(own, presented, is_hashed([own], presented)) {
            Ok((connection, proof)) => Verdict::Verified(Sender {
                owner: Owner::Organization(organization),
                connection: Some(connection),
                method: proof.method,
            }),
            Err(unproved) => unproved.verdict(),
        }
    }

    /// Compares the organization of the address with what the message names.
    pub(crate) fn placed(&self, sender: &Sender, envelope: &Envelope) -> Verdict {
        let evidence = self.evidence(envelope);
        let owner = match &sender.owner {
            Owner::Organization(at_address) if !evidence.allows(*at_address) => {
                evidence.quarantine(QuarantineReason::Contradictory, [*at_address])
            }
            owner => owner.clone(),
        };
        Verdict::Verified(Sender { owner, ..sender.clone() })
    }

    /// Verifies a message of Vapi's whose own content has to name its organization. What it names counts only
    /// if one of the connections of that organization verifies it.
    ///
    /// A message that names nothing at all belongs to the organization whose secret it came with. One that
    /// names what no organization has goes into quarantine, as does one that points at several.
    pub(crate) fn for_anyone(&self, envelope: &Envelope, presented: &Presented<'_>) -> Verdict {
        let evidence = self.evidence(envelope);
        let candidates = evidence.candidates();
        let is_named = !candidates.is_empty();
        let tried: Vec<(OrganizationId, &Vec<Connection>)> = if is_named {
            candidates.iter().filter_map(|id| Some((*id, self.organizations.get(id)?))).collect()
        } else {
            self.organizations.iter().map(|(id, own)| (*id, own)).collect()
        };
        let is_hashed = is_hashed(tried.iter().map(|(_, own)| *own), presented);
        let (mut proved, mut first, mut errors) = (BTreeSet::new(), None, Vec::new());
        let mut may_be_unopened = false;
        for (organization, own) in tried {
            match verify(own, presented, is_hashed) {
                Ok(proof) => {
                    proved.insert(organization);
                    first.get_or_insert(proof);
                }
                Err(unproved) => {
                    may_be_unopened |= unproved.may_be_unopened;
                    errors.extend(unproved.error);
                }
            }
        }
        let Some((connection, proof)) = first else {
            if may_be_unopened {
                return Verdict::Unopened;
            }
            // Of several errors none is the reason.
            let error = if errors.len() == 1 { errors.pop() } else { None };
            return if is_named { Verdict::Rejected(error) } else { Verdict::UnknownOrganization };
        };
        let owner = if is_named || !evidence.names_something {
            evidence.owner_among(&proved)
        } else {
            evidence.quarantine(QuarantineReason::Unknown, proved)
        };
        Verdict::Verified(Sender { owner, connection: Some(connection), method: proof.method })
    }

    /// Decides whose a message is that was verified by the installation's own secret.
    pub(crate) fn by_evidence(evidence: &Evidence, method: &'static str) -> Verdict {
        let candidates = evidence.candidates();
        let owner = if candidates.is_empty() {
            evidence.quarantine(QuarantineReason::Unknown, [])
        } else {
            evidence.owner_among(&candidates)
        };
        Verdict::Verified(Sender { owner, connection: None, method })
    }

    /// The integrations with a provider: the organization's own, or everybody's.
    pub(crate) fn integrations(
        &self,
        provider: &str,
        organization: Option<OrganizationId>,
    ) -> impl Iterator<Item = &Integration> {
        self.integrations.iter().filter(move |integration| {
            integration.provider == provider && organization.is_none_or(|id| id == integration.organization)
        })
    }

    /// The connection of an organization, where it has tokens of ours, or may have them.
    pub(crate) fn client(&self, organization: OrganizationId, id: ConnectionId) -> Option<&Connection> {
        let own = self.organizations.get(&organization)?;
        let has_tokens = |own: &Connection| !own.client_secrets.is_empty() || own.unopened.plan;
        own.iter().find(|connection| connection.id == id && has_tokens(connection))
    }
}

impl Connection {
    fn verify(&self, presented: &Presented<'_>) -> Result<Proof, VerificationError> {
        let proof = self.verifier.verify(presented)?;
        let is_over = self.previous_until.is_none_or(|until| until <= presented.now);
        if proof.secret == WhichSecret::Previous && is_over {
            Err(VerificationError::Mismatch)
        } else {
            Ok(proof)
        }
    }

    /// Whether a request that was rejected may be verified by what could not be opened.
    fn may_verify(&self, error: &VerificationError, now: DateTime<Utc>) -> bool {
        match error {
            VerificationError::Source => false,
            VerificationError::Mismatch | VerificationError::Token(TokenError::Invalid) => {
                self.unopened.plan || self.lacks_secret(now)
            }
            _ => self.unopened.plan,
        }
    }

    /// Whether a secret that counts at this time could not be opened.
    pub(crate) fn lacks_secret(&self, now: DateTime<Utc>) -> bool {
        self.unopened.lacks_secret(self.previous_until, now)
    }
}

/// Why none of some connections verifies a message.
struct Unproved {
    /// Of several errors none is the reason.
    error: Option<VerificationError>,
    /// Something of them that could not be opened may verify it.
    may_be_unopened: bool,
}

impl Unproved {
    fn verdict(self) -> Verdict {
        if self.may_be_unopened { Verdict::Unopened } else { Verdict::Rejected(self.error) }
    }
}

/// Whether a message is checked with connections that have to hash it.
fn is_hashed<'a>(tried: impl IntoIterator<Item = &'a Vec<Connection>>, presented: &Presented<'_>) -> bool {
    let connections = tried.into_iter().flatten();
    is_affordable(connections.map(|connection| connection.verifier.work(presented.body.len())))
}

/// Verifies with one connection after the other, or only with those that hash nothing.
fn verify(
    connections: &[Connection],
    presented: &Presented<'_>,
    is_hashed: bool,
) -> Result<(ConnectionId, Proof), Unproved> {
    let (mut last_error, mut may_be_unopened) = (None, false);
    let is_tried = |own: &&Connection| is_hashed || own.verifier.work(presented.body.len()) == 0;
    for connection in connections.iter().filter(is_tried) {
        match connection.verify(presented) {
            Ok(proof) => return Ok((connection.id, proof)),
            Err(error) => {
                may_be_unopened |= connection.may_verify(&error, presented.now);
                last_error = Some(error);
            }
        }
    }
    Err(Unproved { error: last_error.filter(|_| connections.len() == 1), may_be_unopened })
}
