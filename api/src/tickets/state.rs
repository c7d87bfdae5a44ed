//! What may be done in which state.

use mobile_contract::ErrorCode;
use mobile_contract::ticket::TicketState;

use crate::error::Error;

/// Something that is done to a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    /// It goes to an agency, or on to another.
    Send,
    /// Somebody takes it on, notes something, or drafts an answer.
    Work,
    /// Its kind is put right.
    Rekind,
    /// The citizen is asked for something.
    Ask,
    /// It is answered.
    Answer,
    /// It is joined to another one.
    Merge,
    /// The sender writes.
    Write,
    /// The sender takes it back.
    Withdraw,
    /// The sender reopens it.
    Reopen,
    /// The sender rates the answer.
    Rate,
}

/// Whether a deed may be done in a state.
pub(super) const fn may(state: TicketState, deed: Deed) -> bool {
    match deed {
        // An operator may answer what nobody needs to be sent.
        Deed::Send | Deed::Work | Deed::Answer | Deed::Merge | Deed::Write | Deed::Withdraw => {
            state.is_open()
        }
        // What was taken for a complaint or denunciation, too: else nobody could put that right.
        Deed::Rekind => state.is_open() || matches!(state, TicketState::HandedOver),
        Deed::Ask => matches!(state, TicketState::Unrouted | TicketState::WithAgency),
        Deed::Reopen | Deed::Rate => matches!(state, TicketState::Answered | TicketState::Merged),
    }
}

/// Refuses a deed that may not be done.
pub(super) fn must(state: TicketState, deed: Deed) -> Result<(), Error> {
    if may(state, deed) {
        Ok(())
    } else {
        Err(Error::new(ErrorCode::TicketState))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_closed_can_only_be_rated_or_reopened() {
        use TicketState::{Answered, HandedOver, Merged, Withdrawn};
        for state in [Answered, Merged, HandedOver, Withdrawn] {
            for deed in [
                Deed::Send,
                Deed::Work,
                Deed::Ask,
                Deed::Answer,
                Deed::Write,
                Deed::Withdraw,
            ] {
                assert!(!may(state, deed), "{state:?} {deed:?}");
            }
        }
        assert!(may(Answered, Deed::Reopen));
        assert!(!may(Withdrawn, Deed::Reopen));
        assert!(!may(HandedOver, Deed::Rate));
    }
}
