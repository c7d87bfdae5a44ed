//! Giving a rating: read, matched, kept, and handed to whoever answers it, in one transaction.

use chrono::{DateTime, Utc};
use mobile_contract::ErrorCode;
use mobile_contract::qr::NamedRef;
use mobile_contract::rating::{NewServiceRating, RatingBasis, RatingReceipt, ServiceRated};
use mobile_contract::ticket::TicketCode;
use sea_orm::ActiveValue::Set;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::entity::rating;
use super::integrity::Marks;
use super::reading::Read;
use super::spot::Spot;
use super::thanks::Told;
use super::visit::{Visit, used};
use super::{Giver, Ratings, case, store};
use crate::error::{Error, Result};
use crate::kernel::clock::to_hanoi;
use crate::kernel::idempotency::Attempt;
use crate::kernel::wire;
use crate::storage::WriteTransaction;
use crate::tickets::{Incoming, Opened, Prepared};

/// What is saved of a rating that may be sent again: no secret.
#[derive(Serialize, Deserialize)]
struct Saved {
    basis: RatingBasis,
    case: Option<TicketCode>,
    agency: Option<NamedRef>,
    contact: bool,
}

/// A rating that is ready to be kept.
struct Ready<'a> {
    read: &'a Read<'a>,
    spot: &'a Spot,
    marks: Marks,
    /// What is kept of the visit.
    spent: Option<String>,
    now: DateTime<Utc>,
}

impl Ratings {
    /// Takes a rating. Sent twice under one key, it is one; what opens its case is then a new secret. After ten
    /// minutes a rating with a case gets none any more, and is only told to be kept.
    ///
    /// # Errors
    /// When a part of it is not acceptable; its visit is forged, too old, of another counter, or spent; or the
    /// database fails. Nothing of it is kept then.
    pub async fn rate(
        &self,
        new: &NewServiceRating,
        giver: &Giver,
        attempt: Option<&Attempt>,
    ) -> Result<ServiceRated> {
        // When it came counts, not when its turn is.
        let now = self.clock.now();
        let read = self.read(new, giver, to_hanoi(now).date())?;
        let visit = new
            .visit
            .as_deref()
            .map(|token| Visit::read(&self.vault, token));
        let visit = visit.transpose()?;
        let _turn = self.turns.acquire().await.map_err(Error::internal)?;
        if let Some(rated) = self.rated_before(attempt, &read).await? {
            return Ok(rated);
        }
        let spot = match &visit {
            Some(visit) => {
                visit.must_be_good(now)?;
                of_the_same(self.visited(visit).await?, new)?
            }
            None => self.claimed(new).await?,
        };
        let ready = Ready {
            marks: self.marks(&read, &spot, giver, now),
            spent: visit.map(|visit| visit.spent(&self.vault)),
            read: &read,
            spot: &spot,
            now,
        };
        let case = read.wants_answer();
        let case = case.then(|| case::of(new, &read, &spot, giver));
        self.take(&ready, case.as_ref(), new.contact.is_some(), attempt)
            .await
    }

    /// Keeps a rating with its case, and what is told of it.
    async fn take(
        &self,
        ready: &Ready<'_>,
        case: Option<&Incoming>,
        contact: bool,
        attempt: Option<&Attempt>,
    ) -> Result<ServiceRated> {
        let prepared = match case {
            Some(case) => Some(self.tickets.prepare(case, ready.now).await?),
            None => None,
        };
        let transaction = self.db.begin().await?;
        let opened = match self.keep(&transaction, ready, prepared.as_ref()).await {
            Err(error) if error.code() == ErrorCode::VisitUsed => {
                drop(transaction);
                return self.rated_meanwhile(attempt, ready.read, error).await;
            }
            kept => kept?,
        };
        let agency = ready.spot.agency.as_ref().map(|agency| NamedRef {
            id: agency.id.clone(),
            name: agency.name.clone(),
        });
        let saved = Saved {
            basis: ready.spot.basis,
            case: opened.as_ref().map(|opened| opened.code.clone()),
            agency,
            contact,
        };
        let kept = match attempt {
            Some(attempt) => attempt.save(&*transaction, 201, &saved, ready.now).await,
            None => Ok(()),
        };
        match kept {
            // Without a visit, this is where the same request at the same time is seen.
            Err(error) if error.code() == ErrorCode::IdempotencyConflict => {
                drop(transaction);
                return self.rated_meanwhile(attempt, ready.read, error).await;
            }
            kept => kept?,
        }
        transaction.commit().await?;
        let answer_by = opened.as_ref().and_then(|opened| opened.answer_by);
        let receipt = opened.map(|opened| RatingReceipt {
            code: opened.code,
            secret: opened.secret,
        });
        Ok(told(saved, receipt, answer_by, ready.read))
    }

