use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::thread;
use std::time::Duration;

#[tokio::test]
async fn a_client_names_itself_and_follows_no_redirects() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut head = [0; 4096];
        let count = stream.read(&mut head).unwrap();
        stream
            .write_all(b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n")
            .unwrap();
        String::from_utf8_lossy(&head[..count]).into_owned()
    });
    let client = runtime::http::client(Duration::from_mins(1)).unwrap();
    assert_eq!(client.get(url).send().await.unwrap().status().as_u16(), 302);
    assert!(server.join().unwrap().contains("user-agent: CallFlex/"));
}

#[tokio::test]
async fn an_answer_that_does_not_come_is_given_up() {
    let unanswering = TcpListener::bind("127.0.0.1:0").unwrap();
    let client = runtime::http::client(Duration::from_millis(200)).unwrap();
    let error = client.get(format!("http://{}", unanswering.local_addr().unwrap())).send().await.unwrap_err();
    assert!(error.is_timeout());
}
