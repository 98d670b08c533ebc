//! Names of people, and what stands where one would be.

/// What nobody is called, in lower case and with single spaces between the words.
const PLACEHOLDERS: [&str; 65] = [
    "anonymous",
    "blank",
    "blocked",
    "caller",
    "caller id",
    "caller name",
    "callername",
    "customer",
    "customer name",
    "customername",
    "empty",
    "false",
    "first last",
    "first name",
    "first name last name",
    "firstname",
    "firstname lastname",
    "full name",
    "fullname",
    "last name",
    "lastname",
    "missing",
    "name",
    "name not given",
    "name not provided",
    "name unavailable",
    "name unknown",
    "no caller id",
    "no name",
    "no name given",
    "no name provided",
    "noname",
    "not applicable",
    "not available",
    "not given",
    "not known",
    "not mentioned",
    "not provided",
    "not specified",
    "not stated",
    "object object",
    "placeholder",
    "private caller",
    "private name",
    "private number",
    "restricted",
    "string",
    "tbd",
    "to be determined",
    "true",
    "unavailable",
    "undefined",
    "unknown",
    "unknown caller",
    "unknown customer",
    "unknown name",
    "unknown user",
    "unnamed",
    "unspecified",
    "user",
    "user name",
    "username",
    "withheld",
    "wireless caller",
    "your name",
];

/// The same in other languages.
const FOREIGN_PLACEHOLDERS: [&str; 20] = [
    "anonym",
    "anonyme",
    "anónimo",
    "desconocido",
    "inconnu",
    "sconosciuto",
    "unbekannt",
    "абонент",
    "аноним",
    "без имени",
    "имя",
    "имя не указано",
    "клиент",
    "не назвал",
    "не представился",
    "не указано",
    "неизвестно",
    "неизвестный",
    "неизвестный абонент",
    "нет имени",
];

/// What programs write for nothing. Beside another word each may be a surname.
const NOTHING: [&str; 3] = ["none", "null", "undefined"];

/// What programs and forms write for nothing, which in other letters are names: Na, Nan, Nil.
const NOTHING_AS_WRITTEN: [&str; 5] = ["NA", "NIL", "NaN", "nan", "nil"];

/// The name that a text gives; `None` where it only holds the place of one.
pub fn real_name(text: &str) -> Option<&str> {
    let text = text.trim();
    let bare = bare(text);
    let folded = words(bare);
    let is_placeholder = is_unfilled(text)
        || is_bracketed(text)
        || !bare.chars().any(char::is_alphabetic)
        || PLACEHOLDERS.contains(&folded.as_str())
        || FOREIGN_PLACEHOLDERS.contains(&folded.as_str());
    (!is_placeholder).then_some(text)
}

/// Whether nothing was filled in where this text stands, be it a name, a number or anything else.
pub fn is_unfilled(text: &str) -> bool {
    let bare = bare(text);
    let folded = bare.to_lowercase();
    let mut words = folded.split_whitespace();
    !text.chars().any(char::is_alphanumeric)
        || has_template(text)
        || matches!(folded.as_str(), "n/a" | "n.a")
        || NOTHING_AS_WRITTEN.contains(&bare)
        || words.all(|word| NOTHING.contains(&word))
}

/// `{{customer.name}}`, `${name}`, `<%= name %>`: what a template was to replace.
fn has_template(text: &str) -> bool {
    ["{{", "}}", "${", "<%", "%>", "{%", "%}"].iter().any(|mark| text.contains(mark))
}

/// `[name]`, `<name>`, `{name}`: what a person was to replace.
fn is_bracketed(text: &str) -> bool {
    [("[", "]"), ("<", ">"), ("{", "}")]
        .iter()
        .any(|(opens, closes)| text.starts_with(opens) && text.ends_with(closes))
}

/// In lower case, its words with single spaces between them: programs join them with other signs.
fn words(text: &str) -> String {
    let lower = text.to_lowercase();
    let is_between = |letter: char| letter.is_whitespace() || matches!(letter, '_' | '-' | '.');
    lower.split(is_between).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Without quotes, brackets, dots and dashes around it.
fn bare(text: &str) -> &str {
    text.trim_matches(|letter: char| !letter.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_is_called_is_no_name() {
        for text in [
            "",
            " ",
            "-",
            "…",
            "null",
            "NULL",
            "\"null\"",
            "None",
            "null null",
            "undefined",
            "N/A",
            "n.a.",
            "NA",
            "NaN",
            "nan",
            "nil",
            "customer_name",
            "caller_name",
            "first_name",
            "FIRST_NAME LAST_NAME",
            "customer.name",
            "%customer_name%",
            "$caller-name",
            "not_provided",
            "unknown  caller",
            "unknown-caller",
            "{{customer.name}}",
            "{{ anything }}",
            "Mr {{lastName}}",
            "${name}",
            "[name]",
            "[Caller's name]",
            "<name>",
            "{name}",
            "unknown",
            "Unknown Caller",
            "(unknown)",
            "Anonymous",
            "caller",
            "Customer.",
            "not provided",
            "string",
            "[object Object]",
            "+14155550199",
            "Неизвестно",
        ] {
            assert_eq!(real_name(text), None, "{text}");
        }
    }

    #[test]
    fn what_somebody_is_called_is_a_name() {
        for text in [
            "Anna",
            "Christopher Null",
            "Null, Christopher",
            "Mr. None",
            "Na",
            "Nan",
            "Nil",
            "Anna-Maria",
            "Jean-Luc",
            "J. R. Smith",
            "J.R. Smith",
            "Anna  Maria",
            "Nan-Na",
            "Anna Private",
            "O'Brien",
            "李",
            "Анна",
            "J.",
            "Guest",
            "Unknown Mortal",
            "Anna (new customer)",
        ] {
            assert_eq!(real_name(&format!(" {text} ")), Some(text));
        }
    }
}
