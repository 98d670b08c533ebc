//! What is said when nothing better can be. An assistant speaks or reads it, so a caller may hear it.

use domain::Language;

/// A tool could not be used: nothing is promised.
pub(crate) fn no_tool(language: Language) -> &'static str {
    match language {
        Language::En => {
            "I'm sorry, I can't do that right now because of a technical problem. Please try again in a few minutes."
        }
        Language::Ru => {
            "Извините, сейчас я не могу этого сделать из-за технической неполадки. Попробуйте, пожалуйста, ещё раз через несколько минут."
        }
    }
}

/// No assistant is known for the call.
pub(crate) fn cannot_take_call(language: Language) -> &'static str {
    match language {
        Language::En => "We are sorry, nobody can take your call right now. Please call again later.",
        Language::Ru => {
            "Извините, сейчас никто не может ответить на ваш звонок. Пожалуйста, перезвоните позже."
        }
    }
}

/// The organization's plan does not take calls. Callers are not told of its bills.
pub(crate) fn out_of_service(language: Language) -> &'static str {
    match language {
        Language::En => {
            "Thank you for calling. This line can't take calls at the moment. Please try again another time."
        }
        Language::Ru => {
            "Спасибо за звонок. Эта линия сейчас не принимает звонки. Пожалуйста, позвоните в другой раз."
        }
    }
}

/// A person takes the call.
pub(crate) fn transferring(language: Language) -> &'static str {
    match language {
        Language::En => "I'm putting you through now.",
        Language::Ru => "Соединяю вас.",
    }
}

/// There is nowhere to put the call through to.
pub(crate) fn no_destination(language: Language) -> &'static str {
    match language {
        Language::En => "Nobody is available to take this call. Offer to take a message instead.",
        Language::Ru => {
            "Сейчас никто не может принять этот звонок. Предложите вместо этого оставить сообщение."
        }
    }
}

/// There is no such assistant to hand the call to.
pub(crate) fn no_assistant(language: Language) -> &'static str {
    match language {
        Language::En => "There is nobody of that name to hand this call to. Go on with the caller yourself.",
        Language::Ru => "Передать этот звонок некому. Продолжайте разговор сами.",
    }
}
