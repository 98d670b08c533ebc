use std::net::{IpAddr, Ipv4Addr};

use aws_lc_rs::hmac::{HMAC_SHA256, Key, sign};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::{AssistantId, PhoneNumberId};
use uuid::Uuid;
use vapi::verification::{Header, Plan, Sources};

use super::work::MAX_WORK;
use super::*;

const ACME: OrganizationId = OrganizationId(Uuid::from_u128(1));
const BOLT: OrganizationId = OrganizationId(Uuid::from_u128(2));
const INACTIVE: OrganizationId = OrganizationId(Uuid::from_u128(3));

fn connection(id: u128, organization: OrganizationId, secrets: &[&str]) -> Connection {
    let id = ConnectionId(Uuid::from_u128(id));
    let secrets = secrets.iter().map(|secret| SecretString::from(*secret)).collect();
    Connection {
        id,
        organization,
        verifier: Verifier::new(id, &Plan::default(), secrets, Sources::default()).unwrap(),
        previous_until: Some("2026-11-20T17:00:00Z".parse().unwrap()),
        client_secrets: Vec::new(),
        unopened: Unopened::default(),
    }
}

fn assistant(organization_id: OrganizationId, vapi_assistant_id: &str) -> Assistant {
    Assistant {
        id: AssistantId(Uuid::from_u128(9)),
        organization_id,
        vapi_assistant_id: vapi_assistant_id.to_owned(),
        name: "Front desk".to_owned(),
    }
}

fn line(organization_id: OrganizationId, number: &str) -> PhoneLine {
    PhoneLine {
        id: PhoneNumberId(Uuid::nil()),
        organization_id,
        vapi_phone_id: None,
        phone_number: number.to_owned(),
        assistant_id: None,
    }
}

fn account(id: OrganizationId, vapi_org: &str, customer: &str) -> Accounts {
    Accounts { id, vapi_org_id: Some(vapi_org.to_owned()), stripe_customer_id: Some(customer.to_owned()) }
}

fn snapshot() -> Snapshot {
    Snapshot::new(Parts {
        accounts: vec![account(ACME, "vapi-acme", "cus_acme"), account(BOLT, "vapi-bolt", "cus_bolt")],
        connections: vec![
            connection(1, ACME, &["acme", "acme-before"]),
            connection(2, BOLT, &["bolt"]),
            connection(3, BOLT, &["shared"]),
            connection(4, ACME, &["shared"]),
            connection(5, INACTIVE, &["inactive"]),
        ],
        // Bolt claims an assistant that is Acme's.
        assistants: vec![
            assistant(ACME, "desk"),
            assistant(BOLT, "desk"),
            assistant(ACME, "acme-desk"),
            assistant(BOLT, "bolt-desk"),
        ],
        lines: vec![line(ACME, "+14155550100"), line(BOLT, "+14155550200")],
        ..Parts::default()
    })
}

