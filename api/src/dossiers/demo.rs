//! Dossiers for trying out: some of every kind, around the day on which the server started. `serve --demo` only,
//! which production refuses.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use mobile_contract::DossierCode;
use mobile_contract::api_keys::DEMO_SOURCE;
use mobile_contract::dossier::event::{
    DossierApplicant, DossierChannel, DossierEvent, DossierEventKind as Kind, DossierTerm,
};
use mobile_contract::knowledge::TimeUnit;

use super::{Dossiers, store};
use crate::error::{Error, Result};
use crate::kernel::clock::{from_hanoi, to_hanoi};

/// A dossier that can be looked up: it is in progress, and due in two working days.
pub const DEMO_DOSSIER: &str = "H31.12.45-260105-0001";
/// The phone number in all of them. Its last four digits are the proof.
pub const DEMO_PHONE: &str = "0912 345 678";
/// The number of the identity card in all of them.
const ID_NUMBER: &str = "033190001234";
/// Working days that each may take.
const TERM: u32 = 5;

const JUSTICE: &str = "so-tu-phap";
const POLICE: &str = "cong-an-tinh";
/// An agency that nobody knows, as the procedure that comes with it.
const NOBODY: &str = "000.00.77.H31";

/// Agency, procedure, how many working days ago it was received, and what happened then, so many working days ago.
type Course = (&'static str, &'static str, usize, &'static [(usize, Kind)]);

const COURSES: [Course; 15] = [
    (JUSTICE, "1.001193", 3, &[(2, Kind::Forwarded)]),
    (JUSTICE, "1.001193", 4, &[]),
    (JUSTICE, "1.000894", 2, &[]),
    (JUSTICE, "1.000656", 8, &[]),
    (JUSTICE, "1.000894", 3, &[(2, Kind::SupplementRequested)]),
    (JUSTICE, "1.001193", 4, &[(3, Kind::Paused)]),
    (JUSTICE, "1.000656", 6, &[(2, Kind::Extended)]),
    (JUSTICE, "1.001193", 6, &[(1, Kind::Resolved)]),
    (
        JUSTICE,
        "1.001193",
        9,
        &[(6, Kind::Resolved), (5, Kind::Returned)],
    ),
    (
        JUSTICE,
        "1.000894",
        12,
        &[(3, Kind::Resolved), (2, Kind::Returned)],
    ),
    (JUSTICE, "1.000656", 5, &[(4, Kind::Refused)]),
    (JUSTICE, "1.001193", 5, &[(4, Kind::Withdrawn)]),
    (
        JUSTICE,
        "1.000894",
        9,
        &[
            (8, Kind::SupplementRequested),
            (7, Kind::SupplementReceived),
            (6, Kind::SupplementRequested),
            (5, Kind::SupplementReceived),
        ],
    ),
    (POLICE, "1.004222", 4, &[]),
    (NOBODY, "9.999999", 2, &[]),
];

impl Dossiers {
    /// Keeps the dossiers for trying out, where none are kept yet.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn store_demo(&self) -> Result<()> {
        if store::any(&*self.db).await? {
            return Ok(());
        }
        let now = self.clock.now();
        let days = self.working_days(now);
        let mut events = Vec::new();
        for (number, course) in (1_u64..).zip(COURSES) {
            let told = told(number, course, &days, now)?;
            events.extend(told.into_iter().map(|event| (number, event)));
        }
        self.take(DEMO_SOURCE, events).await?;
        Ok(())
    }

    /// Working days, the last first, beginning today or before.
    fn working_days(&self, now: DateTime<Utc>) -> Vec<NaiveDate> {
        const MOST: usize = 60;
        let office = self.calendar.office(None);
        let days = to_hanoi(now).date().iter_days().rev();
        days.take(MOST)
            .filter(|day| office.is_working_day(*day))
            .collect()
    }
}

/// What happened to one dossier.
fn told(
    number: u64,
    course: Course,
    days: &[NaiveDate],
    now: DateTime<Utc>,
) -> Result<Vec<DossierEvent>> {
    let (agency, procedure, received, further) = course;
    let at = |ago: usize| days.get(ago).map(|day| morning(*day).min(now));
    let steps = std::iter::once((received, Kind::Received)).chain(further.iter().copied());
    let mut events = Vec::new();
    for (step, (ago, kind)) in (1..).zip(steps) {
        let Some(at) = at(ago) else { continue };
        let first = kind == Kind::Received;
        events.push(DossierEvent {
            id: format!("demo-{number}-{step}"),
            dossier: code(number)?,
            at: at.fixed_offset(),
            kind,
            corrects: None,
            agency: first.then(|| agency.to_owned()),
            desk: (kind == Kind::Forwarded).then(|| "ban-03".to_owned()),
            procedure: first.then(|| procedure.to_owned()),
            place: first.then(|| "xa-an-thi".to_owned()),
            channel: first.then_some(channel(number)),
            term: (first && agency != NOBODY).then_some(DossierTerm {
                amount: TERM,
                unit: TimeUnit::WorkingDay,
            }),
            due_at: (kind == Kind::Extended).then(|| (now + TimeDelta::days(4)).fixed_offset()),
            applicant: first.then(|| DossierApplicant {
                name: Some("Nguyễn Thị Lan".to_owned()),
                phone: Some(DEMO_PHONE.to_owned()),
                id_number: Some(ID_NUMBER.to_owned()),
                email: Some("lan@demo.motcua.vn".to_owned()),
            }),
            reason: reason(kind).map(ToOwned::to_owned),
            signer: (kind == Kind::Extended).then(|| "Phó Giám đốc".to_owned()),
            returnable: None,
        });
    }
    Ok(events)
}

fn code(number: u64) -> Result<DossierCode> {
    let code = format!("H31.12.45-260105-{number:04}").parse();
    code.map_err(|_| Error::internal("a code for trying out is none"))
}

fn morning(day: NaiveDate) -> DateTime<Utc> {
    from_hanoi(day.and_time(NaiveTime::MIN) + TimeDelta::hours(8))
}

const fn channel(number: u64) -> DossierChannel {
    match number % 3 {
        0 => DossierChannel::Online,
        1 => DossierChannel::InPerson,
        _ => DossierChannel::Post,
    }
}

const fn reason(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::SupplementRequested => Some("Thiếu bản sao giấy chứng sinh có chứng thực"),
        Kind::Paused => Some("Chờ kết quả xác minh của cơ quan khác"),
        Kind::Extended => Some("Cần thêm thời gian xác minh thông tin"),
        Kind::Refused => Some("Hồ sơ không thuộc trường hợp được giải quyết"),
        Kind::Withdrawn => Some("Người nộp đề nghị rút hồ sơ"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dossier_of_the_table_is_told_in_order() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 27).unwrap();
        let days: Vec<_> = today.iter_days().rev().take(20).collect();
        let now = from_hanoi(today.and_time(NaiveTime::from_hms_opt(7, 0, 0).unwrap()));
        for (number, course) in (1..).zip(COURSES) {
            let events = told(number, course, &days, now).unwrap();
            assert_eq!(events.len(), course.3.len() + 1);
            assert!(events.is_sorted_by_key(|event| event.at));
            assert!(events.iter().all(|event| event.at <= now));
        }
        assert_eq!(code(1).unwrap().as_str(), DEMO_DOSSIER);
    }
}
