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
use crate::places::Places;
use crate::storage::Database;

/// The names on a poster, as they stood on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintedNames {
    /// Of the counter.
    pub counter: Option<String>,
    /// Of the agency.
    pub agency: Option<String>,
    /// Of the place.
    pub place: Option<String>,
    /// The agency had ended by then, and nobody could be named in its stead. A new poster cannot do better, so
    /// only one from before the end is out of date.
    pub ended: bool,
}

/// A place as it is called on a day. Where an old unit was divided, nobody can say from the poster which part
/// one stands in: it keeps its old name.
pub(super) fn place_on<'p>(places: &'p Places, id: &Slug, day: NaiveDate) -> Option<&'p Place> {
    match places.on(id, day).as_slice() {
        [only] => Some(*only),
        _ => places.find(id),
    }
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
        ended: !agency.holds_on(day),
    })
}

/// The day on which a code was made, in Vietnam.
fn made_on(code: &Code) -> NaiveDate {
    to_hanoi(code.created_at).date()
}

impl Resolver {
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
            .is_some_and(|printed| printed != today)
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
