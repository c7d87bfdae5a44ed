//! Passing a question on: a ticket begun from a conversation.

use mobile_contract::chat::{Message, Outcome};
use mobile_contract::limits::CONVERSATION_MESSAGES;
use mobile_contract::qr::ScannedCode;
use mobile_contract::ticket::{NewTicket, TicketFromChat, TicketSource};
use mobile_contract::{FaqId, ProcedureCode, Slug};

use super::store::{self, Access, Turn};
use super::visit::scanned_at;
use crate::error::Result;
use crate::faqs::cited;
use crate::tickets::{Incoming, Inferred, Tickets};

/// A turn is two messages.
const LATEST: u64 = 2;

/// What a conversation makes of a ticket: its place, procedure, scanned code and language stand in for what the citizen
/// left out, and its turns go along only when the citizen agreed to that.
///
/// # Errors
/// When the database fails.
pub async fn incoming(
    tickets: &Tickets,
    access: &Access,
    body: TicketFromChat,
) -> Result<Incoming> {
    let turns = store::turns(&*tickets.db, access.id(), CONVERSATION_MESSAGES.into()).await?;
    let locale = access.topic().kept.speaks;
    let locale = locale.unwrap_or_else(|| access.locale());
    let here = scanned_at(&tickets.resolver, access, locale).await?;
    let stands = Standing {
        tickets,
        access,
        here: here.as_ref(),
        at_counter: body.at_counter,
    };
    let shared = turns.iter().filter(|_| body.share_conversation);
    let conversation = shared.map(line).collect();
    let (new, inferred) = stands.filled_in(body.ticket, &turns);
    Ok(Incoming {
        new: NewTicket {
            locale: new.locale.or(Some(locale)),
            ..new
        },
        source: TicketSource::Chat,
        operator: None,
        direct: None,
        inferred,
        files: Vec::new(),
        conversation,
        shown: shown(&turns),
        locale,
    })
}

/// The words said last, to begin a ticket with: mostly the question that found no answer.
///
/// # Errors
/// When the database fails.
pub async fn last_words(tickets: &Tickets, access: &Access) -> Result<Option<String>> {
    let turns = store::turns(&*tickets.db, access.id(), LATEST).await?;
    Ok(turns.into_iter().rev().find_map(|turn| match turn {
        Turn::Citizen(words) => Some(words),
        Turn::Assistant(_) => None,
    }))
}

/// What of a conversation stands in for what a ticket leaves out.
struct Standing<'a> {
    tickets: &'a Tickets,
    access: &'a Access,
    /// What was scanned when it began.
    here: Option<&'a ScannedCode>,
    /// Whether it happened there, as the citizen says.
    at_counter: Option<bool>,
}

impl Standing<'_> {
    /// The ticket with what stands in, and what of it that is.
    fn filled_in(&self, ticket: NewTicket, turns: &[Turn]) -> (NewTicket, Inferred) {
        let inferred = Inferred {
            procedure: ticket.procedure.is_none(),
            counter: ticket.qr.is_none() && self.at_counter.is_none(),
        };
        let qr = ticket.qr.or_else(|| self.code());
        let place = ticket.place.or_else(|| self.place(qr.as_deref()));
        let about = || talked_about(turns).filter(|code| self.is_known(code));
        let procedure = ticket.procedure;
        let new = NewTicket {
            place,
            qr,
            procedure: procedure.or_else(|| about().map(|code| code.to_string())),
            ..ticket
        };
        (new, inferred)
    }

    /// The code that was scanned. Where nothing is said of it, a counter is kept only for as long as a visit lasts.
    fn code(&self) -> Option<String> {
        let here = self.here?;
        let unsaid = || here.counter.is_none() || self.access.is_visit(self.tickets.clock.now());
        let stays = self.at_counter.unwrap_or_else(unsaid);
        stays.then(|| here.code.to_string())
    }

    /// Where a ticket with this code is about. Another counter, scanned for it, tells its place better than what was
    /// said before; and where it is not about the counter of the conversation, that one's place says nothing.
    fn place(&self, qr: Option<&str>) -> Option<String> {
        let place = self.standing_place()?;
        let stays = match qr {
            Some(qr) => self.is_own(qr),
            None => {
                let there = self.here.and_then(|here| here.place.as_ref());
                there.is_none_or(|there| there.id != place)
            }
        };
        stays.then(|| place.to_string())
    }

    fn is_own(&self, qr: &str) -> bool {
        let read = self.tickets.resolver.read(qr);
        read.is_ok_and(|(code, _)| self.access.qr() == Some(code.as_str()))
    }

    /// The place that was said, or that the conversation began at, as long as it is known: what a citizen never
    /// typed must not be what is refused.
    fn standing_place(&self) -> Option<Slug> {
        let said = self.access.topic().kept.place.map(|place| place.id);
        let place = said.or_else(|| self.access.place())?;
        let places = self.tickets.names.places.get();
        places.find(&place).map(|place| place.id.clone())
    }

    fn is_known(&self, code: &ProcedureCode) -> bool {
        self.tickets.procedures.get().find(code).is_some()
    }
}

