//! What a poster names beside its codes. Names change: an agency is merged, a counter gets another name. A poster
//! that shows the old ones is an old poster, though its code works.

use chrono::NaiveDate;
use mobile_contract::Slug;
use mobile_contract::knowledge::Place;
use mobile_contract::qr::{QrStatus, QrTarget};
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};

use super::record::Code;
use super::{Resolver, store};
use crate::agencies::Agencies;
use crate::error::Result;
use crate::kernel::clock::to_hanoi;
use crate::kernel::period::EffectiveDated;
use crate::kernel::words;
use crate::places::Places;
use crate::storage::Database;

/// The names on a poster, as they stood on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintedNames {
    /// Of the counter.
    pub counter: Option<String>,
    /// Of the agency.
    pub agency: Option<String>,
    /// Of the place, without its province.
    pub place: Option<String>,
    /// The place with its province, as the poster says it. Names that were kept before the province was lack it.
    #[serde(default)]
    pub place_line: Option<String>,
    /// The agency had ended by then, and nobody could be named in its stead. A new poster cannot do better, so
    /// only one from before the end is out of date.
    pub ended: bool,
}

impl PrintedNames {
    /// Whether a poster that shows these names shows those of today. What nobody kept is not compared.
    fn shows(&self, today: &Self) -> bool {
        let line = self.place_line.as_ref().or(today.place_line.as_ref());
        let kept = Self {
            place_line: line.cloned(),
            ..self.clone()
        };
        kept == *today
    }
}

/// A place as it is called on a day. Where an old unit was divided, nobody can say from the poster which part
/// one stands in: it keeps its old name.
pub(super) fn place_on<'p>(places: &'p Places, id: &Slug, day: NaiveDate) -> Option<&'p Place> {
    match places.on(id, day).as_slice() {
        [only] => Some(*only),
        _ => places.find(id),
    }
}

/// A place with its province on a day, as one says where something is: "Xã Đồng Than, tỉnh Hưng Yên". A province
/// that has ended is the one that follows it.
fn place_line(places: &Places, id: &Slug, day: NaiveDate) -> Option<String> {
    let place = place_on(places, id, day)?;
    // Those around it, the widest last. Nothing is around itself, whatever the data say.
    let mut around = vec![place];
    while let Some(above) = around
        .last()
        .and_then(|place| place.parent.as_ref())
        .and_then(|parent| place_on(places, parent, day))
        .filter(|above| around.iter().all(|known| known.id != above.id))
    {
        around.push(above);
    }
    let province = around.last().filter(|province| province.id != place.id);
    Some(match province {
        // "Tỉnh Hưng Yên" within a line.
        Some(province) => format!("{}, {}", place.name, words::lower_first(&province.name)),
        None => place.name.clone(),
    })
}

/// What the poster of a code names on a day. `None`: it names nobody, or is a receipt, which hangs nowhere.
fn names_on(
    code: &Code,
    agencies: &Agencies,
    places: &Places,
    day: NaiveDate,
) -> Option<PrintedNames> {
    if matches!(code.target, QrTarget::Dossier { .. }) {
        return None;
    }
    let (counter, agency, place) = match (&code.counter, &code.agency) {
        (Some(counter), _) => {
            let standing = agencies.counter(counter, day)?;
            let counter = standing.counter;
            (Some(counter.name.clone()), standing.agency, &counter.place)
        }
        (None, Some(agency)) => {
            let agency = agencies.standing(agency, day)?.agency;
            (None, agency, &agency.place)
        }
        (None, None) => return None,
    };
    Some(PrintedNames {
        counter,
        agency: Some(agency.name.clone()),
        place: place_on(places, place, day).map(|place| place.name.clone()),
        place_line: place_line(places, place, day),
        ended: !agency.holds_on(day),
    })
}

/// The day on which a code was made, in Vietnam.
fn made_on(code: &Code) -> NaiveDate {
    to_hanoi(code.created_at).date()
}

impl Resolver {
    /// A place with its province, as a poster says it when it is printed today.
    pub(super) fn place_line(&self, place: &Slug) -> Option<String> {
        place_line(&self.places.get(), place, self.clock.today())
    }

    /// What the poster of a code names when it is printed today.
    pub(super) fn names_of_today(&self, code: &Code) -> Option<PrintedNames> {
        let (agencies, places) = (self.agencies.get(), self.places.get());
        names_on(code, &agencies, &places, self.clock.today())
    }

