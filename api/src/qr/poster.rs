//! What a counter's poster shows, and which counters there are.

use std::collections::HashSet;

use chrono::NaiveDate;
use mobile_contract::qr::{NamedRef, QrPurpose};
use mobile_contract::{ErrorCode, Locale, QrCode, Slug};

use super::Resolver;
use crate::error::{Error, Result};
use crate::kernel::clock::to_hanoi;

/// A code on a poster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PosterCode {
    /// The code, to be printed below its image.
    pub code: QrCode,
    /// The signed address that the image holds, in upper case.
    pub link: String,
}

/// What a counter's poster shows today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PosterCodes {
    /// The counter.
    pub counter: NamedRef,
    /// The agency responsible for it.
    pub agency: NamedRef,
    /// Where it stands: the place it serves, with the province of today.
    pub place: String,
    /// Look up, and everything else.
    pub board: PosterCode,
    /// Ask a question.
    pub chat: PosterCode,
    /// Rate the service.
    pub rating: PosterCode,
    /// Version of the poster, and of its codes: they are put in new versions together.
    pub version: u32,
    /// The day in Vietnam on which the newest of its codes was made: every print of a version carries it.
    pub day: NaiveDate,
}

impl Resolver {
    /// What a counter's poster shows today.
    ///
    /// # Errors
    /// 404 when there is no such counter; 409 (`qr_state`) when it has no code in use for a purpose, naming
    /// both.
    pub fn on_poster(&self, counter: &Slug) -> Result<PosterCodes> {
        let today = self.clock.today();
        let agencies = self.agencies.get();
        let missing = || Error::new(ErrorCode::NotFound);
        let standing = agencies.counter(counter, today).ok_or_else(missing)?;
        let codes = self.codes.get();
        let (mut version, mut made) = (0, None);
        let mut of = |purpose| {
            let code = codes.in_use(counter, purpose);
            let code = code.ok_or_else(|| lacks(counter, purpose))?;
            version = version.max(code.version);
            made = made.max(Some(code.created_at));
            Ok::<_, Error>(PosterCode {
                link: self.signed_link(&code.code)?,
                code: code.code.clone(),
            })
        };
        let (board, chat, rating) = (
            of(QrPurpose::Board)?,
            of(QrPurpose::Chat)?,
            of(QrPurpose::Rating)?,
        );
        let scanned = self.resolve(board.code.as_str(), Locale::Vi)?;
        Ok(PosterCodes {
            counter: NamedRef {
                id: counter.clone(),
                name: standing.counter.name.clone(),
            },
            agency: scanned.agency.ok_or_else(missing)?,
            place: self
                .place_line(&standing.counter.place)
                .ok_or_else(missing)?,
            board,
            chat,
            rating,
            version,
            day: made.map_or(today, |at| to_hanoi(at).date()),
        })
    }

    /// The purposes for which a counter has no code in use. One that was closed lacks all, and has no poster.
    #[must_use]
    pub fn lacking(&self, counter: &Slug) -> Vec<QrPurpose> {
        let codes = self.codes.get();
        let lacks = |purpose: &QrPurpose| codes.in_use(counter, *purpose).is_none();
        QrPurpose::ALL.into_iter().filter(lacks).collect()
    }

    /// Counters that an agency, or one below it, is responsible for today, in id order. An agency that has
    /// ended still names those that it opened.
    #[must_use]
    pub fn counters_of_agency(&self, agency: &Slug) -> Vec<Slug> {
        let today = self.clock.today();
        let agencies = self.agencies.get();
        let within = |id: &Slug| {
            let standing = agencies.counter(id, today);
            standing.is_some_and(|standing| {
                standing.opened_by.id == *agency
                    || agencies.is_within(&standing.agency.id, agency, today)
            })
        };
        let counters = agencies.counters().map(|counter| &counter.id);
        counters.filter(|id| within(id)).cloned().collect()
    }

    /// Counters that stand in a place, in id order. A district that has ended names those in the communes of
    /// today that follow it, too.
    #[must_use]
    pub fn counters_of_place(&self, place: &Slug) -> Vec<Slug> {
        let today = self.clock.today();
        let places = self.places.get();
        let mut wanted: HashSet<&Slug> = places.on(place, today).iter().map(|p| &p.id).collect();
        wanted.insert(place);
        let within = |start: &Slug| {
            let mut open = vec![start.clone()];
            let mut seen = HashSet::new();
            while let Some(id) = open.pop() {
                if wanted.contains(&id) {
                    return true;
                }
                if seen.insert(id.clone()) {
                    open.extend(places.find(&id).and_then(|place| place.parent.clone()));
                    // A province of before is the one of today that follows it alone.
                    if let [only] = places.on(&id, today).as_slice() {
                        open.push(only.id.clone());
                    }
                }
            }
            false
        };
        let agencies = self.agencies.get();
        let stands = agencies.counters().filter(|counter| within(&counter.place));
        stands.map(|counter| counter.id.clone()).collect()
    }
}

fn lacks(counter: &Slug, purpose: QrPurpose) -> Error {
    let name = purpose.as_str();
    Error::new(ErrorCode::QrState).detail(
        format!("Quầy {counter} chưa có mã đang dùng cho mục đích {name}."),
        format!("The counter {counter} has no code in use for {name}."),
    )
}
