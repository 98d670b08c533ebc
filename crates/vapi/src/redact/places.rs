//! Where secrets are, by the names that lead there, and by what names they go.

/// What a value is, by the names that lead to it. Lists between them don't count, and neither does the depth:
/// the same holds for shapes of today, of old and of tomorrow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// The rest of a body. Only names that mean nothing else are secrets here.
    Plain,
    /// What is left of a call. Its links for the hour go as well: they differ with every delivery.
    Artifact,
    /// Settings as Vapi echoes them: every name that sounds like a secret is one.
    Settings,
    /// Settings of what is to be left of a call, whose structured outputs are settings too, and no results.
    Plan,
    /// A caller. What is known of them is the business's, but settings may come with them.
    Customer,
    /// What another provider sends: only names that mean nothing else are secrets, and no name is a place of
    /// Vapi's settings.
    Foreign,
    /// What a business, a caller or a model put there. It is kept, whatever it is called.
    Own,
}

/// What is a business's own: what was said, asked, answered and found out, and the forms that it is asked in.
const OWN: [&str; 23] = [
    "analysis",
    "analysisplan",
    "arguments",
    "conversation",
    "extractedvariables",
    "input",
    "messages",
    "messagesopenaiformatted",
    "metadata",
    "output",
    "parameters",
    "result",
    "results",
    "schema",
    "scorecard",
    "scorecards",
    "skippedstructuredoutputs",
    "summary",
    "transcript",
    "transcripts",
    "variableextractionplan",
    "variables",
    "variablevalues",
];

/// `structuredData`, `structuredDataMulti`, `structuredOutputs`, … and their plans.
const OWN_BEGINNINGS: [&str; 2] = ["structureddata", OUTPUTS];

const OUTPUTS: &str = "structuredoutput";

const CUSTOMERS: [&str; 2] = ["customer", "customers"];

/// Settings that come with a caller.
const OVERRIDES: [&str; 3] = ["assistantoverrides", "squadoverrides", "workflowoverrides"];

/// Places of settings by their whole name. `observer` is no `server`.
const PLACES: [&str; 14] = [
    "call",
    "calls",
    "credential",
    "credentials",
    "monitor",
    "phonenumber",
    "phonenumbers",
    "server",
    "servers",
    "tool",
    "tools",
    "toolsappend",
    "toolwithtoolcalllist",
    "transport",
];

/// Places of settings by the end of their name: `fromAssistant`, `membersOverrides`, `sipHeaders`.
const PLACE_ENDINGS: [&str; 8] =
    ["assistant", "assistants", "overrides", "squad", "squads", "workflow", "steprecord", "headers"];

const PLANS: [&str; 2] = ["artifactplan", "artifactplans"];

const ARTIFACT_ENDINGS: [&str; 2] = ["artifact", "artifacts"];

/// What ends so is a secret anywhere but among a business's own words. Other providers send some of these,
/// such as Stripe's `client_secret`.
const UNMISTAKABLE: [&str; 20] = [
    "accesskey",
    "accesstoken",
    "apikey",
    "apisecret",
    "authenticationplan",
    "authpassword",
    "authtoken",
    "clientsecret",
    "hmacsecret",
    "jwtsecret",
    "privatekey",
    "refreshtoken",
    "secretkey",
    "sessiontoken",
    "urlsecret",
    // Whoever knows them can talk into a live call, or listen to it.
    "callsipuri",
    "calltoken",
    "callurl",
    "controlurl",
    "listenurl",
];

/// What ends so is a secret among settings. Not `tokens`, which are counted: `maxTokens`.
const AMONG_SETTINGS: [&str; 14] = [
    "authorization",
    "cookie",
    "cookies",
    "credential",
    "credentials",
    "environmentvariables",
    "headers",
    "key",
    "keys",
    "password",
    "passwords",
    "secret",
    "secrets",
    "token",
];

/// Links that die within the hour.
const SHORT_LIVED: &str = "presigned";

impl Scope {
    /// What the value of a member is; `None` when it is a secret. `room` spares an allocation for each name.
    pub(super) fn of_member(self, name: &str, room: &mut String) -> Option<Self> {
        if self == Self::Own {
            return Some(self);
        }
        let name = plain(name, room);
        if self == Self::Customer {
            return Some(if OVERRIDES.contains(&name) { Self::Settings } else { self });
        }
        if self == Self::Plan && name.starts_with(OUTPUTS) {
            return Some(Self::Settings);
        }
        if is_own(name) {
            return Some(Self::Own);
        }
        if self.has_secret(name) {
            return None;
        }
        Some(if self == Self::Foreign {
            self
        } else if CUSTOMERS.contains(&name) {
            Self::Customer
        } else if ends(name, &ARTIFACT_ENDINGS) {
            Self::Artifact
        } else if PLANS.contains(&name) {
            Self::Plan
        } else if PLACES.contains(&name) || ends(name, &PLACE_ENDINGS) {
            Self::Settings
        } else {
            self
        })
    }

    /// Whether a text that is JSON may have a secret in it.
    pub(super) fn is_settings(self) -> bool {
        matches!(self, Self::Settings | Self::Plan)
    }

    /// Whether what goes by this plain name is a secret here.
    fn has_secret(self, name: &str) -> bool {
        let is_among = match self {
            Self::Settings | Self::Plan => ends(name, &AMONG_SETTINGS) || name.starts_with(SHORT_LIVED),
            Self::Artifact => name.starts_with(SHORT_LIVED),
            Self::Plain | Self::Customer | Self::Foreign | Self::Own => false,
        };
        is_among || ends(name, &UNMISTAKABLE)
    }
}

fn is_own(name: &str) -> bool {
    OWN.contains(&name) || OWN_BEGINNINGS.iter().any(|beginning| name.starts_with(beginning))
}

fn ends(name: &str, endings: &[&str]) -> bool {
    endings.iter().any(|ending| name.ends_with(ending))
}

/// A name in small letters, without what joins its words or numbers it: `X-Api-Key`, `API_KEY_2` and `apiKey`
/// end alike.
fn plain<'a>(name: &str, room: &'a mut String) -> &'a str {
    room.clear();
    let letters = name.chars().filter(|letter| letter.is_alphanumeric());
    room.extend(letters.map(|letter| letter.to_ascii_lowercase()));
    room.trim_end_matches(|letter: char| letter.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_same_however_its_words_are_joined() {
        for name in ["apiKey", "API_KEY", "api-key", "api key", "Api.Key", "apikey_2", "\0apiKey"] {
            assert_eq!(plain(name, &mut String::new()), "apikey");
        }
        assert_eq!(plain("-_", &mut String::new()), "");
    }

    #[test]
    fn a_name_is_a_secret_by_how_it_ends() {
        let is_secret = |name: &str| Scope::Settings.of_member(name, &mut String::new()).is_none();
        for name in [
            "secret",
            "serverUrlSecret",
            "token",
            "x-vapi-token",
            "SIP_PASSWORD",
            "key",
            "accesskey",
            "ocpApimSubscriptionKey",
            "Authorization",
            "proxy-authorization",
            "Set-Cookie",
            "cookies",
            "credential",
            "credentials",
            "outboundAuthenticationPlan",
            "webCallUrl",
            "presignedMonoUrl",
            "pre_signed_url",
        ] {
            assert!(is_secret(name), "{name}");
        }
        for name in
            ["secretary", "maxTokens", "keypadInputPlan", "credentialId", "credentialIds", "url", "", "presi"]
        {
            assert!(!is_secret(name), "{name}");
        }
    }
}
