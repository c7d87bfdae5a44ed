//! Which counters' posters someone may have, and what stands on each.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use mobile_contract::limits::POSTER_COUNTERS;
use mobile_contract::qr::NamedRef;
use mobile_contract::{ErrorCode, Slug};
use motcua_posters::{Code, Details, Poster};

use super::Press;
use crate::accounts::{Scope, Staff};
use crate::error::{Error, Result};
use crate::kernel::words;
use crate::qr::PosterCode;

/// Whose posters: of one counter, of an agency and what is below it, or of a place, also of one that has
/// ended. Written `counter.ID`, `agency.ID`, `place.ID`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Of {
    /// One counter.
    Counter(Slug),
    /// All of an agency.
    Agency(Slug),
    /// All in a place.
    Place(Slug),
}

impl Of {
    /// The id of the counter, agency or place.
    #[must_use]
    pub const fn id(&self) -> &Slug {
        match self {
            Self::Counter(id) | Self::Agency(id) | Self::Place(id) => id,
        }
    }
}

impl fmt::Display for Of {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self {
            Self::Counter(_) => "counter",
            Self::Agency(_) => "agency",
            Self::Place(_) => "place",
        };
        write!(out, "{kind}.{}", self.id())
    }
}

impl FromStr for Of {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let missing = || Error::new(ErrorCode::NotFound);
        let (kind, id) = text.split_once('.').ok_or_else(missing)?;
        let id = id.parse().map_err(|_| missing())?;
        match kind {
            "counter" => Ok(Self::Counter(id)),
            "agency" => Ok(Self::Agency(id)),
            "place" => Ok(Self::Place(id)),
            _ => Err(missing()),
        }
    }
}

/// Counters whose posters are printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The counters, in id order.
    pub counters: Vec<Slug>,
    /// How many others have no code in use at all, and so no poster: counters that were closed.
    pub left_out: usize,
}

impl Press {
    /// The counters whose posters someone asks for. Those without any code in use are left out, unless there
    /// are no others: then they are told as what lacks codes.
    ///
    /// # Errors
    /// 404 when there is no such counter, agency or place, or none of its counters is within reach: all
    /// look alike. 422 when there are more than one file holds.
    pub fn counters(&self, staff: &Staff, of: &Of) -> Result<Wanted> {
        let reach = self.reach(staff)?;
        let asked = match of {
            Of::Counter(id) => vec![id.clone()],
            Of::Agency(id) => self.codes.counters_of_agency(id),
            Of::Place(id) => self.codes.counters_of_place(id),
        };
        let within = asked.into_iter().filter(|id| reach.contains(id));
        let (hung, closed): (Vec<_>, Vec<_>) = within.partition(|id| self.codes.has_codes(id));
        let (counters, left_out) = match hung.is_empty() {
            true => (closed, 0),
            false => (hung, closed.len()),
        };
        Ok(Wanted {
            counters: bounded(counters)?,
            left_out,
        })
    }

    /// Whether all of these can be printed.
    ///
    /// # Errors
    /// 409 when one of them lacks a code in use, naming it.
    pub fn check(&self, counters: &[Slug]) -> Result<()> {
        counters
            .iter()
            .try_for_each(|counter| self.codes.on_poster(counter).map(drop))
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

    /// What stands on the posters of counters.
    pub(super) fn posters(&self, counters: &[Slug]) -> Result<Vec<Poster>> {
        counters
            .iter()
            .map(|counter| self.poster(counter))
            .collect()
    }

    fn poster(&self, counter: &Slug) -> Result<Poster> {
        let shown = self.codes.on_poster(counter)?;
        let base = self.codes.keys.base();
        let code = |code: PosterCode| Code {
            address: code.link,
            short: code.code.printed(),
        };
        let name = shown.counter.name.clone();
        let details = Details {
            agency: shown.agency.name,
            counter: shown.counter.name,
            place: self.place(&shown.place),
            host: base
                .split_once("://")
                .map_or(base, |(_, host)| host)
                .to_owned(),
            look_up: code(shown.board),
            ask: code(shown.chat),
            rate: code(shown.rating),
            version: shown.version,
            day: self.codes.clock.today(),
        };
        Poster::new(&details).map_err(|error| unprintable(&name, error))
    }

    /// A commune with its province, as one says where something is.
    fn place(&self, place: &NamedRef) -> String {
        let places = self.codes.places.get();
        let parent = places
            .find(&place.id)
            .and_then(|place| place.parent.as_ref());
        match parent.and_then(|id| places.find(id)) {
            // "Tỉnh Hưng Yên" within a line.
            Some(above) => format!("{}, {}", place.name, words::lower_first(&above.name)),
            None => place.name.clone(),
        }
    }
}

fn bounded(counters: Vec<Slug>) -> Result<Vec<Slug>> {
    match counters.len() {
        0 => Err(Error::new(ErrorCode::NotFound)),
        count if count > POSTER_COUNTERS => Err(Error::field(
            "path.id",
            format!(
                "có {count} quầy, mà mỗi tệp chứa nhiều nhất {POSTER_COUNTERS}; hãy in theo từng cơ quan"
            ),
            format!(
                "has {count} counters, and a file holds at most {POSTER_COUNTERS}; print agency by agency"
            ),
        )),
        _ => Ok(counters),
    }
}

/// What is wrong with names is for who keeps them; anything else is our fault.
fn unprintable(counter: &str, error: motcua_posters::Error) -> Error {
    use motcua_posters::Error::{Empty, Letter, TooLong};
    match error {
        Empty(_) | TooLong { .. } | Letter { .. } => Error::new(ErrorCode::QrState).detail(
            format!("Chưa in được bảng mã của \"{counter}\": một tên trên bảng để trống, quá dài hoặc có ký tự không in được."),
            format!("The poster of \"{counter}\" cannot be printed: {error}."),
        ),
        other => Error::internal(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_holds_some_posters_and_not_too_many() {
        let counters = |count: usize| -> Vec<Slug> {
            (0..count)
                .map(|number| format!("quay-{number}").parse().unwrap())
                .collect()
        };
        assert_eq!(
            bounded(counters(0)).unwrap_err().code(),
            ErrorCode::NotFound
        );
        assert_eq!(
            bounded(counters(POSTER_COUNTERS)).unwrap().len(),
            POSTER_COUNTERS
        );
        let refused = bounded(counters(POSTER_COUNTERS + 1)).unwrap_err();
        assert!(refused.is_about("path.id"), "{refused}");
    }

    #[test]
    fn whose_posters_is_written_as_it_is_read() {
        for text in ["counter.quay-1", "agency.so-y-te", "place.huyen-yen-my"] {
            assert_eq!(text.parse::<Of>().unwrap().to_string(), text);
        }
        for wrong in ["", "quay-1", "counter.", "room.quay-1", "counter.Quầy"] {
            assert_eq!(wrong.parse::<Of>().unwrap_err().code(), ErrorCode::NotFound);
        }
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
