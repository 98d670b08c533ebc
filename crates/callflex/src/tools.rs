//! Prints the tools that an assistant is configured with.

use clap::Args;
use serde_json::{Value, json};
use url::Url;

use crate::terminal::print;

#[derive(Clone, Debug, Args)]
pub(crate) struct Options {
    /// Where Vapi asks for them; what the assistant or the organization has at Vapi when absent
    #[arg(long)]
    server_url: Option<Url>,
}

pub(crate) fn run(options: &Options) -> anyhow::Result<()> {
    print(serde_json::to_string_pretty(&definitions(options.server_url.as_ref()))?);
    Ok(())
}

fn definitions(server: Option<&Url>) -> Vec<Value> {
    let mut definitions = tools::definitions();
    if let Some(url) = server {
        for definition in definitions.iter_mut().filter_map(Value::as_object_mut) {
            definition.insert("server".to_owned(), json!({ "url": url }));
        }
    }
    definitions
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_tool_is_asked_for_at_the_server_that_is_named() {
        let url = Url::parse("https://hooks.callflex.example/api/webhooks/vapi/org_1").unwrap();
        let named = definitions(Some(&url));
        assert!(!named.is_empty());
        assert!(named.iter().all(|tool| tool["server"]["url"] == url.as_str()), "{named:?}");
        assert!(definitions(None).iter().all(|tool| tool.get("server").is_none()));
    }
}
