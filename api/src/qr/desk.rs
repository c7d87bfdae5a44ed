//! Codes as staff look after them: which there are, how they fare, new ones, old ones.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{Duration, NaiveDate};
use mobile_contract::qr::{
    NamedRef, QrPurpose, QrScanDay, QrScanFound, QrScanVia, QrScans, QrSignature, QrTarget,
    StaffQrCode, StaffQrFilter,
};
use mobile_contract::{ErrorCode, Locale, Page, QrCode, Slug};

use super::attention::{Fares, Window, fares};
use super::entity::scan;
use super::record::{Code, word};
use super::{DossierOwners, Register, Resolver, scan_store, store};
use crate::accounts::{Scope, Staff};
use crate::error::{Error, Result};
use crate::kernel::cursor::{List, page_size};
use crate::kernel::worktime::Calendar;
use crate::storage::Database;

/// Days whose scans are shown.
const SHOWN_DAYS: i64 = 30;

/// Where codes are looked after.
#[derive(Clone)]
pub struct Desk {
    /// Where they are kept.
    pub db: Database,
    /// The codes in memory.
    pub register: Register,
    /// What they mean.
    pub resolver: Resolver,
    /// Which days are worked.
    pub calendar: Arc<Calendar>,
    /// Whose dossiers are.
    pub dossiers: Arc<dyn DossierOwners>,
}

impl Desk {
    /// A page of the codes within someone's reach, counter by counter. Codes of dossiers are not listed:
    /// there is one for every receipt.
    ///
    /// # Errors
    /// When the cursor or the limit is not acceptable, or the database fails.
    pub async fn list(&self, staff: &Staff, filter: &StaffQrFilter) -> Result<Page<StaffQrCode>> {
        let scope = staff.scope()?;
        let named = (
            &filter.status,
            &filter.counter,
            &filter.agency,
            &filter.attention,
        );
        let list = List::new(serde_json::to_string(&("qr-codes", named))?);
        let limit = page_size(filter.limit)?;
        let after = list.after(filter.cursor.as_deref())?;
        let fares = self.fares().await?;
        let codes = self.register.codes.get();
        let mut rows: Vec<(String, &Code)> = codes
            .all()
            .filter(|code| self.wanted(code, filter) && self.reaches(&scope, code))
            .filter(|code| {
                let fares = fares.get(&code.code).copied().unwrap_or_default();
                filter.attention.is_none_or(|kind| fares.needs(code, kind))
            })
            .map(|code| (sort_key(code), code))
            .collect();
        rows.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        let begin = after.unwrap_or_default();
        let rows = rows.into_iter().filter(|(key, _)| *key > begin);
        let page = list.page(rows, limit, |(key, _)| key);
        let shown: Vec<&Code> = page.items.iter().map(|(_, code)| *code).collect();
        let items = self.shown(&shown, &fares).await?;
        Ok(Page {
            items,
            next_cursor: page.next_cursor,
        })
    }

    /// The counters within someone's reach, in id order.
    ///
    /// # Errors
    /// When nothing is within their reach.
    pub fn counters(&self, staff: &Staff) -> Result<Vec<NamedRef>> {
        let scope = staff.scope()?;
        let today = self.resolver.clock.today();
        let agencies = self.resolver.agencies.get();
        let within = agencies.counters().filter(|counter| {
            let standing = agencies.counter(&counter.id, today);
            standing.is_some_and(|standing| self.covers(&scope, Some(&standing.agency.id)))
        });
        let named = within.map(|counter| NamedRef {
            id: counter.id.clone(),
            name: counter.name.clone(),
        });
        Ok(named.collect())
    }

    /// A code within someone's reach.
    ///
    /// # Errors
    /// When there is none, or it is not theirs: both look alike; or the database fails.
    pub async fn look(&self, staff: &Staff, code: &str) -> Result<StaffQrCode> {
        let code = self.within_reach(staff, code).await?;
        self.show(&code).await
    }

    /// A code within someone's reach, as it is stored.
    pub(super) async fn within_reach(&self, staff: &Staff, code: &str) -> Result<Code> {
        let missing = || Error::new(ErrorCode::QrNotFound);
        let code: QrCode = code.parse().map_err(|_| missing())?;
        let found = store::find(&*self.db, &code).await?.ok_or_else(missing)?;
        if self.reaches(&staff.scope()?, &found) {
            Ok(found)
        } else {
            Err(missing())
        }
    }

    /// A code with everything that staff see of it.
    pub(super) async fn show(&self, code: &Code) -> Result<StaffQrCode> {
        let fares = self.fares().await?;
        let mut shown = self.shown(&[code], &fares).await?;
        shown.pop().ok_or_else(|| Error::new(ErrorCode::QrNotFound))
    }

    /// The agency that is responsible for a code today.
    pub(super) fn agency_of(&self, code: &Code) -> Option<Slug> {
        let today = self.resolver.clock.today();
        let agencies = self.resolver.agencies.get();
        if let Some(counter) = &code.counter {
            return Some(agencies.counter(counter, today)?.agency.id.clone());
        }
        let id = code.agency.as_ref()?;
        match agencies.on(id, today).as_slice() {
            [only] => Some(only.id.clone()),
            _ => Some(id.clone()),
        }
    }