    async fn keep(
        &self,
        db: &WriteTransaction,
        ready: &Ready<'_>,
        prepared: Option<&Prepared<'_>>,
    ) -> Result<Option<Opened>> {
        if let Some(spent) = &ready.spent
            && store::is_spent(&**db, spent).await?
        {
            return Err(used());
        }
        let opened = match prepared {
            Some(prepared) => Some(self.tickets.take_in_within(db, prepared).await?),
            None => None,
        };
        // Last of all: others of the network wait from here on.
        let flags = self.look_at(db, &ready.marks, ready.spot).await?;
        // Random: in the order of their time, a list would tell when each was given.
        let id = Uuid::new_v4();
        let ticket = opened.as_ref().map(|opened| opened.id);
        let row = row(ready, id, ticket, !flags.is_empty());
        store::insert(&**db, row).await?;
        store::insert_answers(&**db, id, &ready.read.answers).await?;
        let flags = flags.into_iter().map(|flag| (id, flag));
        store::flag(&**db, flags, ready.now).await?;
        Ok(opened)
    }

    /// What was refused may be the same request, which another connection has carried through meanwhile.
    async fn rated_meanwhile(
        &self,
        attempt: Option<&Attempt>,
        read: &Read<'_>,
        error: Error,
    ) -> Result<ServiceRated> {
        let before = self.rated_before(attempt, read).await?;
        before.ok_or(error)
    }

    /// What a rating became that was sent before under the same key.
    async fn rated_before(
        &self,
        attempt: Option<&Attempt>,
        read: &Read<'_>,
    ) -> Result<Option<ServiceRated>> {
        let Some(attempt) = attempt else {
            return Ok(None);
        };
        let Some(saved) = attempt.saved(&*self.db).await? else {
            return Ok(None);
        };
        let saved: Saved = serde_json::from_str(&saved.body)?;
        let Some(code) = saved.case.clone() else {
            return Ok(Some(told(saved, None, None, read)));
        };
        let transaction = self.db.begin().await?;
        let opened = match self.tickets.taken_in_before(transaction, &code).await {
            Err(error) if error.code() == ErrorCode::IdempotencyConflict => return Err(received()),
            opened => opened?,
        };
        let answer_by = opened.ticket.reply.and_then(|clock| clock.due);
        let receipt = RatingReceipt {
            code,
            secret: opened.secret,
        };
        Ok(Some(told(saved, Some(receipt), answer_by, read)))
    }
}

/// A rating that came again too late for another secret: a shared phone is handed on.
fn received() -> Error {
    Error::new(ErrorCode::IdempotencyConflict).detail(
        "Đánh giá này đã được nhận và lưu, không cần gửi lại. Mời bạn xem trả lời bằng mã phiếu và mã bí mật đã nhận; mã bí mật chỉ được gửi lại trong 10 phút đầu.",
        "This rating was received and is kept; there is no need to send it again. Please read the answer with the code and the secret you were given; the secret is sent again in the first 10 minutes only.",
    )
}

/// Refuses a visit of another counter than the rating names.
fn of_the_same(spot: Spot, new: &NewServiceRating) -> Result<Spot> {
    let visited = spot.counter.as_ref().map(|counter| counter.id.as_str());
    match new.counter.as_deref() {
        Some(named) if visited != Some(named) => Err(Error::new(ErrorCode::VisitWrong).detail(
            "Lượt quét này là của quầy khác. Mời bạn quét mã tại quầy muốn đánh giá.",
            "This scan was made at another counter. Please scan the code at the counter you want to rate.",
        )),
        _ => Ok(spot),
    }
}

fn row(ready: &Ready<'_>, id: Uuid, ticket: Option<Uuid>, excluded: bool) -> rating::ActiveModel {
    let Ready {
        read, spot, marks, ..
    } = ready;
    let form_version = i32::try_from(read.form.version).unwrap_or(i32::MAX);
    let [s1, s2, s3, s4, s5] = read.spread();
    let id_of = |named: &Option<NamedRef>| named.as_ref().map(|named| named.id.to_string());
    rating::ActiveModel {
        id: Set(id),
        form: Set(read.form.id.to_string()),
        form_version: Set(form_version),
        basis: Set(wire::name(spot.basis)),
        counter: Set(id_of(&spot.counter)),
        agency: Set(spot.agency.as_ref().map(|agency| agency.id.to_string())),
        place: Set(id_of(&spot.place)),
        procedure: Set(read.procedure.as_ref().map(ToString::to_string)),
        dossier: Set(spot.dossier.clone()),
        visit: Set(ready.spent.clone()),
        locale: Set(read.locale.as_str().to_owned()),
        lowest: Set(read.lowest().into()),
        mean_x100: Set(read.mean_x100()),
        low: Set(read.is_low()),
        ticket_id: Set(ticket),
        network: Set(marks.network.clone()),
        likeness: Set(marks.likeness.clone()),
        excluded: Set(excluded),
        given_at: Set(ready.now),
        day: Set(to_hanoi(ready.now).date()),
        told_on: Set(None),
        pooled: Set(0),
        s1: Set(s1),
        s2: Set(s2),
        s3: Set(s3),
        s4: Set(s4),
        s5: Set(s5),
    }
}

fn told(
    saved: Saved,
    receipt: Option<RatingReceipt>,
    answer_by: Option<DateTime<Utc>>,
    read: &Read<'_>,
) -> ServiceRated {
    let thanks = Told {
        basis: saved.basis,
        case: receipt.is_some(),
        agency: saved.agency.as_ref().map(|agency| agency.name.as_str()),
        contact: saved.contact,
    };
    ServiceRated {
        thanks: thanks.text(read.locale),
        basis: saved.basis,
        receipt,
        agency: saved.agency,
        answer_by,
    }
}
