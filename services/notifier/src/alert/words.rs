//! The words of alerts, a language each.

use domain::Language;

pub(super) struct Words {
    pub(super) urgent_message: &'static str,
    pub(super) from: &'static str,
    pub(super) phone: &'static str,
    pub(super) message_for: &'static str,
    pub(super) message: &'static str,
    pub(super) driver_callout: &'static str,
    pub(super) driver: &'static str,
    pub(super) reason: &'static str,
    pub(super) route: &'static str,
    pub(super) expected_return: &'static str,
    pub(super) notes: &'static str,
    pub(super) when: &'static str,
    reasons: &'static [(&'static str, &'static str)],
}

const ENGLISH: Words = Words {
    urgent_message: "Urgent message",
    from: "From",
    phone: "Phone",
    message_for: "For",
    message: "Message",
    driver_callout: "Driver callout",
    driver: "Driver",
    reason: "Reason",
    route: "Route",
    expected_return: "Return",
    notes: "Notes",
    when: "When",
    reasons: &[
        ("sick", "sick"),
        ("emergency", "emergency"),
        ("vehicle_issue", "trouble with the vehicle"),
        ("personal", "personal"),
        ("other", "other"),
    ],
};

const RUSSIAN: Words = Words {
    urgent_message: "Срочное сообщение",
    from: "От",
    phone: "Телефон",
    message_for: "Кому",
    message: "Сообщение",
    driver_callout: "Водитель не выйдет",
    driver: "Водитель",
    reason: "Причина",
    route: "Маршрут",
    expected_return: "Вернётся",
    notes: "Примечание",
    when: "Когда",
    reasons: &[
        ("sick", "болезнь"),
        ("emergency", "экстренный случай"),
        ("vehicle_issue", "неисправность машины"),
        ("personal", "личные обстоятельства"),
        ("other", "другая"),
    ],
};

impl Words {
    pub(super) fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &ENGLISH,
            Language::Ru => &RUSSIAN,
        }
    }

    /// A reason of the event in words; one of tomorrow as it came.
    pub(super) fn callout_reason(&self, reason: &str) -> String {
        let known = self.reasons.iter().find(|(word, _)| *word == reason);
        known.map_or_else(|| reason.replace('_', " "), |(_, words)| (*words).to_owned())
    }
}
