//! Whose dossiers an agency sees.

use chrono::NaiveDate;
use mobile_contract::Slug;
use mobile_contract::knowledge::Agency;

use crate::agencies::Agencies;

/// An agency, all below it, and those that have ended whose duties all went to it or to those below: their dossiers
/// go on there. Where an office was divided, nobody sees all of its dossiers but who stands above all its heirs. Who
/// stood above it once does not: they would see what others hold now. One that ended and left its duties to nobody
/// stays with who stood above it.
///
/// Figures of ratings have a rule of their own (`ratings::figures::Reach`): they are of the days of then, and
/// nobody works at them today.
#[must_use]
pub fn within(agencies: &Agencies, own: &Slug, today: NaiveDate) -> Vec<Slug> {
    let reached = |id: &Slug| {
        let holders = agencies.on(id, today);
        let all = holders
            .iter()
            .all(|holder| agencies.is_within(&holder.id, own, today));
        (!holders.is_empty()).then_some(all)
    };
    let belongs = |agency: &&Agency| {
        let above = || agency.parent.as_ref();
        agency.id == *own
            || reached(&agency.id)
                .or_else(|| above().map(|above| above == own || reached(above) == Some(true)))
                .unwrap_or(false)
    };
    let agencies = agencies.after(None, None, None).filter(belongs);
    agencies.map(|agency| agency.id.clone()).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn agency(id: &str, parent: Option<&str>, ended: bool, successors: &[&str]) -> Value {
        json!({
            "id": id, "name": id, "kind": "department", "level": "province", "place": "tinh-hung-yen",
            "fields": [], "aliases": [], "parent": parent, "successors": successors, "sources": [],
            "valid_to": ended.then_some("2025-06-30"),
        })
    }

    /// The roads of the old province went to one department, its driving licences to the police, which does not
    /// stand under the province.
    fn seen_by(own: &str) -> Vec<String> {
        let all = [
            agency("bo-phan-cu", Some("so-giao-thong"), true, &[]),
            agency("cong-an", None, false, &[]),
            agency(
                "so-giao-thong",
                Some("tinh-cu"),
                true,
                &["so-xay-dung", "cong-an"],
            ),
            agency("so-xay-dung", Some("tinh"), false, &[]),
            agency("so-xay-dung-cu", Some("tinh-cu"), true, &["so-xay-dung"]),
            agency("tinh", None, false, &[]),
            agency("tinh-cu", None, true, &["tinh"]),
        ];
        let all = all.map(|agency| serde_json::from_value::<Agency>(agency).unwrap());
        let agencies = Agencies::new(all.into(), Vec::new());
        let today = "2026-11-29".parse().unwrap();
        let seen = within(&agencies, &own.parse().unwrap(), today);
        seen.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_divided_office_is_seen_by_nobody_who_has_not_all_its_heirs() {
        let province = ["so-xay-dung", "so-xay-dung-cu", "tinh", "tinh-cu"];
        assert_eq!(seen_by("tinh"), province);
        assert_eq!(seen_by("so-xay-dung"), ["so-xay-dung", "so-xay-dung-cu"]);
        assert_eq!(seen_by("cong-an"), ["cong-an"]);
    }

    #[test]
    fn an_office_that_ended_sees_its_own_and_what_it_left_to_nobody() {
        assert_eq!(seen_by("so-giao-thong"), ["bo-phan-cu", "so-giao-thong"]);
    }
}
