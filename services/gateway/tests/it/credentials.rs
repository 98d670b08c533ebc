use jsonwebtoken::{Algorithm, EncodingKey, Header};
use runtime::clock;
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};
use testing::{Tenant, World};

use crate::scene::{Api, add_key};

/// Everything that asks for credentials.
const GUARDED: [&str; 7] = [
    "/api/v1/auth/me",
    "/api/v1/calls",
    "/api/v1/calls/call_01995b2e7c417e1b8d3a5f0a9b6c2d11",
    "/api/v1/calls/call_01995b2e7c417e1b8d3a5f0a9b6c2d11/transcript",
    "/api/v1/calls/call_01995b2e7c417e1b8d3a5f0a9b6c2d11/actions",
    "/api/v1/calls/call_01995b2e7c417e1b8d3a5f0a9b6c2d11/tool-calls",
    "/api/v1/events",
];

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
    for path in GUARDED {
        let accepted = api.asks(path, &good).send().await.unwrap().status().as_u16();
        assert!(matches!(accepted, 200 | 404), "{path}: {accepted}");
        for (what, token) in &invalid {
            let answer = api.get(path, token).await;
            assert_eq!(answer.header("www-authenticate"), "Bearer", "{path}, {what}: {answer:?}");
            answer.problem(401, "unauthorized");
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
async fn a_key_opens_what_its_scopes_name() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let api = Api::start(&world).await;
    let [_, calls @ .., events] = GUARDED;

    for (scopes, reads_calls, reads_events) in [
        (&["calls:read", "events:read"][..], true, true),
        (&["calls:read"][..], true, false),
        (&["events:read"][..], false, true),
        (&["calls:write", "calls", "events:read:all"][..], false, false),
        (&[][..], false, false),
    ] {
        let key = add_key(&world, &acme, scopes).await;
        let me = api.read("/api/v1/auth/me", &key).await;
        assert_eq!((&me["kind"], &me["scopes"]), (&json!("key"), &json!(scopes)));
        assert_eq!(me["organization"], json!({"id": acme.id, "name": acme.name}));
        for path in calls {
            check(&api, path, &key, reads_calls, "calls:read").await;
        }
        check(&api, events, &key, reads_events, "events:read").await;
    }
    world.finish().await;
}

async fn check(api: &Api, path: &str, bearer: &str, may: bool, scope: &str) {
    if may {
        // A stream has no end to wait for.
        let status = api.asks(path, bearer).send().await.unwrap().status().as_u16();
        assert!(matches!(status, 200 | 404), "{path}: {status}");
    } else {
        let problem = api.get(path, bearer).await.problem(403, "forbidden");
        assert_eq!(problem["detail"], format!("this needs {scope}"), "{path}");
    }
}

#[tokio::test]
async fn a_key_that_was_revoked_or_has_expired_opens_nothing() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let api = Api::start(&world).await;

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
        for path in GUARDED {
            api.get(path, &acme.api_key).await.problem(401, "unauthorized");
        }
        world.execute(undo).await;
    }
    api.read("/api/v1/calls", &acme.api_key).await;
    let guess = format!("{}x", acme.api_key);
    api.get("/api/v1/calls", &guess).await.problem(401, "unauthorized");
    world.finish().await;
}

#[tokio::test]
async fn bookkeepers_may_not_read_calls_and_everybody_else_may() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let api = Api::start(&world).await;

    for role in ["owner", "admin", "agent", "analyst", "viewer", "billing"] {
        world.execute(&format!("UPDATE memberships SET role = '{role}'")).await;
        let token = api.token(&acme).await;
        assert_eq!(api.read("/api/v1/auth/me", &token).await["organization"]["role"], role);
        let [_, calls @ .., events] = GUARDED;
        for path in calls {
            check(&api, path, &token, role != "billing", "calls:read").await;
        }
        check(&api, events, &token, role != "billing", "events:read").await;
    }
    world.finish().await;
}
