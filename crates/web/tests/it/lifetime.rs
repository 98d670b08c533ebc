use std::time::Instant;

use web::{Server, ServerSettings};

use crate::world::{DEADLINE, PACE, World};

#[tokio::test]
async fn an_answer_that_has_begun_is_finished_before_the_end() {
    let World { url, client, shutdown, tasks, slow } = World::start();
    let request = client.get(format!("{url}/slow")).send();
    let stop = async {
        slow.notified().await;
        shutdown.cancel();
    };
    let (answer, ()) = tokio::join!(request, stop);
    assert_eq!(answer.unwrap().text().await.unwrap(), "done");

    let stopping = Instant::now();
    tasks.finish().await.unwrap();
    assert!(stopping.elapsed() < DEADLINE);
    assert!(client.get(format!("{url}/id")).send().await.unwrap_err().is_connect());
}

#[tokio::test]
async fn a_taken_address_is_named() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let bind = taken.local_addr().unwrap();
    let error =
        Server::bind(ServerSettings { service: "shop", bind, deadline: DEADLINE, pace: PACE }, |_| {}).err();
    assert_eq!(error.unwrap().to_string(), format!("could not open the address {bind}"));
}
