//! What the extractors of a handler read, as the API describes it.

use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{Handler, HttpRequest};
use utoipa::PartialSchema;
use utoipa::openapi::Required;
use utoipa::openapi::path::{Operation, ParameterBuilder, ParameterIn};
use web::{Json, Path};

use super::operation::{add_failure, add_parameters};
use crate::caller::{Caller, Operator};

/// An extractor. A handler's arguments are described by their types, so that none can be left out.
pub(crate) trait Input {
    fn describe(operation: &mut Operation);
}

/// Adds what a handler reads to its operation.
pub(crate) fn describe_inputs<H: Handler<Args>, Args: Input>(_: &H, operation: &mut Operation) {
    Args::describe(operation);
}

macro_rules! tuples {
    ($(($($input:ident)*))*) => {$(
        impl<$($input: Input),*> Input for ($($input,)*) {
            fn describe(operation: &mut Operation) {
                $($input::describe(operation);)*
            }
        }
    )*};
}

tuples! { (A) (A B) (A B C) (A B C D) (A B C D E) }

/// Dependencies are not sent by the caller.
impl<T> Input for Data<T> {
    fn describe(_: &mut Operation) {}
}

/// Where a request comes from is not sent either.
impl Input for HttpRequest {
    fn describe(_: &mut Operation) {}
}

/// Credentials are described by the route's access.
impl Input for Caller {
    fn describe(_: &mut Operation) {}
}

impl Input for Operator {
    fn describe(_: &mut Operation) {}
}

/// The id in a path.
impl<Id: PartialSchema> Input for Path<Id> {
    fn describe(operation: &mut Operation) {
        let parameter = ParameterBuilder::new()
            .name("id")
            .parameter_in(ParameterIn::Path)
            .required(Required::True)
            .schema(Some(Id::schema()));
        add_parameters(operation, [parameter.build()]);
        add_failure(operation, StatusCode::BAD_REQUEST, "The id is malformed");
        add_failure(operation, StatusCode::NOT_FOUND, "There is no such thing");
    }
}

/// utoipa describes the body itself.
impl<T> Input for Json<T> {
    fn describe(operation: &mut Operation) {
        add_failure(operation, StatusCode::BAD_REQUEST, "The body is not as expected");
    }
}
