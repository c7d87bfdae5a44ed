//! Pages of boards as they were rendered, kept until anything that they tell changes: at eight in the
//! morning, whole queues scan the same few codes.

use std::sync::Arc;

use arc_swap::ArcSwap;
use chrono::NaiveDate;
use mobile_contract::qr::{QrSignature, ScannedCode};
use mobile_contract::{Locale, QrCode};
use quick_cache::sync::Cache;

use crate::agencies::Agencies;
use crate::kernel::cached::Cached;
use crate::places::Places;
use crate::procedures::Procedures;
use crate::qr::{QrCodes, Resolver};

/// Most pages that are kept: each code in use of a province in one language, some kilobytes each.
const PAGES: usize = 4_000;

/// Whatever makes one page unlike another of the same day.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Which {
    pub(super) code: QrCode,
    pub(super) signature: QrSignature,
    pub(super) locale: Locale,
    /// The language was chosen, so that links keep it.
    pub(super) chosen: bool,
}

/// A page as it was rendered, and what it was rendered from.
pub(super) struct Page {
    pub(super) body: Cached,
    pub(super) scanned: ScannedCode,
}

/// Kept pages.
#[derive(Clone)]
pub struct KeptPages(Arc<ArcSwap<Shelf>>);

/// Pages made of the same knowledge on the same day.
struct Shelf {
    codes: Arc<QrCodes>,
    agencies: Arc<Agencies>,
    places: Arc<Places>,
    procedures: Arc<Procedures>,
    day: NaiveDate,
    pages: Cache<Which, Arc<Page>>,
}

impl Shelf {
    fn empty(resolver: &Resolver) -> Self {
        Self {
            codes: resolver.codes.keep(),
            agencies: resolver.agencies.keep(),
            places: resolver.places.keep(),
            procedures: resolver.procedures.keep(),
            day: resolver.clock.today(),
            pages: Cache::new(PAGES),
        }
    }

    fn is_current(&self, resolver: &Resolver) -> bool {
        Arc::ptr_eq(&self.codes, &resolver.codes.get())
            && Arc::ptr_eq(&self.agencies, &resolver.agencies.get())
            && Arc::ptr_eq(&self.places, &resolver.places.get())
            && Arc::ptr_eq(&self.procedures, &resolver.procedures.get())
            && self.day == resolver.clock.today()
    }
}

impl KeptPages {
    /// An empty shelf.
    #[must_use]
    pub fn new(resolver: &Resolver) -> Self {
        Self(Arc::new(ArcSwap::from_pointee(Shelf::empty(resolver))))
    }

    /// A page that is kept and still true. Whatever is not, is put away with all others.
    pub(super) fn find(&self, resolver: &Resolver, which: &Which) -> Option<Arc<Page>> {
        let shelf = self.0.load();
        if shelf.is_current(resolver) {
            return shelf.pages.get(which);
        }
        self.0.store(Arc::new(Shelf::empty(resolver)));
        None
    }

    /// Keeps a page. Should knowledge have changed while it was rendered, it is not looked up any more.
    pub(super) fn keep(&self, resolver: &Resolver, which: Which, page: Arc<Page>) {
        let shelf = self.0.load();
        if shelf.is_current(resolver) {
            shelf.pages.insert(which, page);
        }
    }
}
