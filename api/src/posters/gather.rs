//! Which counters' posters someone may have, and what stands on each.

use std::collections::BTreeSet;

use mobile_contract::limits::POSTER_COUNTERS;
use mobile_contract::qr::{NamedRef, QrPurpose};
use mobile_contract::{ErrorCode, Slug};
use motcua_posters::{Code, Details, Poster};

use super::refusals::{self, Lacking};
use super::{Of, Press, address};
use crate::accounts::{Scope, Staff};
use crate::error::{Error, Result};
use crate::kernel::order;
use crate::qr::PosterCode;

/// Counters whose posters are asked for, each list by agency, place and name: in the order in which a file holds
/// them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Those that can be printed.
    pub counters: Vec<Slug>,
    /// Those that lack one or two of their codes.
    pub lacking: Vec<Lacking>,
    /// How many others have no code in use at all, and so no poster: counters that were closed.
    pub closed: usize,
}

/// Counters that one file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// The counters, in the order of their pages.
    pub counters: Vec<Slug>,
    /// How many counters were asked for and are not in it.
    pub left_out: usize,
}

impl Wanted {
    /// What is printed. A counter that lacks a code holds up the file, unless it is to be printed without such.
    ///
    /// # Errors
    /// 409 when counters lack codes, naming all of them, or nothing is left to print; 422 when there are more
    /// than one file holds.
    pub fn printed(self, skip_incomplete: bool) -> Result<Printed> {
        let Self {
            counters,
            lacking,
            closed,
        } = self;
        if counters.is_empty() || !(lacking.is_empty() || skip_incomplete) {
            return Err(refusals::lacking(&lacking, counters.len()));
        }
        Ok(Printed {
            counters: bounded(counters)?,
            left_out: closed + lacking.len(),
        })
    }
}

impl Press {
    /// The counters whose posters someone asks for. Those without any code in use count as closed, unless there
    /// are no others: then they are told as what lacks codes.
    ///
    /// # Errors
    /// 404 when there is no such counter, agency or place, or none of its counters is within reach: all
    /// look alike.
    pub fn wanted(&self, staff: &Staff, of: &Of) -> Result<Wanted> {
        let reach = self.reach(staff)?;
        let asked = match of {
            Of::Counter(id) => vec![id.clone()],
            Of::Agency(id) => self.codes.counters_of_agency(id),
            Of::Place(id) => self.codes.counters_of_place(id),
        };
        let within = asked.into_iter().filter(|id| reach.contains(id));
        let within = self.in_order(within.collect());
        if within.is_empty() {
            return Err(Error::new(ErrorCode::NotFound));
        }
        let mut wanted = Wanted {
            counters: Vec::new(),
            lacking: Vec::new(),
            closed: 0,
        };
        let mut closed = Vec::new();
        for counter in within {
            let purposes = self.codes.lacking(&counter.id);
            match purposes.len() {
                0 => wanted.counters.push(counter.id),
                all if all == QrPurpose::ALL.len() => closed.push(Lacking { counter, purposes }),
                _ => wanted.lacking.push(Lacking { counter, purposes }),
            }
        }
        if wanted.counters.is_empty() && wanted.lacking.is_empty() {
            wanted.lacking = closed;
        } else {
            wanted.closed = closed.len();
        }
        Ok(wanted)
    }

    /// Every counter within someone's reach.
    pub(super) fn reach(&self, staff: &Staff) -> Result<BTreeSet<Slug>> {
        staff.require(&super::PRINTERS)?;
        Ok(match staff.scope()? {
            Scope::All => {
                let agencies = self.codes.agencies.get();
                agencies
                    .counters()
                    .map(|counter| counter.id.clone())
                    .collect()
            }
            Scope::Agency(own) => self.codes.counters_of_agency(&own).into_iter().collect(),
        })
    }

    /// Counters by agency, place and name: as whoever hangs the posters goes from one to the next. Ids that
    /// name none are left away.
    fn in_order(&self, ids: Vec<Slug>) -> Vec<NamedRef> {
        let today = self.codes.clock.today();
        let agencies = self.codes.agencies.get();
        let named = ids.into_iter().filter_map(|id| {
            let standing = agencies.counter(&id, today)?;
            let place = self.codes.place_today(&standing.counter.place);
            let name = standing.counter.name.clone();
            let key = (
                order::of(&standing.agency.name),
                standing.agency.id.clone(),
                place.map(|place| order::of(&place.name)),
                order::of(&name),
            );
            Some((key, NamedRef { id, name }))
        });
        let mut named: Vec<_> = named.collect();
        // Ids came in order, and stay so among counters of one name.
        named.sort_by(|(one, _), (other, _)| one.cmp(other));
        named.into_iter().map(|(_, counter)| counter).collect()
    }

