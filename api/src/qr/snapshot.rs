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
    /// one of its counter and purpose, or another one of its counter, the board first. Whoever stands there wants
    /// to get on.
    #[must_use]
    pub fn of_today(&self, code: &Code) -> Option<&Code> {
        self.successor(code).or_else(|| self.at_same_counter(code))
    }

    fn successor(&self, code: &Code) -> Option<&Code> {
        let mut next = code.successor.as_ref();
        // A chain of successors has no circle; a bound costs nothing and needs no trust.
        for _ in 0..self.by_code.len() {
            let found = self.find(next?)?;
            if found.status == QrStatus::Active {
                return Some(found);
            }
            next = found.successor.as_ref();
        }
        None
    }

    fn at_same_counter(&self, code: &Code) -> Option<&Code> {
        let counter = code.counter.as_ref()?;
        let same = code.target.purpose().into_iter();
        same.chain(QrPurpose::ALL)
            .filter_map(|purpose| self.in_use(counter, purpose))
            .find(|found| found.code != code.code)
    }

    /// Every code, in code order.
    pub fn all(&self) -> impl Iterator<Item = &Code> {
        self.by_code.values()
    }
}

#[cfg(test)]
mod tests {
    use super::super::minting::first;
    use super::*;

    fn code(name: &str, purpose: QrPurpose, status: QrStatus) -> Code {
        let at = "2026-11-29T00:00:00Z".parse().unwrap();
        let mut code = first(name.parse().unwrap(), purpose.target(), at, None);
        code.counter = Some("quay".parse().unwrap());
        code.status = status;
        code
    }

    fn of_today(old: &Code, others: &[&Code]) -> Option<String> {
        let all = others.iter().copied().chain([old]).cloned().collect();
        let codes = QrCodes::new(all);
        codes.of_today(old).map(|found| found.code.to_string())
    }

    #[test]
    fn an_old_code_leads_to_what_its_counter_has_in_use() {
        let (revoked, active) = (QrStatus::Revoked, QrStatus::Active);
        let board = code("JVQ4GCU", QrPurpose::Board, revoked);
        let chat = code("WDSS2A6", QrPurpose::Chat, active);
        let rating = code("09RD0VH", QrPurpose::Rating, active);
        assert_eq!(of_today(&board, &[]), None);
        assert_eq!(of_today(&board, &[&rating]), Some("09RD0VH".to_owned()));
        let both = of_today(&board, &[&rating, &chat]);
        assert_eq!(both, Some("WDSS2A6".to_owned()));
        // Its own purpose comes first, then the board.
        let mut old = code("JVQ4GCU", QrPurpose::Rating, revoked);
        old.code = (1..).find_map(QrCode::from_number).unwrap();
        let hung = code("JVQ4GCU", QrPurpose::Board, active);
        let same = of_today(&old, &[&hung, &chat, &rating]);
        assert_eq!(same, Some("09RD0VH".to_owned()));
        let other = of_today(&old, &[&chat, &hung]);
        assert_eq!(other, Some("JVQ4GCU".to_owned()));
        let mut elsewhere = hung;
        elsewhere.counter = Some("quay-khac".parse().unwrap());
        assert_eq!(of_today(&old, &[&elsewhere]), None);
    }

    #[test]
    fn a_successor_comes_before_all_else() {
        let mut old = code("JVQ4GCU", QrPurpose::Board, QrStatus::Superseded);
        let next = code("WDSS2A6", QrPurpose::Board, QrStatus::Active);
        old.successor = Some(next.code.clone());
        assert_eq!(of_today(&old, &[&next]), Some("WDSS2A6".to_owned()));
        let gone = code("WDSS2A6", QrPurpose::Board, QrStatus::Revoked);
        let chat = code("09RD0VH", QrPurpose::Chat, QrStatus::Active);
        assert_eq!(of_today(&old, &[&gone, &chat]), Some("09RD0VH".to_owned()));
    }
}
