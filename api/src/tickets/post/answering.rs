//! An agency answers by replying to its letter. What may not go out stays beside the ticket, and the
//! agency is told what is missing; nothing that was written is lost.

use chrono::TimeDelta;
use mobile_contract::limits::ATTACHMENTS_PER_MESSAGE;
use mobile_contract::mail::{MailOutcome, MailReason, MailResult};
use mobile_contract::ticket::{NewAnswer, NewDraft};
use mobile_contract::{ErrorCode, Locale, Slug};
use url::Url;
use uuid::Uuid;

use super::draft::Written;
use super::mandate::{Closed, Mandate};
use super::store::{self, Arrival};
use super::token::{Mark, Purpose, Token};
use crate::attachments::{self, Owner, Taken};
use crate::error::{Error, Result};
use crate::kernel::pii;
use crate::notifications::inbound::Inbound;
use crate::notifications::{About, MailNotTaken, Outgoing, Recipient, Template};
use crate::storage::WriteTransaction;
use crate::tickets::checking::must_help;
use crate::tickets::files::NOBODY as NO_ACCOUNT;
use crate::tickets::state::Deed;
use crate::tickets::store::{self as tickets, Sees};
use crate::tickets::{Desk, Tickets, record, written};

/// A letter about mail that was not taken is written once an hour for the same words.
const HOUR: i64 = 3600;
/// Most such letters a day for one sender's mail about one ticket: two programs that answer each other with
/// other words each time must come to an end.
const NOT_TAKEN_PER_DAY: u64 = 10;

impl Tickets {
    /// Sends what an agency replied as its answer, after the checks that every answer passes.
    pub(super) async fn answer_by_mail(
        &self,
        mail: &Inbound,
        token: &Token,
        arrival: &Arrival,
    ) -> Result<MailResult> {
        let mandate = match self.mandate_of(token).await? {
            Ok(mandate) => mandate,
            Err(why) => return self.refuse_token(mail, why, Some(token), arrival).await,
        };
        let files = self.take_files(mail, arrival, ATTACHMENTS_PER_MESSAGE);
        let came = &files.await?;
        let answered = match self.send_answer(mail, &mandate, came, false).await {
            // The agency lets a leader look first.
            Err(e) if e.code() == ErrorCode::ApprovalRequired => {
                self.send_answer(mail, &mandate, came, true).await
            }
            answered => answered,
        };
        match answered {
            Err(e) if matches!(e.code(), ErrorCode::Invalid | ErrorCode::FindingRequired) => {
                self.keep_unfit(mail, &mandate, &e, arrival).await
            }
            // It left, or was closed, just now.
            Err(e) if e.code() == ErrorCode::TicketNotFound => {
                self.refuse_token(mail, Closed::Elsewhere, Some(token), arrival)
                    .await
            }
            Err(e) if e.code() == ErrorCode::TicketState => {
                self.refuse_token(mail, Closed::Answered, Some(token), arrival)
                    .await
            }
            result => result,
        }
    }

