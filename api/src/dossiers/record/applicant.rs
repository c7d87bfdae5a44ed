//! Who handed a dossier in: sealed, and marked by keyed hashes, so that a proof is compared and nothing is read.

use mobile_contract::DossierCode;
use mobile_contract::dossier::event::{DossierApplicant, DossierEvent};
use mobile_contract::{MailAddress, PhoneNumber};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::kernel::vault::{Marker, Sealer, Vault};

/// For what applicants are sealed.
pub(super) const APPLICANT: &str = "dossier applicant";
/// For what whole phone numbers are marked.
const PHONE: &str = "dossier phone";

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
    pub(in crate::dossiers) fn content(&self, event: &mut DossierEvent) -> Result<String> {
        event.at = event.at.to_utc().fixed_offset();
        event.due_at = event.due_at.map(|at| at.to_utc().fixed_offset());
        Ok(self.event.short_mark(&serde_json::to_vec(event)?))
    }

    pub(super) fn applicant(
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
