//! The arguments of a tool, read as leniently as models write them: a number for a text, "true" for true, ""
//! for nothing.

use std::str::FromStr;

use domain::{is_unfilled, real_name};
use serde_json::{Map, Value};

/// At most 200 characters: longer than any name, number or time that is said. The rest is cut off.
const MAX_SHORT: usize = 200;

/// At most 10,000 characters: longer than what is said within the ten minutes of a call. The rest is cut off.
const MAX_LONG: usize = 10_000;

macro_rules! fields {
    ($($field:ident $name:literal)*) => {
        /// A parameter of a tool.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Field {
            $($field,)*
        }

        impl Field {
            /// As the published schema has it.
            pub(crate) fn name(self) -> &'static str {
                match self {
                    $(Self::$field => $name,)*
                }
            }

            #[cfg(test)]
            pub(crate) const ALL: &[Self] = &[$(Self::$field),*];
        }
    };
}

fields! {
    AdditionalNotes "additionalNotes"
    CallbackReason "reason"
    CalloutReason "reason"
    CallerName "callerName"
    CallerPhone "callerPhone"
    CancelReason "reason"
    CurrentDate "currentDate"
    CurrentTime "currentTime"
    CustomerEmail "customerEmail"
    CustomerName "customerName"
    CustomerPhone "customerPhone"
    Date "date"
    Destination "destination"
    DriverName "driverName"
    ExpectedReturn "expectedReturn"
    Message "message"
    MessageFor "messageFor"
    PhoneNumber "phoneNumber"
    PreferredTime "preferredTime"
    RouteNumber "routeNumber"
    ServiceType "serviceType"
    Time "time"
    TransferReason "reason"
    Urgency "urgency"
    Urgent "urgent"
    Warm "warm"
}

/// The field is missing, or not what it must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FieldError(pub Field);

pub(crate) struct Fields<'a>(pub &'a Map<String, Value>);

impl Fields<'_> {
    /// A line of text that must be there.
    pub(crate) fn needed(&self, field: Field) -> Result<String, FieldError> {
        self.optional(field)?.ok_or(FieldError(field))
    }

    /// A line of text.
    pub(crate) fn optional(&self, field: Field) -> Result<Option<String>, FieldError> {
        let line =
            self.text(field, MAX_SHORT)?.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
        Ok(line.filter(|line| !line.is_empty()))
    }

    /// Somebody's name that must be there.
    pub(crate) fn needed_name(&self, field: Field) -> Result<String, FieldError> {
        self.name(field)?.ok_or(FieldError(field))
    }

    /// Somebody's name. What only holds the place of one is none.
    pub(crate) fn name(&self, field: Field) -> Result<Option<String>, FieldError> {
        Ok(self.optional(field)?.filter(|name| real_name(name).is_some()))
    }

    /// What a caller said at length.
    pub(crate) fn long(&self, field: Field) -> Result<Option<String>, FieldError> {
        self.text(field, MAX_LONG)
    }

    /// Yes or no; absent means no.
    pub(crate) fn flag(&self, field: Field) -> Result<bool, FieldError> {
        match self.0.get(field.name()) {
            None | Some(Value::Null) => Ok(false),
            Some(Value::Bool(flag)) => Ok(*flag),
            Some(Value::Number(number)) if number.as_u64() == Some(1) => Ok(true),
            Some(Value::Number(number)) if number.as_u64() == Some(0) => Ok(false),
            Some(Value::String(word)) => match word.trim().to_lowercase().as_str() {
                "true" | "yes" | "да" | "1" => Ok(true),
                "" | "false" | "no" | "нет" | "0" => Ok(false),
                word if is_unfilled(word) => Ok(false),
                _ => Err(FieldError(field)),
            },
            Some(_) => Err(FieldError(field)),
        }
    }

    /// One of a few words, in any case and with spaces for underscores.
    pub(crate) fn choice<T: FromStr>(&self, field: Field) -> Result<Option<T>, FieldError> {
        let Some(said) = self.optional(field)? else { return Ok(None) };
        let word = said.to_lowercase().replace([' ', '-'], "_");
        word.parse().map(Some).map_err(|_| FieldError(field))
    }

    fn text(&self, field: Field, limit: usize) -> Result<Option<String>, FieldError> {
        let text = match self.0.get(field.name()) {
            None | Some(Value::Null) => return Ok(None),
            Some(Value::String(text)) => text.trim().chars().take(limit).collect(),
            Some(Value::Number(number)) => number.to_string(),
            Some(Value::Bool(_) | Value::Array(_) | Value::Object(_)) => return Err(FieldError(field)),
        };
        // A message may be a sign alone.
        Ok(Some(text)
            .filter(|text: &String| !text.is_empty() && (field == Field::Message || !is_unfilled(text))))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn with(value: Value) -> Map<String, Value> {
        Map::from_iter([("message".to_owned(), value.clone()), ("urgent".to_owned(), value)])
    }

    #[test]
    fn a_text_is_read_as_models_write_it() {
        for (written, read) in [
            (json!("  call\nme "), Ok(Some("call me".to_owned()))),
            (json!(14_155_550_199_u64), Ok(Some("14155550199".to_owned()))),
            (json!(""), Ok(None)),
            (json!(" \n"), Ok(None)),
            (json!(null), Ok(None)),
            (json!(["call me"]), Err(FieldError(Field::Message))),
            (json!({"text": "call me"}), Err(FieldError(Field::Message))),
            (json!(true), Err(FieldError(Field::Message))),
        ] {
            assert_eq!(Fields(&with(written.clone())).optional(Field::Message), read, "{written}");
        }
        assert_eq!(Fields(&Map::new()).needed(Field::Message), Err(FieldError(Field::Message)));
    }

    #[test]
    fn what_only_holds_the_place_of_a_name_is_none() {
        for (written, read) in [
            ("Anna Smith", Ok("Anna Smith".to_owned())),
            ("Christopher Null", Ok("Christopher Null".to_owned())),
            ("null", Err(FieldError(Field::Message))),
            ("{{customer.name}}", Err(FieldError(Field::Message))),
            ("unknown", Err(FieldError(Field::Message))),
        ] {
            assert_eq!(Fields(&with(json!(written))).needed_name(Field::Message), read, "{written}");
        }
    }

    #[test]
    fn a_flag_is_read_as_models_write_it() {
        for (written, read) in [
            (json!(true), Ok(true)),
            (json!("True"), Ok(true)),
            (json!("да"), Ok(true)),
            (json!(0), Ok(false)),
            (json!(""), Ok(false)),
            (json!(null), Ok(false)),
            (json!("perhaps"), Err(FieldError(Field::Urgent))),
            (json!([]), Err(FieldError(Field::Urgent))),
        ] {
            assert_eq!(Fields(&with(written.clone())).flag(Field::Urgent), read, "{written}");
        }
    }

    #[test]
    fn a_text_beyond_all_measure_is_cut() {
        let read = Fields(&with(json!("я".repeat(20_000)))).long(Field::Message).unwrap().unwrap();
        assert_eq!(read.chars().count(), MAX_LONG);
    }
}
