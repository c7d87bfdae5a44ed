//! Apologies (phiếu xin lỗi và hẹn lại ngày trả kết quả): drafted the working day before a dossier is due, approved
//! by a leader, told to the citizen before they have to ask.
//!
//! Source: the one-stop decree (61/2018 as first written): a written apology with the reason and a new date, no
//! later than one day before the end, and at most one postponement.

mod approve;
mod deeds;
mod drafting;
mod paper;
pub mod routes;
mod sending;
mod store;
mod turning;
mod view;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use mobile_contract::Slug;
use mobile_contract::dossier::apology::LetterWay;
use motcua_seed::clocks::Unit;
use serde::{Deserialize, Serialize};

pub(super) use store::{counts, of_rows};
pub(super) use view::of_dossier;

use super::Dossiers;
use super::clock::Course;
use super::entity::{apology, dossier};
use super::fold::fold;
use super::record::Record;
use crate::error::{Error, Result};
use crate::kernel::clock::{from_hanoi, to_hanoi};
use crate::kernel::worktime::{Office, Term};

/// For what papers and letters are sealed.
const SEALED: &str = "dossier apology";
/// Working days by which a draft moves the end: somebody looks at it before it is promised.
const PROPOSED_DAYS: u32 = 3;
/// A promise that lies further ahead is none.
const FURTHEST: TimeDelta = TimeDelta::days(366);

/// What was sent, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Letter {
    way: LetterWay,
    subject: String,
    text: String,
}

impl Dossiers {
    /// The day that a draft proposes: some working days after the old end, or after today.
    fn proposed(&self, agency: Option<&Slug>, due: DateTime<Utc>) -> (NaiveDate, DateTime<Utc>) {
        let office = self.calendar.office(agency);
        let term = Term {
            unit: Unit::WorkingDay,
            amount: PROPOSED_DAYS,
            cut_off: false,
        };
        let at = office.due(term, due.max(self.clock.now())).at;
        (to_hanoi(at).date(), at)
    }

    /// When the office closes on a new day, when that may be promised: a working day, after now and the old end.
    fn promised(
        &self,
        agency: Option<&str>,
        due: DateTime<Utc>,
        day: NaiveDate,
    ) -> Result<DateTime<Utc>> {
        let agency: Option<Slug> = agency.and_then(|id| id.parse().ok());
        let office = self.calendar.office(agency.as_ref());
        let at = closing(office, day).ok_or_else(|| {
            Error::field(
                "body.new_due",
                "ngày này cơ quan nghỉ, mời chọn ngày làm việc",
                "the office does not work on this day; please choose a working day",
            )
        })?;
        let now = self.clock.now();
        if at <= now || at <= due {
            return Err(Error::field(
                "body.new_due",
                "ngày hẹn mới phải sau hôm nay và sau ngày hẹn cũ",
                "the new day must come after today and after the old one",
            ));
        }
        if at - now > FURTHEST {
            return Err(Error::field(
                "body.new_due",
                "ngày hẹn mới quá xa, tối đa một năm",
                "the new day is too far away; a year at most",
            ));
        }
        Ok(at)
    }

    /// Whether a dossier was extended as often as it may be without a leader's reason.
    fn is_extended(&self, row: &dossier::Model) -> bool {
        let most = row
            .received_at
            .map_or(1, |at| self.reckoner.rule(at).postponements);
        i32::from(row.extensions) >= i32::from(most)
    }

    /// Whether it is too late to tell a citizen in time: past the working day before the end. A term that is shorter
    /// than that, be it the one that began anew with full papers, leaves time until its end.
    fn is_too_late(&self, apology: &apology::Model, record: &Record) -> bool {
        let agency: Option<Slug> = apology.agency.as_deref().and_then(|id| id.parse().ok());
        let facts = fold(record);
        let by = facts.course().and_then(|course| {
            let (agency, received) = (agency.as_ref(), course.received_at);
            let by = self.reckoner.apology_by(agency, received, apology.due_at);
            let begun = self.reckoner.begun(&Course { agency, ..course });
            (by > begun).then_some(by)
        });
        self.clock.now() > by.unwrap_or(apology.due_at)
    }

    fn seal(&self, plain: &impl Serialize) -> Result<String> {
        Ok(self.vault.seal(SEALED, &serde_json::to_vec(plain)?)?)
    }

    fn unseal<T: serde::de::DeserializeOwned>(&self, sealed: &str) -> Result<T> {
        Ok(serde_json::from_slice(&self.vault.open(SEALED, sealed)?)?)
    }
}

/// When an office closes on a day; `None`: a day off.
fn closing(office: Office<'_>, day: NaiveDate) -> Option<DateTime<Utc>> {
    office.closes(day).map(from_hanoi)
}

/// The id of the event by which an approved apology is known in the record.
fn event_id(row: &apology::Model) -> String {
    format!("apology-{}", row.id)
}
