//! "My dossiers": for citizens who proved a phone number.

use std::cmp::Reverse;

use chrono::{DateTime, Utc};
use mobile_contract::dossier::lookup::DossierView;
use mobile_contract::{DossierCode, Locale, Page, PhoneNumber};

use super::open::wrong;
use super::{LookUp, Reader, pass};
use crate::dossiers::record::phone_mark;
use crate::dossiers::store;
use crate::error::{Error, Result};
use crate::kernel::cursor::{List, page_size};

/// Dossiers of one number that are listed: who hands in more for others has the one-stop system for that.
const MOST: u64 = 2_000;

impl LookUp {
    /// A page of the dossiers with which a number was left, those received last first. What has a mail address
    /// for its contact has none.
    ///
    /// # Errors
    /// When the cursor or the limit is not acceptable, or the database fails.
    pub async fn mine(
        &self,
        phone: Option<&PhoneNumber>,
        (cursor, limit): (Option<&str>, Option<u32>),
        locale: Locale,
    ) -> Result<Page<DossierView>> {
        let limit = page_size(limit)?;
        let list = List::new("me/dossiers");
        let after = list.after(cursor)?;
        let Some(phone) = phone else {
            return Ok(Page {
                items: Vec::new(),
                next_cursor: None,
            });
        };
        let mark = phone_mark(&self.dossiers.vault, phone);
        let mut rows = store::of_phone(&*self.dossiers.db, &mark, MOST).await?;
        rows.sort_by_cached_key(|row| Reverse(sort_key(row)));
        let keys = rows.iter().map(sort_key);
        let wanted = keys.filter(|key| after.as_ref().is_none_or(|after| key < after));
        let Page { items, next_cursor } = list.page(wanted, limit, |key| key);
        let items = self.views(&items, locale).await?;
        Ok(Page { items, next_cursor })
    }

    /// Opens a dossier for whoever proved the number that was left with it, and gives what opens it again.
    ///
    /// # Errors
    /// 404 when it is none of theirs.
    pub async fn pass_of_mine(&self, phone: &PhoneNumber, code: &DossierCode) -> Result<String> {
        let mark = phone_mark(&self.dossiers.vault, phone);
        if !store::has_phone(&*self.dossiers.db, code, &mark).await? {
            return Err(wrong());
        }
        pass::seal(
            &self.dossiers.vault,
            (code, true),
            self.dossiers.clock.now(),
        )
    }

    async fn views(&self, keys: &[String], locale: Locale) -> Result<Vec<DossierView>> {
        let codes: Vec<DossierCode> = keys
            .iter()
            .map(|key| code_of(key).parse().map_err(Error::internal))
            .collect::<Result<_>>()?;
        let wanted: Vec<&DossierCode> = codes.iter().collect();
        let mut kept = store::load(&*self.dossiers.db, &wanted).await?;
        let now = self.dossiers.clock.now();
        let reader = Reader::new(&self.dossiers, locale, now);
        let found = codes
            .iter()
            .filter_map(|code| Some((code, kept.remove(code.as_str())?)));
        let shown = found.map(|(code, kept)| {
            let pass = pass::seal(&self.dossiers.vault, (code, true), now)?;
            reader.view(&kept, pass)
        });
        shown.collect()
    }
}

/// Sorts by the time of receipt, then by code.
fn sort_key((code, received): &(String, Option<DateTime<Utc>>)) -> String {
    let seconds = received.map_or(0, |at| at.timestamp().max(0));
    format!("{seconds:012} {code}")
}

fn code_of(key: &str) -> &str {
    key.split_once(' ').map_or(key, |(_, code)| code)
}
