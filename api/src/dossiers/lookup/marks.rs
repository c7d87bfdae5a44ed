//! Comparing digits with what is kept of a dossier.

use mobile_contract::DossierCode;
use sea_orm::{ConnectionTrait, EntityTrait, QuerySelect};
use subtle::{Choice, ConstantTimeEq};

use crate::dossiers::entity::record;
use crate::dossiers::record::{Last4, last4_mark};
use crate::error::Result;
use crate::kernel::vault::Vault;

/// Stands where nothing is kept: no hash is all zeros.
const NOTHING: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// What is kept of a dossier to compare with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks {
    phone4: Option<String>,
    id4: Option<String>,
}

/// Reads what is kept of a code; nothing, when there is no such dossier. Never the record itself: that would take
/// longer where there is one.
///
/// # Errors
/// When the database fails.
pub(super) async fn kept(db: &impl ConnectionTrait, code: &DossierCode) -> Result<Marks> {
    let row: Option<(Option<String>, Option<String>)> = record::Entity::find_by_id(code.as_str())
        .select_only()
        .column(record::Column::Phone4Mark)
        .column(record::Column::Id4Mark)
        .into_tuple()
        .one(db)
        .await?;
    let (phone4, id4) = row.unwrap_or_default();
    Ok(Marks { phone4, id4 })
}

/// Whether digits are the last ones of the applicant's phone or identity number. Two hashes and two comparisons
/// of 64 bytes, whatever is kept, and no look at what the first came to before the second.
pub(super) fn fit(vault: &Vault, code: &DossierCode, digits: &str, kept: &Marks) -> bool {
    let each = [(Last4::Phone, &kept.phone4), (Last4::IdNumber, &kept.id4)];
    let compared = each.map(|(of, kept)| {
        let given = last4_mark(vault, code, of, digits);
        let kept = kept.as_deref().unwrap_or(NOTHING);
        given.as_bytes().ct_eq(kept.as_bytes())
    });
    let [phone, id]: [Choice; 2] = compared;
    bool::from(phone | id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn either_number_fits_and_nothing_kept_fits_nothing() {
        let vault = Vault::new([7; 32]);
        let code: DossierCode = "H31.12.45-220715-0012".parse().unwrap();
        let other: DossierCode = "H31.12.45-220715-0013".parse().unwrap();
        let kept = Marks {
            phone4: Some(last4_mark(&vault, &code, Last4::Phone, "5678")),
            id4: Some(last4_mark(&vault, &code, Last4::IdNumber, "1234")),
        };
        assert!(fit(&vault, &code, "5678", &kept) && fit(&vault, &code, "1234", &kept));
        assert!(!fit(&vault, &code, "5679", &kept));
        assert!(!fit(&vault, &other, "5678", &kept));
        assert!(!fit(&vault, &code, "5678", &Marks::default()));
        let stand_in = last4_mark(&vault, &code, Last4::Phone, "5678");
        assert_eq!(NOTHING.len(), stand_in.len());
    }
}
