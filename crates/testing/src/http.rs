//! Answers over HTTP, read.

use reqwest::Response;
use reqwest::header::HeaderMap;
use serde_json::Value;

/// What differs between two answers that are the same otherwise.
const OF_ONE_REQUEST: [&str; 2] = ["instance", "request_id"];

#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub text: String,
    /// Null when it is no JSON.
    pub body: Value,
}

impl Answer {
    pub async fn of(response: Response) -> Self {
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let text = response.text().await.unwrap();
        let body = serde_json::from_str(&text).unwrap_or_default();
        Self { status, headers, text, body }
    }

    /// Empty where there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    /// Checks that it is a problem with this status and code, and gives what answers share of its body.
    pub fn problem(mut self, status: u16, code: &str) -> Value {
        assert_eq!(self.status, status, "{self:?}");
        assert_eq!(self.header("content-type"), "application/problem+json", "{self:?}");
        assert_eq!(self.body["code"], code, "{self:?}");
        assert_eq!(self.body["status"], status, "{self:?}");
        for name in OF_ONE_REQUEST {
            let removed = self.body.as_object_mut().unwrap().remove(name);
            assert!(removed.is_some(), "{name} is absent: {self:?}");
        }
        self.body
    }

    /// The parts of the request that a problem names, with what is wrong with each.
    pub fn named(self, status: u16, code: &str) -> Vec<(String, String)> {
        let body = self.problem(status, code);
        let word = |error: &Value, name: &str| error[name].as_str().unwrap().to_owned();
        let errors = body["errors"].as_array().unwrap().iter();
        errors.map(|error| (word(error, "pointer"), word(error, "code"))).collect()
    }
}