fn present<T>(secret: &str, now: &str, show: impl FnOnce(&Presented<'_>) -> T) -> T {
    let header = |name: &str| match name {
        "x-vapi-secret" if !secret.is_empty() => Header::One(secret.as_bytes()),
        _ => Header::Absent,
    };
    show(&Presented {
        method: "POST",
        url: "http://localhost:8081/vapi-webhook",
        header: &header,
        body: b"{}",
        source: IpAddr::V4(Ipv4Addr::LOCALHOST),
        now: now.parse().unwrap(),
    })
}

const NOW: &str = "2026-11-20T16:00:00Z";

fn message(assistant: Option<&str>, number: Option<&str>) -> Envelope {
    Envelope {
        assistant_id: assistant.map(str::to_owned),
        phone_number: number.map(str::to_owned),
        ..Envelope::default()
    }
}

fn for_anyone(envelope: &Envelope, secret: &str) -> Verdict {
    present(secret, NOW, |presented| snapshot().for_anyone(envelope, presented))
}

fn at_address(organization: OrganizationId, secret: &str) -> Verdict {
    present(secret, NOW, |presented| snapshot().at_address(organization, presented))
}

fn sender(organization: OrganizationId, connection: u128) -> Sender {
    Sender {
        owner: Owner::Organization(organization),
        connection: Some(ConnectionId(Uuid::from_u128(connection))),
        method: "x-vapi-secret",
    }
}

fn quarantined(reason: QuarantineReason, candidates: &[OrganizationId], connection: u128) -> Verdict {
    let owner = Owner::Quarantine { reason, candidates: candidates.iter().copied().collect() };
    Verdict::Verified(Sender { owner, ..sender(ACME, connection) })
}

#[test]
fn the_secret_decides_between_organizations_that_claim_the_same_assistant() {
    let desk = message(Some("desk"), None);
    assert_eq!(for_anyone(&desk, "acme"), Verdict::Verified(sender(ACME, 1)));
    assert_eq!(for_anyone(&desk, "bolt"), Verdict::Verified(sender(BOLT, 2)));
    assert_eq!(for_anyone(&desk, "nobody's"), Verdict::Rejected(None));
    assert_eq!(for_anyone(&desk, "shared"), quarantined(QuarantineReason::Contradictory, &[ACME, BOLT], 4));
}

#[test]
fn what_points_at_two_organizations_is_unassigned() {
    let both = message(Some("acme-desk"), Some("+14155550200"));
    for (secret, connection) in [("acme", 1), ("bolt", 2)] {
        assert_eq!(
            for_anyone(&both, secret),
            quarantined(QuarantineReason::Contradictory, &[ACME, BOLT], connection)
        );
    }
    assert_eq!(for_anyone(&both, "guess"), Verdict::Rejected(None));
    let metadata = Envelope { organization: Some(BOLT.to_string()), ..message(Some("desk"), None) };
    assert_eq!(for_anyone(&metadata, "bolt"), Verdict::Verified(sender(BOLT, 2)));
    let vapi_org = Envelope { vapi_org_id: Some("vapi-bolt".to_owned()), ..message(Some("acme-desk"), None) };
    assert_eq!(for_anyone(&vapi_org, "acme"), quarantined(QuarantineReason::Contradictory, &[ACME, BOLT], 1));
}

#[test]
fn a_message_that_names_nothing_is_whose_secret_it_came_with() {
    let nothing = Envelope { vapi_org_id: Some("unheard of".to_owned()), ..Envelope::default() };
    assert_eq!(for_anyone(&nothing, "acme"), Verdict::Verified(sender(ACME, 1)));
    assert_eq!(for_anyone(&nothing, ""), Verdict::UnknownOrganization);
    assert!(matches!(
        for_anyone(&nothing, "shared"),
        Verdict::Verified(Sender {
            owner: Owner::Quarantine { reason: QuarantineReason::Contradictory, .. },
            ..
        })
    ));
}

#[test]
fn a_message_that_names_what_no_organization_has_is_unassigned() {
    let unknown = message(Some("other"), Some("+14155559999"));
    assert_eq!(for_anyone(&unknown, "acme"), quarantined(QuarantineReason::Unknown, &[ACME], 1));
    assert_eq!(for_anyone(&unknown, "guess"), Verdict::UnknownOrganization);
    assert_eq!(for_anyone(&unknown, "inactive"), Verdict::UnknownOrganization, "it is not in use");
}

#[test]
fn another_organizations_secret_opens_nothing() {
    assert_eq!(at_address(ACME, "acme"), Verdict::Verified(sender(ACME, 1)));
    assert_eq!(at_address(ACME, "bolt"), Verdict::Rejected(None));
    assert_eq!(at_address(ACME, ""), Verdict::Rejected(None));
    assert_eq!(at_address(INACTIVE, "inactive"), Verdict::UnknownOrganization);
    assert_eq!(for_anyone(&message(Some("acme-desk"), None), "bolt"), Verdict::Rejected(None));
}

#[test]
fn what_an_unopened_connection_may_have_verified_is_not_rejected() {
    let unopened = Unopened { current: true, ..Unopened::default() };
    let partly = Snapshot::new(Parts {
        accounts: vec![account(ACME, "vapi-acme", "cus_acme"), account(BOLT, "vapi-bolt", "cus_bolt")],
        connections: vec![
            connection(1, ACME, &["acme"]),
            Connection { unopened, ..connection(2, BOLT, &["nothing matches it"]) },
        ],
        assistants: vec![assistant(ACME, "desk"), assistant(BOLT, "desk"), assistant(ACME, "acme-desk")],
        ..Parts::default()
    });
    let at =
        |organization, secret| present(secret, NOW, |presented| partly.at_address(organization, presented));
    assert_eq!(at(BOLT, "guess"), Verdict::Unopened);
    assert!(matches!(at(BOLT, ""), Verdict::Rejected(_)), "no secret is the right one");
    assert!(matches!(at(ACME, "guess"), Verdict::Rejected(_)));
    let named = |assistant, secret| {
        let envelope = message(assistant, None);
        present(secret, NOW, |presented| partly.for_anyone(&envelope, presented))
    };
    assert_eq!(named(Some("desk"), "acme"), Verdict::Verified(sender(ACME, 1)));
    assert_eq!(named(Some("desk"), "guess"), Verdict::Unopened);
    assert!(matches!(named(Some("acme-desk"), "guess"), Verdict::Rejected(_)));
    assert_eq!(named(None, "guess"), Verdict::Unopened);
    assert_eq!(named(None, "acme"), Verdict::Verified(sender(ACME, 1)));
}

#[test]
fn a_message_that_names_another_organization_than_its_address_is_unassigned() {
    let placed = |envelope: &Envelope| snapshot().placed(&sender(ACME, 1), envelope);
    for fine in [
        message(None, None),
        message(Some("acme-desk"), Some("+14155550100")),
        message(Some("desk"), None),
        message(Some("unheard of"), Some("+14155559999")),
        Envelope { organization: Some(INACTIVE.to_string()), ..Envelope::default() },
        Envelope { organization: Some("a customer's own number".to_owned()), ..Envelope::default() },
    ] {
        assert_eq!(placed(&fine), Verdict::Verified(sender(ACME, 1)), "{fine:?}");
    }
    for others in [
        message(Some("bolt-desk"), None),
        message(Some("acme-desk"), Some("+14155550200")),
        Envelope { organization: Some(BOLT.to_string()), ..Envelope::default() },
        Envelope { vapi_org_id: Some("vapi-bolt".to_owned()), ..Envelope::default() },
    ] {
        assert_eq!(
            placed(&others),
            quarantined(QuarantineReason::Contradictory, &[ACME, BOLT], 1),
            "{others:?}"
        );
    }
}

#[test]
fn the_previous_secret_is_taken_until_its_end_however_old_the_snapshot_is() {
    let judged = |now| present("acme-before", now, |presented| snapshot().at_address(ACME, presented));
    assert_eq!(judged("2026-11-20T16:59:59Z"), Verdict::Verified(sender(ACME, 1)));
    assert_eq!(judged("2026-11-20T17:00:00Z"), Verdict::Rejected(None));
}

#[test]
fn what_came_with_the_installations_secret_is_whose_all_of_it_is() {
    let judged = |organizations: &[OrganizationId], reference: Option<OrganizationId>, customer: &str| {
        let event = stripe::Event {
            organizations: organizations.iter().map(ToString::to_string).collect(),
            client_reference: reference.map(|id| id.to_string()),
            customer: Some(customer.to_owned()),
            ..stripe::Event::default()
        };
        let Verdict::Verified(sender) =
            Snapshot::by_evidence(&snapshot().evidence_of_stripe(&event), "stripe")
        else {
            panic!("it is verified");
        };
        assert_eq!((sender.connection, sender.method), (None, "stripe"));
        sender.owner
    };
    let quarantine = |reason, candidates: &[OrganizationId]| Owner::Quarantine {
        reason,
        candidates: candidates.iter().copied().collect(),
    };
    assert_eq!(judged(&[ACME], None, "cus_new"), Owner::Organization(ACME));
    assert_eq!(judged(&[ACME], Some(ACME), "cus_acme"), Owner::Organization(ACME));
    assert_eq!(judged(&[], None, "cus_bolt"), Owner::Organization(BOLT));
    assert_eq!(judged(&[], Some(BOLT), "cus_bolt"), Owner::Organization(BOLT));
    assert_eq!(judged(&[], None, "cus_new"), quarantine(QuarantineReason::Unknown, &[]));
    assert_eq!(judged(&[INACTIVE], None, "cus_new"), quarantine(QuarantineReason::Unknown, &[]));
    let both = quarantine(QuarantineReason::Contradictory, &[ACME, BOLT]);
    assert_eq!(judged(&[ACME], None, "cus_bolt"), both);
    assert_eq!(judged(&[ACME, BOLT], None, "cus_acme"), both);
    assert_eq!(judged(&[ACME], Some(BOLT), "cus_acme"), both);
    let acmes = quarantine(QuarantineReason::Contradictory, &[ACME]);
    assert_eq!(judged(&[ACME, INACTIVE], None, "cus_acme"), acmes);
    assert_eq!(judged(&[], Some(INACTIVE), "cus_acme"), acmes);
    assert_eq!(
        judged(&[], Some(ACME), "cus_new"),
        quarantine(QuarantineReason::Unknown, &[]),
        "the payer may choose it"
    );
}

#[test]
fn with_many_connections_hashing_is_bounded() {
    let hmac: Plan = serde_json::from_value(
        serde_json::json!({"type": "hmac", "algorithm": "sha256", "includeTimestamp": false, "signatureEncoding": "base64"}),
    )
    .unwrap();
    let count = 100;
    let signed = (0..count).map(|n| {
        let id = ConnectionId(Uuid::from_u128(200 + n));
        let secrets = vec![SecretString::from("key")];
        let verifier = Verifier::new(id, &hmac, secrets, Sources::default()).unwrap();
        Connection { verifier, ..connection(200 + n, BOLT, &["unused"]) }
    });
    let plain = (0..count).map(|n| connection(400 + n, ACME, &["acme"]));
    let connections = signed.chain(plain).collect();
    let accounts = vec![account(ACME, "vapi", "cus_acme"), account(BOLT, "vapi", "cus_bolt")];
    let full = Snapshot::new(Parts { accounts, connections, ..Parts::default() });
    let judged = |envelope: &Envelope, (name, value): (&str, &str), body: &[u8]| {
        let header = |requested: &str| {
            if requested == name { Header::One(value.as_bytes()) } else { Header::Absent }
        };
        let source = IpAddr::V4(Ipv4Addr::LOCALHOST);
        let (url, now) = ("http://localhost:8081/vapi-webhook", NOW.parse().unwrap());
        full.for_anyone(envelope, &Presented { method: "POST", url, header: &header, body, source, now })
    };
    let signature = |body: &[u8]| {
        let key = Key::new(HMAC_SHA256, b"key");
        STANDARD.encode(sign(&key, body))
    };
    let (small, large) = (vec![b' '; 1000], vec![b' '; MAX_WORK / 50]);
    let shared = Envelope { vapi_org_id: Some("vapi".to_owned()), ..Envelope::default() };
    for envelope in [Envelope::default(), shared] {
        for body in [&small, &large] {
            assert_eq!(
                judged(&envelope, ("x-vapi-secret", "acme"), body),
                Verdict::Verified(sender(ACME, 400))
            );
        }
        let by_signature = Sender { method: "hmac-sha256", ..sender(BOLT, 200) };
        let header = "x-signature";
        assert_eq!(judged(&envelope, (header, &signature(&small)), &small), Verdict::Verified(by_signature));
        let rejected = judged(&envelope, (header, &signature(&large)), &large);
        assert!(!matches!(rejected, Verdict::Verified(_)), "{rejected:?}");
    }
}
