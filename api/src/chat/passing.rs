//! Passing a question on: a ticket begun from a conversation.

use mobile_contract::chat::{Message, Outcome};
use mobile_contract::limits::CONVERSATION_MESSAGES;
use mobile_contract::ticket::{NewTicket, TicketFromChat, TicketSource};
use mobile_contract::{FaqId, ProcedureCode};

use super::store::{self, Access, Turn};
use crate::error::Result;
use crate::faqs::cited;
use crate::tickets::{Incoming, Tickets};

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
    let TicketFromChat {
        ticket,
        share_conversation,
    } = body;
    let turns = store::turns(&*tickets.db, access.id(), CONVERSATION_MESSAGES.into()).await?;
    let topic = access.topic();
    let locale = topic.kept.speaks.unwrap_or_else(|| access.locale());
    // A code that was withdrawn since is left out: what a citizen never typed must not be what is refused. So is that of a
    // receipt, whose number alone stands for nothing.
    let here = tickets.resolver.noted_if_any(access.qr(), locale).await?;
    let here = here.filter(|scanned| !scanned.is_receipt());
    let qr = ticket.qr.clone().or_else(|| Some(here?.code.to_string()));
    // Another counter, scanned for this ticket, tells its place better than what was said before.
    let same = |qr: &str| {
        let read = tickets.resolver.read(qr);
        read.is_ok_and(|(code, _)| access.qr() == Some(code.as_str()))
    };
    let elsewhere = ticket.qr.as_deref().is_some_and(|qr| !same(qr));
    let place = match &ticket.place {
        None if !elsewhere => standing_place(tickets, access),
        place => place.clone(),
    };
    let about = || talked_about(&turns).filter(|code| is_known(tickets, code));
    let new = NewTicket {
        place,
        qr,
        procedure: ticket
            .procedure
            .clone()
            .or_else(|| about().map(|code| code.to_string())),
        locale: ticket.locale.or(Some(locale)),
        ..ticket
    };
    Ok(Incoming {
        new,
        source: TicketSource::Chat,
        operator: None,
        direct: None,
        files: Vec::new(),
        conversation: turns
            .iter()
            .filter(|_| share_conversation)
            .map(line)
            .collect(),
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

/// The place that was said, or that the conversation began at, as long as it is known: what a citizen never
/// typed must not be what is refused.
fn standing_place(tickets: &Tickets, access: &Access) -> Option<String> {
    let said = access.topic().kept.place.map(|place| place.id);
    let place = said.or_else(|| access.place())?;
    let places = tickets.names.places.get();
    places.find(&place).map(|place| place.id.to_string())
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

fn is_known(tickets: &Tickets, code: &ProcedureCode) -> bool {
    tickets.procedures.get().find(code).is_some()
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
        Turn::Assistant(Message {
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
        })
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
