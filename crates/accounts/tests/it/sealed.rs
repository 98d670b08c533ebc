use accounts::connections::{self, ConnectError, NewConnection, ShortSecret};
use accounts::sealed::{SealedSecrets, inspect, reseal};
use db::inbound_integrations::{self, InboundIntegration, previous_secret_of, secret_of};
use db::vapi_connections::{self, Verification, previous_webhook_secret_of, webhook_secret_of};
use db::{SealKey, SealedIn};
use domain::{ConnectionId, IntegrationScheme};
use runtime::clock;
use secrecy::{ExposeSecret as _, SecretBox};
use testing::{Tables, Tenant};

fn bytes(byte: u8) -> SecretBox<[u8; 32]> {
    SecretBox::new(Box::new([byte; 32]))
}

fn own_key(world: &Tables) -> SealKey {
    SealKey::new(world.settings.security.seal_key().unwrap()).unwrap()
}

/// Another key, with the one of the world before it.
fn next_key(world: &Tables) -> SealKey {
    SealKey::new(&bytes(9)).unwrap().with_previous(world.settings.security.seal_key()).unwrap()
}

async fn inspected(world: &Tables, tenant: &Tenant, key: &SealKey) -> SealedSecrets {
    let mut secrets = SealedSecrets::default();
    let tx = world.db.tenant(tenant.id).await.unwrap();
    inspect(&tx, key, &mut secrets).await.unwrap();
    tx.commit().await.unwrap();
    secrets
}

async fn resealed(world: &Tables, tenant: &Tenant, key: &SealKey) -> SealedSecrets {
    let mut secrets = SealedSecrets::default();
    let tx = world.db.tenant(tenant.id).await.unwrap();
    reseal(&tx, key, &mut secrets).await.unwrap();
    tx.commit().await.unwrap();
    secrets
}

/// Gives an organization one of every sealed secret; what each is.
async fn fill(world: &Tables, tenant: &Tenant) -> Vec<(SealedIn, String)> {
    let (key, integration) = (own_key(world), ConnectionId(clock::new_id()));
    let secret = |place: SealedIn| (place, format!("the {} of {}", place.column, tenant.name));
    let all = vec![
        secret(webhook_secret_of(tenant.id, tenant.connection)),
        secret(previous_webhook_secret_of(tenant.id, tenant.connection)),
        secret(secret_of(tenant.id, integration)),
        secret(previous_secret_of(tenant.id, integration)),
    ];
    let sealed = |at: usize| key.seal(all[at].0, &all[at].1.as_str().into()).unwrap();
    let tx = world.db.tenant(tenant.id).await.unwrap();
    let verification = Verification {
        id: tenant.connection,
        organization_id: tenant.id,
        plan: None,
        webhook_secret: Some(sealed(0)),
        previous_webhook_secret: Some(sealed(1)),
        previous_secret_until: Some(clock::now()),
        allowed_sources: None,
    };
    assert!(vapi_connections::set_verification(&tx, &verification).await.unwrap());
    let row = InboundIntegration {
        id: integration,
        organization_id: tenant.id,
        provider: "crm".to_owned(),
        scheme: IntegrationScheme::SharedSecret,
        secret: sealed(2),
        previous_secret: Some(sealed(3)),
        previous_secret_until: Some(clock::now()),
    };
    inbound_integrations::put(&tx, &row).await.unwrap();
    tx.commit().await.unwrap();
    all
}

#[tokio::test]
async fn every_secret_is_sealed_anew_whether_its_row_is_in_use_or_not_and_stays_what_it_was() {
    let world = Tables::start().await;
    let acme = world.organization("Acme Dental").await;
    let bolt = world.organization("Bolt Plumbing").await;
    let all = fill(&world, &acme).await;
    world.execute("UPDATE vapi_connections SET is_active = false").await;
    world.execute("UPDATE organizations SET is_active = false").await;

    let key = next_key(&world);
    let before = inspected(&world, &acme, &key).await;
    assert_eq!((before.count, before.outdated, before.unopened.len()), (5, 5, 0));
    assert_eq!(resealed(&world, &acme, &key).await.outdated, 5);
    let again = resealed(&world, &acme, &key).await;
    assert_eq!((again.count, again.outdated), (5, 0), "once is enough");

    let alone = SealKey::new(&bytes(9)).unwrap();
    let tx = world.db.tenant(acme.id).await.unwrap();
    let found = db::sealed::own(&tx).await.unwrap();
    tx.commit().await.unwrap();
    let opened = |place: SealedIn| {
        let found = found.iter().find(|found| found.place == place).unwrap();
        alone.open(place, &found.sealed).unwrap().expose_secret().to_owned()
    };
    for (place, secret) in all {
        assert_eq!(opened(place), secret, "{place:?}");
    }
    assert_eq!(opened(vapi_connections::api_key_of(acme.id, acme.connection)), acme.vapi_api_key);
    let untouched = inspected(&world, &bolt, &own_key(&world)).await;
    assert_eq!((untouched.count, untouched.outdated), (2, 0), "another organization's");
    world.finish().await;
}

#[tokio::test]
async fn what_does_not_open_is_named_and_the_rest_is_sealed_anew() {
    let world = Tables::start().await;
    let acme = world.organization("Acme Dental").await;
    world.execute("UPDATE vapi_connections SET api_key = '\\x00'").await;
    let secrets = resealed(&world, &acme, &next_key(&world)).await;
    assert_eq!((secrets.count, secrets.outdated), (2, 1));
    let unopened: Vec<SealedIn> = secrets.unopened.iter().map(|(place, _)| *place).collect();
    assert_eq!(unopened, [vapi_connections::api_key_of(acme.id, acme.connection)]);
    world.finish().await;
}

#[tokio::test]
async fn a_connection_takes_no_secret_that_could_be_guessed() {
    let world = Tables::start().await;
    let acme = world.organization("Acme Dental").await;
    let tx = world.db.tenant(acme.id).await.unwrap();
    for (secret, outcome) in [("fifteen bytes..", Some(15)), ("sixteen bytes...", None)] {
        let id = ConnectionId(clock::new_id());
        let connection = NewConnection { id, webhook_secret: secret.into(), api_key: None };
        let taken = connections::connect(&tx, &connection, &own_key(&world)).await;
        let short = taken.err().map(|error| match error {
            ConnectError::Secret(ShortSecret(bytes)) => bytes,
            other => panic!("{other}"),
        });
        assert_eq!(short, outcome, "{secret}");
    }
    tx.commit().await.unwrap();
    world.finish().await;
}
