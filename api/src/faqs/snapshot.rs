//! Questions in memory, serialised once.

use std::collections::HashMap;

use mobile_contract::knowledge::Faq;
use mobile_contract::{ErrorCode, FaqId, ProcedureCode};

use crate::error::Error;
use crate::kernel::cached::Cached;

/// Questions that were taken back one for the other: nobody follows more.
const LONGEST_CHAIN: usize = 8;

/// One question as it is served.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The question with its answer.
    pub faq: Faq,
    /// The same, serialised.
    pub body: Cached,
}

/// Every question, in id order.
#[derive(Debug, Default)]
pub struct Faqs {
    entries: Vec<Entry>,
    by_id: HashMap<FaqId, usize>,
    withdrawn: HashMap<FaqId, Option<FaqId>>,
}

impl Faqs {
    /// Makes a snapshot of questions in id order.
    ///
    /// # Errors
    /// When one cannot be serialised.
    pub fn new(faqs: Vec<Faq>) -> Result<Self, Error> {
        let by_id = faqs
            .iter()
            .enumerate()
            .map(|(i, f)| (f.id.clone(), i))
            .collect();
        let entries = faqs
            .into_iter()
            .map(|faq| {
                Ok(Entry {
                    body: Cached::of(&faq)?,
                    faq,
                })
            })
            .collect::<Result<_, Error>>()?;
        Ok(Self {
            entries,
            by_id,
            withdrawn: HashMap::new(),
        })
    }

    /// Remembers which questions were taken back, and what is read in their place.
    #[must_use]
    pub fn without(mut self, withdrawn: HashMap<FaqId, Option<FaqId>>) -> Self {
        self.withdrawn = withdrawn;
        self
    }

    /// What is said of a question that is not there: that it was taken back, or that there is none.
    #[must_use]
    pub fn missing(&self, id: &FaqId) -> Error {
        if let Some(other) = self.instead(id) {
            let question = &other.faq.question;
            return Error::new(ErrorCode::FaqWithdrawn).detail(
                format!(
                    "Câu này nay đọc ở câu khác: \u{201c}{question}\u{201d} ({}).",
                    other.faq.id
                ),
                format!(
                    "Another answer is read in its place: \u{201c}{question}\u{201d} ({}).",
                    other.faq.id
                ),
            );
        }
        if self.withdrawn.contains_key(id) {
            Error::new(ErrorCode::FaqWithdrawn).detail(
                "Cơ quan trả lời đã rút câu này vì không còn đúng. Mời bạn tìm lại hoặc hỏi ngay tại đây.",
                "The agency has taken this answer back because it is no longer right. Please search again, or ask here.",
            )
        } else {
            Error::new(ErrorCode::NotFound)
        }
    }

    /// The question that is read in the place of one that was taken back; of one that was taken back itself,
    /// that which is read in its place.
    #[must_use]
    pub fn instead(&self, id: &FaqId) -> Option<&Entry> {
        let mut id = id;
        for _ in 0..LONGEST_CHAIN {
            id = self.withdrawn.get(id)?.as_ref()?;
            if let Some(found) = self.find(id) {
                return Some(found);
            }
        }
        None
    }

    /// The question with an id.
    #[must_use]
    pub fn find(&self, id: &FaqId) -> Option<&Entry> {
        self.entries.get(*self.by_id.get(id)?)
    }

    /// Questions after an id, in id order, of one procedure or of all.
    pub fn after<'a>(
        &'a self,
        id: Option<&str>,
        procedure: Option<&'a ProcedureCode>,
    ) -> impl Iterator<Item = &'a Faq> + use<'a> {
        let start = id.map_or(0, |id| {
            self.entries.partition_point(|e| e.faq.id.as_str() <= id)
        });
        self.entries
            .iter()
            .skip(start)
            .map(|entry| &entry.faq)
            .filter(move |faq| procedure.is_none_or(|code| faq.procedure.as_ref() == Some(code)))
    }
}