    async fn send_answer(
        &self,
        mail: &Inbound,
        mandate: &Mandate,
        (files, arrival): &(Vec<Taken>, Arrival),
        for_approval: bool,
    ) -> Result<MailResult> {
        let desk = mandate.desk();
        let change = self
            .begin_change(mandate.code(), desk.sees(), Deed::Answer)
            .await?;
        let outcome = match for_approval {
            true => MailOutcome::Submitted,
            false => MailOutcome::Answered,
        };
        let result = MailResult::new(outcome).of(mandate.code());
        let result = arrival.counted(result);
        arrival.became(&*change.transaction, &result).await?;
        if arrival.left_out > 0 {
            let note = left_out(arrival.left_out);
            // Nobody's note: the agency's own is what its page goes on with.
            written::note(
                &*change.transaction,
                change.row.id,
                &NOBODY,
                note,
                change.now,
            )
            .await?;
        }
        let owner = Owner::ticket(change.row.id);
        // What an earlier mail brought was meant for the answer that this one replaces.
        attachments::take_back_of(&*change.transaction, owner, NO_ACCOUNT).await?;
        // They go out with the answer that follows; what colleagues have laid ready does not.
        attachments::lay_ready(&*change.transaction, files, owner, NO_ACCOUNT).await?;
        let written = Written::read(&mail.text);
        let mut cites = self.known(written.cites);
        if cites.is_empty() {
            // The question names what it is about; so does its answer.
            cites.extend(self.known(change.row.procedure.clone()));
        }
        if for_approval {
            must_help(&written.text, cites.len(), written.anyway)?;
            let draft = NewDraft {
                revision: change.row.revision,
                text: written.text,
                cites,
                submit: true,
            };
            self.draft_in(change, &desk, &draft, Locale::Vi).await?;
            return Ok(result);
        }
        let answer = NewAnswer {
            revision: change.row.revision,
            text: Some(written.text),
            cites,
            anyway: written.anyway,
        };
        self.answer_in(change, &desk, &answer, Locale::Vi).await?;
        Ok(result)
    }

    /// Those citations that are in force.
    fn known(&self, cites: impl IntoIterator<Item = String>) -> Vec<String> {
        let in_force = |cited: &String| self.citations(std::slice::from_ref(cited)).is_ok();
        cites.into_iter().filter(in_force).collect()
    }

    /// Keeps an answer that may not go out as it is, and tells the agency why.
    async fn keep_unfit(
        &self,
        mail: &Inbound,
        mandate: &Mandate,
        why: &Error,
        arrival: &Arrival,
    ) -> Result<MailResult> {
        let desk = mandate.desk();
        let transaction = self.db.begin().await?;
        let row = tickets::lock(&*transaction, mandate.code(), desk.sees()).await?;
        let now = self.clock.now();
        if !mail.text.trim().is_empty() {
            let words = pii::mask(&mail.text).into_owned();
            written::note(&*transaction, row.id, &desk, words, now).await?;
        }
        if let Some(to) = self
            .agency_recipient(&*transaction, mandate.agency())
            .await?
        {
            let mark = Mark::of(mandate.agency(), to.address());
            let letter = NotTaken {
                why: reasons(why, !mail.attachments.is_empty()),
                words: mail.text.clone(),
                link: Some(self.signed_link(mandate.code(), mark)?),
                reply_to: self.reply_address(mandate.code(), Purpose::Reply, mark)?,
            };
            let about = (Some(row.id), row.code.clone());
            self.say_not_taken(&transaction, to, about, letter, arrival)
                .await?;
        }
        let result = MailResult::new(MailOutcome::Refused).because(MailReason::Unfit);
        let result = arrival.counted(result.of(mandate.code()));
        arrival.became(&*transaction, &result).await?;
        record::noted(&*transaction, &row, None, now).await?;
        transaction.commit().await?;
        Ok(result)
    }

    /// A reply to an address that opens nothing. The agency whose token it was is told; so is one
    /// whose own mailbox it says to come from. Nobody else is.
    pub(super) async fn refuse_token(
        &self,
        mail: &Inbound,
        why: Closed,
        token: Option<&Token>,
        arrival: &Arrival,
    ) -> Result<MailResult> {
        let mut result = MailResult::new(MailOutcome::Refused).because(why.reason());
        result.ticket = token.map(|token| token.code.clone());
        let result = arrival.counted(result);
        let transaction = self.db.begin().await?;
        arrival.became(&*transaction, &result).await?;
        let letter = |words| NotTaken {
            why: vec![why.words().0.to_owned()],
            words,
            link: None,
            reply_to: None,
        };
        match token {
            Some(token) if token.purpose == Purpose::Sender => {
                self.say_closed_to_sender(&transaction, token, why, arrival)
                    .await?;
            }
            Some(token) => {
                let to = self.agency_of(&transaction, token.mark).await?;
                let code = token.code.to_string();
                if let Some(to) = to {
                    let about = tickets::find(&*transaction, &token.code, Sees::All).await;
                    let about = about.ok().map(|row| row.id);
                    let letter = letter(mail.text.clone());
                    self.say_not_taken(&transaction, to, (about, code), letter, arrival)
                        .await?;
                }
            }
            // What a stranger writes is not carried to an agency.
            None => {
                if let Some(to) = self.known_mailbox(&*transaction, &mail.from).await? {
                    let about = (None, String::new());
                    self.say_not_taken(&transaction, to, about, letter(String::new()), arrival)
                        .await?;
                }
            }
        }
        transaction.commit().await?;
        Ok(result)
    }

