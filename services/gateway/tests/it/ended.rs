use std::time::{Duration, Instant};

use futures_util::future::join_all;
use gateway::StreamTiming;
use testing::{World, eventually};

use crate::credentials::guarded;
use crate::described::Described;
use crate::live::{log_silently, only_when_woken};
use crate::operators::make_operator;
use crate::scene::{Api, add_key};
use crate::stream::Stream;

/// Five seconds: how long anything may outlive the membership that allowed it.
const AT_MOST: Duration = Duration::from_secs(5);

async fn status(api: &Api, Described { method, address, .. }: &Described, bearer: &str) -> u16 {
    api.request(method, address).bearer_auth(bearer).send().await.unwrap().status().as_u16()
}

/// Waits until the answer is another, which must not take long.
async fn soon(what: &str, look: impl AsyncFnMut() -> bool) {
    let began = Instant::now();
    eventually(what, look).await;
    assert!(began.elapsed() < AT_MOST, "{what}: it took {:?}", began.elapsed());
}

#[tokio::test]
async fn a_token_opens_no_route_five_seconds_after_its_membership_has_ended() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    make_operator(&world, &acme).await;
    let api = Api::start(&world).await;
    let routes = guarded(&api).await;
    let join = format!(
        "INSERT INTO memberships (organization_id, user_id, role) VALUES ('{}', '{}', 'owner')",
        acme.id.0, acme.user.0
    );
    for (end, undo) in [
        ("DELETE FROM memberships", join.as_str()),
        ("UPDATE organizations SET is_active = false", "UPDATE organizations SET is_active = true"),
        ("DELETE FROM users", ""),
    ] {
        let token = api.token(&acme).await;
        for route in &routes {
            let status = status(&api, route, &token).await;
            assert!(matches!(status, 200 | 404 | 415), "{route:?}: {status}");
        }
        world.execute(end).await;
        soon(end, async || {
            let statuses = join_all(routes.iter().map(|route| status(&api, route, &token))).await;
            statuses.into_iter().all(|status| status == 401)
        })
        .await;
        if !undo.is_empty() {
            world.execute(undo).await;
            // Who comes back is let in at once.
            api.read("/api/v1/calls", &token).await;
        }
    }
    world.finish().await;
}

#[tokio::test]
async fn a_token_allows_what_its_person_is_today_whatever_it_says() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let api = Api::start(&world).await;
    let token = api.token(&acme).await;
    let statuses = async || {
        let (api, token) = (&api, &token);
        let paths = ["/api/v1/webhooks", "/api/v1/calls", "/api/v1/auth/me"];
        join_all(paths.map(|path| async move { api.get(path, token).await.status })).await
    };
    assert_eq!(statuses().await, [200_u16, 200, 200]);
    for (role, expected) in
        [("viewer", [403_u16, 200, 200]), ("billing", [403, 403, 200]), ("admin", [200, 200, 200])]
    {
        world.execute(&format!("UPDATE memberships SET role = '{role}'")).await;
        soon(role, async || statuses().await == expected).await;
    }
    world.finish().await;
}

/// An organization with a stream of its person's or of its key's, and what ends it.
async fn stream_that_ends(world: &World, api: &Api, end: &str) -> (String, Stream) {
    let acme = world.organization("Acme Dental").await;
    let bearer = if end.contains("api_keys") { acme.api_key.clone() } else { api.token(&acme).await };
    let end = end.replace("$ORGANIZATION", &acme.id.0.to_string()).replace("$USER", &acme.user.0.to_string());
    (end, Stream::open(api, &bearer).await)
}

#[tokio::test]
async fn an_open_stream_ends_within_five_seconds_of_what_allowed_it() {
    let world = World::start().await;
    let api = Api::start(&world).await;
    let mut ending = Vec::new();
    for end in [
        "DELETE FROM memberships WHERE organization_id = '$ORGANIZATION'",
        "UPDATE memberships SET role = 'billing' WHERE organization_id = '$ORGANIZATION'",
        "UPDATE organizations SET is_active = false WHERE id = '$ORGANIZATION'",
        "DELETE FROM users WHERE id = '$USER'",
        "UPDATE api_keys SET revoked_at = now() WHERE organization_id = '$ORGANIZATION'",
        "UPDATE api_keys SET scopes = '{calls:read}' WHERE organization_id = '$ORGANIZATION'",
        "DELETE FROM api_keys WHERE organization_id = '$ORGANIZATION'",
    ] {
        ending.push(stream_that_ends(&world, &api, end).await);
    }
    let (ends, streams): (Vec<String>, Vec<Stream>) = ending.into_iter().unzip();
    let other = world.organization("Bolt Plumbing").await;
    let mut untouched = Stream::open(&api, &api.token(&other).await).await;

    world.execute(&ends.join("; ")).await;
    let began = Instant::now();
    join_all(streams.into_iter().map(Stream::ended)).await;
    assert!(began.elapsed() < AT_MOST, "it took {:?}", began.elapsed());
    log_silently(&world, &other).await;
    assert_eq!(untouched.event().await.unwrap().name(), "call.ended");
    drop(untouched);
    world.finish().await;
}

#[tokio::test]
async fn who_may_not_follow_any_more_is_sent_nothing_even_before_the_stream_is_looked_at() {
    let world = World::start().await;
    let poll = Duration::from_millis(200);
    let api = Api::start_timed(&world, StreamTiming { poll, ..only_when_woken() }).await;
    let acme = world.organization("Acme Dental").await;
    let key = add_key(&world, &acme, &["events:read"]).await;
    for (bearer, end) in
        [(key, "UPDATE api_keys SET revoked_at = now()"), (api.token(&acme).await, "DELETE FROM memberships")]
    {
        let stream = Stream::open(&api, &bearer).await;
        world.execute(end).await;
        log_silently(&world, &acme).await;
        stream.ended().await;
    }
    world.finish().await;
}
