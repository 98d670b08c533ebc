//! Ten thousand malformed bodies.

use std::collections::BTreeMap;
use std::panic;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use domain::IntegrationScheme;
use serde_json::{Value, json};
use testing::World;

use crate::connections::{Trust, integrate};
use crate::station::Station;

const BODIES: usize = 10_000;

/// Each keeps its connection.
const SENDERS: usize = 4;

/// What the process may grow by: pools, tables and the allocator's own reserve, and nothing for each body.
const MAX_GROWTH_KB: usize = 32 * 1024;

const SEEDS: [&str; 6] = [
    include_str!("../../../../crates/vapi/fixtures/end-of-call-report.json"),
    include_str!("../../../../crates/vapi/fixtures/tool-calls.json"),
    include_str!("../../../../crates/vapi/fixtures/status-update.in-progress.json"),
    include_str!("../../../../crates/vapi/fixtures/assistant-request.json"),
    r#"{"id":"evt_1","type":"invoice.paid","data":{"object":{"customer":"cus_1","metadata":{"organization_id":"x"}}}}"#,
    "MessageStatus=sent&To=%2B14155550199&From=%2B14155550100",
];

/// Xorshift: the same bodies every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(sides.max(1)).unwrap()).unwrap()
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.roll(of.len())]
    }
}

fn body(dice: &mut Dice) -> Vec<u8> {
    let seed = dice.one(&SEEDS);
    match dice.roll(8) {
        0 => seed.as_bytes()[..dice.roll(seed.len())].to_vec(),
        1 => with_bytes_changed(seed, dice),
        2 => wrongly_typed(seed, dice).to_string().into_bytes(),
        3 => nested(dice).into_bytes(),
        4 => odd_text(seed, dice),
        5 => wrongly_typed(seed, dice).to_string().replace(':', ": ").into_bytes(),
        6 => doubled(seed, dice),
        _ => dice
            .one(&[
                "",
                " ",
                "null",
                "{}",
                "[]",
                "\"\"",
                "{\"message\":null}",
                "\u{feff}{}",
                "true",
                "-",
                "{\"message\":{\"type\":7}}",
            ])
            .into(),
    }
}

fn with_bytes_changed(seed: &str, dice: &mut Dice) -> Vec<u8> {
    let mut bytes = seed.as_bytes().to_vec();
    for _ in 0..=dice.roll(8) {
        let at = dice.roll(bytes.len());
        bytes[at] = u8::try_from(dice.roll(256)).unwrap();
    }
    bytes
}

/// One or two values of the message, at any depth, in a type that they can't be.
fn wrongly_typed(seed: &str, dice: &mut Dice) -> Value {
    let mut message: Value =
        serde_json::from_str(seed).unwrap_or_else(|_| json!({"message": {"type": "hang"}}));
    for _ in 0..=dice.roll(2) {
        let mut place = &mut message;
        for _ in 0..=dice.roll(6) {
            let children = match &*place {
                Value::Object(members) => members.len(),
                Value::Array(items) => items.len(),
                _ => 0,
            };
            if children == 0 {
                break;
            }
            let at = dice.roll(children);
            place = match place {
                Value::Object(members) => members.values_mut().nth(at).unwrap(),
                items => &mut items[at],
            };
        }
        *place = match dice.roll(7) {
            0 => Value::Null,
            1 => json!(-1),
            2 => json!(u64::MAX),
            3 => json!({"a": [1, {}]}),
            4 => json!([[], {}, "x"]),
            5 => json!("\u{0}' OR 1=1; --\u{202e}\r\n\r\n"),
            _ => json!("x".repeat(dice.roll(20_000))),
        };
    }
    message
}

fn nested(dice: &mut Dice) -> String {
    let depth = dice.roll(5_000);
    let (open, close) = dice.one(&[
        ("[", "]"),
        ("{\"message\":", "}"),
        ("{\"type\":\"hang\",\"call\":", "}"),
        ("[{\"a\":[", "]}]"),
    ]);
    let whole = format!("{}{}{}", open.repeat(depth), dice.one(&["1", "", "{}"]), close.repeat(depth));
    match dice.roll(3) {
        0 => format!("{{\"message\":{{\"type\":\"tool-calls\",\"toolCallList\":{whole}}}}}"),
        1 => whole,
        _ => whole[..dice.roll(whole.len())].to_owned(),
    }
}

/// Numbers and texts that a strict reader rejects, in the place of others.
fn odd_text(seed: &str, dice: &mut Dice) -> Vec<u8> {
    let odd = dice.one(&[
        "1e999",
        "-1E+4000",
        "\"\\ud800\"",
        "\"\\u0000\"",
        "NaN",
        "0x10",
        "\"\\x\"",
        "99999999999999999999",
        "\"\u{fffe}\"",
    ]);
    let (before, after) = seed.split_at(seed.find(": ").or(seed.find(':')).unwrap_or(0));
    let after = after.split_once(',').map_or("}", |(_, rest)| rest);
    format!("{before}: {odd}, {after}").into_bytes()
}

