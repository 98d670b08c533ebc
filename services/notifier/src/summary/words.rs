//! The words of call summaries, a language each.

use domain::Language;

pub(super) struct Words {
    pub(super) call_from: Headline,
    pub(super) missed_call_from: Headline,
    pub(super) call_to: Headline,
    pub(super) unanswered_call_to: Headline,
    pub(super) web_call: &'static str,
    pub(super) missed_web_call: &'static str,
    pub(super) minutes: &'static str,
    pub(super) seconds: &'static str,
    pub(super) from: &'static str,
    pub(super) to: &'static str,
    pub(super) when: &'static str,
    pub(super) duration: &'static str,
    pub(super) ended: &'static str,
    pub(super) assistant: &'static str,
}

/// The beginning of a text of a call over the phone.
pub(super) struct Headline {
    /// Before the other party's number.
    pub(super) before_number: &'static str,
    pub(super) without_number: &'static str,
}

const ENGLISH: Words = Words {
    call_from: Headline { before_number: "Call from", without_number: "Call from an unknown number" },
    missed_call_from: Headline {
        before_number: "Missed call from",
        without_number: "Missed call from an unknown number",
    },
    call_to: Headline { before_number: "Call to", without_number: "Call to an unknown number" },
    unanswered_call_to: Headline {
        before_number: "Unanswered call to",
        without_number: "Unanswered call to an unknown number",
    },
    web_call: "Web call",
    missed_web_call: "Missed web call",
    minutes: "min",
    seconds: "s",
    from: "From",
    to: "To",
    when: "When",
    duration: "Duration",
    ended: "Ended",
    assistant: "Assistant",
};

const RUSSIAN: Words = Words {
    call_from: Headline {
        before_number: "Звонок от", without_number: "Звонок с неизвестного номера"
    },
    missed_call_from: Headline {
        before_number: "Пропущенный звонок от",
        without_number: "Пропущенный звонок с неизвестного номера",
    },
    call_to: Headline {
        before_number: "Звонок на", without_number: "Звонок на неизвестный номер"
    },
    unanswered_call_to: Headline {
        before_number: "Неотвеченный звонок на",
        without_number: "Неотвеченный звонок на неизвестный номер",
    },
    web_call: "Звонок с сайта",
    missed_web_call: "Пропущенный звонок с сайта",
    minutes: "мин",
    seconds: "с",
    from: "От",
    to: "Кому",
    when: "Когда",
    duration: "Длительность",
    ended: "Завершение",
    assistant: "Ассистент",
};

impl Words {
    pub(super) fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &ENGLISH,
            Language::Ru => &RUSSIAN,
        }
    }
}
