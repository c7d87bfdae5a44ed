//! Counters that can be rated, for whoever has no code at hand.

use chrono::NaiveDate;
use mobile_contract::knowledge::Agency;
use mobile_contract::text::fold;
use mobile_contract::{ErrorCode, Slug};

use crate::error::{Error, Result};
use crate::kernel::order;
use crate::kernel::period::EffectiveDated;
use crate::ratings::Ratings;

/// Most counters that are offered at once: what one looks through on a phone.
const OFFERED: usize = 20;

/// Names of a counter and the agency answering for it today; a dossier has no counter.
#[derive(Default)]
pub(super) struct Spot {
    pub(super) counter: Option<String>,
    pub(super) agency: Option<String>,
}

impl Spot {
    pub(super) fn names(&self) -> (Option<&str>, Option<&str>) {
        (self.counter.as_deref(), self.agency.as_deref())
    }
}

/// A counter by its id.
///
/// # Errors
/// When there is none.
pub(super) fn of_counter(ratings: &Ratings, id: &str) -> Result<Spot> {
    let missing = || Error::new(ErrorCode::NotFound);
    let id: Slug = id.parse().map_err(|_| missing())?;
    let today = ratings.clock.today();
    let agencies = ratings.tickets.names.agencies.get();
    let standing = agencies.counter(&id, today).ok_or_else(missing)?;
    Ok(Spot {
        counter: Some(standing.counter.name.clone()),
        agency: works(standing.agency, today),
    })
}

/// The name of an agency that still works; one that has ended answers for nothing.
fn works(agency: &Agency, today: NaiveDate) -> Option<String> {
    agency.holds_on(today).then(|| agency.name.clone())
}

/// Ids, names and agencies of the counters that words fit, by name, and whether there are more.
pub(super) fn counters(ratings: &Ratings, sought: &str) -> (Vec<(String, String, String)>, bool) {
    let today = ratings.clock.today();
    let names = &ratings.tickets.names;
    let (agencies, places) = (names.agencies.get(), names.places.get());
    let sought = fold(sought);
    let words: Vec<&str> = sought.split_whitespace().collect();
    let standing = agencies.counters();
    let standing = standing.filter_map(|counter| agencies.counter(&counter.id, today));
    let found = standing
        .filter(|standing| {
            let counter = standing.counter;
            let of_today = places.on(&counter.place, today);
            let place = of_today.iter().map(|place| place.name.as_str());
            let all = [
                &counter.name,
                &standing.agency.name,
                &standing.opened_by.name,
            ];
            let all: Vec<&str> = all.into_iter().map(String::as_str).chain(place).collect();
            let all = fold(&all.join(" "));
            words.iter().all(|word| all.contains(word))
        })
        .map(|standing| {
            (
                standing.counter.id.to_string(),
                standing.counter.name.clone(),
                works(standing.agency, today).unwrap_or_default(),
            )
        });
    let mut found = order::by_name(found, |(_, name, _)| name);
    let more = found.len() > OFFERED;
    found.truncate(OFFERED);
    (found, more)
}
