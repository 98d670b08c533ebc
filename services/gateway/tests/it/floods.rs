//! Sign-ins in great numbers.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use futures_util::future::join_all;
use serde_json::{Value, json};
use testing::{Tenant, World};

use crate::scene::{Answer, Api};

/// The test's own proxy, which names the addresses.
const BEHIND_A_PROXY: (&str, &str) = ("CALLFLEX__GATEWAY__TRUSTED_PROXIES", "127.0.0.0/8");

const ATTACKER: &str = "203.0.113.7";
const HOME: &str = "198.51.100.9";

/// 300 MiB: the memory of two checks, many connections, and much room. Unbounded, 300 checks take 5,700.
const GROWTH: u64 = 300 * 1024 * 1024;

fn right(tenant: &Tenant) -> Value {
    json!({"email": tenant.email, "password": tenant.password})
}

fn wrong(email: &str) -> Value {
    json!({"email": email, "password": "a guess"})
}

/// The most memory that this process ever had, where the system tells.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(peak.trim().trim_end_matches(" kB").parse::<u64>().ok()? * 1024)
}

fn limited(answer: Answer) {
    let wait: u64 = answer.header("retry-after").parse().unwrap();
    assert!(wait >= 1, "{answer:?}");
    answer.problem(429, "too_many_requests");
}

#[tokio::test]
async fn of_three_hundred_guesses_at_once_a_few_are_checked_and_the_owner_gets_in_from_elsewhere() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let api = Api::start_with(&world, &[BEHIND_A_PROXY]).await;
    let before = peak_memory();

    for email in [acme.email.as_str(), "nobody@acme.example"] {
        let (began, guess) = (Instant::now(), wrong(email));
        let answers = join_all((0..300).map(|_| api.sign_in_from(ATTACKER, &guess))).await;
        let (checked, rejected): (Vec<_>, Vec<_>) =
            answers.into_iter().partition(|answer| answer.status == 401);
        // Twenty, and one more every ten seconds.
        let most = 21 + began.elapsed().as_secs() / 10;
        assert!((1..=most).contains(&(checked.len() as u64)), "{email}: {}", checked.len());
        rejected.into_iter().for_each(limited);
    }
    assert_eq!(api.sign_in_from(HOME, &right(&acme)).await.status, 200);
    if let (Some(before), Some(after)) = (before, peak_memory()) {
        assert!(after < before + GROWTH, "{before} {after}");
    }
    world.finish().await;
}

#[tokio::test]
async fn wrong_passwords_use_up_what_their_network_has_and_nothing_of_the_owners() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let api = Api::start_with(
        &world,
        &[
            BEHIND_A_PROXY,
            ("CALLFLEX__GATEWAY__SIGN_IN__NETWORK__BURST", "10"),
            ("CALLFLEX__GATEWAY__SIGN_IN__NETWORK__EVERY", "1h"),
            ("CALLFLEX__GATEWAY__SIGN_IN__ACCOUNT_FROM_NETWORK__BURST", "3"),
            ("CALLFLEX__GATEWAY__SIGN_IN__ACCOUNT_FROM_NETWORK__EVERY", "1h"),
        ],
    )
    .await;
    // From then on they are known there.
    assert_eq!(api.sign_in_from(HOME, &right(&acme)).await.status, 200);

    for email in [acme.email.to_uppercase(), "nobody@acme.example".to_owned()] {
        for _ in 0..3 {
            api.sign_in_from(ATTACKER, &wrong(&email)).await.problem(401, "invalid_credentials");
        }
        limited(api.sign_in_from(ATTACKER, &wrong(&email)).await);
    }
    limited(api.sign_in_from(ATTACKER, &right(&acme)).await);
    assert_eq!(api.sign_in_from("192.0.2.1", &right(&acme)).await.status, 200);

    // Someone beside the owner tries one account after another.
    let mut sprayed = 0;
    while api.sign_in_from(HOME, &wrong(&format!("{sprayed}@acme.example"))).await.status == 401 {
        sprayed += 1;
    }
    assert_eq!(sprayed, 10);
    for _ in 0..5 {
        assert_eq!(api.sign_in_from(HOME, &right(&acme)).await.status, 200);
    }
    world.finish().await;
}

#[tokio::test]
async fn an_address_that_no_trusted_proxy_names_is_not_believed() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let burst = ("CALLFLEX__GATEWAY__SIGN_IN__ACCOUNT_FROM_NETWORK__BURST", "3");
    let every = ("CALLFLEX__GATEWAY__SIGN_IN__ACCOUNT_FROM_NETWORK__EVERY", "1h");
    let api = Api::start_with(&world, &[burst, every]).await;
    for number in 1..=3 {
        let answer = api.sign_in_from(&format!("203.0.113.{number}"), &wrong(&acme.email)).await;
        answer.problem(401, "invalid_credentials");
    }
    limited(api.sign_in_from("203.0.113.4", &wrong(&acme.email)).await);
    world.finish().await;
}

#[tokio::test]
async fn a_flood_of_passwords_to_check_leaves_others_their_turns() {
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    // Nothing is rejected before it is checked.
    let changes = ["NETWORK", "ACCOUNT_FROM_NETWORK", "FIRST_FROM_NETWORK", "ACCOUNT"]
        .map(|limit| (format!("CALLFLEX__GATEWAY__SIGN_IN__{limit}__BURST"), "1000000".to_owned()));
    let mut changes: Vec<(&str, &str)> =
        changes.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    changes.push(BEHIND_A_PROXY);
    let api = Api::start_with(&world, &changes).await;
    let before = peak_memory();

    let is_over = AtomicBool::new(false);
    let flood = async {
        while !is_over.load(Ordering::Relaxed) {
            let guesses = (0..200).map(|number| {
                let (source, guess) =
                    (format!("203.0.113.{}", number % 8), wrong(&format!("{number}@acme.example")));
                let api = &api;
                async move { api.sign_in_from(&source, &guess).await.status }
            });
            let statuses = join_all(guesses).await;
            assert!(statuses.iter().all(|status| matches!(status, 401 | 429 | 503)), "{statuses:?}");
        }
    };
    let owner = async {
        for number in 0..10 {
            let answer = api.sign_in_from(&format!("198.51.100.{number}"), &right(&acme)).await;
            assert_eq!(answer.status, 200, "{answer:?}");
        }
        is_over.store(true, Ordering::Relaxed);
    };
    tokio::join!(flood, owner);
    if let (Some(before), Some(after)) = (before, peak_memory()) {
        assert!(after < before + GROWTH, "{before} {after}");
    }
    world.finish().await;
}
