use std::error::Error;

/// Writes an error and its causes, outermost first, joined by colons.
pub fn error_chain(error: &(dyn Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, thiserror::Error)]
    #[error("opening the shop")]
    struct Outer(#[source] std::io::Error);

    #[test]
    fn the_chain_has_what_was_done_and_why_it_failed() {
        let error = Outer(std::io::Error::other("the key is lost"));
        assert_eq!(error_chain(&error), "opening the shop: the key is lost");
    }
}
