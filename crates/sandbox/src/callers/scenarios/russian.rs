//! Russian conversations.

use crate::callers::scenario::ScenarioStep::{Assistant, Caller, Tool as Uses};
use crate::callers::scenario::{Business, Repertoire, Scenario, Tool, ToolWords};

pub(crate) static REPERTOIRE: Repertoire = Repertoire {
    scenarios: &[
        &BOOKING,
        &MESSAGE,
        &URGENT_MESSAGE,
        &OPENING_HOURS,
        &INSURANCE,
        &CALLOUT,
        &CALLBACK,
        &MANAGER,
    ],
    outbound: &REMINDER,
    voicemail: &VOICEMAIL,
    small_talk: &SMALL_TALK,
    names: &[
        "Елена Соколова",
        "Андрей Белов",
        "Марина Ким",
        "Тимур Ахметов",
        "Ольга Зайцева",
        "Игорь Лебедев",
        "Анна Мороз",
        "Павел Громов",
    ],
    days: &["понедельник", "вторник", "среду", "четверг", "пятницу", "завтра"],
    times: &["9:00", "10:30", "11:15", "13:00", "14:30", "16:45"],
    cut_short: "Звонок оборвался раньше, чем вопрос был решён.",
    tools,
};

static DENTAL: Business = Business {
    assistant_name: "Администратор",
    prompt: "Вы администратор стоматологии «Жемчуг». Отвечайте кратко и доброжелательно, не давайте медицинских советов.",
    greeting: "Стоматология «Жемчуг», здравствуйте! Чем могу помочь?",
    outbound_greeting: "Здравствуйте, это стоматология «Жемчуг» по поводу вашего приёма. Вам удобно говорить?",
};

static DISPATCH: Business = Business {
    assistant_name: "Диспетчерская",
    prompt: "Вы отвечаете водителям компании «Северный путь». Уточняйте факты и записывайте невыходы на смену.",
    greeting: "Диспетчерская «Северный путь», представьтесь, пожалуйста.",
    outbound_greeting: "Здравствуйте, это диспетчерская «Северный путь», у нас вопрос по вашему рейсу.",
};

static BOOKING: Scenario = Scenario {
    business: &DENTAL,
    steps: &[
        Caller("Добрый день, хочу записаться на чистку. Есть что-нибудь на {day}?"),
        Uses(Tool::ListAvailableSlots),
        Assistant("Да, на {day} свободно {time}. Вам подойдёт?"),
        Caller("Да, {time} отлично."),
        Assistant("Подскажите, пожалуйста, имя и фамилию."),
        Caller("{name}."),
        Assistant("Перезвонить, если что, можно на номер {number}?"),
        Caller("Да, это мой мобильный."),
        Uses(Tool::BookAppointment),
        Assistant("Записала вас на {day}, {time}. Накануне придёт сообщение с напоминанием."),
        Caller("Спасибо большое, до свидания."),
        Assistant("До встречи!"),
    ],
    summary: "{name}: запись на чистку, {day}, {time}.",
};

static MESSAGE: Scenario = Scenario {
    business: &DENTAL,
    steps: &[
        Caller("Здравствуйте, можно поговорить с доктором Орловой?"),
        Assistant("Доктор сейчас на приёме. Могу передать ей сообщение."),
        Caller("Передайте, пожалуйста: звонит {name}, снова шатается коронка."),
        Assistant("Сочувствую. Сейчас что-нибудь болит?"),
        Caller("Нет, просто неудобно жевать."),
        Assistant("Поняла. По какому номеру вам перезвонить?"),
        Caller("По этому же, {number}, лучше после обеда."),
        Uses(Tool::TakeMessage),
        Assistant("Я всё передала, доктор перезвонит вам во второй половине дня."),
        Caller("Спасибо."),
        Assistant("Всего доброго!"),
    ],
    summary: "{name}: сообщение для доктора Орловой, шатается коронка, просьба перезвонить после обеда.",
};

static OPENING_HOURS: Scenario = Scenario {
    business: &DENTAL,
    steps: &[
        Caller("Подскажите, вы работаете в {day}?"),
        Assistant("Да, с восьми утра до восьми вечера."),
        Caller("А по полису добровольного страхования принимаете?"),
        Assistant("Принимаем, возьмите с собой полис и паспорт."),
        Caller("Хорошо, это всё, что я хотел узнать."),
        Assistant("Рада была помочь, хорошего дня!"),
    ],
    summary: "Вопросы о часах работы и страховке, на оба ответили.",
};

static URGENT_MESSAGE: Scenario = Scenario {
    business: &DENTAL,
    steps: &[
        Caller("Здравствуйте, это {name}. Мне утром удалили зуб, и кровь не останавливается."),
        Assistant("Очень сочувствую. Попросить доктора сразу вам перезвонить?"),
        Caller("Да, как можно скорее. Мой номер {number}."),
        Uses(Tool::TakeUrgentMessage),
        Assistant("Передала как срочное. Если станет хуже, звоните 103."),
        Caller("Хорошо, спасибо."),
        Assistant("Берегите себя."),
    ],
    summary: "{name}: кровотечение после удаления зуба, срочное сообщение для доктора.",
};

static INSURANCE: Scenario = Scenario {
    business: &DENTAL,
    steps: &[
        Caller("Скажите, коронка входит в мой полис? Он от «Ренессанса»."),
        Uses(Tool::VerifyInsurance),
        Assistant("Отсюда я этого не узнаю, подскажет администратор на месте."),
        Caller("Понятно, тогда уточню при визите."),
        Assistant("Хорошо. Чем ещё могу помочь?"),
        Caller("Это всё, до свидания."),
    ],
    summary: "{name}: вопрос, входит ли коронка в полис; во время звонка узнать не удалось.",
};

