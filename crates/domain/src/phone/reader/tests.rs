use PhoneError::{NoCountry, NoNumber, NoSuchNumber, NotANumber, TooLong, TooShort, Withheld};
use proptest::prelude::*;

use super::*;
use crate::PartyNumber;

fn home(code: &str) -> Option<Country> {
    (!code.is_empty()).then(|| code.parse().unwrap())
}

fn reads(code: &str, expected: &str, texts: &[&str]) {
    for text in texts {
        let number = read(text, home(code)).map(String::from);
        assert_eq!(number.as_deref(), Ok(expected), "{text} at {code:?}");
    }
}

fn rejects(code: &str, error: PhoneError, texts: &[&str]) {
    for text in texts {
        assert_eq!(read(text, home(code)), Err(error), "{text} at {code:?}");
    }
}

#[test]
fn numbers_are_read_as_their_countries_write_them() {
    reads("US", "+14155550199", &["415-555-0199", "(415) 555 0199", "1 415.555.0199", "+1 415 555 0199"]);
    reads("US", "+14155550199", &["+4155550199", "001 415 555 0199", "+1 (0) 415 555 0199"]);
    reads("CA", "+16045550123", &["604-555-0123", "1 604 555 0123"]);
    reads("GB", "+442079460958", &["020 7946 0958", "+44 (0)20 7946 0958", "0044 20 7946 0958"]);
    reads("GB", "+442079460958", &["442079460958", "44 (0) 20 7946 0958", "+020 7946 0958", "2079460958"]);
    reads(
        "RU",
        "+74951234567",
        &["8 (495) 123-45-67", "495 123 45 67", "7 495 1234567", "+7 (8) 495 123-45-67"],
    );
    reads("RU", "+79161234567", &["89161234567", "+89161234567", "+8 (916) 123-45-67", "9161234567"]);
    reads("KZ", "+77012345678", &["87012345678", "7012345678", "+77012345678"]);
    reads("DE", "+4930123456", &["030 123456", "+49 (0)30 123456", "0049 30 123456", "30123456"]);
    reads("DE", "+4915123456789", &["0151 23456789", "15123456789", "+49 151 23456789"]);
    reads("IT", "+390612345678", &["06 1234 5678", "+39 06 1234 5678", "+39 (0)6 1234 5678", "390612345678"]);
    reads("IT", "+393123456789", &["312 345 6789", "+39 312 345 6789"]);
    reads("FR", "+33612345678", &["06 12 34 56 78", "+33 (0)6 12 34 56 78", "612345678"]);
    reads(
        "MX",
        "+525512345678",
        &["55 1234 5678", "044 55 1234 5678", "01 55 1234 5678", "+52 55 1234 5678"],
    );
    reads("MX", "+5215512345678", &["+52 1 55 1234 5678", "1 55 1234 5678", "5215512345678"]);
    reads("AR", "+5491112345678", &["011 15-1234-5678", "+54 9 11 1234 5678", "9 11 1234 5678"]);
    reads("AR", "+541112345678", &["011 1234-5678", "+54 11 1234 5678"]);
    reads("BR", "+5521987654321", &["(21) 98765-4321", "021 98765 4321", "0 15 21 98765 4321"]);
    reads("IN", "+919876543210", &["98765 43210", "098765 43210", "+91 98765 43210", "919876543210"]);
    reads("JP", "+819012345678", &["090-1234-5678", "+81 90 1234 5678", "０９０－１２３４－５６７８"]);
    reads("AE", "+971501234567", &["050 123 4567", "971501234567", "٠٥٠ ١٢٣ ٤٥٦٧"]);
}

#[test]
fn an_international_number_is_read_in_every_country() {
    for code in ["", "US", "GB", "RU", "DE", "IT", "FR", "MX", "BR", "IN", "JP"] {
        reads(code, "+442079460958", &["+442079460958", "sip:+442079460958@host", "00442079460958"]);
        reads(code, "+442079460958", &["442079460958", "tel:+44-20-7946-0958", "+44 (0)20 7946 0958"]);
        reads(code, "+14155550199", &["+1\u{a0}415\u{a0}555\u{a0}0199", "+14155550199;ext=5"]);
        reads(code, "+79161234567", &["+89161234567", "+7 (8) 916 123-45-67"]);
    }
    reads("US", "+442079460958", &["011 44 20 7946 0958"]);
    reads("RU", "+442079460958", &["8 10 44 20 7946 0958"]);
    reads("DE", "+33142685300", &["33142685300"]);
}