fn doubled(seed: &str, dice: &mut Dice) -> Vec<u8> {
    let at = dice.roll(seed.len());
    let mut bytes = seed.as_bytes()[..at].to_vec();
    bytes.extend_from_slice(seed.as_bytes());
    bytes
}

/// How many kilobytes of the process are in memory.
fn resident() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

fn count_panics() -> Arc<AtomicUsize> {
    let panics = Arc::new(AtomicUsize::new(0));
    let (counter, before) = (Arc::clone(&panics), panic::take_hook());
    panic::set_hook(Box::new(move |info| {
        counter.fetch_add(1, Ordering::Relaxed);
        before(info);
    }));
    panics
}

/// Sends bodies over one kept connection; returns how many got which status.
async fn send(
    url: &str,
    addresses: &[(String, &str)],
    mut dice: Dice,
    bodies: usize,
) -> BTreeMap<u16, usize> {
    #[expect(clippy::disallowed_methods, reason = "the sender is a third party, without our User-Agent")]
    let http = reqwest::Client::new();
    let mut statuses = BTreeMap::new();
    for _ in 0..bodies {
        let (path, secret) = &addresses[dice.roll(addresses.len())];
        let mut request = http.post(format!("{url}{path}")).body(body(&mut dice));
        // A third of them are unverified.
        if dice.roll(3) > 0 {
            request = request.header("X-Vapi-Secret", *secret).header("X-Webhook-Secret", *secret);
        }
        if dice.roll(4) == 0 {
            request =
                request.header("Content-Type", dice.one(&["application/json", "text/plain;\u{e9}", "x", ""]));
        }
        if dice.roll(4) == 0 {
            request = request.header("Stripe-Signature", dice.one(&["t=1,v1=00", "t=,v1=", ",,,", "t=9e9"]));
        }
        if dice.roll(4) == 0 {
            request = request
                .header("X-Twilio-Signature", dice.one(&["AAAA", "=", "AAAAAAAAAAAAAAAAAAAAAAAAAAA="]));
        }
        let status = request.send().await.expect("an answer").status().as_u16();
        *statuses.entry(status).or_default() += 1;
    }
    statuses
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_thousand_hostile_bodies_are_answered_and_leave_nothing_behind() {
    let panics = count_panics();
    let world = World::start().await;
    let acme = world.organization("Acme Dental").await;
    let secret = acme.vapi_webhook_secret.clone();
    integrate(&world, &acme, ("crm", IntegrationScheme::SharedSecret), Trust::secret(&secret)).await;
    integrate(
        &world,
        &acme,
        ("calendar", IntegrationScheme::StandardWebhooks),
        Trust::secret("whsec_MDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAw"),
    )
    .await;
    let station = Station::start_with(&world, &world.settings_with(&[("STRIPE_WEBHOOK_SECRET", "whsec_1")]));
    let addresses: Vec<(String, &str)> = [
        Station::path(&acme),
        Station::path(&acme),
        "/api/webhooks/vapi".to_owned(),
        "/vapi-webhook".to_owned(),
        format!("{}/oauth/token", Station::path(&acme)),
        "/api/webhooks/vapi/%00%ff".to_owned(),
        "/api/webhooks/stripe".to_owned(),
        "/api/webhooks/twilio/sms".to_owned(),
        format!("/api/webhooks/twilio/{}?organization_id=%00", "x".repeat(500)),
        "/api/webhooks/integrations/crm".to_owned(),
        format!("/api/webhooks/integrations/crm/{}", acme.id),
        "/api/webhooks/integrations/calendar".to_owned(),
        "/vapi".to_owned(),
    ]
    .into_iter()
    .map(|path| (path, secret.as_str()))
    .collect();

    let post = async |seed: u64, bodies: usize| {
        let sending = (1..=SENDERS as u64)
            .map(|sender| send(&station.url, &addresses, Dice(seed * 31 + sender * 7919), bodies / SENDERS));
        futures_util::future::join_all(sending).await.into_iter().flatten().fold(
            BTreeMap::new(),
            |mut all: BTreeMap<u16, usize>, (status, count)| {
                *all.entry(status).or_default() += count;
                all
            },
        )
    };
    post(7, BODIES / 10).await;
    world.settled().await;
    let before = resident();
    let statuses = post(11, BODIES).await;
    world.settled().await;
    let grown = resident().saturating_sub(before);
    println!("{BODIES} hostile bodies, by status: {statuses:?}; {before} kB before, {grown} kB more after");

    assert_eq!(statuses.values().sum::<usize>(), BODIES);
    assert!(statuses.keys().all(|status| *status < 500), "{statuses:?}");
    for expected in [200, 400, 401, 410] {
        assert!(statuses.contains_key(&expected), "{statuses:?}");
    }
    assert_eq!(panics.load(Ordering::Relaxed), 0);
    assert!(grown < MAX_GROWTH_KB, "{grown} kB");
    world.finish().await;
}
