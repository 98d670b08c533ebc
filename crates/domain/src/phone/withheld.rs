//! What stands where a caller's number would be, had they not withheld it.

/// What carriers send for a word, as its letters are dialled: ANONYMOUS, RESTRICTED, BLOCKED, UNKNOWN,
/// UNAVAILABLE, PRIVATE.
const DIALLED: [&str; 6] = ["266696687", "7378742833", "2562533", "8656696", "86282452253", "7748283"];

/// In lower case, without spaces and signs.
const WORDS: [&str; 72] = [
    "anon",
    "anonym",
    "anonyme",
    "anonymerufnummer",
    "anonymeranrufer",
    "anonymous",
    "anonymouscaller",
    "anonymousinvalid",
    "anónimo",
    "anonimo",
    "blocked",
    "blockedcaller",
    "blockednumber",
    "callerblocked",
    "calleridblocked",
    "calleridrestricted",
    "calleridunavailable",
    "calleridwithheld",
    "callerunknown",
    "clir",
    "coinline",
    "desconocido",
    "hidden",
    "hiddencaller",
    "hiddennumber",
    "inconnu",
    "masqué",
    "nocallerid",
    "nocli",
    "nonumber",
    "notavailable",
    "numberblocked",
    "numberhidden",
    "numberprivate",
    "numberrestricted",
    "numberunavailable",
    "numberunknown",
    "numberwithheld",
    "númeroprivado",
    "numéromasqué",
    "numeroprivato",
    "outofarea",
    "payphone",
    "privado",
    "privat",
    "private",
    "privatecaller",
    "privatenumber",
    "privato",
    "restricted",
    "restrictedcaller",
    "restrictednumber",
    "sconosciuto",
    "suppressed",
    "unavailable",
    "unavailablenumber",
    "unbekannt",
    "unknown",
    "unknowncaller",
    "unknownnumber",
    "unterdrückt",
    "withheld",
    "withheldnumber",
    "аноним",
    "анонимно",
    "анонимный",
    "неизвестно",
    "неизвестный",
    "неизвестныйномер",
    "номерскрыт",
    "скрыт",
    "скрытыйномер",
];

/// Whether a text says that there is no number to see.
pub(super) fn is_word(text: &str) -> bool {
    let word: String =
        text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    WORDS.contains(&word.as_str())
}

/// Whether digits stand for such a word.
pub(super) fn is_dialled(digits: &str) -> bool {
    DIALLED.contains(&digits) || (!digits.is_empty() && digits.bytes().all(|digit| digit == b'0'))
}

#[cfg(test)]
mod tests {
    use super::super::numbering_plan::international;
    use super::*;

    #[test]
    fn digits_that_stand_for_a_word_are_nobodys_number() {
        for digits in DIALLED {
            assert!(!international(digits).is_ok_and(|number| number.is_assigned()), "{digits}");
        }
    }

    #[test]
    fn words_are_recognized_however_they_are_written() {
        for text in
            ["Anonymous", "NO CALLER ID", "no-caller-id", "Private number", "(unknown)", "Номер скрыт"]
        {
            assert!(is_word(text), "{text}");
        }
        for text in ["", "front desk", "Anna", "unknown road"] {
            assert!(!is_word(text), "{text}");
        }
    }
}
