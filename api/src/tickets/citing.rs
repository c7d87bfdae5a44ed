//! What answers cite: procedures and questions that are known here, so that a citation has a source
//! and a day, and is in force.

use mobile_contract::chat::{Citation, ProcedureRef};
use mobile_contract::knowledge::Source;
use mobile_contract::limits::CITATIONS;
use mobile_contract::{FaqId, ProcedureCode};

use super::Tickets;
use crate::error::{Error, Result};

impl Tickets {
    /// The citations of an answer or of a question for all, from codes of procedures and ids of questions.
    ///
    /// # Errors
    /// When there are too many, or one of them names nothing that is known today.
    pub fn citations(&self, cites: &[String]) -> Result<Vec<Citation>> {
        if cites.len() > CITATIONS {
            return Err(Error::field(
                "body.cites",
                format!("tối đa {CITATIONS} căn cứ"),
                format!("at most {CITATIONS} citations"),
            ));
        }
        cites.iter().map(|cited| self.citation(cited)).collect()
    }

    fn citation(&self, cited: &str) -> Result<Citation> {
        let unknown = || {
            Error::field(
                "body.cites",
                format!("không có thủ tục hay câu hỏi {cited:?} đang áp dụng"),
                format!("no procedure or question {cited:?} is in force"),
            )
        };
        if let Ok(code) = cited.parse::<ProcedureCode>() {
            let procedures = self.procedures.get();
            let procedure = procedures.find(&code).ok_or_else(unknown)?.procedure()?;
            let title = format!("{} ({})", procedure.title, procedure.code);
            return of(title, procedure.sources.first()).ok_or_else(unknown);
        }
        let id: FaqId = cited.parse().map_err(|_| unknown())?;
        let faqs = self.faqs.get();
        let faq = &faqs.find(&id).ok_or_else(unknown)?.faq;
        of(faq.question.clone(), faq.sources.first()).ok_or_else(unknown)
    }

    /// The title of what would be cited by a code or id; `None` when it is not in force.
    #[must_use]
    pub fn title_of(&self, cited: &str) -> Option<String> {
        Some(self.citation(cited).ok()?.title)
    }

    /// A procedure that a ticket may be about.
    #[must_use]
    pub fn procedure_ref(&self, code: &str) -> Option<ProcedureRef> {
        let code: ProcedureCode = code.parse().ok()?;
        let procedures = self.procedures.get();
        let entry = procedures.find(&code)?;
        Some(ProcedureRef {
            title: entry.summary.title.clone(),
            code,
        })
    }
}

fn of(title: String, source: Option<&Source>) -> Option<Citation> {
    let source = source?;
    Some(Citation {
        title,
        url: source.url.clone(),
        as_of: source.as_of,
    })
}
