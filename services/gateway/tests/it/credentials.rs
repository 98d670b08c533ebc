use std::time::Duration;

use domain::UserId;
use gateway::Gateway;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use runtime::clock;
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};
use testing::{Tenant, World, eventually};

use crate::described::{Described, routes};
use crate::operators::make_operator;
use crate::scene::{Answer, Api, add_key};

/// Secrets that anyone can read: what this repository, its tests and benchmarks have or once had, and what stands
/// in examples.
const PUBLIC_SECRETS: [&str; 7] = [
    "for-this-machine-only-0123456789abcdef",
    "the-secret-of-benchmarks-32-bytes-long",
    "the-secret-of-tests-32-bytes-long",
    "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
    "dGhlIGtleSBvZiB0ZXN0cywgMzIgYnl0ZXMgbG9uZyE=",
    "0123456789abcdef0123456789abcdef",
    "your-256-bit-secret",
];

/// Everything that asks for credentials.
pub(crate) async fn guarded(api: &Api) -> Vec<Described> {
    let guarded: Vec<_> = routes(api).await.into_iter().filter(|route| !route.is_open()).collect();
    assert!(!guarded.is_empty());
    guarded
}

fn claims(tenant: &Tenant) -> Value {
    let now = clock::now().timestamp();
    json!({
        "sub": tenant.user, "org": tenant.id, "role": "owner", "iat": now - 60, "exp": now + 60,
        "iss": "callflex", "aud": "callflex-api",
    })
}

fn with(tenant: &Tenant, name: &str, value: Value) -> Value {
    let mut claims = claims(tenant);
    claims[name] = value;
    claims
}

fn signed(world: &World, algorithm: Algorithm, claims: &Value) -> String {
    let secret = world.settings.security.jwt_secret().unwrap();
    let key = EncodingKey::from_secret(secret.expose_secret().as_bytes());
    jsonwebtoken::encode(&Header::new(algorithm), claims, &key).unwrap()
}

/// A token of the tenant's person, as if they had just signed in. It says that they are an owner.
pub(crate) fn token_of(world: &World, tenant: &Tenant) -> String {
    signed(world, Algorithm::HS256, &claims(tenant))
}

/// Adds a person to the organization, and gives it as it is to them.
pub(crate) async fn add_member(world: &World, tenant: &Tenant, role: &str) -> Tenant {
    let (organization, id) = (tenant.id.0, clock::new_id());
    world
        .execute(&format!(
            "INSERT INTO users (id, email, name, password_hash) VALUES ('{id}', '{id}@example.com', 'One more', '-');
             INSERT INTO memberships (organization_id, user_id, role) VALUES ('{organization}', '{id}', '{role}')"
        ))
        .await;
    Tenant { user: UserId(id), ..tenant.clone() }
}

#[tokio::test]
async fn a_token_that_we_did_not_sign_for_now_is_rejected_everywhere() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let api = Api::start(&world).await;
    let now = clock::now().timestamp();

    let good = signed(&world, Algorithm::HS256, &claims(&acme));
    let elsewhere = EncodingKey::from_secret(b"another secret that is long enough");
    let (head, signature) = good.rsplit_once('.').unwrap();
    let payload = head.split_once('.').unwrap().1;
    let invalid = [
        ("expired", signed(&world, Algorithm::HS256, &with(&acme, "exp", json!(now - 6)))),
        ("not yet issued", signed(&world, Algorithm::HS256, &with(&acme, "iat", json!(now + 30)))),
        ("of another issuer", signed(&world, Algorithm::HS256, &with(&acme, "iss", json!("someone")))),
        ("for another audience", signed(&world, Algorithm::HS256, &with(&acme, "aud", json!("another-api")))),
        ("for no role", signed(&world, Algorithm::HS256, &with(&acme, "role", json!("god")))),
        ("without an expiry", signed(&world, Algorithm::HS256, &with(&acme, "exp", Value::Null))),
        ("by another algorithm", signed(&world, Algorithm::HS384, &claims(&acme))),
        ("with another key", jsonwebtoken::encode(&Header::default(), &claims(&acme), &elsewhere).unwrap()),
        // {"alg":"none","typ":"JWT"}
        ("by no algorithm", format!("eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.{payload}.")),
        ("by no algorithm, signed", format!("eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.{payload}.{signature}")),
        ("not signed", format!("{head}.")),
        ("no token", "nonsense".to_owned()),
        ("nothing", String::new()),
    ];
    make_operator(&world, &acme).await;
    for Described { method, address, .. } in guarded(&api).await {
        let asks = |bearer: &str| api.request(&method, &address).bearer_auth(bearer).send();
        let accepted = asks(&good).await.unwrap().status().as_u16();
        assert!(matches!(accepted, 200 | 404 | 415), "{address}: {accepted}");
        for (what, token) in &invalid {
            let answer = Answer::of(asks(token).await.unwrap()).await;
            assert_eq!(answer.header("www-authenticate"), "Bearer", "{address}, {what}: {answer:?}");
            answer.problem(401, "unauthorized");
        }
    }
    world.finish().await;
}