    /// Whether an agency is within a scope: their own, or one below it.
    pub(super) fn covers(&self, scope: &Scope, agency: Option<&Slug>) -> bool {
        match (scope, agency) {
            (Scope::All, _) => true,
            (Scope::Agency(_), None) => false,
            (Scope::Agency(own), Some(agency)) => {
                let today = self.resolver.clock.today();
                self.resolver.agencies.get().is_within(agency, own, today)
            }
        }
    }

    fn reaches(&self, scope: &Scope, code: &Code) -> bool {
        self.covers(scope, self.agency_of(code).as_ref())
    }

    fn wanted(&self, code: &Code, filter: &StaffQrFilter) -> bool {
        let of_agency = |agency: &Slug| {
            let scope = Scope::Agency(agency.clone());
            self.reaches(&scope, code)
        };
        filter.status.is_none_or(|status| code.status == status)
            && filter
                .counter
                .as_ref()
                .is_none_or(|counter| code.counter.as_ref() == Some(counter))
            && filter.agency.as_ref().is_none_or(of_agency)
    }

    async fn fares(&self) -> Result<HashMap<QrCode, Fares>> {
        let today = self.resolver.clock.today();
        fares(&*self.db, Window::before(today, &self.calendar)).await
    }

    async fn shown(
        &self,
        codes: &[&Code],
        fares: &HashMap<QrCode, Fares>,
    ) -> Result<Vec<StaffQrCode>> {
        let ids: Vec<QrCode> = codes.iter().map(|code| code.code.clone()).collect();
        let since = self.resolver.clock.today() - Duration::days(SHOWN_DAYS - 1);
        let mut scans: HashMap<String, Vec<scan::Model>> = HashMap::new();
        for row in scan_store::of_codes(&*self.db, &ids, since).await? {
            scans.entry(row.code.clone()).or_default().push(row);
        }
        let of = |code: &&Code| {
            let rows = scans.remove(code.code.as_str()).unwrap_or_default();
            let fares = fares.get(&code.code).copied().unwrap_or_default();
            self.one(code, &rows, fares)
        };
        codes.iter().map(of).collect()
    }

    /// The address to print. That of a receipt opens its dossier: it is printed where that is recorded.
    fn link(&self, code: &Code) -> Result<Option<String>> {
        if matches!(code.target, QrTarget::Dossier { .. }) {
            return Ok(None);
        }
        self.resolver.signed_link(&code.code).map(Some)
    }

    fn one(&self, code: &Code, rows: &[scan::Model], fares: Fares) -> Result<StaffQrCode> {
        let scanned = self.resolver.whole(code, QrSignature::Absent, Locale::Vi)?;
        Ok(StaffQrCode {
            code: code.code.clone(),
            target: code.target.clone(),
            counter: scanned.counter,
            agency: scanned.agency,
            place: scanned.place,
            version: code.version,
            status: code.status,
            successor: code.successor.clone(),
            reason: code.reason.clone(),
            created_at: code.created_at,
            created_by: code.created_by,
            changed_at: code.changed_at,
            changed_by: code.changed_by,
            link: self.link(code)?,
            scans: by_day(rows)?,
            silent_since: fares.silent_since(code),
            stale: fares.stale(code),
            revoked_scanned: fares.revoked_scanned(code),
            not_genuine: fares.not_genuine(),
        })
    }
}

/// Counter by counter, board, chat, rating; what hangs at no counter comes last.
fn sort_key(code: &Code) -> String {
    let counter = code.counter.as_ref().map_or("~", Slug::as_str);
    let rank = match code.target.purpose() {
        Some(QrPurpose::Board) => '0',
        Some(QrPurpose::Chat) => '1',
        Some(QrPurpose::Rating) => '2',
        None => '3',
    };
    // The newest version first.
    let version = u32::MAX - code.version;
    format!("{counter}\u{1e}{rank}{version:010}{}", code.code)
}

fn by_day(rows: &[scan::Model]) -> Result<QrScans> {
    let mut days: std::collections::BTreeMap<NaiveDate, QrScanDay> = Default::default();
    let mut total = 0;
    for row in rows {
        let count = u64::try_from(row.count).map_err(Error::internal)?;
        total += count;
        let day = days.entry(row.day).or_insert_with(|| empty(row.day));
        let tally = match (word(&row.found)?, word(&row.via)?) {
            (QrScanFound::Good | QrScanFound::KeyEnding, QrScanVia::Page) => &mut day.page,
            (QrScanFound::Good | QrScanFound::KeyEnding, QrScanVia::App) => &mut day.app,
            (QrScanFound::Superseded, _) => &mut day.superseded,
            (QrScanFound::Revoked, _) => &mut day.revoked,
            (QrScanFound::KeyEnded, _) => &mut day.key_ended,
            (QrScanFound::NotGenuine, _) => &mut day.not_genuine,
        };
        *tally += count;
    }
    Ok(QrScans {
        total,
        days: days.into_values().collect(),
    })
}

const fn empty(day: NaiveDate) -> QrScanDay {
    QrScanDay {
        day,
        page: 0,
        app: 0,
        superseded: 0,
        revoked: 0,
        key_ended: 0,
        not_genuine: 0,
    }
}
