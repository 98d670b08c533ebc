use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use runtime::{Check, Health, Management, Tasks};
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

struct Service {
    url: String,
    shutdown: CancellationToken,
    tasks: Tasks,
}

impl Service {
    fn start(health: Health) -> Self {
        let shutdown = CancellationToken::new();
        let management = Management::bind("127.0.0.1:0".parse().unwrap(), health).unwrap();
        assert_ne!(management.address().port(), 0);
        let url = format!("http://{}", management.address());
        let tasks = Tasks::new(shutdown.clone());
        tasks.spawn("management", management.run(shutdown.clone()));
        Self { url, shutdown, tasks }
    }

    async fn fetch(&self, path: &str) -> (u16, String) {
        let client = runtime::http::client(Duration::from_mins(1)).unwrap();
        let answer = client.get(format!("{}{path}", self.url)).send().await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    }

    async fn ready(&self) -> (u16, Value) {
        let (status, body) = self.fetch("/readyz").await;
        (status, serde_json::from_str(&body).unwrap())
    }

    async fn stop(self) {
        self.shutdown.cancel();
        tokio::time::timeout(Duration::from_mins(1), self.tasks.finish()).await.unwrap().unwrap();
    }
}

/// A check that passes while the switch is on.
fn switched(name: &'static str, on: &Arc<AtomicBool>) -> Check {
    let on = Arc::clone(on);
    Check::new(name, move || {
        let on = on.load(Ordering::SeqCst);
        async move { if on { Ok(()) } else { Err(io::Error::other(format!("{name} is down"))) } }
    })
}

fn switch(on: bool) -> Arc<AtomicBool> {
    Arc::new(AtomicBool::new(on))
}

#[tokio::test]
async fn readiness_follows_the_checks_and_reports_why() {
    let (postgres, rabbitmq) = (switch(true), switch(true));
    let health =
        Health::new().requires(switched("postgres", &postgres)).requires(switched("rabbitmq", &rabbitmq));
    let service = Service::start(health);
    assert_eq!(service.ready().await.0, 200);

    rabbitmq.store(false, Ordering::SeqCst);
    let (status, body) = service.ready().await;
    assert_eq!(status, 503);
    assert_eq!(body["ready"], false);
    assert_eq!(body["checks"]["postgres"]["ok"], true);
    assert_eq!(body["checks"]["rabbitmq"]["reason"], "rabbitmq is down");

    rabbitmq.store(true, Ordering::SeqCst);
    assert_eq!(service.ready().await.0, 200);
    service.stop().await;
}

#[tokio::test]
async fn a_report_shows_details_and_is_ready_whatever_they_say() {
    let health = Health::new().requires(switched("postgres", &switch(true)));
    let service = Service::start(health.shows("zone_data", || "2025b, a year old".to_owned()));
    let expected = json!({
        "ready": true, "checks": {"postgres": {"ok": true}}, "details": {"zone_data": "2025b, a year old"},
    });
    assert_eq!(service.ready().await, (200, expected));
    service.stop().await;
}

#[tokio::test]
async fn one_of_several_is_enough_where_any_will_do() {
    let (postgres, rabbitmq) = (switch(true), switch(false));
    let either = [switched("postgres", &postgres), switched("rabbitmq", &rabbitmq)];
    let service = Service::start(Health::new().requires_any(either));
    let (status, body) = service.ready().await;
    assert_eq!((status, &body["checks"]["rabbitmq"]["ok"]), (200, &Value::Bool(false)));

    postgres.store(false, Ordering::SeqCst);
    assert_eq!(service.ready().await.0, 503);
    service.stop().await;
}

#[tokio::test]
async fn a_check_that_is_only_shown_does_not_make_a_service_unready() {
    let (postgres, connections) = (switch(true), switch(false));
    let health = Health::new()
        .requires(switched("postgres", &postgres))
        .also_checks(switched("connections", &connections));
    let service = Service::start(health);
    let (status, body) = service.ready().await;
    assert_eq!((status, &body["checks"]["connections"]["ok"]), (200, &Value::Bool(false)));
    assert_eq!(body["checks"]["connections"]["reason"], "connections is down");

    postgres.store(false, Ordering::SeqCst);
    assert_eq!(service.ready().await.0, 503);
    service.stop().await;
}

#[tokio::test]
async fn a_check_that_hangs_is_a_check_that_fails() {
    let health = Health::new().requires(Check::new("postgres", std::future::pending::<io::Result<()>>));
    let service = Service::start(health);
    let (status, body) = service.ready().await;
    assert_eq!(status, 503);
    assert_eq!(body["checks"]["postgres"]["reason"], "no answer within 2s");
    service.stop().await;
}

#[tokio::test]
async fn a_live_service_reports_so_even_when_it_is_not_ready() {
    let service = Service::start(Health::new().requires(switched("postgres", &switch(false))));
    assert_eq!(service.fetch("/livez").await, (200, "live\n".to_owned()));
    assert_eq!(service.fetch("/readyz").await.0, 503);
    assert_eq!(service.fetch("/metrics").await.0, 200);
    let client = runtime::http::client(Duration::from_mins(1)).unwrap();
    for (path, status) in [("/livez", 200), ("/readyz", 503), ("/metrics", 200)] {
        let head = client.head(format!("{}{path}", service.url)).send().await.unwrap();
        assert_eq!(head.status().as_u16(), status, "a probe that asks for the head of {path}");
        let other = client.post(format!("{}{path}", service.url)).send().await.unwrap();
        assert_eq!((other.status().as_u16(), other.headers()["allow"].to_str().unwrap()), (405, "GET, HEAD"));
    }
    service.stop().await;
}

#[tokio::test]
async fn a_health_check_beside_a_service_follows_its_readiness_and_says_why() {
    let postgres = switch(true);
    let service = Service::start(Health::new().requires(switched("postgres", &postgres)));
    let address = service.url.strip_prefix("http://").unwrap().parse().unwrap();
    runtime::probe::ask_readiness(address).await.unwrap();

    postgres.store(false, Ordering::SeqCst);
    let error = runtime::probe::ask_readiness(address).await.unwrap_err().to_string();
    assert!(error.starts_with("not ready: ") && error.contains("postgres is down"), "{error}");

    service.stop().await;
    let error = runtime::probe::ask_readiness(address).await.unwrap_err().to_string();
    assert_eq!(error, format!("could not ask {address}"));
    let error = runtime::probe::ask_readiness("127.0.0.1:0".parse().unwrap()).await.unwrap_err().to_string();
    assert!(error.contains("127.0.0.1:0"), "{error}");
}

#[test]
fn a_service_whose_runtime_is_stuck_is_not_live() {
    let service_runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let management = {
        let _entered = service_runtime.enter();
        Management::bind("127.0.0.1:0".parse().unwrap(), Health::new()).unwrap()
    };
    let url = format!("http://{}/livez", management.address());
    // Nothing drives the service's runtime; the management server runs on another one.
    let other = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    other.block_on(async {
        let shutdown = CancellationToken::new();
        let tasks = Tasks::new(shutdown.clone());
        tasks.spawn("management", management.run(shutdown.clone()));
        let client = runtime::http::client(Duration::from_mins(1)).unwrap();
        assert_eq!(client.get(url).send().await.unwrap().status().as_u16(), 503);
        shutdown.cancel();
        tasks.finish().await.unwrap();
    });
}

#[tokio::test]
async fn a_taken_address_is_named() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap();
    let error = Management::bind(address, Health::new()).err().unwrap();
    assert_eq!(error.to_string(), format!("could not open the management address {address}"));
}
