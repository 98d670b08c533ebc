//! Query parameters: read, rejected by name and described out of one table a route.

mod bounds;
mod list;
mod page;
mod parameter;
pub(crate) mod values;

use std::collections::HashSet;

use url::form_urlencoded;
use web::{MAX_ERRORS, Problem};

pub(crate) use self::bounds::Bounds;
pub(crate) use self::list::{Filter, List};
pub(crate) use self::page::Page;
#[cfg(test)]
pub(crate) use self::parameter::check_examples;
pub(crate) use self::parameter::{Parameter, described, take};

/// A query parameter that is not as it must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ParameterError {
    pub(crate) name: String,
    pub(crate) code: &'static str,
    pub(crate) message: String,
}

/// Why one parameter was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum InvalidParameter {
    Unknown,
    Invalid(String),
}

impl InvalidParameter {
    pub(crate) fn expected(what: impl std::fmt::Display) -> Self {
        Self::Invalid(format!("expected {what}"))
    }
}

/// Hands every parameter to `take`, each once, and collects what is wrong with them, up to [`MAX_ERRORS`].
pub(crate) fn read(
    query: &str,
    mut take: impl FnMut(&str, &str) -> Result<(), InvalidParameter>,
) -> Result<(), Vec<ParameterError>> {
    let mut errors = Vec::new();
    let mut seen = HashSet::new();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        let (code, message) = if seen.insert(name.clone()) {
            match take(&name, &value) {
                Ok(()) => continue,
                Err(InvalidParameter::Unknown) => ("unknown", "there is no such parameter here".to_owned()),
                Err(InvalidParameter::Invalid(message)) => ("invalid", message),
            }
        } else {
            ("repeated", "given more than once".to_owned())
        };
        errors.push(ParameterError { name: name.into_owned(), code, message });
        if errors.len() == MAX_ERRORS {
            break;
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

/// Names what is wrong with a query.
pub(crate) fn invalid_query(errors: Vec<ParameterError>) -> Problem {
    let problem = Problem::bad_request("invalid_query", "A query parameter is not as expected");
    errors.into_iter().fold(problem, |problem, ParameterError { name, code, message }| {
        problem.error(format!("?{name}"), code, message)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_long_query_the_first_errors_are_named_and_the_rest_is_not_read() {
        let query = "color=red&".repeat(10_000);
        let mut read_so_far = 0;
        let errors = read(&query, |_, _| {
            read_so_far += 1;
            Err(InvalidParameter::Unknown)
        });
        assert_eq!((errors.unwrap_err().len(), read_so_far), (MAX_ERRORS, 1));
    }
}
