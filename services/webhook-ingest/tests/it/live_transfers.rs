//! Callers put through by the call's control address, which a fake serves.

use std::sync::{Arc, Mutex};

use serde_json::{Value, json};
use testing::{Tenant, World, eventually};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use crate::asking::{count, results, settle, tool, tool_calls};
use crate::station::Station;

/// Hangs up instead of an answer.
const NO_ANSWER: u16 = 0;

/// Serves control addresses: remembers what was posted, and answers all with one status.
struct ControlServer {
    url: String,
    posted: Arc<Mutex<Vec<Value>>>,
    /// Ends with it.
    _serving: JoinSet<()>,
}

impl ControlServer {
    async fn answering(status: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let posted = Arc::new(Mutex::new(Vec::new()));
        let remembered = Arc::clone(&posted);
        let mut serving = JoinSet::new();
        serving.spawn(async move {
            while let Ok((mut connection, _)) = listener.accept().await {
                let mut request = Vec::new();
                let body = loop {
                    if connection.read_buf(&mut request).await.unwrap_or(0) == 0 {
                        break None;
                    }
                    let text = String::from_utf8_lossy(&request).into_owned();
                    let body = text.split_once("\r\n\r\n").map(|(_, body)| body.to_owned());
                    if let Some(body) = body.and_then(|body| serde_json::from_str::<Value>(&body).ok()) {
                        break Some(body);
                    }
                };
                remembered.lock().unwrap().extend(body);
                if status == NO_ANSWER {
                    continue;
                }
                let answer = format!(
                    "HTTP/1.1 {status} It\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                );
                let _ = connection.write_all(answer.as_bytes()).await;
            }
        });
        Self { url, posted, _serving: serving }
    }

    fn posted(&self) -> Vec<Value> {
        self.posted.lock().unwrap().clone()
    }

    /// A station that takes this server for Vapi.
    fn station(&self, world: &World) -> Station {
        Station::start_with(world, &world.settings_with(&[("VAPI_BASE_URL", &self.url)]))
    }
}

async fn organization(world: &World) -> Tenant {
    let acme = world.organization("Acme Dental").await;
    let numbers =
        json!({"manager": {"number": "+14155550133", "extension": "7"}, "dispatch": "+14155550134"});
    settle(world, &acme, &json!({"transfer_numbers": numbers})).await;
    acme
}

/// Asks for a transfer in a call with this control address; gives the assistant's words.
async fn transfer(
    station: &Station,
    tenant: &Tenant,
    call: (&str, Option<&str>),
    arguments: &Value,
) -> String {
    let (call, control) = call;
    let mut question = tool_calls(tenant, call, &[tool("call_1", "transferCall", arguments)]);
    match control {
        Some(url) => question["message"]["call"]["monitor"]["controlUrl"] = url.into(),
        None => drop(question["message"]["call"].as_object_mut().unwrap().remove("monitor")),
    }
    let answer = station.post(tenant, &question).await;
    let result = results(&answer, &["call_1"])[0].clone();
    result["result"].as_str().unwrap_or_else(|| panic!("{result}")).to_owned()
}

/// What the action of a call's transfer comes to, and the recorded answer.
async fn settled(world: &World, call: &str) -> (Value, Value) {
    eventually("the transfer is settled", async || {
        let settled = format!(
            "SELECT a.status, q.answer FROM live_questions q JOIN call_actions a
                    ON a.organization_id = q.organization_id AND a.call_id = q.call_id
             WHERE q.vapi_call_id = '{call}' AND a.status <> 'pending'"
        );
        let row = world.query(&settled).await.pop()?;
        Some((row["status"].clone(), row["answer"].clone()))
    })
    .await
}

#[tokio::test]
async fn a_caller_is_put_through_blind_or_announced() {
    let world = World::start().await;
    let acme = organization(&world).await;
    let vapi = ControlServer::answering(200).await;
    let station = vapi.station(&world);
    let control = format!("{}/c1/control", vapi.url);
    for (n, (warm, mode)) in
        [(false, "blind-transfer"), (true, "warm-transfer-say-summary")].into_iter().enumerate()
    {
        let call = format!("c{n}");
        let arguments = json!({"destination": "manager", "reason": "Complaint", "warm": warm});
        let said = transfer(&station, &acme, (&call, Some(&control)), &arguments).await;

        let posted = vapi.posted();
        assert_eq!(posted.len(), n + 1);
        assert_eq!(posted[n]["type"], "transfer");
        let destination = &posted[n]["destination"];
        assert_eq!(
            (&destination["number"], &destination["extension"]),
            (&json!("+14155550133"), &json!("7"))
        );
        assert_eq!(destination["transferPlan"]["mode"], mode);
        assert_eq!(destination["message"], said);
        assert_eq!(settled(&world, &call).await, (json!("completed"), json!({"result": said})));

        let again = transfer(&station, &acme, (&call, Some(&control)), &arguments).await;
        assert_eq!((again, vapi.posted().len()), (said, n + 1), "answered the same, put through once");
    }
    world.settled().await;
    world.finish().await;
}

#[tokio::test]
async fn a_transfer_that_vapi_does_not_take_is_said_to_have_failed_and_a_message_is_offered() {
    let world = World::start().await;
    let acme = organization(&world).await;
    // A redirect is not followed either: it could lead anywhere.
    let vapi = ControlServer::answering(307).await;
    let station = vapi.station(&world);
    let control = format!("{}/c1/control", vapi.url);
    let arguments = json!({"destination": "dispatch", "reason": "A load"});
    let said = transfer(&station, &acme, ("c1", Some(&control)), &arguments).await;
    assert!(said.contains("message"), "{said}");
    assert_eq!(vapi.posted().len(), 1);
    assert_eq!(settled(&world, "c1").await, (json!("failed"), json!({"result": said})));
    assert_eq!(count(&world, "events WHERE name = 'transfer.failed'").await, 1);
    world.settled().await;
    world.finish().await;
}

#[tokio::test]
async fn a_transfer_that_vapi_may_have_taken_is_not_said_to_have_failed() {
    let world = World::start().await;
    let acme = organization(&world).await;
    let vapi = ControlServer::answering(NO_ANSWER).await;
    let station = vapi.station(&world);
    let control = format!("{}/c1/control", vapi.url);
    let arguments = json!({"destination": "dispatch", "reason": "A load"});
    let said = transfer(&station, &acme, ("c1", Some(&control)), &arguments).await;
    assert!(!vapi.posted().is_empty());
    assert_eq!(vapi.posted()[0]["destination"]["message"], said);
    assert_eq!(settled(&world, "c1").await, (json!("completed"), json!({"result": said})));
    assert_eq!(count(&world, "events WHERE name = 'transfer.failed'").await, 0);
    world.settled().await;
    world.finish().await;
}

#[tokio::test]
async fn no_address_but_vapis_own_is_ever_called() {
    let world = World::start().await;
    let acme = organization(&world).await;
    let vapi = ControlServer::answering(200).await;
    let foreign = ControlServer::answering(200).await;
    let station = vapi.station(&world);
    let at_foreign = format!("{}/c1/control", foreign.url);
    let disguised = at_foreign.replace("http://", "http://api.vapi.ai@");
    let addresses =
        [None, Some(at_foreign.as_str()), Some(&disguised), Some("http://169.254.169.254/latest/")];
    for (n, control) in addresses.into_iter().enumerate() {
        let call = format!("c{n}");
        let arguments = json!({"destination": "dispatch", "reason": "A load"});
        let said = transfer(&station, &acme, (&call, control), &arguments).await;
        assert!(said.contains("message"), "{control:?}: {said}");
        assert_eq!(settled(&world, &call).await.0, "failed");
    }
    assert_eq!((vapi.posted().len(), foreign.posted().len()), (0, 0));
    world.settled().await;
    world.finish().await;
}
