//! Publishing and correcting. A question keeps its id, whatever becomes of its words.

use mobile_contract::chat::Citation;
use mobile_contract::editorial::{FaqDraft, FaqState, PersonalKind, PublishFaq};
use mobile_contract::knowledge::{AnsweredBy, Faq, Source};
use mobile_contract::limits::{FAQ_IMPERSONAL, FAQ_SAME};
use mobile_contract::ticket::TicketCode;
use mobile_contract::{ErrorCode, FaqId, Slug};
use uuid::Uuid;

use super::drafting::{Change, must_be, must_be_whole};
use super::entity::{draft, version};
use super::people::{agency, must_be_another, must_lead, writers};
use super::words::{is_among, personal};
use super::{Editorial, store};
use crate::error::{Error, Result};
use crate::faqs;
use crate::kernel::clock::to_hanoi;
use crate::kernel::wire;
use crate::storage::meta;
use crate::tickets::{Desk, Seen};

/// Characters of the question that the id is made of.
const ID_CHARS: usize = 60;
/// Characters behind them, which no other question has.
const ID_TAIL: usize = 8;

impl Editorial {
    /// Publishes what was handed in: reviewed by somebody else than its writer, with nothing left that tells
    /// of a person. Once this returns, this server's search, chat and pages have it. Who asked the same is
    /// told; with a correction, so is everyone who was shown the answer.
    ///
    /// # Errors
    /// When the draft is not the caller's, was changed meanwhile, was not handed in, is their own, still tells
    /// of a person, cites what is not in force, or a ticket that asks the same is not theirs.
    pub async fn publish(&self, id: Uuid, desk: &Desk, publish: &PublishFaq) -> Result<FaqDraft> {
        must_lead(desk)?;
        let mut change = self.open(id, desk, publish.revision).await?;
        must_be(&change.row, &[FaqState::Submitted])?;
        must_be_another(&*change.transaction, &change.row, desk).await?;
        must_be_whole(&change.row)?;
        let let_stand = must_tell_of_nobody(&change.row, &publish.impersonal)?;
        let same = self.same(&change, desk, &publish.same).await?;
        let faq = self.bring_to_print(&mut change, desk, &let_stand).await?;
        self.tell_all(&change, &faq, same).await?;
        change.row.correction = None;
        change.row.writers = store::nobody();
        let action = match change.row.version {
            1 => "faq.published",
            _ => "faq.published_again",
        };
        let shown = self.close(change, desk, action).await?;
        self.bring_out().await;
        Ok(shown)
    }

    /// Tickets that are said to ask the same.
    async fn same(&self, change: &Change, desk: &Desk, codes: &[String]) -> Result<Vec<Uuid>> {
        if codes.len() > FAQ_SAME {
            return Err(Error::field(
                "body.same",
                format!("tối đa {FAQ_SAME} phiếu"),
                format!("at most {FAQ_SAME} tickets"),
            ));
        }
        let codes = codes.iter().map(|code| code.parse::<TicketCode>());
        let unknown = |_| Error::new(ErrorCode::TicketNotFound);
        let codes: Vec<TicketCode> = codes.collect::<Result<_, _>>().map_err(unknown)?;
        let db = &*change.transaction;
        self.tickets.of_codes(db, &codes, desk.sees()).await
    }

    /// Puts the words among the questions, and keeps them as a version.
    async fn bring_to_print(
        &self,
        change: &mut Change,
        desk: &Desk,
        let_stand: &[String],
    ) -> Result<Faq> {
        let now = self.now();
        let row = &mut change.row;
        row.version += 1;
        row.live = true;
        row.reviewer = Some(desk.person()?);
        row.state = wire::name(FaqState::Published);
        row.note = None;
        if row.version > 1 {
            // It stands anew from the day on which it was looked at again.
            row.answered_on = to_hanoi(now).date();
        }
        let id = match row.faq.as_deref().map(str::parse) {
            Some(Ok(id)) => id,
            _ => new_id(row)?,
        };
        row.faq = Some(id.to_string());
        let faq = self.printed(row, id)?;
        let kept = version::Model {
            draft_id: row.id,
            version: row.version,
            body: serde_json::to_string(&faq)?,
            correction: row.correction.clone(),
            writer: row.writer,
            writers: serde_json::to_string(&writers(row)?)?,
            reviewer: desk.person()?,
            impersonal: serde_json::to_string(let_stand)?,
            withdrawn: None,
            published_at: now,
        };
        store::add_version(&*change.transaction, kept).await?;
        faqs::store::put(&*change.transaction, &faq).await?;
        meta::bump_faqs(&*change.transaction).await?;
        Ok(faq)
    }

