//! English conversations.

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
        "Ana Reyes",
        "Michael Tran",
        "Priya Nair",
        "Tom Becker",
        "Grace Okafor",
        "Daniel Kim",
        "Laura Hill",
        "Omar Haddad",
    ],
    days: &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "tomorrow"],
    times: &["9:00 AM", "10:30 AM", "11:15 AM", "1:00 PM", "2:30 PM", "4:45 PM"],
    cut_short: "The call ended before the caller's request was dealt with.",
    tools,
};

static DENTAL: Business = Business {
    assistant_name: "Front desk",
    prompt: "You are the receptionist of Bright Harbor Dental. Be brief and kind. Never give medical advice.",
    greeting: "Thanks for calling Bright Harbor Dental, how can I help you today?",
    outbound_greeting: "Hello, this is Bright Harbor Dental calling about your appointment. Is this a good moment?",
};

static DISPATCH: Business = Business {
    assistant_name: "Dispatch line",
    prompt: "You answer the driver line of Northline Freight. Collect facts, log call-outs, keep calm.",
    greeting: "Northline dispatch, who am I speaking with?",
    outbound_greeting: "Hello, this is Northline dispatch with a question about your next load.",
};

static BOOKING: Scenario = Scenario {
    business: &DENTAL,
    steps: &[
        Caller("Hi, I'd like to come in for a cleaning. Do you have anything on {day}?"),
        Uses(Tool::ListAvailableSlots),
        Assistant("Yes, I have {time} open on {day}. Would that work for you?"),
        Caller("{time} is perfect."),
        Assistant("Great. May I have your full name?"),
        Caller("It's {name}."),
        Assistant("And is {number} the best number to reach you?"),
        Caller("Yes, that's my cell."),
        Uses(Tool::BookAppointment),
        Assistant("You're all set for {day} at {time}, {name}. We'll text you a reminder."),
        Caller("Wonderful, thank you. Bye."),
        Assistant("See you then. Goodbye!"),
    ],
    summary: "{name} booked a cleaning for {day} at {time}.",
};

static MESSAGE: Scenario = Scenario {
    business: &DENTAL,
    steps: &[
        Caller("Hello, may I speak with Doctor Lindqvist, please?"),
        Assistant("The doctor is with a patient right now. I can take a message, if you like."),
        Caller("Yes please. Tell her {name} called, and my crown came loose again."),
        Assistant("I'm sorry to hear that. Are you in pain at the moment?"),
        Caller("Not really, it just feels strange when I chew."),
        Assistant("Understood. Where can the doctor reach you?"),
        Caller("On this number, {number}, any time after lunch."),
        Uses(Tool::TakeMessage),
        Assistant("I've passed your message on. The doctor will call you back this afternoon."),
        Caller("Thank you so much."),
        Assistant("Of course. Take care, {name}."),
    ],
    summary: "{name} left a message for Doctor Lindqvist about a loose crown and asked to be called back after lunch.",
};

static OPENING_HOURS: Scenario = Scenario {
    business: &DENTAL,
    steps: &[
        Caller("Hi, quick question: are you open on {day}?"),
        Assistant("We are, from eight in the morning until six in the evening."),
        Caller("And do you take Delta Dental insurance?"),
        Assistant("Yes, we work with Delta Dental and most other large plans."),
        Caller("Great, that's all I needed."),
        Assistant("Happy to help. Have a good day!"),
    ],
    summary: "The caller asked about opening hours and insurance; both questions were answered.",
};

static URGENT_MESSAGE: Scenario = Scenario {
    business: &DENTAL,
    steps: &[
        Caller("Hi, this is {name}. I had a tooth out this morning and it won't stop bleeding."),
        Assistant("I'm sorry to hear that. Shall I have the doctor call you right away?"),
        Caller("Yes, please, as soon as she can. My number is {number}."),
        Uses(Tool::TakeUrgentMessage),
        Assistant("I've passed that on as urgent. If it gets worse, please call 911."),
        Caller("I will. Thank you."),
        Assistant("Take care, {name}."),
    ],
    summary: "{name} is bleeding after an extraction and left an urgent message for the doctor.",
};

static INSURANCE: Scenario = Scenario {
    business: &DENTAL,
    steps: &[
        Caller("Hello, can you check whether my insurance covers a crown? It's with Guardian."),
        Uses(Tool::VerifyInsurance),
        Assistant("I can't look that up from here, but our billing desk can."),
        Caller("All right, I'll write to them then."),
        Assistant("Thank you, {name}. Is there anything else?"),
        Caller("No, that's it. Bye."),
    ],
    summary: "{name} asked whether Guardian covers a crown; it could not be looked up during the call.",
};

static MANAGER: Scenario = Scenario {
    business: &DISPATCH,
    steps: &[
        Caller("This is {name}. I need to talk to the manager, not to a machine."),
        Assistant("Of course. What may I say it is about?"),
        Caller("The dock in Reno sent me away twice today."),
        Uses(Tool::TransferCall),
        Assistant("I'm putting you through now, one moment."),
        Caller("Thanks."),
    ],
    summary: "{name} asked for the manager because of the dock in Reno.",
};

