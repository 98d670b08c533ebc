//! The same request again under another id: a model that is not sure that it was heard asks once more.

use bookings::folded;
use chrono::TimeDelta;
use db::live_questions::LiveQuestion;

use crate::fields::Fields;
use crate::request::Spoken;
use crate::spoken::SpokenLine;
use crate::tool::Tool;
use crate::tool_context::{ToolContext, ToolReply};

/// The reply that was given in this conversation to a request of the same meaning, if it was done.
pub(crate) async fn given_before<T: Tool>(
    context: &ToolContext<'_>,
    meanings: &[String],
) -> db::Result<Option<ToolReply>> {
    given_within::<T>(context, meanings, TimeDelta::MAX).await
}

/// The same, if it was given so little time ago.
pub(crate) async fn given_within<T: Tool>(
    context: &ToolContext<'_>,
    meanings: &[String],
    within: TimeDelta,
) -> db::Result<Option<ToolReply>> {
    if context.is_first {
        return Ok(None);
    }
    let before = db::live_questions::answered_before(context.tx, context.question).await?;
    let is_same = |known: &&LiveQuestion| {
        context.now.to_utc() - known.asked_at <= within
            && meant::<T>(context, known).iter().any(|meaning| meanings.contains(meaning))
    };
    let answer = before.iter().find(is_same).and_then(|known| known.answer.as_ref());
    Ok(answer.map(|answer| {
        let said = Spoken::of_json(answer).text().to_owned();
        ToolReply::spoken(SpokenLine::AsBefore(said))
    }))
}

/// What an earlier request meant when it was made.
fn meant<T: Tool>(context: &ToolContext<'_>, known: &LiveQuestion) -> Vec<String> {
    let then = ToolContext { now: known.asked_at.with_timezone(&context.now.timezone()), ..*context };
    let arguments = known.arguments.as_ref().and_then(|arguments| arguments.as_object());
    let read = arguments.and_then(|arguments| T::read(&Fields(arguments)).ok());
    read.map(|arguments| T::meanings(&then, &arguments)).unwrap_or_default()
}

/// One meaning out of its parts.
pub(crate) fn meaning<'a>(parts: impl IntoIterator<Item = Option<&'a str>>) -> String {
    parts.into_iter().map(|part| words(part.unwrap_or_default())).collect::<Vec<_>>().join("|")
}

/// What was said, however it is written: its words, without case and punctuation.
fn words(text: &str) -> String {
    let folded = folded(text);
    let words = folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let words = words.collect::<Vec<_>>().join(" ");
    // A sign alone says something too.
    if words.is_empty() { folded } else { words }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_the_same_however_they_are_written() {
        for (one, other) in
            [("Call me back!", "call  me back"), ("Ещё раз", "еще раз."), ("It’s urgent", "it's urgent")]
        {
            assert_eq!(meaning([Some(one)]), meaning([Some(other)]));
        }
        assert_ne!(meaning([Some("👍")]), meaning([Some("👎")]));
        assert_ne!(meaning([Some("a"), None]), meaning([None, Some("a")]));
    }
}