    /// The question as citizens read it. The ticket that it was made from stands nowhere in it.
    fn printed(&self, row: &draft::Model, id: FaqId) -> Result<Faq> {
        let cites: Vec<String> = serde_json::from_str(&row.cites)?;
        let name = self.name_of(row);
        let own = Source {
            title: format!("{name} trả lời"),
            url: Some(self.page(&id).to_string()),
            as_of: row.answered_on,
        };
        let cited = self.tickets.citations(&cites)?.into_iter().map(source);
        Ok(Faq {
            id,
            question: row.question.clone(),
            also: serde_json::from_str(&row.also)?,
            answer: row.answer.clone(),
            procedure: row.procedure.as_deref().and_then(|code| code.parse().ok()),
            facet: row.facet.as_deref().map(wire::value).transpose()?,
            sources: std::iter::once(own).chain(cited).collect(),
            answered_by: Some(AnsweredBy {
                agency: agency(row),
                name,
                valid_from: to_hanoi(self.now()).date(),
                version: u32::try_from(row.version).unwrap_or(1),
            }),
            verify: None,
        })
    }

    /// Letters, and who has seen the answer now. Who got a private answer from the ticket needs none.
    async fn tell_all(&self, change: &Change, faq: &Faq, same: Vec<Uuid>) -> Result<()> {
        let (db, row) = (&*change.transaction, &change.row);
        if let (Some(why), 2..) = (&row.correction, row.version) {
            self.tell_correction(db, row, faq, why).await?;
        }
        let mut answered = Vec::new();
        if let Some(ticket) = row.ticket_id {
            answered = self.tickets.answered_together(db, ticket).await?;
            self.tickets
                .mark_seen(db, &answered, &faq.id, Seen::Source)
                .await?;
        }
        let same: Vec<Uuid> = same
            .into_iter()
            .filter(|id| !answered.contains(id))
            .collect();
        store::add_same(db, row.id, &same).await?;
        self.tell_of(db, row, faq, &same).await
    }

    /// What is stored is brought out at once. Should that fail, the server's watch tries again.
    pub(super) async fn bring_out(&self) {
        if let Err(error) = self.press.bring_out().await {
            tracing::warn!(%error, "what was published is not served yet");
        }
    }
}

/// Refuses what may still tell of a person, and names it. Gives what only looks so, as the reviewer says: that is
/// kept with the version, so that one can see later who let what stand.
fn must_tell_of_nobody(row: &draft::Model, impersonal: &[String]) -> Result<Vec<String>> {
    if impersonal.len() > FAQ_IMPERSONAL {
        return Err(Error::field(
            "body.impersonal",
            format!("tối đa {FAQ_IMPERSONAL} cụm từ"),
            format!("at most {FAQ_IMPERSONAL} of them"),
        ));
    }
    let mut error: Option<Error> = None;
    let mut let_stand: Vec<String> = Vec::new();
    for found in personal(row)? {
        let may_be_none = matches!(found.kind, PersonalKind::Name | PersonalKind::Address);
        if may_be_none && is_among(&found.words, impersonal) {
            if !let_stand.contains(&found.words) {
                let_stand.push(found.words);
            }
            continue;
        }
        let loc = format!("body.{}", found.part);
        let vi = format!("còn thông tin cá nhân: {:?}; mời sửa lại", found.words);
        let en = format!(
            "may still tell of a person: {:?}; please change it",
            found.words
        );
        error = Some(match error {
            None => Error::field(loc, vi, en),
            Some(error) => error.and_field(loc, vi, en),
        });
    }
    error.map_or(Ok(let_stand), Err)
}

/// An id that people can read, and that no other question has.
fn new_id(row: &draft::Model) -> Result<FaqId> {
    let name = Slug::from_name(&row.question);
    let name = name.as_ref().map_or("", Slug::as_str);
    let head: String = name.chars().take(ID_CHARS).collect();
    let tail = row.id.simple().to_string();
    let tail = tail
        .get(tail.len().saturating_sub(ID_TAIL)..)
        .unwrap_or(&tail);
    let id = format!("{}-{tail}", head.trim_matches('-'));
    id.trim_start_matches('-')
        .parse()
        .map_err(|e| Error::internal(format!("an id of a question: {e}")))
}

fn source(citation: Citation) -> Source {
    Source {
        title: citation.title,
        url: citation.url,
        as_of: citation.as_of,
    }
}
