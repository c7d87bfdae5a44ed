//! Codes as staff look after them: which there are, how they fare, new ones, old ones.

use std::collections::HashMap;
use std::sync::Arc;

use mobile_contract::qr::{QrPurpose, QrScans, QrSignature, QrTarget, StaffQrCode, StaffQrFilter};
use mobile_contract::{ErrorCode, Locale, Page, QrCode, Slug};

use super::attention::{Fares, Window, fares};
use super::record::Code;
use super::{DossierOwners, Register, Resolver, store};
use crate::accounts::Staff;
use crate::error::{Error, Result};
use crate::kernel::cursor::{List, page_size};
use crate::kernel::worktime::Calendar;
use crate::storage::Database;

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
            &filter.q,
            &filter.attention,
        );
        let list = List::new(serde_json::to_string(&("qr-codes", named))?);
        let limit = page_size(filter.limit)?;
        let after = list.after(filter.cursor.as_deref())?;
        // How all fare is asked only where that chooses.
        let fares = match filter.attention {
            Some(_) => self.fares(None).await?,
            None => HashMap::new(),
        };
        let needed = |code: &Code, kind| {
            let fares = fares.get(&code.code).copied().unwrap_or_default();
            fares.needs(code, kind, || self.resolver.names_changed(code))
        };
        let codes = self.register.codes.keep();
        let mut rows: Vec<(String, &Code)> = codes
            .all()
            .filter(|code| self.wanted(code, filter) && self.reaches(&scope, code))
            .filter(|code| filter.attention.is_none_or(|kind| needed(code, kind)))
            .map(|code| (sort_key(code), code))
            .collect();
        rows.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        let begin = after.unwrap_or_default();
        let rows = rows.into_iter().filter(|(key, _)| *key > begin);
        let page = list.page(rows, limit, |(key, _)| key);
        let shown: Vec<&Code> = page.items.iter().map(|(_, code)| *code).collect();
        let items = self.shown(&shown).await?;
        Ok(Page {
            items,
            next_cursor: page.next_cursor,
        })
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
        let mut shown = self.shown(&[code]).await?;
        shown.pop().ok_or_else(|| Error::new(ErrorCode::QrNotFound))
    }

    /// How codes fare: some, or all.
    async fn fares(&self, of: Option<&[QrCode]>) -> Result<HashMap<QrCode, Fares>> {
        let today = self.resolver.clock.today();
        let window = Window::before(today, &self.calendar);
        let codes = self.register.codes.keep();
        fares(&*self.db, window, &codes, of).await
    }

    async fn shown(&self, codes: &[&Code]) -> Result<Vec<StaffQrCode>> {
        let ids: Vec<QrCode> = codes.iter().map(|code| code.code.clone()).collect();
        let fares = self.fares(Some(&ids)).await?;
        let rows = self.rows_of(&ids).await?;
        let of = |code: &&Code| {
            let scans = self.day_by_day([*code], &rows)?;
            let fares = fares.get(&code.code).copied().unwrap_or_default();
            self.one(code, scans, fares)
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

    fn one(&self, code: &Code, scans: QrScans, fares: Fares) -> Result<StaffQrCode> {
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
            scans,
            silent_since: fares.silent_since(code),
            pasted_over: fares.pasted_over(code),
            stale: fares.stale(code, self.resolver.names_changed(code)),
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
