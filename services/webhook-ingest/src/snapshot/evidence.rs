//! What a message names of organizations.

use domain::OrganizationId;
use vapi::Envelope;

use super::Snapshot;
use crate::owner::Evidence;

impl Snapshot {
    pub(super) fn evidence(&self, envelope: &Envelope) -> Evidence {
        let mut evidence = Evidence::default();
        if let Some(named) = envelope.organization.as_deref().and_then(|id| id.parse().ok()) {
            evidence.add(self.known(named));
        }
        if let Some(assistant) = &envelope.assistant_id {
            evidence.add(self.by_assistant.get(assistant).into_iter().flatten().copied());
        }
        for line in envelope.phone_number_id.iter().chain(&envelope.phone_number) {
            let owners = self.by_line.get(line).or_else(|| self.by_line.get(envelope.line(None)?.as_str()));
            evidence.add(owners.into_iter().flatten().copied());
        }
        // Every message has one, and few of them are an organization's alone.
        if let Some(vapi_org) = &envelope.vapi_org_id {
            evidence.add_known(self.by_vapi_org.get(vapi_org).into_iter().flatten().copied());
        }
        evidence
    }

    pub(crate) fn evidence_of_stripe(&self, event: &stripe::Event) -> Evidence {
        let mut evidence = Evidence::default();
        for named in event.organizations.iter().filter_map(|id| id.parse().ok()) {
            evidence.add_named(self.known(named));
        }
        if let Some(customer) = &event.customer {
            evidence.add(self.by_stripe_customer.get(customer).copied());
        }
        if let Some(named) = event.client_reference.as_deref().and_then(|id| id.parse().ok()) {
            // Whoever pays may have chosen it: it may agree or disagree, and alone it counts for nothing.
            if !evidence.candidates().is_empty() {
                evidence.add_named(self.known(named));
            }
        }
        evidence
    }

    /// `named` comes from the address, which is signed with the rest.
    pub(crate) fn evidence_of_twilio(
        &self,
        callback: &twilio::Callback,
        named: Option<OrganizationId>,
    ) -> Evidence {
        let mut evidence = Evidence::default();
        if let Some(named) = named {
            evidence.add_named(self.known(named));
        }
        if let Some(number) = &callback.own {
            evidence.add(self.by_line.get(number).into_iter().flatten().copied());
        }
        evidence
    }

    fn known(&self, organization: OrganizationId) -> Option<OrganizationId> {
        self.organizations.contains_key(&organization).then_some(organization)
    }
}
