//! A code as it is stored.

use chrono::{DateTime, Utc};
use mobile_contract::qr::{QrPurpose, QrStatus, QrTarget};
use mobile_contract::{QrCode, Slug};
use serde::de::DeserializeOwned;
use serde::de::IntoDeserializer;
use serde::de::value::{Error as ValueError, StrDeserializer};
use uuid::Uuid;

use super::entity::code::Model;
use super::printed::PrintedNames;
use crate::error::Error;

/// A code (mã trên biển): what it leads to, whose it is, and whether it is in use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// The code.
    pub code: QrCode,
    /// What it leads to.
    pub target: QrTarget,
    /// The counter it hangs at.
    pub counter: Option<Slug>,
    /// The agency whose it is, where there is no counter.
    pub agency: Option<Slug>,
    /// Version of the poster: 1 is the first.
    pub version: u32,
    /// Whether it is in use.
    pub status: QrStatus,
    /// The code that took its place.
    pub successor: Option<QrCode>,
    /// Why it was withdrawn.
    pub reason: Option<String>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Who made it; the program when absent.
    pub created_by: Option<Uuid>,
    /// When it was superseded or withdrawn.
    pub changed_at: Option<DateTime<Utc>>,
    /// Who did that.
    pub changed_by: Option<Uuid>,
    /// The names that its poster shows; absent until they are filled in.
    pub printed: Option<PrintedNames>,
}

impl Code {
    /// The counter and the purpose of a code that hangs there.
    #[must_use]
    pub fn at_counter(&self) -> Option<(&Slug, QrPurpose)> {
        Some((self.counter.as_ref()?, self.target.purpose()?))
    }

    pub(super) fn read(row: Model) -> Result<Self, Error> {
        let slug = |text: Option<String>| text.map(|text| text.parse()).transpose();
        let successor: Option<QrCode> = row
            .successor
            .map(|text| text.parse())
            .transpose()
            .map_err(Error::internal)?;
        let printed = row.printed.as_deref().map(serde_json::from_str).transpose();
        Ok(Self {
            printed: printed.map_err(Error::internal)?,
            target: target(&row.target, row.subject.as_deref())?,
            code: row.code.parse().map_err(Error::internal)?,
            counter: slug(row.counter).map_err(Error::internal)?,
            agency: slug(row.agency).map_err(Error::internal)?,
            version: u32::try_from(row.version).map_err(Error::internal)?,
            status: word(&row.status)?,
            successor,
            reason: row.reason,
            created_at: row.created_at,
            created_by: row.created_by,
            changed_at: row.changed_at,
            changed_by: row.changed_by,
        })
    }

    pub(super) fn into_row(self) -> Result<Model, Error> {
        let printed = self.printed.as_ref().map(serde_json::to_string);
        Ok(Model {
            printed: printed.transpose().map_err(Error::internal)?,
            code: self.code.to_string(),
            target: self.target.kind().to_owned(),
            subject: self.target.subject().map(str::to_owned),
            counter: self.counter.map(|slug| slug.to_string()),
            agency: self.agency.map(|slug| slug.to_string()),
            version: i32::try_from(self.version).map_err(Error::internal)?,
            status: self.status.as_str().to_owned(),
            successor: self.successor.map(|code| code.to_string()),
            reason: self.reason,
            created_at: self.created_at,
            created_by: self.created_by,
            changed_at: self.changed_at,
            changed_by: self.changed_by,
        })
    }
}

fn target(kind: &str, subject: Option<&str>) -> Result<QrTarget, Error> {
    let named = || subject.ok_or_else(|| Error::internal(format!("a {kind} code names nothing")));
    Ok(match kind {
        "board" => QrTarget::Board {},
        "chat" => QrTarget::Chat {},
        "rating" => QrTarget::Rating {},
        "procedure" => QrTarget::Procedure {
            code: named()?.parse().map_err(Error::internal)?,
        },
        "field" => QrTarget::Field {
            slug: named()?.parse().map_err(Error::internal)?,
        },
        "dossier" => QrTarget::Dossier {
            code: Some(named()?.parse().map_err(Error::internal)?),
        },
        other => return Err(Error::internal(format!("{other} is no target of a code"))),
    })
}

/// Reads a word of an enumeration as the wire writes it.
pub(super) fn word<T: DeserializeOwned>(text: &str) -> Result<T, Error> {
    let text: StrDeserializer<'_, ValueError> = text.into_deserializer();
    T::deserialize(text).map_err(Error::internal)
}
