//! What a one-stop system tells of dossiers, put in as it would be.

use chrono::{DateTime, FixedOffset};
use mobile_contract::dossier::event::{
    DossierApplicant, DossierEvent, DossierEventKind, DossierTerm,
};
use mobile_contract::knowledge::TimeUnit;

use crate::App;

/// A dossier of [`LAN`](crate::app::LAN)'s namesake, a citizen.
pub const CODE: &str = "H31.12.45-261120-0012";
/// Another one.
pub const OTHER: &str = "H31.12.45-261120-0013";
/// The applicant's phone.
pub const PHONE: &str = "0912 345 678";
/// Its last digits.
pub const LAST4: &str = "5678";
/// The last digits of the applicant's identity card.
pub const ID4: &str = "1234";

/// An event of a dossier, with nothing beside what happened.
///
/// # Panics
/// When code or time are none.
#[must_use]
pub fn event(code: &str, id: &str, at: &str, kind: DossierEventKind) -> DossierEvent {
    DossierEvent {
        id: id.to_owned(),
        dossier: code.parse().expect("a code"),
        at: time(at),
        kind,
        corrects: None,
        agency: None,
        desk: None,
        procedure: None,
        place: None,
        channel: None,
        term: None,
        due_at: None,
        applicant: None,
        reason: None,
        signer: None,
        returnable: None,
    }
}

fn time(at: &str) -> DateTime<FixedOffset> {
    at.parse().expect("a time")
}

/// A dossier is received on Friday, 20 November 2026, at nine: three working days, by So Tu phap in Xa An Thi.
#[must_use]
pub fn received(code: &str) -> DossierEvent {
    let at = "2026-11-20T09:00:00+07:00";
    DossierEvent {
        agency: Some("so-tu-phap".to_owned()),
        desk: Some("ban-03".to_owned()),
        procedure: Some("1.001193".to_owned()),
        place: Some("xa-an-thi".to_owned()),
        term: Some(DossierTerm {
            amount: 3,
            unit: TimeUnit::WorkingDay,
        }),
        applicant: Some(DossierApplicant {
            name: Some("Nguyễn Thị Lan".to_owned()),
            phone: Some(PHONE.to_owned()),
            id_number: Some("033190001234".to_owned()),
            email: Some("lan.rieng@example.vn".to_owned()),
        }),
        ..event(code, "1", at, DossierEventKind::Received)
    }
}

impl App {
    /// Takes in what a one-stop system tells.
    ///
    /// # Panics
    /// When an event is refused.
    pub async fn told(&self, events: &[DossierEvent]) {
        let numbered = (1..).zip(events.iter().cloned()).collect();
        let taken = self.dossiers().take("mot-cua", numbered).await;
        let taken = taken.expect("events that are taken");
        assert!(taken.refused.is_empty(), "{:?}", taken.refused);
    }
}
