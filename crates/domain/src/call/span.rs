//! From when to when a call was, as it is shown.

use chrono::{DateTime, Utc};

use super::merge::{Call, Stamps};

/// When a call began and when it was over; absent while that is not known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    pub began_at: Option<DateTime<Utc>>,
    pub over_at: Option<DateTime<Utc>>,
}

impl Call {
    pub fn span(&self) -> Span {
        self.stamps.span(self.facts.started_at, self.facts.ended_at)
    }
}

impl Stamps {
    /// The start and the end of the call that these stamps are of. They can come from two messages that
    /// contradict each other: of an end before its start only the one from the better source is shown. Both are
    /// kept, as a later message may yet correct either.
    pub fn span(&self, started_at: Option<DateTime<Utc>>, ended_at: Option<DateTime<Utc>>) -> Span {
        let both = Span { began_at: started_at, over_at: ended_at };
        let is_possible = started_at.zip(ended_at).is_none_or(|(started, ended)| started <= ended);
        if is_possible {
            both
        } else if self.started_at >= self.ended_at {
            Span { over_at: None, ..both }
        } else {
            Span { began_at: None, ..both }
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::call::{Facts, Observation, Source, SourceRank, Stamp, VapiCallId};
    use crate::{CallId, OrganizationId};

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(second, 0).unwrap()
    }

    fn observed(rank: SourceRank, second: i64, started: Option<i64>, ended: Option<i64>) -> Observation {
        Observation {
            vapi_call_id: VapiCallId::parse("call-1").unwrap(),
            stamp: Stamp { rank, at: at(second), source: Source::Message, hash: 0 },
            status: None,
            is_final: false,
            is_complete: false,
            facts: Facts { started_at: started.map(at), ended_at: ended.map(at), ..Facts::default() },
            derived: Facts::default(),
        }
    }

    fn merged(observations: &[Observation]) -> Call {
        let vapi_call_id = VapiCallId::parse("call-1").unwrap();
        let call = Call::unknown(CallId(Uuid::nil()), OrganizationId(Uuid::nil()), vapi_call_id);
        observations.iter().cloned().fold(call, |call, observation| call.merge(observation).0)
    }

    fn shown(call: &Call) -> (Option<i64>, Option<i64>) {
        let Span { began_at, over_at } = call.span();
        (began_at.map(|at| at.timestamp()), over_at.map(|at| at.timestamp()))
    }

    #[test]
    fn of_an_end_before_its_start_only_what_the_better_source_has_is_shown() {
        use SourceRank::{Record, Status};
        for (start, end, expected) in [
            (observed(Status, 60, Some(50), None), observed(Record, 100, None, Some(40)), (None, Some(40))),
            (observed(Record, 100, Some(50), None), observed(Status, 120, None, Some(40)), (Some(50), None)),
            (observed(Status, 60, Some(50), None), observed(Status, 70, None, Some(40)), (None, Some(40))),
            (
                observed(Status, 60, Some(50), None),
                observed(Record, 100, None, Some(50)),
                (Some(50), Some(50)),
            ),
            (observed(Status, 60, Some(50), None), observed(Record, 100, None, None), (Some(50), None)),
        ] {
            let calls = [merged(&[start.clone(), end.clone()]), merged(&[end, start])];
            assert_eq!(calls.each_ref().map(shown), [expected; 2]);
            assert_eq!(calls[0], calls[1]);
        }
    }

    #[test]
    fn a_later_correction_brings_both_back() {
        let start = observed(SourceRank::Status, 60, Some(50), None);
        let end = observed(SourceRank::Record, 100, None, Some(40));
        let corrected = observed(SourceRank::Record, 110, None, Some(90));
        assert_eq!(shown(&merged(&[start.clone(), end.clone()])), (None, Some(40)));
        assert_eq!(shown(&merged(&[start, end, corrected])), (Some(50), Some(90)));
    }
}
