//! What a counter's poster shows, and which counters there are.

use std::collections::HashSet;

use mobile_contract::qr::{NamedRef, QrPurpose};
use mobile_contract::{ErrorCode, Locale, QrCode, Slug};

use super::Resolver;
use crate::error::{Error, Result};

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
    /// The place it serves.
    pub place: NamedRef,
    /// Look up, and everything else.
    pub board: PosterCode,
    /// Ask a question.
    pub chat: PosterCode,
    /// Rate the service.
    pub rating: PosterCode,
    /// Version of the poster, and of its codes: they are put in new versions together.
    pub version: u32,
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
        let mut version = 0;
        let mut of = |purpose| {
            let code = codes.in_use(counter, purpose);
            let code = code.ok_or_else(|| lacking(counter, purpose))?;
            version = version.max(code.version);
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
            place: scanned.place.ok_or_else(missing)?,
            board,
            chat,
            rating,
            version,
        })
    }

    /// Whether a counter has any code in use. One that was closed has none, and no poster.
    #[must_use]
    pub fn has_codes(&self, counter: &Slug) -> bool {
        let codes = self.codes.get();
        let in_use = |purpose| codes.in_use(counter, purpose).is_some();
        QrPurpose::ALL.into_iter().any(in_use)
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

fn lacking(counter: &Slug, purpose: QrPurpose) -> Error {
    let name = purpose.as_str();
    Error::new(ErrorCode::QrState).detail(
        format!("Quầy {counter} chưa có mã đang dùng cho mục đích {name}."),
        format!("The counter {counter} has no code in use for {name}."),
    )
}