    /// What stands on the posters of counters.
    pub(super) fn posters(&self, counters: &[Slug]) -> Result<Vec<Poster>> {
        counters
            .iter()
            .map(|counter| self.poster(counter))
            .collect()
    }

    fn poster(&self, counter: &Slug) -> Result<Poster> {
        let shown = self.codes.on_poster(counter);
        let shown = shown.map_err(|error| self.withdrawn(counter, error))?;
        let code = |code: PosterCode| Code {
            address: code.link,
            short: code.code.printed(),
        };
        let name = shown.counter.name.clone();
        let details = Details {
            agency: shown.agency.name,
            counter: shown.counter.name,
            place: shown.place,
            host: address::host(self.codes.keys.base()).to_owned(),
            look_up: code(shown.board),
            ask: code(shown.chat),
            rate: code(shown.rating),
            version: shown.version,
            day: shown.day,
        };
        Poster::new(&details).map_err(|error| refusals::unprintable(&name, error))
    }

    /// Why a counter whose codes were all there has no poster: one was withdrawn while it waited for its turn.
    fn withdrawn(&self, counter: &Slug, error: Error) -> Error {
        let agencies = self.codes.agencies.get();
        let Some(standing) = agencies.counter(counter, self.codes.clock.today()) else {
            return error;
        };
        let counter = NamedRef {
            id: counter.clone(),
            name: standing.counter.name.clone(),
        };
        let purposes = self.codes.lacking(&counter.id);
        refusals::withdrawn(Lacking { counter, purposes }, error)
    }
}

fn bounded(counters: Vec<Slug>) -> Result<Vec<Slug>> {
    let count = counters.len();
    if count > POSTER_COUNTERS {
        return Err(Error::field(
            "path.id",
            format!(
                "có {count} quầy, mà mỗi tệp chứa nhiều nhất {POSTER_COUNTERS}; hãy in theo từng cơ quan"
            ),
            format!(
                "has {count} counters, and a file holds at most {POSTER_COUNTERS}; print agency by agency"
            ),
        ));
    }
    Ok(counters)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(counters: usize, lacking: usize, closed: usize) -> Wanted {
        let id = |number: usize| -> Slug { format!("quay-{number}").parse().unwrap() };
        let lacks = |number| Lacking {
            counter: NamedRef {
                id: id(number),
                name: format!("Quầy {number}"),
            },
            purposes: vec![QrPurpose::Rating],
        };
        Wanted {
            counters: (0..counters).map(id).collect(),
            lacking: (counters..counters + lacking).map(lacks).collect(),
            closed,
        }
    }

    #[test]
    fn a_file_holds_some_posters_and_not_too_many() {
        let all = wanted(POSTER_COUNTERS, 0, 2).printed(false).unwrap();
        assert_eq!((all.counters.len(), all.left_out), (POSTER_COUNTERS, 2));
        let refused = wanted(POSTER_COUNTERS + 1, 0, 0).printed(false);
        let refused = refused.unwrap_err();
        assert!(refused.is_about("path.id"), "{refused}");
    }

    #[test]
    fn counters_that_lack_codes_hold_up_a_file_unless_it_is_to_go_without_them() {
        let refused = wanted(3, 2, 1).printed(false).unwrap_err();
        assert_eq!(refused.code(), ErrorCode::QrState);
        let others = wanted(3, 2, 1).printed(true).unwrap();
        assert_eq!((others.counters.len(), others.left_out), (3, 3));
        // Nothing is no file.
        let none = wanted(0, 2, 1).printed(true).unwrap_err();
        assert_eq!(none.code(), ErrorCode::QrState);
    }

    #[test]
    fn the_posters_crate_takes_what_the_contract_offers() {
        use mobile_contract::limits::{POSTER_DPI_MAX, POSTER_DPI_MIN};
        use motcua_posters::limits;
        const { assert!(POSTER_COUNTERS <= limits::POSTERS_MAX) };
        assert_eq!(
            (POSTER_DPI_MIN, POSTER_DPI_MAX),
            (limits::DPI_MIN, limits::DPI_MAX)
        );
    }
}
