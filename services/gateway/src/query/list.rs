//! The query of a list: what of it, and which page.

use std::fmt::Display;
use std::future::{Ready, ready};
use std::str::FromStr;

use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::{FromRequest, HttpRequest};
use utoipa::openapi::ObjectBuilder;
use utoipa::openapi::path::Operation;
use utoipa::openapi::schema::Type;
use web::Problem;

use super::page::Page;
use super::parameter::{Parameter, described, optional, take};
use super::values::set;
use super::{InvalidParameter, ParameterError, invalid_query, read};
use crate::route::{Input, add_failure, add_parameters};

/// 50 rows a page: people look through it without waiting.
const DEFAULT_LIMIT: u64 = 50;
/// At most 200 rows a page: more would be slow to make and slow to read; the cursor leads on.
const MAX_LIMIT: u64 = 200;

/// What a list may be narrowed by.
pub(crate) trait Filter: Default + 'static {
    /// Where a page ends.
    type Cursor: FromStr + Display + Copy;

    /// Reads, describes and names every parameter but those of the page.
    const PARAMETERS: &[Parameter<Self>];
}

/// The query of a list.
pub(crate) struct List<F: Filter> {
    pub(crate) filter: F,
    /// The end of the page before.
    pub(crate) after: Option<F::Cursor>,
    limit: u64,
}

impl<F: Filter> List<F> {
    pub(crate) fn parse(query: &str) -> Result<Self, Vec<ParameterError>> {
        let mut list = Self { filter: F::default(), after: None, limit: DEFAULT_LIMIT };
        read(query, |name, value| match name {
            "after" => set(&mut list.after, cursor(value)),
            "limit" => {
                list.limit = limit(value)?;
                Ok(())
            }
            _ => take(F::PARAMETERS, &mut list.filter, name, value),
        })?;
        Ok(list)
    }

    /// How many rows to look for: one more than the page holds shows whether there is a next page.
    pub(crate) fn rows(&self) -> u64 {
        self.limit + 1
    }

    /// Makes the page out of these rows.
    pub(crate) fn page<Row, Item: From<Row>>(
        &self,
        mut found: Vec<Row>,
        cursor: impl Fn(&Row) -> F::Cursor,
    ) -> Page<Item> {
        let limit = usize::try_from(self.limit).unwrap_or(usize::MAX);
        let has_more = found.len() > limit;
        found.truncate(limit);
        let next_cursor = found.last().filter(|_| has_more).map(|row| cursor(row).to_string());
        Page { data: found.into_iter().map(Item::from).collect(), has_more, next_cursor }
    }
}

impl<F: Filter> FromRequest for List<F> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::parse(request.query_string()).map_err(invalid_query))
    }
}

impl<F: Filter> Input for List<F> {
    fn describe(operation: &mut Operation) {
        let text = ObjectBuilder::new().schema_type(Type::String);
        let number =
            ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(1)).maximum(Some(MAX_LIMIT));
        let after = optional("after", "The `next_cursor` of the page before", text);
        let limit = optional("limit", format!("Rows on a page, {DEFAULT_LIMIT} unless asked"), number);
        add_parameters(operation, described(F::PARAMETERS));
        add_parameters(operation, [after.build(), limit.build()]);
        add_failure(operation, StatusCode::BAD_REQUEST, "A parameter is unknown or wrong");
    }
}

/// The value of `next_cursor` on the page before.
fn cursor<T: FromStr>(value: &str) -> Result<T, InvalidParameter> {
    value.parse().map_err(|_| InvalidParameter::expected("the next_cursor of a page"))
}

fn limit(value: &str) -> Result<u64, InvalidParameter> {
    let limit = value.parse().ok().filter(|limit| (1..=MAX_LIMIT).contains(limit));
    limit.ok_or_else(|| InvalidParameter::expected(format_args!("a whole number from 1 to {MAX_LIMIT}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Default)]
    struct Numbers;

    impl Filter for Numbers {
        type Cursor = u8;

        const PARAMETERS: &[Parameter<Self>] = &[];
    }

    fn page(found: &[u8]) -> (Vec<u8>, bool, Option<String>) {
        let list = List::<Numbers>::parse("limit=2").ok().unwrap();
        let page = list.page(found.to_vec(), |number| *number);
        (page.data, page.has_more, page.next_cursor)
    }

    #[test]
    fn a_page_leads_on_from_its_last_row_while_there_are_more() {
        assert_eq!(page(&[3, 2, 1]), (vec![3, 2], true, Some("2".to_owned())));
    }

    #[test]
    fn the_last_page_leads_nowhere() {
        assert_eq!(page(&[2, 1]), (vec![2, 1], false, None));
        assert_eq!(page(&[]), (vec![], false, None));
    }

    #[test]
    fn without_parameters_the_first_fifty_are_listed() {
        let list = List::<Numbers>::parse("").ok().unwrap();
        assert_eq!((list.after, list.rows()), (None, 51));
    }

    #[test]
    fn what_is_wrong_is_named_all_of_it() {
        let errors = List::<Numbers>::parse("limit=0&color=red&after=x&limit=5").err().unwrap();
        let named: Vec<_> = errors.iter().map(|error| (error.name.as_str(), error.code)).collect();
        assert_eq!(
            named,
            [("limit", "invalid"), ("color", "unknown"), ("after", "invalid"), ("limit", "repeated")]
        );
        for query in ["limit=201", "limit=-1", "limit=many"] {
            assert_eq!(List::<Numbers>::parse(query).err().unwrap().len(), 1, "{query}");
        }
    }
}
