//! One row of a table of query parameters: it reads the parameter and describes it.

use serde_json::Value;
use utoipa::PartialSchema;
use utoipa::openapi::path::{self, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat, SchemaType, Type};
use utoipa::openapi::{RefOr, Required, Schema};

use super::InvalidParameter;
use super::bounds::{BOUNDS, Bounds, bound_of};

type Taken = Result<(), InvalidParameter>;

/// A parameter that sets something of `F`.
pub(crate) struct Parameter<F> {
    name: &'static str,
    text: &'static str,
    example: &'static str,
    schema: fn() -> RefOr<Schema>,
    reading: Reading<F>,
}

enum Reading<F> {
    Value(fn(&mut F, &str) -> Taken),
    /// Four parameters: `name[gte]`, `name[gt]`, `name[lt]` and `name[lte]`.
    Bounds(fn(&mut F) -> Bounds<'_>),
}

impl<F> Parameter<F> {
    pub(crate) const fn new(
        name: &'static str,
        text: &'static str,
        example: &'static str,
        take: fn(&mut F, &str) -> Taken,
    ) -> Self {
        Self { name, text, example, schema: String::schema, reading: Reading::Value(take) }
    }

    /// Bounds of a moment. The text says what happened then: "Placed".
    pub(crate) const fn moment(
        name: &'static str,
        text: &'static str,
        bounds: fn(&mut F) -> Bounds<'_>,
    ) -> Self {
        let example = "2026-11-20T16:00:00Z";
        Self { name, text, example, schema: moment_schema, reading: Reading::Bounds(bounds) }
    }

    /// Describes it as something else than a text.
    pub(crate) const fn schema(self, schema: fn() -> RefOr<Schema>) -> Self {
        Self { schema, ..self }
    }

    fn describe(&self) -> Vec<path::Parameter> {
        match self.reading {
            Reading::Value(_) => vec![self.described(self.name.to_owned(), self.text.to_owned())],
            Reading::Bounds(_) => {
                let bounds = BOUNDS.iter().map(|(bound, when)| {
                    self.described(format!("{}[{bound}]", self.name), format!("{} {when}", self.text))
                });
                bounds.collect()
            }
        }
    }

    fn described(&self, name: String, text: String) -> path::Parameter {
        let schema = (self.schema)();
        let json = match &schema {
            RefOr::T(Schema::Object(object)) if object.schema_type != SchemaType::Type(Type::String) => {
                serde_json::from_str(self.example).ok()
            }
            _ => None,
        };
        let example = json.unwrap_or_else(|| Value::from(self.example));
        optional(name, text, schema).example(Some(example)).build()
    }
}

fn moment_schema() -> RefOr<Schema> {
    let format = SchemaFormat::KnownFormat(KnownFormat::DateTime);
    ObjectBuilder::new().schema_type(Type::String).format(Some(format)).into()
}

/// Sets what the parameter of this name sets.
pub(crate) fn take<F>(parameters: &[Parameter<F>], of: &mut F, name: &str, value: &str) -> Taken {
    for parameter in parameters {
        match parameter.reading {
            Reading::Value(take) if parameter.name == name => return take(of, value),
            Reading::Value(_) => {}
            Reading::Bounds(bounds) => {
                if let Some(bound) = bound_of(name, parameter.name) {
                    return bounds(of).narrow(bound, value);
                }
            }
        }
    }
    Err(InvalidParameter::Unknown)
}

/// The same parameters as the API describes them.
pub(crate) fn described<F>(parameters: &[Parameter<F>]) -> Vec<path::Parameter> {
    parameters.iter().flat_map(Parameter::describe).collect()
}

pub(super) fn optional(
    name: impl Into<String>,
    text: impl Into<String>,
    schema: impl Into<RefOr<Schema>>,
) -> ParameterBuilder {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Query)
        .required(Required::False)
        .description(Some(text))
        .schema(Some(schema))
}

/// Checks of a table that its examples are taken, each by its own row.
#[cfg(test)]
pub(crate) fn check_examples<F: Default>(parameters: &[Parameter<F>]) {
    for parameter in parameters {
        let names = match parameter.reading {
            Reading::Value(_) => vec![parameter.name.to_owned()],
            Reading::Bounds(_) => BOUNDS.map(|(bound, _)| format!("{}[{bound}]", parameter.name)).to_vec(),
        };
        for name in names {
            assert_eq!(take(parameters, &mut F::default(), &name, parameter.example), Ok(()), "{name}");
        }
    }
}