    /// Whether the poster of a code in use shows names that are not those of today. Where nobody kept what was
    /// printed, it is taken for what stood on the day on which the code was made.
    pub(super) fn names_changed(&self, code: &Code) -> bool {
        if code.status != QrStatus::Active {
            return false;
        }
        let Some(today) = self.names_of_today(code) else {
            return false;
        };
        let (agencies, places) = (self.agencies.get(), self.places.get());
        let made = || names_on(code, &agencies, &places, made_on(code));
        code.printed
            .clone()
            .or_else(made)
            .is_some_and(|printed| !printed.shows(&today))
    }
}

/// Codes whose posters name somebody, and for which that is not kept yet: the program made them, or they are
/// older than the keeping.
///
/// # Errors
/// When the database fails or holds something that is no code.
pub async fn unnamed(db: &impl ConnectionTrait) -> Result<Vec<Code>> {
    let mut codes = store::all(db).await?;
    codes
        .retain(|code| code.printed.is_none() && (code.counter.is_some() || code.agency.is_some()));
    Ok(codes)
}

/// Keeps for these codes what their posters show: the names of the day on which each was made.
///
/// # Errors
/// When the database fails.
pub async fn keep_names(
    db: &Database,
    codes: &[Code],
    agencies: &Agencies,
    places: &Places,
) -> Result<()> {
    let transaction = db.begin().await?;
    for code in codes {
        if let Some(names) = names_on(code, agencies, places, made_on(code)) {
            store::keep_printed(&*transaction, &code.code, &names).await?;
        }
    }
    transaction.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn place(id: &str, name: &str, parent: Option<&str>, followed_by: Option<&str>) -> Place {
        serde_json::from_value(json!({
            "id": id, "name": name, "kind": "commune", "parent": parent, "sources": [],
            "valid_to": followed_by.map(|_| "2025-06-30"),
            "successors": followed_by.as_slice(),
        }))
        .unwrap()
    }

    fn line(id: &str, day: &str) -> String {
        let places = Places::new(vec![
            place("huyen", "Huyện Thư", Some("tinh-cu"), Some("xa-1")),
            place("tinh-cu", "Tỉnh Cũ", None, Some("tinh-moi")),
            place("tinh-moi", "Tỉnh Mới", None, None),
            place("vong", "Xã Vòng", Some("vong"), None),
            place("xa-1", "Xã Một", Some("tinh-moi"), None),
            place("xa-2", "Xã Hai", Some("tinh-cu"), None),
            place("xa-3", "Xã Ba", Some("huyen"), None),
        ]);
        place_line(&places, &id.parse().unwrap(), day.parse().unwrap()).unwrap()
    }

    #[test]
    fn a_place_stands_in_the_province_of_the_day() {
        let (before, after) = ("2025-06-30", "2025-07-01");
        assert_eq!(line("xa-2", before), "Xã Hai, tỉnh Cũ");
        assert_eq!(line("xa-2", after), "Xã Hai, tỉnh Mới");
        // One in a district stands in its province.
        assert_eq!(line("xa-3", before), "Xã Ba, tỉnh Cũ");
        assert_eq!(line("huyen", before), "Huyện Thư, tỉnh Cũ");
        assert_eq!(line("huyen", after), "Xã Một, tỉnh Mới");
        assert_eq!(line("tinh-cu", after), "Tỉnh Mới");
        assert_eq!(line("vong", after), "Xã Vòng");
    }

    #[test]
    fn only_what_was_kept_is_compared() {
        let of = |place: &str, line: Option<&str>| PrintedNames {
            counter: Some("Quầy 1".to_owned()),
            agency: Some("UBND xã Một".to_owned()),
            place: Some(place.to_owned()),
            place_line: line.map(str::to_owned),
            ended: false,
        };
        let today = of("Xã Một", Some("Xã Một, tỉnh Mới"));
        assert!(today.shows(&today));
        assert!(!of("Xã Một", Some("Xã Một, tỉnh Cũ")).shows(&today));
        assert!(!of("Xã Cũ", None).shows(&today));
        let kept = r#"{"counter":"Quầy 1","agency":"UBND xã Một","place":"Xã Một","ended":false}"#;
        let kept: PrintedNames = serde_json::from_str(kept).unwrap();
        assert!(kept.shows(&today), "the province was not kept");
    }
}
