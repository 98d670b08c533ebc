//! A server that takes one request and answers it with given bytes, or not at all.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::thread::JoinHandle;

pub(crate) struct BrokenServer {
    pub(crate) url: String,
    served: JoinHandle<String>,
}

impl BrokenServer {
    /// Reads a whole request, writes `answer`, and closes the connection.
    pub(crate) fn answering(answer: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let served = std::thread::spawn(move || {
            let (mut connection, _) = listener.accept().unwrap();
            let mut request = Vec::new();
            let mut piece = [0; 4096];
            while !is_whole(&request) {
                let length = connection.read(&mut piece).unwrap();
                assert_ne!(length, 0, "the request ended early");
                request.extend(piece.iter().take(length));
            }
            connection.write_all(answer.as_bytes()).unwrap();
            String::from_utf8(request).unwrap()
        });
        Self { url, served }
    }

    /// The request as it came.
    pub(crate) fn request(self) -> String {
        self.served.join().unwrap()
    }
}

fn is_whole(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request).into_owned();
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length =
        head.lines().find_map(|line| line.to_lowercase().strip_prefix("content-length: ")?.parse().ok());
    body.len() >= length.unwrap_or(0)
}
