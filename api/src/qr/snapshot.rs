//! Codes in memory.

use std::collections::{BTreeMap, HashMap};

use mobile_contract::qr::{QrPurpose, QrStatus};
use mobile_contract::{QrCode, Slug};

use super::record::Code;

/// Every printed code but those of dossiers, which are many and looked up one by one.
#[derive(Debug, Default)]
pub struct QrCodes {
    by_code: BTreeMap<QrCode, Code>,
    /// The code in use of each counter and purpose.
    in_use: HashMap<Slug, HashMap<QrPurpose, QrCode>>,
}

impl QrCodes {
    /// Makes a snapshot.
    #[must_use]
    pub fn new(codes: Vec<Code>) -> Self {
        let mut in_use: HashMap<Slug, HashMap<QrPurpose, QrCode>> = HashMap::new();
        for code in codes.iter().filter(|code| code.status == QrStatus::Active) {
            if let Some((counter, purpose)) = code.at_counter() {
                let of_counter = in_use.entry(counter.clone()).or_default();
                of_counter.insert(purpose, code.code.clone());
            }
        }
        let by_code = codes.into_iter().map(|code| (code.code.clone(), code));
        Self {
            by_code: by_code.collect(),
            in_use,
        }
    }

    /// A code.
    #[must_use]
    pub fn find(&self, code: &QrCode) -> Option<&Code> {
        self.by_code.get(code)
    }

    /// The code in use of a counter and purpose.
    #[must_use]
    pub fn in_use(&self, counter: &Slug, purpose: QrPurpose) -> Option<&Code> {
        self.find(self.in_use.get(counter)?.get(&purpose)?)
    }

    /// The code that is in use today in the place of an old one: its successor's successor, or else the
    /// one of its counter and purpose.
    #[must_use]
    pub fn of_today(&self, code: &Code) -> Option<&Code> {
        let mut next = code.successor.as_ref();
        // A chain of successors has no circle; a bound costs nothing and needs no trust.
        for _ in 0..self.by_code.len() {
            let Some(found) = next.and_then(|next| self.find(next)) else {
                break;
            };
            if found.status == QrStatus::Active {
                return Some(found);
            }
            next = found.successor.as_ref();
        }
        let (counter, purpose) = code.at_counter()?;
        self.in_use(counter, purpose)
            .filter(|found| found.code != code.code)
    }

    /// Every code, in code order.
    pub fn all(&self) -> impl Iterator<Item = &Code> {
        self.by_code.values()
    }
}