/// The procedure that the last message was answered about. What found no answer, or told of service, is
/// not about what was talked of before it.
fn talked_about(turns: &[Turn]) -> Option<ProcedureCode> {
    let last = turns.iter().rev().find_map(|turn| match turn {
        Turn::Assistant(message) if message.outcome != Outcome::Smalltalk => Some(message),
        _ => None,
    })?;
    answered_about(last)
}

fn answered_about(message: &Message) -> Option<ProcedureCode> {
    let procedure = message.procedure.as_ref()?;
    (message.outcome == Outcome::Answered).then(|| procedure.code.clone())
}

/// The answers of agencies that the citizen was shown.
fn shown(turns: &[Turn]) -> Vec<FaqId> {
    let mut ids: Vec<FaqId> = turns
        .iter()
        .filter_map(|turn| match turn {
            Turn::Assistant(message) => Some(cited(&message.citations)),
            Turn::Citizen(_) => None,
        })
        .flatten()
        .collect();
    ids.sort();
    ids.dedup();
    ids
}

/// One turn as whoever answers reads it; they read Vietnamese.
fn line(turn: &Turn) -> String {
    match turn {
        Turn::Citizen(words) => format!("Người dân: {words}"),
        Turn::Assistant(message) => format!("Trợ lý: {}", message.text),
    }
}

#[cfg(test)]
mod tests {
    use mobile_contract::chat::ProcedureRef;
    use uuid::Uuid;

    use super::*;

    fn turn(outcome: Outcome, code: Option<&str>) -> Turn {
        Turn::Assistant(Box::new(Message {
            id: Uuid::nil(),
            outcome,
            text: "Trả lời.".to_owned(),
            facet: None,
            procedure: code.map(|code| ProcedureRef {
                code: code.parse().unwrap(),
                title: "Đăng ký khai sinh".to_owned(),
            }),
            options: Vec::new(),
            citations: Vec::new(),
            suggestions: Vec::new(),
            confidence: 0.9,
            counter: None,
            agency: None,
        }))
    }

    #[test]
    fn only_what_was_just_answered_is_what_a_ticket_is_about() {
        let answered = turn(Outcome::Answered, Some("1.001193"));
        let thanks = turn(Outcome::Smalltalk, None);
        let code = Some("1.001193".parse().unwrap());
        assert_eq!(talked_about(&[answered.clone(), thanks]), code);
        for outcome in [Outcome::NotFound, Outcome::Feedback, Outcome::Clarify] {
            assert_eq!(talked_about(&[answered.clone(), turn(outcome, None)]), None);
        }
        assert_eq!(talked_about(&[]), None);
    }

    #[test]
    fn lines_say_who_spoke() {
        let said = Turn::Citizen("mất sổ đỏ".to_owned());
        assert_eq!(line(&said), "Người dân: mất sổ đỏ");
        assert_eq!(line(&turn(Outcome::Answered, None)), "Trợ lý: Trả lời.");
    }
}