#[tokio::test]
async fn a_token_of_the_previous_secret_is_taken_while_that_is_set() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let token = Api::start(&world).await.token(&acme).await;
    let old = world.settings.security.jwt_secret().unwrap().expose_secret();
    let new = ("JWT_SECRET", "another secret that is long enough");
    let http = runtime::http::client(Duration::from_mins(1)).unwrap();
    for (variables, status) in [(&[new, ("JWT_SECRET_PREVIOUS", old)][..], 200), (&[new][..], 401)] {
        let url = world.run_with::<Gateway>(&world.settings_with(variables)).url();
        let ask = || http.get(format!("{url}/api/v1/auth/me")).bearer_auth(&token).send();
        // While it starts it answers 503.
        eventually("the token is judged", async || ask().await.unwrap().status().as_u16() == status).await;
    }
    world.finish().await;
}

#[tokio::test]
async fn a_token_that_is_signed_with_a_secret_that_anyone_can_read_opens_nothing() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    make_operator(&world, &acme).await;
    let api = Api::start_with(&world, &[("JWT_SECRET", "a secret that nobody but this test has")]).await;
    api.read("/api/v1/calls", &api.token(&acme).await).await;

    for secret in PUBLIC_SECRETS {
        let key = EncodingKey::from_secret(secret.as_bytes());
        let forged = jsonwebtoken::encode(&Header::default(), &claims(&acme), &key).unwrap();
        for Described { method, address, .. } in guarded(&api).await {
            let request = api.request(&method, &address).bearer_auth(&forged);
            Answer::of(request.send().await.unwrap()).await.problem(401, "unauthorized");
        }
    }
    world.finish().await;
}

#[tokio::test]
async fn a_token_does_not_outlive_a_membership_where_the_database_is_asked() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let api = Api::start(&world).await;
    let token = api.token(&acme).await;

    world.execute("UPDATE memberships SET role = 'viewer'").await;
    assert_eq!(api.read("/api/v1/auth/me", &token).await["organization"]["role"], "viewer");
    world.execute("DELETE FROM memberships").await;
    api.get("/api/v1/auth/me", &token).await.problem(401, "unauthorized");
    world.finish().await;
}

#[tokio::test]
async fn a_key_is_shown_its_scopes_even_those_that_mean_nothing() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let api = Api::start(&world).await;

    for scopes in [&["calls:read", "events:read"][..], &["calls:write", "calls"], &[]] {
        let key = add_key(&world, &acme, scopes).await;
        let me = api.read("/api/v1/auth/me", &key).await;
        assert_eq!((&me["kind"], &me["scopes"]), (&json!("key"), &json!(scopes)));
        assert_eq!(me["organization"], json!({"id": acme.id, "name": acme.name}));
    }
    world.finish().await;
}

#[tokio::test]
async fn a_key_that_was_revoked_or_has_expired_opens_nothing() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let api = Api::start(&world).await;

    let guarded = guarded(&api).await;
    for (end, undo) in [
        ("UPDATE api_keys SET revoked_at = now()", "UPDATE api_keys SET revoked_at = NULL"),
        (
            "UPDATE api_keys SET expires_at = now() - interval '1 second'",
            "UPDATE api_keys SET expires_at = now() + interval '1 hour'",
        ),
        ("UPDATE organizations SET is_active = false", "UPDATE organizations SET is_active = true"),
    ] {
        api.read("/api/v1/calls", &acme.api_key).await;
        world.execute(end).await;
        for Described { method, address, .. } in &guarded {
            let request = api.request(method, address).bearer_auth(&acme.api_key);
            Answer::of(request.send().await.unwrap()).await.problem(401, "unauthorized");
        }
        world.execute(undo).await;
    }
    api.read("/api/v1/calls", &acme.api_key).await;
    let guess = format!("{}x", acme.api_key);
    api.get("/api/v1/calls", &guess).await.problem(401, "unauthorized");
    world.finish().await;
}

#[tokio::test]
async fn a_token_names_the_role_that_the_person_has() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let api = Api::start(&world).await;

    for role in ["owner", "admin", "agent", "analyst", "viewer", "billing"] {
        world.execute(&format!("UPDATE memberships SET role = '{role}'")).await;
        let token = api.token(&acme).await;
        assert_eq!(api.read("/api/v1/auth/me", &token).await["organization"]["role"], role);
        let status = api.asks("/api/v1/calls", &token).send().await.unwrap().status().as_u16();
        assert_eq!(status, if role == "billing" { 403 } else { 200 }, "{role}");
    }
    world.finish().await;
}
