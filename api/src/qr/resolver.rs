//! What a scanned code means on the day of the scan.

use actix_web::web::Data;
use mobile_contract::chat::ProcedureRef;
use mobile_contract::knowledge::Agency;
use mobile_contract::qr::{
    NamedRef, QrLink, QrLinks, QrSignature, QrStatus, QrTarget, ScannedCode,
};
use mobile_contract::{ErrorCode, Locale, QrCode, Slug};
use url::Url;

use super::leading::SEEN;
use super::printed::place_on;
use super::record::Code;
use super::{QrCodes, Scans, SigningKeys, notice, store};
use crate::agencies::{Agencies, StandingCounter};
use crate::error::{Error, Result};
use crate::kernel::clock::Clock;
use crate::kernel::shared::Shared;
use crate::places::Places;
use crate::procedures::Procedures;
use crate::storage::Database;

/// Resolves codes over the present snapshots.
#[derive(Clone)]
pub struct Resolver {
    /// Where codes of dossiers are looked up.
    pub db: Database,
    /// Printed codes.
    pub codes: Data<Shared<QrCodes>>,
    /// The keys that sign them.
    pub keys: SigningKeys,
    /// How often they are scanned.
    pub scans: Scans,
    /// Agencies and counters.
    pub agencies: Data<Shared<Agencies>>,
    /// Places.
    pub places: Data<Shared<Places>>,
    /// Procedures.
    pub procedures: Data<Shared<Procedures>>,
    /// The clock.
    pub clock: Clock,
    /// Where citizens reach this server.
    pub public_url: Url,
}

/// Context of a code today.
#[derive(Default)]
struct Context {
    counter: Option<NamedRef>,
    agency: Option<NamedRef>,
    place: Option<NamedRef>,
    procedures: Vec<ProcedureRef>,
    notice: Option<String>,
}

impl Resolver {
    /// Reads a code as scanned or typed, with its signature or without. Codes of dossiers are not found
    /// here; see [`find`](Self::find).
    ///
    /// # Errors
    /// When it is no code, none of ours, or the signature is not ours.
    pub fn resolve(&self, text: &str, locale: Locale) -> Result<ScannedCode> {
        let (code, signature) = self.read(text)?;
        let codes = self.codes.get();
        let code = codes.find(&code).ok_or_else(missing)?;
        self.told(code, signature, locale)
    }

    /// Reads a code as scanned or typed, of whatever target.
    ///
    /// # Errors
    /// When it is no code, none of ours, the signature is not ours, or the database fails.
    pub async fn find(&self, text: &str, locale: Locale) -> Result<ScannedCode> {
        let (code, signature) = self.read(text)?;
        self.meaning(&code, signature, locale).await
    }

    /// What a code means whose signature was looked at already.
    ///
    /// # Errors
    /// When it is none of ours, or the database fails.
    pub async fn meaning(
        &self,
        code: &QrCode,
        signature: QrSignature,
        locale: Locale,
    ) -> Result<ScannedCode> {
        let known = self.codes.get().find(code).cloned();
        let found = match known {
            Some(found) => Some(found),
            None => store::find(&*self.db, code).await?,
        };
        self.told(&found.ok_or_else(missing)?, signature, locale)
    }

    /// Reads a code that something shall be built on, of whatever target: it must be ours and not withdrawn.
    ///
    /// # Errors
    /// When it is not, or the database fails.
    pub async fn trusted(&self, text: &str, locale: Locale) -> Result<ScannedCode> {
        let refused = || {
            Error::field(
                "body.qr",
                "không phải mã QR đang dùng của Một Cửa",
                "not one of our QR codes in use",
            )
        };
        match self.find(text, locale).await {
            Ok(scanned) if scanned.is_trusted() => Ok(scanned),
            Err(error) if error.code().status() >= 500 => Err(error),
            _ => Err(refused()),
        }
    }

