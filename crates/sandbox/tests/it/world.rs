//! A running sandbox, a client, and a webhook server to play against.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use actix_web::web::{Bytes, Data};
use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use sandbox::{Running, SandboxSettings};
use serde_json::{Value, json};

/// Long enough for a busy machine with two cores.
pub(crate) const PATIENCE: Duration = Duration::from_mins(1);

/// Waits until `condition` holds.
pub(crate) async fn until(what: &str, mut condition: impl AsyncFnMut() -> bool) {
    let started = Instant::now();
    while !condition().await {
        assert!(started.elapsed() < PATIENCE, "waited too long until {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

pub(crate) struct World {
    pub(crate) url: String,
    pub(crate) sandbox: Running,
    pub(crate) client: reqwest::Client,
}

impl World {
    pub(crate) fn start() -> Self {
        Self::with(SandboxSettings::default())
    }

    pub(crate) fn with(settings: SandboxSettings) -> Self {
        let sandbox = Running::start(settings).unwrap();
        Self { url: sandbox.url().to_owned(), sandbox, client: client() }
    }

    pub(crate) fn get(&self, path: &str) -> reqwest::RequestBuilder {
        self.client.get(format!("{}{path}", self.url))
    }

    pub(crate) fn post(&self, path: &str) -> reqwest::RequestBuilder {
        self.client.post(format!("{}{path}", self.url))
    }

    /// Asks Vapi's API with the default key.
    pub(crate) async fn calls(&self, query: &str) -> Vec<Value> {
        let answer = self
            .get(&format!("/vapi/call{query}"))
            .bearer_auth("sandbox-vapi-private-key")
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), 200);
        answer.json().await.unwrap()
    }

    pub(crate) async fn read(&self, path: &str) -> Value {
        let answer = self.get(path).send().await.unwrap();
        assert_eq!(answer.status(), 200, "{path}");
        answer.json().await.unwrap()
    }
}

fn client() -> reqwest::Client {
    let builder = reqwest::Client::builder().user_agent("tests").timeout(PATIENCE).no_proxy();
    builder.build().unwrap()
}

/// A webhook that was received: its secret and its `message`.
#[derive(Clone, Debug)]
pub(crate) struct Webhook {
    pub(crate) secret: Option<String>,
    pub(crate) message: Value,
}

impl Webhook {
    pub(crate) fn kind(&self) -> &str {
        self.message["type"].as_str().unwrap()
    }

    pub(crate) fn call_id(&self) -> &str {
        self.message["call"]["id"].as_str().unwrap()
    }
}

/// A server that receives webhooks, and answers its first `failures` with 503.
#[derive(Clone, Default)]
pub(crate) struct Receiver {
    pub(crate) url: String,
    received: Arc<Mutex<Vec<Webhook>>>,
    failures: Arc<Mutex<u32>>,
    /// What is posted to the `controlUrl` of a call whose tool is asked, before that is answered.
    command: Arc<Mutex<Option<Value>>>,
    /// What is answered to `assistant-request`.
    assistant_answer: Arc<Mutex<Value>>,
}

impl Receiver {
    pub(crate) fn start() -> Self {
        Self::failing(0)
    }

    pub(crate) fn failing(failures: u32) -> Self {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        let receiver = Self { url, failures: Arc::new(Mutex::new(failures)), ..Self::default() };
        let data = Data::new(receiver.clone());
        let app = move || {
            let limit = web::PayloadConfig::new(16 * 1024 * 1024);
            App::new().app_data(data.clone()).app_data(limit).route("/hook", web::post().to(receive))
        };
        let server = HttpServer::new(app).workers(1).disable_signals().listen(listener).unwrap().run();
        actix_web::rt::spawn(server);
        receiver
    }

    pub(crate) fn commanding(command: Value) -> Self {
        let receiver = Self::start();
        *receiver.command.lock().unwrap() = Some(command);
        receiver
    }

    pub(crate) fn taking(answer: Value) -> Self {
        let receiver = Self::start();
        *receiver.assistant_answer.lock().unwrap() = answer;
        receiver
    }

    pub(crate) fn received(&self) -> Vec<Webhook> {
        self.received.lock().unwrap().clone()
    }

    fn fails(&self) -> bool {
        let mut failures = self.failures.lock().unwrap();
        let fails = *failures > 0;
        *failures = failures.saturating_sub(1);
        fails
    }

    pub(crate) fn kinds(&self) -> Vec<String> {
        self.received().iter().map(|webhook| webhook.kind().to_owned()).collect()
    }
}

async fn receive(receiver: Data<Receiver>, request: HttpRequest, body: Bytes) -> HttpResponse {
    let body: Value = serde_json::from_slice(&body).unwrap();
    let secret = request.headers().get("X-Vapi-Secret").map(|value| value.to_str().unwrap().to_owned());
    let message = body["message"].clone();
    receiver.received.lock().unwrap().push(Webhook { secret, message: message.clone() });
    if receiver.fails() {
        return HttpResponse::ServiceUnavailable().finish();
    }
    let command = receiver.command.lock().unwrap().clone();
    if let (Some(command), "tool-calls") = (command, message["type"].as_str().unwrap()) {
        let url = message["call"]["monitor"]["controlUrl"].as_str().unwrap();
        assert!(client().post(url).json(&command).send().await.unwrap().status().is_success());
    }
    if message["type"] == "assistant-request" {
        return HttpResponse::Ok().json(receiver.assistant_answer.lock().unwrap().clone());
    }
    let results: Vec<Value> = message["toolCallList"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|call| json!({"toolCallId": call["id"], "result": "answered by the server"}))
        .collect();
    HttpResponse::Ok().json(json!({"results": results}))
}