static MANAGER: Scenario = Scenario {
    business: &DISPATCH,
    steps: &[
        Caller("Это {name}. Соедините меня с руководителем."),
        Assistant("Конечно. По какому вопросу?"),
        Caller("На складе в Твери меня второй раз разворачивают."),
        Uses(Tool::TransferCall),
        Assistant("Соединяю, оставайтесь на линии."),
        Caller("Спасибо."),
    ],
    summary: "{name}: просьба соединить с руководителем из-за склада в Твери.",
};

static CALLOUT: Scenario = Scenario {
    business: &DISPATCH,
    steps: &[
        Caller("Это {name}, машина сорок два. Не смогу выйти на смену в {day}."),
        Assistant("Спасибо, что предупредили. Что случилось?"),
        Caller("Температура со вчерашнего вечера, за руль не сяду."),
        Assistant("Понимаю, выздоравливайте. На какой рейс вы были назначены?"),
        Caller("На {time}, в Тверь."),
        Uses(Tool::LogDriverCallout),
        Assistant("Записала невыход на рейс в {time}, старший диспетчер уже знает."),
        Caller("Справка от врача нужна?"),
        Assistant("Только если болеете дольше трёх дней. Поправляйтесь."),
        Caller("Спасибо, до связи."),
    ],
    summary: "{name}: невыход на рейс в {time}, причина: температура. Записано.",
};

static CALLBACK: Scenario = Scenario {
    business: &DISPATCH,
    steps: &[
        Caller("Добрый день, я по счёту за рейс семьдесят семь тридцать один."),
        Assistant("По счетам вам перезвонит бухгалтерия. Когда вам удобно?"),
        Caller("Лучше в {day}, в {time}."),
        Assistant("Как вас представить?"),
        Caller("{name}, компания «Овощной ряд»."),
        Uses(Tool::ScheduleCallback),
        Assistant("Бухгалтерия перезвонит вам в {day} в {time} на номер {number}."),
        Caller("Отлично, благодарю."),
        Assistant("До свидания."),
    ],
    summary: "{name}: просьба перезвонить в {day} в {time} по счёту за рейс 7731.",
};

static REMINDER: Scenario = Scenario {
    business: &DENTAL,
    steps: &[
        Caller("Да, слушаю вас."),
        Assistant("У вас осмотр в {day}, {time}. Сможете прийти?"),
        Caller("Да, буду, спасибо, что напомнили."),
        Assistant("Приходите, пожалуйста, на десять минут раньше, чтобы обновить анкету."),
        Caller("Хорошо, договорились."),
        Assistant("Ждём вас, до свидания."),
    ],
    summary: "{name}: осмотр подтверждён, {day}, {time}.",
};

static VOICEMAIL: Scenario = Scenario {
    business: &DENTAL,
    steps: &[
        Caller("Абонент не может ответить. Оставьте сообщение после сигнала."),
        Assistant(
            "Здравствуйте, {name}, это стоматология «Жемчуг» об осмотре в {day}. Перезвоните нам, пожалуйста.",
        ),
    ],
    summary: "Автоответчик, оставлено напоминание об осмотре: {day}.",
};

static SMALL_TALK: [(&str, &str); 12] = [
    ("А где у вас можно поставить машину?", "За зданием есть стоянка, первые два часа бесплатно."),
    ("Есть ли вход без ступенек?", "Да, со двора есть пандус и лифт."),
    ("Простите, плохо слышно, повторите, пожалуйста.", "Конечно, повторю. Не торопитесь."),
    ("Я могу прийти с ребёнком?", "Разумеется, у нас есть детский уголок."),
    ("Сколько времени это обычно занимает?", "Как правило, не больше сорока минут."),
    ("Картой оплатить можно?", "Да, принимаем любые карты."),
    ("А если придётся отменить?", "Предупредите за сутки, и ничего платить не нужно."),
    ("Подтверждение придёт?", "Сообщение придёт в течение нескольких минут."),
    ("По выходным вы работаете?", "По субботам до двух часов дня."),
    ("Я переехала, адрес надо поменять?", "Новый адрес можно вписать в анкету на месте."),
    ("Секунду, загляну в календарь.", "Конечно, я подожду."),
    ("Адрес тот же, что на сайте?", "Да, набережная, дом двадцать один."),
];

fn tools(tool: Tool) -> ToolWords {
    match tool {
        Tool::ListAvailableSlots => {
            ToolWords { subject: "чистка", answer: "Свободно на {day}: 9:00 и {time}." }
        }
        Tool::BookAppointment => {
            ToolWords { subject: "чистка", answer: "Записано: {day}, {time}." }
        }
        Tool::TakeMessage => ToolWords {
            subject: "Шатается коронка, перезвонить после обеда.",
            answer: "Сообщение передано.",
        },
        Tool::TakeUrgentMessage => ToolWords {
            subject: "Кровотечение после удаления зуба. Перезвонить немедленно.",
            answer: "Сообщение передано как срочное.",
        },
        Tool::TransferCall => ToolWords {
            subject: "разворачивают на складе", answer: "Звонок переводится."
        },
        Tool::VerifyInsurance => ToolWords {
            subject: "Ренессанс", answer: "Страховую спросить не удалось."
        },
        Tool::ScheduleCallback => ToolWords {
            subject: "Счёт за рейс 7731",
            answer: "Звонок назначен: {day}, {time}.",
        },
        Tool::LogDriverCallout => {
            ToolWords { subject: "температура", answer: "Невыход записан." }
        }
    }
}