    /// The mailbox of the agency that a token was made for.
    async fn agency_of(&self, db: &WriteTransaction, mark: Mark) -> Result<Option<Recipient>> {
        let agencies = self.names.agencies.keep();
        let agency: Option<Slug> = agencies
            .after(None, None, None)
            .find(|agency| mark.is_of(&agency.id))
            .map(|agency| agency.id.clone());
        match agency {
            Some(agency) => self.agency_recipient(&**db, &agency).await,
            None => Ok(None),
        }
    }

    /// Says that a mail was not taken; of the same words, at most once an hour.
    pub(super) async fn say_not_taken(
        &self,
        db: &WriteTransaction,
        to: Recipient,
        (about, code): (Option<Uuid>, String),
        letter: NotTaken,
        arrival: &Arrival,
    ) -> Result<()> {
        let now = self.clock.now();
        let day = now - TimeDelta::days(1);
        let sender = arrival.sender.as_deref();
        if store::refused_since(&**db, &code, sender, day).await? > NOT_TAKEN_PER_DAY {
            return Ok(());
        }
        let hour = now.timestamp() / HOUR;
        // The same words again within the hour are a program's.
        let whose = format!(
            "{}\n{}\n{}",
            to.address(),
            letter.words,
            letter.why.join("\n")
        );
        let whose = self.vault.fingerprint("mail not taken", &whose);
        let whose = whose.get(..24).unwrap_or_default();
        let template = Template::MailNotTaken(MailNotTaken {
            code: Some(code.clone()).filter(|code| !code.is_empty()),
            why: letter.why,
            words: letter.words,
            link: letter.link,
        });
        let outgoing = Outgoing {
            about: about.map(|id| About { kind: "ticket", id }),
            reply_to: letter.reply_to,
            dedup_key: Some(format!("mail-not-taken:{code}:{whose}:{hour}")),
            ..Outgoing::new(to, template, Locale::Vi)
        };
        self.outbox.enqueue(&**db, now, outgoing).await.map(drop)
    }
}

/// Why a mail was not taken, and what can be done.
pub(super) struct NotTaken {
    pub(super) why: Vec<String>,
    pub(super) words: String,
    pub(super) link: Option<Url>,
    pub(super) reply_to: Option<String>,
}

/// What is missing, in sentences.
fn reasons(why: &Error, had_files: bool) -> Vec<String> {
    let problem = why.problem(Locale::Vi, "");
    let mut reasons: Vec<String> = problem.errors.into_iter().map(|e| e.msg).collect();
    reasons.extend(problem.detail);
    if had_files {
        reasons.push("tệp kèm theo chưa được giữ; mời gửi kèm lại".to_owned());
    }
    reasons
}

/// That files came along which are not here.
pub(super) fn left_out(files: u32) -> String {
    format!("Thư kèm {files} tệp chưa được nhận: chỉ nhận ảnh và PDF, số lượng có hạn.")
}

/// The note that files are missing is nobody's.
pub(super) const NOBODY: Desk = Desk {
    user: None,
    agency: None,
    leads: false,
};
