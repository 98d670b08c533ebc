//! What a form of Twilio's may consist of.
//!
//! Twilio signs names and values one directly behind the other. Whoever has captured a signed form could cut the
//! same text into other names and values, under the same signature: a form is taken only where its names are
//! Twilio's, each is there once, and none is hidden in the value of another.

use std::collections::HashMap;

use url::form_urlencoded;

use crate::callback::MAX_PARAMETERS;

/// Of messages and of calls.
const SHARED: &str = "AccountSid AddOns ApiVersion ErrorCode ErrorMessage ErrorUrl \
    From FromCity FromCountry FromState FromZip To ToCity ToCountry ToState ToZip";

const OF_MESSAGES: &str = "Address Body ButtonPayload ButtonText ButtonType ChannelInstallSid ChannelMetadata \
    ChannelPrefix ChannelStatusCode ChannelStatusMessage ChannelToAddress DocumentFilename EventType ExternalUserId \
    FlowData Forwarded FrequentlyForwarded InteractiveData Label Latitude ListDescription ListId ListTitle Longitude \
    MessageSid MessageStatus MessageType MessagingServiceSid NumMedia NumSegments OptOutType \
    OriginalRepliedMessageSender OriginalRepliedMessageSid ProfileName RawDlrDoneDate ReferralBody \
    ReferralCtwaClid ReferralHeadline ReferralMediaContentType ReferralMediaId ReferralMediaUrl ReferralNumMedia \
    ReferralSourceId ReferralSourceType ReferralSourceUrl SmsMessageSid SmsSid SmsStatus StructuredMessage WaId";

const OF_CALLS: &str = "AnsweredBy ApplicationSid AvgQueueTime CallDuration CallReason CallSid \
    CallSidEndingConference CallStatus CallToken CallbackSource Called CalledCity CalledCountry CalledState CalledVia \
    CalledZip Caller CallerCity CallerCountry CallerName CallerState CallerZip Coaching ConferenceSid Confidence \
    CurrentQueueSize DialBridged DialCallDuration DialCallSid DialCallStatus DialSipCallId DialSipResponseCode Digits \
    Direction Duration EndConferenceOnExit FinishedOnKey ForwardedFrom FriendlyName Hold Language \
    MachineDetectionDuration MaxQueueSize Msg Muted ParentCallSid ParticipantCallStatus ParticipantLabel \
    ParticipantLabelEndingConference QueuePosition QueueResult QueueSid QueueTime Reason ReasonConferenceEnded \
    ReasonParticipantLeft RecordingChannels RecordingDuration RecordingSid RecordingSource RecordingStartTime \
    RecordingStatus RecordingTrack RecordingType RecordingUrl SequenceNumber SipCallId SipDomain SipDomainSid \
    SipResponseCode SipSourceIp SipUsername SpeechResult Stability StartConferenceOnEnter StatusCallbackEvent \
    StirPassportToken StirVerstat StreamError StreamEvent StreamName StreamSid Timestamp TranscriptionData \
    TranscriptionEvent TranscriptionSid TranscriptionStatus TranscriptionText TranscriptionType TranscriptionUrl \
    TrunkSid UnstableSpeechResult VerificationStatus";

/// Names that end in a number, from 0.
const NUMBERED: [&str; 2] = ["MediaContentType", "MediaUrl"];

/// Names that end in the name of a SIP header.
const SIP_HEADERS: [&str; 2] = ["DialSipHeader_", "SipHeader_"];

/// At most 64 characters behind such a beginning: longer than any header that a person names.
const MAX_ENDING: usize = 64;

/// Whether a text begins as a value of its kind does.
type Begins = fn(&str) -> bool;

