//! Service at the counter whose code was scanned: "nhân viên ở đây", "quầy này chờ cả buổi".

use mobile_contract::ticket::TicketKind;
use motcua_seed::Bilingual;

use super::evidence::Evidence;
use super::outcome::route;
use super::read::Read;
use super::request::{AtCounter, DecidedBy, Guess, Route, RouteRequest};
use super::router::Router;

/// Words, folded, for where one stands.
const HERE: [&str; 15] = [
    "o day",
    "tai day",
    "cho nay",
    "noi nay",
    "ben nay",
    "bo phan nay",
    "trung tam nay",
    "mot cua nay",
    "quay nay",
    "quay day",
    "o quay",
    "tai quay",
    "here",
    "this counter",
    "this desk",
];
/// Words, folded, for who works at a counter and how one is served there.
const SERVICE: [&str; 23] = [
    "nhan vien",
    "can bo",
    "cong chuc",
    "nguoi truc",
    "truc quay",
    "nguoi tiep nhan",
    "nguoi huong dan",
    "nguoi lam viec",
    "thai do",
    "phuc vu",
    "tiep dan",
    "quay",
    "cho lau",
    "cho mai",
    "cho ca buoi",
    "xep hang",
    "lay so",
    "goi so",
    "staff",
    "officer",
    "clerk",
    "counter",
    "desk",
];

/// What speaks for the counter that a conversation began at, where nothing else decides: as much as all other guesses.
const HINTED_SHARE: f32 = 0.5;

/// How plainly words tell of the counter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// Of who serves, and that it is here.
    Plainly,
    /// Of who serves.
    Perhaps,
    /// Of who serves, and the counter was not named for the ticket: its code was scanned some time before.
    Hinted,
}

impl Told {
    /// What a ticket tells of the counter that it was sent from. Nothing where no code was scanned, or what it tells
    /// is no service: a hole in the road "ở đây" is none of a counter.
    pub(super) fn of(request: &RouteRequest<'_>, read: &Read<'_>) -> Option<Self> {
        request.counter?;
        let words: Vec<&str> = read.words.iter().map(|word| word.folded.as_str()).collect();
        let said = format!(" {} ", words.join(" "));
        let says = |phrases: &[&str]| {
            let mut phrases = phrases.iter();
            phrases.any(|phrase| said.contains(&format!(" {phrase} ")))
        };
        let perhaps = if request.inferred.counter {
            Self::Hinted
        } else {
            Self::Perhaps
        };
        match (request.kind, says(&SERVICE), says(&HERE)) {
            (TicketKind::Service, true, true) => Some(Self::Plainly),
            (TicketKind::Service, true, false) | (TicketKind::Question, true, true) => {
                Some(perhaps)
            }
            _ => None,
        }
    }
}

impl Router {
    /// Where the counter is told of: plainly, to whoever answers for it; else only where words lead
    /// nowhere: which commune need not be asked for what happened at a counter. Where it is hinted at, a person
    /// decides: whoever scanned it may write of another office by now.
    pub(super) fn at_counter(
        &self,
        told: Told,
        counter: &AtCounter<'_>,
        read: &Read<'_>,
        evidence: &[Evidence<'_>],
    ) -> Route {
        if told != Told::Plainly {
            let route = self.by_words(read, evidence);
            if route.to.is_some() {
                return route;
            }
            if told == Told::Hinted {
                let guesses = vec![guess(counter)];
                return Route { guesses, ..route };
            }
        }
        let AtCounter { name, agency } = counter;
        let next = self.handover(agency, None, None, read.bodies);
        Route {
            why: Bilingual {
                vi: format!(
                    "Nội dung nói về việc phục vụ tại {name}, do {} phụ trách.",
                    agency.name
                ),
                en: format!(
                    "This is about the service at {name}, for which {} answers.",
                    agency.name
                ),
            },
            handover: next.cloned(),
            ..route(Some(agency), DecidedBy::Counter)
        }
    }
}

/// The counter that a conversation began at, for whoever decides.
fn guess(counter: &AtCounter<'_>) -> Guess {
    let AtCounter { name, agency } = counter;
    Guess {
        agency: (*agency).clone(),
        share: HINTED_SHARE,
        why: Bilingual {
            vi: format!("Cuộc trò chuyện bắt đầu từ mã ở “{name}”; nội dung không nói rõ nơi nào."),
            en: format!(
                "The conversation began with the code at “{name}”; the words do not say where it happened."
            ),
        },
    }
}
