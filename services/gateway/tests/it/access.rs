use serde_json::{Value, json};
use testing::{PATIENCE, Tenant, World};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

use self::For::{Everybody, Operators, Permitted, SignedIn};
use crate::credentials::{add_member, token_of};
use crate::described::{Described, routes};
use crate::operators::make_operator;
use crate::scene::{Answer, Api, add_key};

/// Whom a route is for.
#[derive(Clone, Copy, Debug)]
enum For {
    Everybody,
    SignedIn,
    /// Keys with the scope, people with one of the roles.
    Permitted(&'static str, &'static [&'static str]),
    Operators,
}

const ROLES: [&str; 6] = ["owner", "admin", "agent", "analyst", "viewer", "billing"];
const SCOPES: &[&str] = &["calls:read", "events:read", "webhooks:read"];

const CALLS: For = Permitted("calls:read", &["owner", "admin", "agent", "analyst", "viewer"]);
const EVENTS: For = Permitted("events:read", &["owner", "admin", "agent", "analyst", "viewer"]);
const WEBHOOKS: For = Permitted("webhooks:read", &["owner", "admin"]);

/// Typed by hand: whoever opens a route to others has to say so twice.
const ROUTES: &[(&str, &str, For)] = &[
    ("GET", "/api/openapi.json", Everybody),
    ("GET", "/api/v1/auth/me", SignedIn),
    ("POST", "/api/v1/auth/signin", Everybody),
    ("GET", "/api/v1/calls", CALLS),
    ("GET", "/api/v1/calls/{id}", CALLS),
    ("GET", "/api/v1/calls/{id}/actions", CALLS),
    ("GET", "/api/v1/calls/{id}/tool-calls", CALLS),
    ("GET", "/api/v1/calls/{id}/transcript", CALLS),
    ("GET", "/api/v1/events", EVENTS),
    ("GET", "/api/v1/quarantine", Operators),
    ("GET", "/api/v1/quarantine/{id}", Operators),
    ("POST", "/api/v1/quarantine/{id}/release", Operators),
    ("GET", "/api/v1/webhooks", WEBHOOKS),
    ("GET", "/api/v1/webhooks/{id}", WEBHOOKS),
];

/// Someone who asks.
#[derive(Debug)]
enum Caller {
    Role(&'static str),
    Scopes(Vec<&'static str>),
    Operator,
}

impl For {
    fn includes(self, caller: &Caller) -> bool {
        match (self, caller) {
            (Everybody | SignedIn, _) | (Operators, Caller::Operator) => true,
            (Operators, _) | (Permitted(..), Caller::Operator) => false,
            (Permitted(_, roles), Caller::Role(role)) => roles.contains(role),
            (Permitted(scope, _), Caller::Scopes(scopes)) => scopes.contains(&scope),
        }
    }

    /// As the document has it.
    fn security(self) -> Value {
        match self {
            Everybody => json!([{}]),
            SignedIn => json!([{"token": []}, {"key": []}]),
            Permitted(scope, _) => json!([{"token": []}, {"key": [scope]}]),
            Operators => json!([{"token": []}]),
        }
    }
}

/// The routes that are described, each with whom it is for.
async fn table(api: &Api) -> Vec<(Described, For)> {
    let described = routes(api).await;
    let names: Vec<_> = described.iter().map(|route| (route.method.as_str(), route.path.as_str())).collect();
    assert_eq!(
        names,
        ROUTES.iter().map(|&(method, path, _)| (method, path)).collect::<Vec<_>>(),
        "a route is missing in this test"
    );
    described.into_iter().zip(ROUTES.iter().map(|&(_, _, whom)| whom)).collect()
}

/// Asks without a body, and does not wait for the end of the answer.
async fn status(api: &Api, route: &Described, bearer: &str) -> u16 {
    let request = api.request(&route.method, &route.address).bearer_auth(bearer);
    request.send().await.unwrap().status().as_u16()
}

async fn callers(world: &World, acme: &Tenant, operator: &Tenant) -> Vec<(Caller, String)> {
    // An operator who may do nothing else.
    let lessen = format!("UPDATE memberships SET role = 'billing' WHERE user_id = '{}'", operator.user.0);
    world.execute(&lessen).await;
    let mut callers = vec![(Caller::Operator, token_of(world, operator))];
    for role in ROLES {
        let member = add_member(world, acme, role).await;
        callers.push((Caller::Role(role), token_of(world, &member)));
    }
    let known = SCOPES.iter().map(|&scope| vec![scope]);
    let unknown = [vec![], vec!["calls:write", "calls", "events:read:all", "*"]];
    for scopes in known.chain(unknown) {
        let key = add_key(world, acme, &scopes).await;
        callers.push((Caller::Scopes(scopes), key));
    }
    // An operator's key is no operator.
    let scopes = SCOPES.to_vec();
    let key = add_key(world, operator, &scopes).await;
    callers.push((Caller::Scopes(scopes), key));
    callers
}

#[tokio::test]
async fn every_route_is_for_whom_it_is_meant_for_and_for_nobody_else() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let bolt = world.organization("Bolt Plumbing").await;
    make_operator(&world, &bolt).await;
    let api = Api::start(&world).await;
    let (table, callers) = (table(&api).await, callers(&world, &acme, &bolt).await);

    for (route, whom) in &table {
        assert_eq!(route.operation["security"], whom.security(), "{route:?}");
        for (caller, bearer) in &callers {
            let status = status(&api, route, bearer).await;
            let expected = match whom {
                _ if !whom.includes(caller) => 403,
                // There is none of that id.
                _ if route.has_body() => 415,
                _ if route.path.contains("{id}") => 404,
                _ => 200,
            };
            assert_eq!(status, expected, "{caller:?} {} {}", route.method, route.path);
        }
    }
    world.finish().await;
}

#[tokio::test]
async fn who_lacks_a_permission_is_told_which() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let api = Api::start(&world).await;
    let key = add_key(&world, &acme, &[]).await;

    for (route, whom) in table(&api).await {
        let detail = match whom {
            Everybody | SignedIn => continue,
            Permitted(scope, _) => format!("this needs {scope}"),
            Operators => "this is for operators".to_owned(),
        };
        let request = api.request(&route.method, &route.address).bearer_auth(&key);
        let problem = Answer::of(request.send().await.unwrap()).await.problem(403, "forbidden");
        assert_eq!(problem["detail"], detail, "{route:?}");
    }
    world.finish().await;
}

#[tokio::test]
async fn neither_path_nor_body_of_who_may_not_ask_is_read() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let api = Api::start(&world).await;
    let (owner, key) = (api.token(&acme).await, acme.api_key.clone());

    for (path, length) in [
        ("/api/v1/quarantine/01995b2e-7c41-7e1b-8d3a-5f0a9b6c2d11/release", 64),
        ("/api/v1/quarantine/01995b2e-7c41-7e1b-8d3a-5f0a9b6c2d11/release", 1_u64 << 40),
        ("/api/v1/quarantine/nonsense/release", 64),
    ] {
        for (bearer, status) in [("", 401), ("nonsense", 401), (owner.as_str(), 403), (key.as_str(), 403)] {
            let authorization = match bearer {
                "" => String::new(),
                bearer => format!("Authorization: Bearer {bearer}\r\n"),
            };
            let head = format!(
                "POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\
                 Content-Length: {length}\r\n{authorization}\r\n"
            );
            let mut stream = TcpStream::connect(api.address()).await.unwrap();
            // The head, and not a byte of the body.
            stream.write_all(head.as_bytes()).await.unwrap();
            let mut answer = [0; 12];
            timeout(PATIENCE, stream.read_exact(&mut answer)).await.expect("an answer").unwrap();
            assert_eq!(String::from_utf8_lossy(&answer), format!("HTTP/1.1 {status}"), "{path} {length}");
        }
    }
    world.finish().await;
}