/// What decides whose a callback is, and what it reports.
const DECISIVE: [(&str, Begins); 9] = [
    ("From", begins_as_end),
    ("To", begins_as_end),
    ("Direction", begins_as_word),
    ("CallStatus", begins_as_word),
    ("MessageStatus", begins_as_word),
    ("SmsStatus", begins_as_word),
    ("CallSid", begins_as_sid),
    ("MessageSid", begins_as_sid),
    ("SmsSid", begins_as_sid),
];

/// Why a form is not taken, though it is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FormError {
    #[error("the form has more than {MAX_PARAMETERS} parameters")]
    TooMany,
    #[error("the form has a parameter that is not known here")]
    Unknown,
    #[error("the form has a parameter more than once")]
    Repeated,
    #[error("the form has parameters of a message and of a call")]
    Mixed,
    #[error("a status or a direction in the form is no word of Twilio's")]
    Word,
    #[error("a parameter of the form may hold another one")]
    Hidden,
}

/// Checks a form, which is signed. `more` are names that Twilio has added since.
pub fn check(form: &[u8], more: &[String]) -> Result<(), FormError> {
    let mut parameters = HashMap::new();
    for (count, (name, value)) in form_urlencoded::parse(form).enumerate() {
        if count == MAX_PARAMETERS {
            return Err(FormError::TooMany);
        }
        if !is_known(&name, more) {
            return Err(FormError::Unknown);
        }
        if parameters.insert(name, value).is_some() {
            return Err(FormError::Repeated);
        }
    }
    let has_any = |names: &str| parameters.keys().any(|name| is_among(name, names));
    if has_any(OF_MESSAGES) && has_any(OF_CALLS) {
        return Err(FormError::Mixed);
    }
    for name in ["Direction", "CallStatus", "MessageStatus", "SmsStatus"] {
        if parameters.get(name).is_some_and(|value| !is_word(value)) {
            return Err(FormError::Word);
        }
    }
    let is_hidden = |(name, begins): &(&str, fn(&str) -> bool)| {
        !parameters.contains_key(*name)
            && parameters.values().any(|value| value.split(*name).skip(1).any(*begins))
    };
    if DECISIVE.iter().any(is_hidden) { Err(FormError::Hidden) } else { Ok(()) }
}