#[test]
fn a_number_that_names_its_country_is_taken_whatever_is_assigned_there() {
    for code in ["", "US", "CA", "GB", "IE", "RU", "DE"] {
        reads(code, "+15551234567", &["+1 555 123 4567", "+15551234567", "001 555 123 4567"]);
        reads(code, "+11231231234", &["+1 123 123 1234", "sip:+11231231234@host"]);
        reads(code, "+10555550199", &["+1 055 555 0199"]);
        reads(code, "+14151550199", &["+1 415 155 0199"]);
    }
    reads("US", "+15551234567", &["1 555 123 4567", "15551234567", "011 1 555 123 4567"]);
    reads("US", "+11231231234", &["1 123 123 1234"]);
    reads("US", "+12025550199", &["+2025550199"]);
    reads("", "+2025550199", &["+2025550199"]);
}

#[test]
fn a_number_whose_digits_are_said_one_by_one_is_whole() {
    reads("US", "+14155550199", &["4, 1, 5, 5, 5, 5, 0, 1, 9, 9", "+1 415,555,0199", "415,555,0199 ext 5"]);
    reads("US", "+442079460958", &["+44,20,7946,0958"]);
    reads("DE", "+4930123456", &["0, 3, 0, 1, 2, 3, 4, 5, 6"]);
}

#[test]
fn what_is_not_possible_is_rejected_with_the_reason() {
    rejects("US", TooShort, &["+1 555-0199", "555-0199", "415555019", "5"]);
    rejects("", TooShort, &["+1 555-0199", "555-01"]);
    rejects("GB", TooShort, &["+44 7946 0958", "7946 0958", "946 0958", "+44 946 0958"]);
    rejects("BR", TooShort, &["98765-4321"]);
    rejects("IN", TooShort, &["98765 4321", "+91 98765 4321"]);
    rejects("DE", TooShort, &["10012", "123456", "555 0199", "12345678"]);
    rejects("AT", TooShort, &["10012", "123456", "555 0199"]);
    rejects("US", TooLong, &["+1 415 555 01999", "415 555 0199 415 555 0155"]);
    rejects("", NoCountry, &["415-555-0199", "020 7946 0958", "8 916 123 45 67"]);
    rejects("US", NoSuchNumber, &["015 555 0199", "415 155 0199", "+999 1234567"]);
    rejects("IE", TooShort, &["+1 555-0199"]);
    rejects("US", NotANumber, &["my cell", "415-555-01x", "sip:alice@example.com", "1-800-FLOWERS"]);
    rejects("US", NoNumber, &["", " ", "null", "undefined", "N/A", "{{customer.number}}", "—", "+"]);
}

#[test]
fn a_withheld_number_is_none_wherever_it_comes_from() {
    for code in ["", "US", "GB", "CN"] {
        for number in ["+266696687", "+7378742833", "+2562533", "+8656696", "+86282452253", "+7748283"] {
            rejects(code, Withheld, &[number, &format!("00{}", &number[1..]), &format!("sip:{number}@host")]);
        }
        rejects(code, Withheld, &["266696687", "anonymous", "RESTRICTED", "Private", "No Caller ID"]);
        rejects(
            code,
            Withheld,
            &["sip:anonymous@anonymous.invalid", "\"Anonymous\" <sip:c8oqz84zk7z@anonymous.invalid>"],
        );
        rejects(code, Withheld, &["0000000000", "+0"]);
    }
    // Said in Austin, it is a number.
    reads("US", "+17378742833", &["737-874-2833"]);
}

proptest! {
    #[test]
    fn whatever_is_written_is_read_or_rejected(text in "\\PC{0,40}", country in "[A-Z]{2}") {
        let _ = read(&text, country.parse().ok());
    }

    /// A space before it leads past the shortcut.
    #[test]
    fn a_north_american_number_in_full_is_what_its_plan_makes_of_it(
        national in "[2-9][0-9]{2}[2-9][0-9]{6}",
        code in "(US|CA|BS|GB|RU|DE|MX|)",
    ) {
        let text = format!("+1{national}");
        let beside = format!(" {text}");
        prop_assert!(is_in_full(&text) && !is_in_full(&beside));
        prop_assert_eq!(read(&text, home(&code)), read(&beside, home(&code)));
        let party = |text: &str| PartyNumber::first_of_any_country([text]);
        prop_assert_eq!(party(&text), party(&beside));
    }

    #[test]
    fn what_was_read_is_read_again_as_itself(digits in "[0-9]{6,16}", plus in "\\+?", code in "(US|GB|DE|IT|MX|AR|JP)") {
        if let Ok(number) = read(&format!("{plus}{digits}"), home(&code)) {
            prop_assert_eq!(read(number.as_str(), None), Ok(number.clone()));
            prop_assert!(number.matched().matched() == number.matched());
        }
    }
}