    /// The same for a page, which goes on without a code that is not to be trusted, or with none at all.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn trusted_if_any(
        &self,
        text: Option<&str>,
        locale: Locale,
    ) -> Result<Option<ScannedCode>> {
        let Some(text) = text.filter(|text| !text.is_empty()) else {
            return Ok(None);
        };
        match self.trusted(text, locale).await {
            Ok(scanned) => Ok(Some(scanned)),
            Err(error) if error.code().status() >= 500 => Err(error),
            Err(_) => Ok(None),
        }
    }

    /// The page behind a code, as a person may type it.
    #[must_use]
    pub fn page_url(&self, code: &QrCode) -> String {
        format!("{}/q/{code}", self.keys.base())
    }

    /// The address to print: signed, in upper case.
    ///
    /// # Errors
    /// When no key signs.
    pub fn signed_link(&self, code: &QrCode) -> Result<String> {
        let signed = self.keys.sign(code, self.clock.now())?;
        let link = QrLink::new(self.keys.base(), code.clone(), Some(signed));
        Ok(link.map_err(Error::internal)?.to_string())
    }

    /// What a code means.
    pub(super) fn told(
        &self,
        code: &Code,
        signature: QrSignature,
        locale: Locale,
    ) -> Result<ScannedCode> {
        let context = self.context(code, locale).ok_or_else(missing)?;
        let codes = self.codes.get();
        let successor = match code.status {
            QrStatus::Active => None,
            QrStatus::Superseded | QrStatus::Revoked => codes.of_today(code),
        };
        let status = notice::of_status(code, signature, locale).map(str::to_owned);
        let gone = (!self.leads_somewhere(&code.target))
            .then(|| notice::of_gone(&code.target, locale).to_owned());
        let notice = match code.status {
            QrStatus::Revoked => status,
            _ => joined(joined(status, gone), context.notice),
        };
        Ok(ScannedCode {
            code: code.code.clone(),
            status: code.status,
            target: code.target.clone(),
            version: code.version,
            successor: successor.map(|next| next.code.clone()),
            signature,
            counter: context.counter,
            agency: context.agency,
            place: context.place,
            procedures: context.procedures,
            links: self.links(code),
            page_url: self.page_url(&code.code),
            notice,
        })
    }

    fn context(&self, code: &Code, locale: Locale) -> Option<Context> {
        let today = self.clock.today();
        let agencies = self.agencies.get();
        if let Some(counter) = &code.counter {
            let standing = agencies.counter(counter, today)?;
            return Some(Context {
                counter: Some(NamedRef {
                    id: counter.clone(),
                    name: standing.counter.name.clone(),
                }),
                agency: Some(agency_ref(standing.agency)),
                place: Some(self.place_today(&standing.counter.place)?),
                procedures: self.procedures_of(&standing),
                notice: notice::of_counter(&standing, locale),
            });
        }
        let Some(id) = &code.agency else {
            return Some(Context::default());
        };
        let standing = agencies.standing(id, today)?;
        // A receipt is about its dossier, which has gone to whoever follows by itself.
        let notice = match code.target {
            QrTarget::Dossier { .. } => None,
            _ => notice::of_agency(&standing, locale),
        };
        Some(Context {
            agency: Some(agency_ref(standing.agency)),
            place: self.place_today(&standing.agency.place),
            notice,
            ..Context::default()
        })
    }

    /// A place as it is called today. Where an old unit was divided, nobody can say from the poster which part
    /// one stands in: it keeps its old name.
    #[must_use]
    pub fn place_today(&self, id: &Slug) -> Option<NamedRef> {
        let places = self.places.get();
        let place = place_on(&places, id, self.clock.today())?;
        Some(NamedRef {
            id: place.id.clone(),
            name: place.name.clone(),
        })
    }

    /// A withdrawn code carries nothing on.
    fn links(&self, code: &Code) -> QrLinks {
        let base = self.keys.base();
        let id = &code.code;
        if code.status == QrStatus::Revoked {
            return QrLinks {
                look_up: format!("{base}/thu-tuc"),
                ask: format!("{base}/hoi"),
                rate: None,
            };
        }
        let somewhere = self.leads_somewhere(&code.target);
        let rated = code.counter.is_some() || matches!(code.target, QrTarget::Dossier { .. });
        QrLinks {
            look_up: match &code.target {
                QrTarget::Procedure { code } if somewhere => {
                    format!("{base}/thu-tuc/{code}?qr={id}")
                }
                QrTarget::Field { slug } if somewhere => {
                    format!("{base}/thu-tuc?field={slug}&qr={id}")
                }
                _ => format!("{base}/q/{id}?{SEEN}#tra-cuu"),
            },
            ask: format!("{base}/hoi?qr={id}"),
            rate: rated.then(|| format!("{base}/danh-gia?qr={id}")),
        }
    }

    fn procedures_of(&self, standing: &StandingCounter<'_>) -> Vec<ProcedureRef> {
        let procedures = self.procedures.get();
        let codes = standing.counter.procedures.iter();
        codes
            .filter_map(|code| procedures.find(code))
            .map(|entry| ProcedureRef {
                code: entry.summary.code.clone(),
                title: entry.summary.title.clone(),
            })
            .collect()
    }
}

fn agency_ref(agency: &Agency) -> NamedRef {
    NamedRef {
        id: agency.id.clone(),
        name: agency.name.clone(),
    }
}

fn joined(first: Option<String>, second: Option<String>) -> Option<String> {
    match (first, second) {
        (Some(first), Some(second)) => Some(format!("{first} {second}")),
        (one, other) => one.or(other),
    }
}

fn missing() -> Error {
    Error::new(ErrorCode::QrNotFound)
}
