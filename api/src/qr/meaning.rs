//! What a code means, put together: its context on the day of the scan, and where it leads.

use mobile_contract::chat::ProcedureRef;
use mobile_contract::knowledge::Agency;
use mobile_contract::qr::{
    NamedRef, QrLink, QrLinks, QrSignature, QrStatus, QrTarget, ScannedCode,
};
use mobile_contract::{Locale, Slug};

use super::leading::SEEN;
use super::printed::place_on;
use super::record::Code;
use super::resolver::missing;
use super::{Resolver, notice};
use crate::agencies::StandingCounter;
use crate::error::Result;

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
    /// What a code means for whoever scanned or typed it. A withdrawn one passes nothing on; the number of a
    /// receipt without its signature tells nothing of the dossier, not even whose it is.
    pub(super) fn told(
        &self,
        code: &Code,
        signature: QrSignature,
        locale: Locale,
    ) -> Result<ScannedCode> {
        let receipt = matches!(code.target, QrTarget::Dossier { .. });
        let withdrawn = code.status == QrStatus::Revoked;
        if !withdrawn && (!receipt || signature == QrSignature::Valid) {
            return self.whole(code, signature, locale);
        }
        let target = match &code.target {
            QrTarget::Dossier { .. } => QrTarget::Dossier { code: None },
            other => other.clone(),
        };
        let mut scanned = self.assembled(code, signature, locale, (target, Context::default()));
        if receipt {
            scanned.successor = None;
        }
        Ok(scanned)
    }

    /// The same, with nothing withheld: for staff, and for what was proved before.
    pub(super) fn whole(
        &self,
        code: &Code,
        signature: QrSignature,
        locale: Locale,
    ) -> Result<ScannedCode> {
        let context = self.context(code, locale).ok_or_else(missing)?;
        let told = (code.target.clone(), context);
        Ok(self.assembled(code, signature, locale, told))
    }

    fn assembled(
        &self,
        code: &Code,
        signature: QrSignature,
        locale: Locale,
        (target, context): (QrTarget, Context),
    ) -> ScannedCode {
        let codes = self.codes.get();
        let successor = match code.status {
            QrStatus::Active => None,
            QrStatus::Superseded | QrStatus::Revoked => codes.of_today(code),
        };
        let status = notice::of_status(code, signature, locale).map(str::to_owned);
        let gone =
            (!self.leads_somewhere(&target)).then(|| notice::of_gone(&target, locale).to_owned());
        let notice = match code.status {
            QrStatus::Revoked => status,
            _ => joined(joined(status, gone), context.notice),
        };
        let mut scanned = ScannedCode {
            code: code.code.clone(),
            status: code.status,
            target,
            version: code.version,
            successor: successor.map(|next| next.code.clone()),
            signature,
            counter: context.counter,
            agency: context.agency,
            place: context.place,
            procedures: context.procedures,
            links: QrLinks {
                look_up: String::new(),
                ask: String::new(),
                rate: None,
            },
            page_url: self.page_url(&code.code),
            notice,
        };
        scanned.links = self.links(&scanned, code.code.as_str());
        scanned
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

    /// Where a code leads. What is not to be built on is not carried on; a withdrawn code still leads to the page
    /// of what it named, while there is one.
    pub(super) fn links(&self, scanned: &ScannedCode, carried: &str) -> QrLinks {
        let base = self.keys.base();
        let page = self.page_of(&scanned.target);
        if !scanned.is_trusted() || scanned.is_bare_receipt() {
            let otherwise = match scanned.target {
                QrTarget::Dossier { .. } => "/ho-so",
                _ => "/thu-tuc",
            };
            return QrLinks {
                look_up: format!("{base}{}", page.as_deref().unwrap_or(otherwise)),
                ask: format!("{base}/hoi"),
                rate: None,
            };
        }
        let rated = scanned.counter.is_some() || scanned.is_receipt();
        QrLinks {
            look_up: match page {
                Some(page) => {
                    let sign = if page.contains('?') { '&' } else { '?' };
                    format!("{base}{page}{sign}qr={carried}")
                }
                None => format!("{base}/q/{carried}?{SEEN}#tra-cuu"),
            },
            ask: format!("{base}/hoi?qr={carried}"),
            rate: rated.then(|| format!("{base}/danh-gia?qr={carried}")),
        }
    }

    /// The page of the procedure or field that a code names, while there is one.
    fn page_of(&self, target: &QrTarget) -> Option<String> {
        let page = match target {
            QrTarget::Procedure { code } => format!("/thu-tuc/{code}"),
            QrTarget::Field { slug } => format!("/thu-tuc?field={slug}"),
            _ => return None,
        };
        Some(page).filter(|_| self.leads_somewhere(target))
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

/// What is carried on from page to page of what was scanned: the code; of a receipt with the signature that came
/// along, without which it stands for no dossier.
#[must_use]
pub fn carried(text: &str, scanned: &ScannedCode) -> String {
    let signed = match scanned.target {
        QrTarget::Dossier { code: Some(_) } => QrLink::tail(text).ok(),
        _ => None,
    };
    let signed = signed.and_then(|(_, signed)| signed);
    QrLink::write_tail(&scanned.code, signed.as_ref())
}