fn is_known(name: &str, more: &[String]) -> bool {
    let ends = |beginnings: [&str; 2], is_ending: fn(u8) -> bool| {
        beginnings
            .iter()
            .filter_map(|beginning| name.strip_prefix(*beginning))
            .any(|ending| (1..=MAX_ENDING).contains(&ending.len()) && ending.bytes().all(is_ending))
    };
    [SHARED, OF_MESSAGES, OF_CALLS].into_iter().any(|names| is_among(name, names))
        || ends(NUMBERED, |byte| byte.is_ascii_digit())
        || ends(SIP_HEADERS, |byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
        || more.iter().any(|known| known == name)
}

fn is_among(name: &str, names: &str) -> bool {
    names.split_ascii_whitespace().any(|known| known == name)
}

/// Twilio writes them small, and names with a capital letter: no name is hidden in one.
fn is_word(value: &str) -> bool {
    value.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-' || byte == b'_')
}

fn begins_as_word(text: &str) -> bool {
    text.starts_with(|letter: char| letter.is_ascii_lowercase())
}

/// A number, or an address that begins with its channel: `whatsapp:+14155550100`, `client:ann`.
fn begins_as_end(text: &str) -> bool {
    let is_channel = |channel: &str| {
        !channel.is_empty() && channel.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
    };
    text.starts_with(|first: char| first == '+' || first.is_ascii_digit())
        || text.split_once(':').is_some_and(|(channel, _)| is_channel(channel))
}

/// Two capital letters and hexadecimal digits.
fn begins_as_sid(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes.by_ref().take(2).filter(u8::is_ascii_uppercase).count() == 2
        && bytes.next().is_some_and(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    const STATUS: &str = "AccountSid=AC0&ApiVersion=2010-04-01&From=%2B14155550100&MessageSid=SM0&\
        MessageStatus=delivered&SmsSid=SM0&SmsStatus=delivered&To=%2B14155550199";
    const SMS: &str = "AccountSid=AC0&ApiVersion=2010-04-01&Body=From+%2B1+To+me%3A+Direction+home&From=%2B14155550199&\
        FromCity=&FromCountry=US&FromState=CA&FromZip=&MediaContentType0=image%2Fpng&MediaUrl0=https%3A%2F%2Fx&\
        MessageSid=SM0&NumMedia=1&NumSegments=1&SmsMessageSid=SM0&SmsSid=SM0&SmsStatus=received&\
        To=%2B14155550100&ToCity=&ToCountry=US&ToState=&ToZip=";
    const WHATSAPP: &str = "Body=hi&From=whatsapp%3A%2B14155550199&MessageSid=SM0&ProfileName=Ann+To+Bob&\
        SmsStatus=received&To=whatsapp%3A%2B14155550100&WaId=14155550199";
    const CALL: &str = "AccountSid=AC0&CallSid=CA0&CallStatus=in-progress&Called=%2B14155550100&\
        Caller=%2B14155550199&CallerName=DIRECTION+INC&Digits=1&Direction=outbound-api&From=client%3ATom&\
        SipHeader_X-Account=7&To=sip%3Aann%40example.com&SpeechResult=to+From+Direction";

    fn checked(form: &str) -> Result<(), FormError> {
        check(form.as_bytes(), &[])
    }

    #[test]
    fn what_twilio_sends_is_taken() {
        for form in [STATUS, SMS, WHATSAPP, CALL, "", "MessageStatus=sent"] {
            assert_eq!(checked(form), Ok(()), "{form}");
        }
    }

    #[test]
    fn a_form_that_is_cut_otherwise_is_not_taken() {
        for (form, error) in [
            // A name with a value in it, and a value of its own.
            (STATUS.replace("From=%2B14155550100", "From%2B14155550100="), FormError::Unknown),
            (
                STATUS.replace("&MessageSid=SM0", "MessageSidSM0").replace("From=", "From=%2B"),
                FormError::Hidden,
            ),
            (STATUS.replace("&From=%2B14155550100", "From%2B14155550100"), FormError::Hidden),
            (STATUS.replace("&To=%2B14155550199", "To%2B14155550199"), FormError::Word),
            (STATUS.replace("&SmsSid=SM0", "SmsSidSM0"), FormError::Word),
            (CALL.replace("&Direction=outbound-api", "Directionoutbound-api"), FormError::Hidden),
            (CALL.replace("&To=sip%3A", "Tosip%3A"), FormError::Hidden),
            (WHATSAPP.replace("&From=whatsapp%3A", "Fromwhatsapp%3A"), FormError::Hidden),
            (format!("{STATUS}&Unheard=of"), FormError::Unknown),
            (format!("{SMS}&MediaUrlx=1"), FormError::Unknown),
            (format!("{CALL}&SipHeader_a%2B1=1"), FormError::Unknown),
            (format!("{STATUS}&To=%2B14155550111"), FormError::Repeated),
            (format!("{STATUS}&To=%2B14155550199"), FormError::Repeated),
            (format!("{SMS}&Direction=outbound-api"), FormError::Mixed),
            (r#"{"MessageSid":"SM1"}"#.to_owned(), FormError::Unknown),
        ] {
            assert_eq!(checked(&form), Err(error), "{form}");
        }
        assert_eq!(checked(&"a&".repeat(MAX_PARAMETERS + 1)), Err(FormError::Unknown));
    }

    #[test]
    fn a_name_that_twilio_has_added_can_be_made_known() {
        let form = format!("{STATUS}&Added=1");
        assert_eq!(check(form.as_bytes(), &["Added".to_owned()]), Ok(()));
        assert_eq!(check(form.as_bytes(), &["Other".to_owned()]), Err(FormError::Unknown));
    }
}
