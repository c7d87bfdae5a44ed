//! Taking a published question back: because it was wrong, or because another one says the same.

use mobile_contract::editorial::{FaqDraft, FaqState, FaqWithdrawn, WithdrawFaq, WithdrawalCause};
use mobile_contract::knowledge::Faq;
use mobile_contract::{ErrorCode, FaqId};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::drafting::Change;
use super::people::must_lead;
use super::personal::traces;
use super::words::reason;
use super::{Editorial, store};
use crate::error::{Error, Result};
use crate::faqs;
use crate::kernel::wire;
use crate::storage::meta;
use crate::tickets::{Desk, Seen};

impl Editorial {
    /// Takes a published question back: nothing finds it any more, and its page says so, or leads to what is read
    /// in its place. Its words stay for whoever mends them. When it was wrong, everyone who was shown it and left
    /// a contact is told, with the reason. When it is doubled nobody is: what they were told holds, and should
    /// the other question be corrected one day, they hear of that.
    ///
    /// # Errors
    /// When the draft is not the caller's, was changed meanwhile or is not published, the caller reviews
    /// nothing, the reason may tell of a person, or there is no such question to be read in its place.
    pub async fn withdraw(&self, id: Uuid, desk: &Desk, why: &WithdrawFaq) -> Result<FaqDraft> {
        must_lead(desk)?;
        let reason = reason_for_citizens(why)?;
        let mut change = self.open(id, desk, why.revision).await?;
        let faq: Option<FaqId> = change.row.faq.as_deref().and_then(|id| id.parse().ok());
        let faq = faq.filter(|_| change.row.live);
        let faq = faq.ok_or_else(|| Error::new(ErrorCode::FaqState))?;
        let published = faqs::store::live(&*change.transaction, &faq).await?;
        let published = published.ok_or_else(|| Error::new(ErrorCode::FaqState))?;
        let instead = instead(&*change.transaction, &faq, why).await?;
        let other = instead.as_ref().map(|other| other.id.clone());
        faqs::store::withdraw(&*change.transaction, &faq, other.as_ref()).await?;
        meta::bump_faqs(&*change.transaction).await?;
        match (why.cause, &instead) {
            (WithdrawalCause::Wrong, instead) => {
                self.tell_withdrawal(&change, &published, &reason, instead.as_ref())
                    .await?;
            }
            (WithdrawalCause::Doubled, Some(other)) => self.read_on(&change, &faq, other).await?,
            (WithdrawalCause::Doubled, None) => {}
        }
        let withdrawn = FaqWithdrawn {
            cause: why.cause,
            reason: reason.clone(),
            instead: other,
            by: desk.person()?,
            at: self.now(),
        };
        let (row, db) = (&mut change.row, &*change.transaction);
        store::withdrawn(db, (row.id, row.version), &withdrawn).await?;
        row.live = false;
        row.state = wire::name(FaqState::Withdrawn);
        row.note = Some(reason);
        let action = match why.cause {
            WithdrawalCause::Wrong => "faq.withdrawn",
            WithdrawalCause::Doubled => "faq.withdrawn_as_double",
        };
        let shown = self.close(change, desk, action).await?;
        self.bring_out().await;
        Ok(shown)
    }

    /// Whoever was shown a question has, as it were, been shown the one that says the same.
    async fn read_on(&self, change: &Change, faq: &FaqId, other: &Faq) -> Result<()> {
        let db = &*change.transaction;
        let readers = self.tickets.who_saw(db, faq).await?;
        self.tickets
            .mark_seen(db, &readers, &other.id, Seen::Told)
            .await
    }
}

/// The reason. Strangers read it when the answer was wrong: then it may tell of nobody.
fn reason_for_citizens(why: &WithdrawFaq) -> Result<String> {
    let reason = reason(&why.reason, "body.reason")?;
    let found = traces(&reason, true);
    let words = found.first().and_then(|trace| reason.get(trace.at.clone()));
    match (why.cause, words) {
        (WithdrawalCause::Wrong, Some(words)) => Err(Error::field(
            "body.reason",
            format!("lời này gửi đến mọi người đã đọc; mời bỏ {words:?}"),
            format!("everyone who read the answer gets these words; please take out {words:?}"),
        )),
        _ => Ok(reason),
    }
}

/// The question that is read in the place of one.
async fn instead(db: &impl ConnectionTrait, faq: &FaqId, why: &WithdrawFaq) -> Result<Option<Faq>> {
    let named = why.instead.as_deref().map(str::trim);
    let Some(named) = named.filter(|id| !id.is_empty()) else {
        return match why.cause {
            WithdrawalCause::Wrong => Ok(None),
            WithdrawalCause::Doubled => Err(Error::field(
                "body.instead",
                "cần câu hỏi đáp thay cho câu này",
                "needs the question that is read in its place",
            )),
        };
    };
    let unknown = || {
        Error::field(
            "body.instead",
            "không có câu hỏi đáp nào đang đăng với địa chỉ này",
            "no published question has this id",
        )
    };
    let id: FaqId = named.parse().map_err(|_| unknown())?;
    if id == *faq {
        return Err(Error::field(
            "body.instead",
            "phải là một câu khác",
            "must be another question",
        ));
    }
    let found = faqs::store::live(db, &id).await?;
    found.map(Some).ok_or_else(unknown)
}
