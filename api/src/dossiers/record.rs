//! Everything that was ever told of a dossier, as it is kept: one document, read and written whole.

use chrono::{DateTime, Utc};
use mobile_contract::DossierCode;
use mobile_contract::dossier::event::{
    DossierApplicant, DossierChannel, DossierEvent, DossierEventKind, DossierTerm,
};
use mobile_contract::{MailAddress, PhoneNumber};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::kernel::vault::{Marker, Sealer, Vault};

/// For what applicants are sealed.
const APPLICANT: &str = "dossier applicant";
/// For what whole phone numbers are marked.
const PHONE: &str = "dossier phone";

/// All events of a dossier, in the order in which they reached us.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The events, those that were corrected or taken back included.
    pub events: Vec<Told>,
    /// The term of its procedure, where no event tells one: that of the day on which it was first looked up. A limit
    /// that is changed later changes no date of before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub catalogued: Option<Catalogued>,
}

/// A term as the catalogue had it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Catalogued {
    /// The procedure whose term it is.
    pub procedure: String,
    /// The term.
    pub term: DossierTerm,
}

/// An event as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// The sender's id of it.
    pub id: String,
    /// Who told it: the name of the integration.
    pub source: String,
    /// When it reached us.
    pub arrived: DateTime<Utc>,
    /// Keyed hash of its content, by which the same is told from other content under the same id.
    pub mark: String,
    /// When it happened.
    pub at: DateTime<Utc>,
    /// What happened.
    pub kind: DossierEventKind,
    /// The event that it replaces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrects: Option<String>,
    /// The agency, as it was named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency: Option<String>,
    /// The desk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub desk: Option<String>,
    /// The procedure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub procedure: Option<String>,
    /// The place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// How it was handed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<DossierChannel>,
    /// How long it may take.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term: Option<DossierTerm>,
    /// The date promised, or the new one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_at: Option<DateTime<Utc>>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Who signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signer: Option<String>,
    /// Whether the result is handed back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returnable: Option<bool>,
    /// Who handed it in, sealed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub applicant: Option<SealedApplicant>,
}

/// Who handed a dossier in, as far as anybody may read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedApplicant {
    /// First letters of their names: `N.T.L.`
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub initials: Option<String>,
    /// All that was told, sealed.
    pub sealed: String,
    /// See the columns of these names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone_mark: Option<String>,
    /// Of the last four digits of the phone number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone4_mark: Option<String>,
    /// Of the last four digits of the identity number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id4_mark: Option<String>,
}

/// Keyed hash of an applicant's phone number.
#[must_use]
pub fn phone_mark(vault: &Vault, phone: &PhoneNumber) -> String {
    vault.fingerprint(PHONE, phone.as_str())
}

/// Keyed hash of the last four digits of a phone or identity number, for one dossier: the same digits give
/// another hash elsewhere.
#[must_use]
pub fn last4_mark(vault: &Vault, code: &DossierCode, of: Last4, digits: &str) -> String {
    vault.fingerprint(of.purpose(), &bound_to(code, digits))
}

/// Digits and the dossier that they are of.
fn bound_to(code: &DossierCode, digits: &str) -> String {
    format!("{code}\n{digits}")
}

/// Of which number four digits are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Last4 {
    /// The phone number.
    Phone,
    /// The identity number.
    IdNumber,
}

impl Last4 {
    const fn purpose(self) -> &'static str {
        match self {
            Self::Phone => "dossier phone4",
            Self::IdNumber => "dossier id4",
        }
    }
}

impl Told {
    /// An event as it is kept.
    ///
    /// # Errors
    /// When nothing can be sealed.
    pub fn of(
        keys: &Keys,
        source: &str,
        arrived: DateTime<Utc>,
        event: DossierEvent,
    ) -> Result<Self> {
        let mut event = event;
        let mark = keys.content(&mut event)?;
        let applicant = event
            .applicant
            .filter(|a| *a != DossierApplicant::default())
            .map(|applicant| keys.applicant(&event.dossier, &applicant))
            .transpose()?;
        Ok(Self {
            id: event.id,
            source: source.to_owned(),
            arrived,
            mark,
            at: event.at.to_utc(),
            kind: event.kind,
            corrects: event.corrects,
            agency: event.agency,
            desk: event.desk,
            procedure: event.procedure,
            place: event.place,
            channel: event.channel,
            term: event.term,
            due_at: event.due_at.map(|at| at.to_utc()),
            reason: event.reason,
            signer: event.signer,
            returnable: event.returnable,
            applicant,
        })
    }
}

/// What applicants are sealed and marked with, derived once for many.
pub struct Keys {
    event: Marker,
    phone: Marker,
    phone4: Marker,
    id4: Marker,
    applicant: Sealer,
}

