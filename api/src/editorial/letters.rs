//! Who is told of a question, and what.

use mobile_contract::knowledge::{AnsweredBy, Faq};
use mobile_contract::{FaqId, Locale};
use sea_orm::DatabaseTransaction;
use url::Url;
use uuid::Uuid;

use super::Editorial;
use super::drafting::Change;
use super::entity::draft;
use crate::error::Result;
use crate::faqs::PAGES;
use crate::notifications::{AnswerCorrected, AnswerWithdrawn, FaqPublished, Template};
use crate::tickets::{News, Seen};

impl Editorial {
    /// Where citizens read a question.
    pub(super) fn page(&self, id: &FaqId) -> Url {
        self.below(&[PAGES, id.as_str()])
    }

    fn below(&self, path: &[&str]) -> Url {
        let mut link = self.tickets.public_url.clone();
        if let Ok(mut segments) = link.path_segments_mut() {
            segments.pop_if_empty();
            segments.extend(path);
        }
        link
    }

    /// Who stands for an answer.
    pub(super) fn name_of(&self, row: &draft::Model) -> String {
        let agency = row.agency.as_deref();
        let agency = agency.and_then(|id| self.tickets.agency_ref(id));
        agency.map_or_else(|| CALL_CENTRE.to_owned(), |agency| agency.name)
    }

    /// Those who asked the same and left a contact: once, however often the question is published.
    pub(super) async fn tell_of(
        &self,
        db: &DatabaseTransaction,
        row: &draft::Model,
        faq: &Faq,
        tickets: &[Uuid],
    ) -> Result<()> {
        let says = |_: Locale| {
            Template::FaqPublished(FaqPublished {
                question: faq.question.clone(),
                agency: answerer(faq),
                answer: faq.answer.clone(),
                link: self.page(&faq.id),
            })
        };
        let news = News {
            says: &says,
            key: &format!("faq:{}", row.id.simple()),
            unsubscribe: true,
        };
        self.tickets.write_to_senders(db, tickets, &news).await?;
        self.tickets
            .mark_seen(db, tickets, &faq.id, Seen::Told)
            .await
    }

    /// Those who were shown the answer and left a contact: it was wrong, and this is right.
    pub(super) async fn tell_correction(
        &self,
        db: &DatabaseTransaction,
        row: &draft::Model,
        faq: &Faq,
        reason: &str,
    ) -> Result<()> {
        let readers = self.tickets.who_saw(db, &faq.id).await?;
        let says = |_: Locale| {
            Template::AnswerCorrected(AnswerCorrected {
                about: faq.question.clone(),
                agency: answerer(faq),
                answer: faq.answer.clone(),
                reason: reason.to_owned(),
                link: self.page(&faq.id),
            })
        };
        let news = News {
            says: &says,
            key: &format!("fix:{}:{}", row.id.simple(), row.version),
            // Who relies on a wrong answer needs to know, wanted or not.
            unsubscribe: false,
        };
        self.tickets.write_to_senders(db, &readers, &news).await
    }
}

impl Editorial {
    /// Those who were shown the answer and left a contact: it holds no longer. They are led to what holds, or to
    /// where they can ask.
    pub(super) async fn tell_withdrawal(
        &self,
        change: &Change,
        published: &Faq,
        reason: &str,
        instead: Option<&Faq>,
    ) -> Result<()> {
        let (db, row) = (&*change.transaction, &change.row);
        let readers = self.tickets.who_saw(db, &published.id).await?;
        let link = match instead {
            Some(other) => self.page(&other.id),
            None => self.below(&[ASKING]),
        };
        let says = |_: Locale| {
            Template::AnswerWithdrawn(AnswerWithdrawn {
                about: published.question.clone(),
                agency: answerer(published),
                reason: reason.to_owned(),
                instead: instead.map(|other| other.question.clone()),
                link: link.clone(),
            })
        };
        let news = News {
            says: &says,
            key: &format!("gone:{}:{}", row.id.simple(), row.version),
            // Who relies on a wrong answer needs to know, wanted or not.
            unsubscribe: false,
        };
        self.tickets.write_to_senders(db, &readers, &news).await
    }
}

/// Where citizens ask.
const ASKING: &str = "phieu";
/// Answers that no agency was needed for.
const CALL_CENTRE: &str = "Tổng đài 1022";

fn answerer(faq: &Faq) -> String {
    let by: Option<&AnsweredBy> = faq.answered_by.as_ref();
    by.map_or_else(|| CALL_CENTRE.to_owned(), |by| by.name.clone())
}
