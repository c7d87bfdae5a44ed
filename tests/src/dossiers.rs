//! Dossiers of a test: what a one-stop system tells of them.

use chrono::{DateTime, FixedOffset};
use mobile_contract::DossierCode;
use mobile_contract::accounts::Role;
use mobile_contract::dossier::event::{
    DossierApplicant, DossierEvent, DossierEventKind as Kind, DossierTerm,
};
use mobile_contract::knowledge::TimeUnit;
use motcua::accounts::{Principal, Staff};

use crate::app::App;

/// The agency of dossiers that name none.
pub const BUREAU: &str = "so-tu-phap";

/// An instant with its offset.
///
/// # Panics
/// When it is none.
#[must_use]
pub fn instant(text: &str) -> DateTime<FixedOffset> {
    text.parse().expect("a time")
}

/// A code of a day.
///
/// # Panics
/// Never in practice.
#[must_use]
pub fn code(number: u32) -> DossierCode {
    format!("H31.12.45-261101-{number:04}")
        .parse()
        .expect("a code")
}

/// Something that happened, without further words.
#[must_use]
pub fn event(dossier: &DossierCode, id: &str, at: &str, kind: Kind) -> DossierEvent {
    DossierEvent {
        id: id.to_owned(),
        dossier: dossier.clone(),
        at: instant(at),
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

/// It was received by the bureau, for so many working days.
#[must_use]
pub fn received(dossier: &DossierCode, at: &str, days: u32) -> DossierEvent {
    DossierEvent {
        agency: Some(BUREAU.to_owned()),
        desk: Some("ban-03".to_owned()),
        procedure: Some("1.001193".to_owned()),
        term: Some(DossierTerm {
            amount: days,
            unit: TimeUnit::WorkingDay,
        }),
        applicant: Some(DossierApplicant {
            name: Some("Nguyễn Thị Lan".to_owned()),
            phone: Some("0912 345 678".to_owned()),
            email: Some("lan@nguoidan.example".to_owned()),
            ..DossierApplicant::default()
        }),
        ..event(dossier, "r", at, Kind::Received)
    }
}

impl App {
    /// Tells the server of what happened.
    ///
    /// # Panics
    /// When something of it is refused.
    pub async fn tell(&self, events: Vec<DossierEvent>) {
        let events = events
            .into_iter()
            .zip(1..)
            .map(|(event, line)| (line, event));
        let taken = self
            .dossiers()
            .take("mot-cua", events.collect())
            .await
            .expect("taken events");
        assert_eq!(taken.refused, [], "{taken:?}");
    }

    /// Somebody of the staff, as rooms know them: for days on which no token of theirs would hold.
    ///
    /// # Panics
    /// When they are refused.
    pub async fn known(&self, login: &str, role: Role, agency: &str) -> Staff {
        let (_, tokens) = self.staff(login, role, Some(agency)).await;
        let accounts = self.accounts().await;
        match accounts.authenticate(&tokens.access_token).await {
            Ok(Principal::Staff(staff)) => staff,
            other => panic!("{other:?}"),
        }
    }

    /// Sets the clock.
    ///
    /// # Panics
    /// When the time is none.
    pub fn set_clock(&self, at: &str) {
        self.clock().set(instant(at).to_utc());
    }
}