impl Keys {
    /// The keys of a vault.
    ///
    /// # Errors
    /// When none can be derived.
    pub fn of(vault: &Vault) -> Result<Self> {
        Ok(Self {
            event: vault.marker("dossier event"),
            phone: vault.marker(PHONE),
            phone4: vault.marker(Last4::Phone.purpose()),
            id4: vault.marker(Last4::IdNumber.purpose()),
            applicant: vault.sealer(APPLICANT)?,
        })
    }

    /// A third of the hash is enough to tell contents apart, and there is one for every event. A moment is the same
    /// in every offset, so its times are put into one first.
    pub(super) fn content(&self, event: &mut DossierEvent) -> Result<String> {
        event.at = event.at.to_utc().fixed_offset();
        event.due_at = event.due_at.map(|at| at.to_utc().fixed_offset());
        let mut mark = self.event.mark(&serde_json::to_string(event)?);
        mark.truncate(20);
        Ok(mark)
    }

    fn applicant(
        &self,
        code: &DossierCode,
        applicant: &DossierApplicant,
    ) -> Result<SealedApplicant> {
        let phone: Option<PhoneNumber> = applicant.phone.as_deref().and_then(|p| p.parse().ok());
        let last4 = |key: &Marker, number: Option<&str>| {
            let digits: Vec<char> = number?.chars().filter(char::is_ascii_digit).collect();
            let from = digits.len().checked_sub(4)?;
            let digits: String = digits.into_iter().skip(from).collect();
            Some(key.mark(&bound_to(code, &digits)))
        };
        // Nobody is ever to read the number of the identity card here, not even who has the key.
        let kept = DossierApplicant {
            id_number: None,
            ..applicant.clone()
        };
        Ok(SealedApplicant {
            initials: applicant.name.as_deref().and_then(initials),
            sealed: self.applicant.seal(&serde_json::to_vec(&kept)?)?,
            phone_mark: phone.as_ref().map(|phone| self.phone.mark(phone.as_str())),
            phone4_mark: last4(&self.phone4, applicant.phone.as_deref()),
            id4_mark: last4(&self.id4, applicant.id_number.as_deref()),
        })
    }
}

impl SealedApplicant {
    /// What was told of them.
    ///
    /// # Errors
    /// When it was sealed with another key.
    pub fn open(&self, vault: &Vault) -> Result<Contact> {
        let plain = vault
            .open(APPLICANT, &self.sealed)
            .map_err(|_| Error::internal("an applicant was sealed with another key"))?;
        let applicant: DossierApplicant = serde_json::from_slice(&plain)?;
        Ok(Contact {
            name: applicant.name,
            phone: applicant.phone.and_then(|p| p.parse().ok()),
            email: applicant.email.and_then(|m| m.parse().ok()),
        })
    }
}

/// How an applicant is reached.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contact {
    /// Full name.
    pub name: Option<String>,
    /// Phone number.
    pub phone: Option<PhoneNumber>,
    /// Mail address.
    pub email: Option<MailAddress>,
}

/// First letters of the words of a name, six at most.
fn initials(name: &str) -> Option<String> {
    let letters = name
        .split_whitespace()
        .filter_map(|word| word.chars().next());
    let initials: String = letters
        .filter(|letter| letter.is_alphabetic())
        .take(6)
        .flat_map(|letter| letter.to_uppercase().chain(['.']))
        .collect();
    (!initials.is_empty()).then_some(initials)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(at: &str) -> Told {
        let vault = Vault::new([7; 32]);
        let event = serde_json::from_value(serde_json::json!({
            "id": "1", "dossier": "H31.12.45-261102-0001", "at": at, "kind": "received",
            "applicant": {"name": "Nguyễn Thị Lan", "phone": "0912345678", "id_number": "033190001234"},
        }));
        let keys = Keys::of(&vault).unwrap();
        Told::of(&keys, "a", DateTime::UNIX_EPOCH, event.unwrap()).unwrap()
    }

    #[test]
    fn the_number_of_the_identity_card_is_kept_nowhere() {
        let told = told("2026-11-02T08:00:00+07:00");
        let applicant = told.applicant.as_ref().unwrap();
        let sealed = Vault::new([7; 32])
            .open(APPLICANT, &applicant.sealed)
            .unwrap();
        let sealed = String::from_utf8(sealed).unwrap();
        assert!(sealed.contains("0912345678"), "{sealed}");
        let whole = serde_json::to_string(&told).unwrap() + &sealed;
        assert!(
            !whole.contains("0331") && !whole.contains("id_number"),
            "{whole}"
        );
        let last4 = last4_mark(
            &Vault::new([7; 32]),
            &"H31.12.45-261102-0001".parse().unwrap(),
            Last4::IdNumber,
            "1234",
        );
        assert_eq!(applicant.id4_mark.as_ref(), Some(&last4));
    }

    #[test]
    fn a_moment_is_the_same_in_every_offset() {
        let hanoi = told("2026-11-02T08:00:00+07:00");
        assert_eq!(hanoi.mark, told("2026-11-02T01:00:00Z").mark);
        assert_ne!(hanoi.mark, told("2026-11-02T08:00:01+07:00").mark);
    }
}
