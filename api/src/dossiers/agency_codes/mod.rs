//! What one-stop systems call agencies: kept by administrators, read whenever events come.

pub mod routes;

use std::collections::HashMap;

use mobile_contract::dossier::intake::{DossierAgencyCode, NewDossierAgencyCode};
use mobile_contract::limits::EVENT_NAME_CHARS;
use mobile_contract::{DossierCode, ErrorCode, Page, Slug};
use uuid::Uuid;

use super::{Dossiers, store};
use crate::audit::{self, Entry};
use crate::error::{Error, Result};
use crate::kernel::cursor::{List, page_size};

impl Dossiers {
    /// A page of codes, in order.
    ///
    /// # Errors
    /// 400 or 422 for a cursor or limit of no use.
    pub(super) async fn agency_codes_page(
        &self,
        cursor: Option<&str>,
        limit: Option<u32>,
    ) -> Result<Page<DossierAgencyCode>> {
        let list = List::new("staff/dossier-agency-codes");
        let limit = page_size(limit)?;
        let after = list.after(cursor)?;
        let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
        let rows = store::agency_codes_after(&*self.db, after.as_deref(), most).await?;
        let page = list.page(rows.into_iter(), limit, |row| row.0.as_str());
        let codes = page.items.into_iter().map(|(code, agency)| {
            let agency: Result<Slug, _> = agency.parse();
            let agency = agency.map_err(|_| Error::internal("a stored agency is no slug"))?;
            Ok(DossierAgencyCode { code, agency })
        });
        Ok(Page {
            items: codes.collect::<Result<_>>()?,
            next_cursor: page.next_cursor,
        })
    }

    /// Says which agency a code means from now on. Dossiers that are there keep theirs until they are folded anew.
    ///
    /// # Errors
    /// 422 when the code or the agency is none, or the same code in its other order means another agency.
    pub async fn put_agency_code(
        &self,
        code: &str,
        new: NewDossierAgencyCode,
        by: Option<Uuid>,
    ) -> Result<DossierAgencyCode> {
        let code = checked(code)?;
        if self.agencies.get().find(&new.agency).is_none() {
            return Err(Error::field(
                "body.agency",
                "không có cơ quan này",
                "there is no such agency",
            ));
        }
        let transaction = self.db.begin().await?;
        let known = store::agency_codes(&*transaction).await?;
        if let Some((other, agency)) = contrary(&known, &code, &new.agency) {
            return Err(Error::field(
                "body.agency",
                format!("mã {other} cũng là mã này và đang chỉ {agency}; xin xóa mã đó trước"),
                format!("the code {other} is this one too, and means {agency}; delete it first"),
            ));
        }
        store::put_agency_code(&*transaction, &code, &new.agency).await?;
        let entry = self.entry("agency_code.set", &code, Some(new.agency.clone()), by);
        audit::record(&*transaction, entry).await?;
        transaction.commit().await?;
        let agency = new.agency;
        Ok(DossierAgencyCode { code, agency })
    }

    /// Forgets a code.
    ///
    /// # Errors
    /// 404 when it is not kept.
    pub(super) async fn delete_agency_code(&self, code: &str, by: Uuid) -> Result<()> {
        let missing = || Error::new(ErrorCode::NotFound);
        let code = checked(code).map_err(|_| missing())?;
        let transaction = self.db.begin().await?;
        if !store::delete_agency_code(&*transaction, &code).await? {
            return Err(missing());
        }
        let entry = self.entry("agency_code.deleted", &code, None, Some(by));
        audit::record(&*transaction, entry).await?;
        transaction.commit().await?;
        Ok(())
    }

    fn entry(
        &self,
        action: &'static str,
        code: &str,
        agency: Option<Slug>,
        actor: Option<Uuid>,
    ) -> Entry {
        Entry {
            actor,
            action,
            subject: ("agency_code", code.to_owned()),
            agency,
            detail: None,
            at: self.clock.now(),
        }
    }
}

/// A code of an agency as it stands in codes of dossiers, province first.
pub(super) fn part(code: &str) -> Option<String> {
    let whole: DossierCode = format!("{code}-260101-0001").parse().ok()?;
    Some(whole.agency_part().to_owned())
}

/// The same code, in its other order, with another agency.
fn contrary<'k>(
    known: &'k HashMap<String, Slug>,
    code: &str,
    agency: &Slug,
) -> Option<(&'k String, &'k Slug)> {
    let own = part(code)?;
    let others = known
        .iter()
        .filter(|(other, means)| *other != code && *means != agency);
    others
        .filter(|(other, _)| part(other).as_ref() == Some(&own))
        .min()
}

fn checked(code: &str) -> Result<String> {
    let code = code.trim();
    let long = code.chars().count() > EVENT_NAME_CHARS;
    if code.is_empty() || long || code.chars().any(char::is_control) {
        return Err(Error::field(
            "path.code",
            format!("cần 1 đến {EVENT_NAME_CHARS} ký tự"),
            format!("must have 1 to {EVENT_NAME_CHARS} characters"),
        ));
    }
    Ok(code.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_agencies_are_compared_province_first() {
        assert_eq!(part("000.00.12.H31").as_deref(), Some("H31.12"));
        assert_eq!(part("H31.12.45").as_deref(), Some("H31.12.45"));
        assert_eq!(part("000.00.00.H31").as_deref(), Some("H31"));
        assert_eq!(part("Sở Tư pháp"), None);
    }

    #[test]
    fn the_two_orders_of_a_code_mean_one_agency() {
        let [own, other]: [Slug; 2] = ["so-tu-phap", "so-y-te"].map(|id| id.parse().unwrap());
        let known = ["000.00.12.H31", "Sở Tư pháp"].map(|code| (code.to_owned(), own.clone()));
        let known = HashMap::from(known);
        for (code, agency, is_contrary) in [
            ("H31.12", &other, true),
            ("H31.12", &own, false),
            ("000.00.12.H31", &other, false),
            ("H31.12.45", &other, false),
            ("Sở Y tế", &other, false),
        ] {
            let found = contrary(&known, code, agency);
            assert_eq!(found.is_some(), is_contrary, "{code} {agency}");
        }
    }
}