static CALLOUT: Scenario = Scenario {
    business: &DISPATCH,
    steps: &[
        Caller("This is {name}, I drive unit four twelve. I won't make my shift on {day}."),
        Assistant("Thanks for letting us know, {name}. What happened?"),
        Caller("I've had a fever since last night, I can't drive like this."),
        Assistant("Understood, please rest. Which load were you scheduled for?"),
        Caller("The {time} run to Reno."),
        Uses(Tool::LogDriverCallout),
        Assistant("I've logged your call-out for the {time} run, and the dispatcher on duty has been told."),
        Caller("Okay. Do I need a doctor's note?"),
        Assistant("Only if you're out for more than three days. Get well soon."),
        Caller("Thanks. Bye now."),
    ],
    summary: "Driver {name} called out of the {time} run on {day} because of a fever. The call-out was logged.",
};

static CALLBACK: Scenario = Scenario {
    business: &DISPATCH,
    steps: &[
        Caller("Hi, I'm calling about the invoice for load seven seven three one."),
        Assistant("I can have someone from accounting call you back about that. When would suit you?"),
        Caller("{day} at {time} would be best."),
        Assistant("And your name, please?"),
        Caller("{name}, from Pacific Produce."),
        Uses(Tool::ScheduleCallback),
        Assistant("Accounting will call you on {day} at {time} at {number}."),
        Caller("Perfect, thanks a lot."),
        Assistant("You're welcome, goodbye."),
    ],
    summary: "{name} asked to be called back on {day} at {time} about the invoice for load 7731.",
};

static REMINDER: Scenario = Scenario {
    business: &DENTAL,
    steps: &[
        Caller("Yes, go ahead."),
        Assistant("You have a check-up on {day} at {time}. Will you be able to make it?"),
        Caller("I will, thanks for the reminder."),
        Assistant("Wonderful. Please come ten minutes early to update your forms."),
        Caller("Okay, see you then."),
        Assistant("See you, {name}. Goodbye."),
    ],
    summary: "{name} confirmed the check-up on {day} at {time}.",
};

static VOICEMAIL: Scenario = Scenario {
    business: &DENTAL,
    steps: &[
        Caller("You've reached {name}. Please leave a message after the tone."),
        Assistant(
            "Hello {name}, this is Bright Harbor Dental about your check-up on {day}. Please call us back.",
        ),
    ],
    summary: "The call reached voicemail; a reminder of the check-up on {day} was left.",
};

static SMALL_TALK: [(&str, &str); 12] = [
    (
        "Before we go on, where can I park?",
        "There's a garage right behind the building, and we validate for two hours.",
    ),
    ("Do you have an entrance without stairs?", "Yes, the one on Pine Street has a ramp and an elevator."),
    (
        "Sorry, could you say that again? It's noisy here.",
        "Of course, I'm happy to repeat it. Take your time.",
    ),
    (
        "My daughter may need to come along, is that all right?",
        "Absolutely, there's a play corner in the waiting room.",
    ),
    ("How long does it usually take?", "Most visits are done within forty-five minutes."),
    ("Can I pay by card?", "Yes, all cards are fine, and so is contactless payment."),
    ("Is there a fee if I have to cancel?", "Not if you tell us at least one day before."),
    ("Will I get a confirmation in writing?", "You'll get a text message within a few minutes."),
    ("Do you also work on weekends?", "We're open every other Saturday until noon."),
    (
        "I moved recently, should I give you the new address?",
        "You can update it on the form when you come in.",
    ),
    ("Let me just check my calendar for a second.", "Sure, I'll wait."),
    ("Is the address still the one on your site?", "It is, two hundred and ten Harbor Avenue."),
];

fn tools(tool: Tool) -> ToolWords {
    match tool {
        Tool::ListAvailableSlots => {
            ToolWords { subject: "cleaning", answer: "Free on {day}: 9:00 AM and {time}." }
        }
        Tool::BookAppointment => ToolWords { subject: "cleaning", answer: "Booked for {day} at {time}." },
        Tool::TakeMessage => ToolWords {
            subject: "The crown came loose again. Please call back after lunch.",
            answer: "The message was passed on.",
        },
        Tool::TakeUrgentMessage => ToolWords {
            subject: "Bleeding after an extraction this morning. Please call at once.",
            answer: "The message was passed on as urgent.",
        },
        Tool::TransferCall => {
            ToolWords { subject: "sent away at the dock twice", answer: "The call is being put through." }
        }
        Tool::VerifyInsurance => ToolWords { subject: "Guardian", answer: "The insurer could not be asked." },
        Tool::ScheduleCallback => ToolWords {
            subject: "Invoice for load 7731",
            answer: "A callback is scheduled for {day} at {time}.",
        },
        Tool::LogDriverCallout => ToolWords { subject: "fever", answer: "The call-out was logged." },
    }
}
