//! What is known about a hit of search, for somebody who reads it out on the phone.

use mobile_contract::Locale;
use mobile_contract::chat::{Citation, ProcedureRef};
use mobile_contract::knowledge::Facet;
use mobile_contract::search::HitKind;

use super::answer;
use crate::error::Result;
use crate::faqs::Faqs;
use crate::procedures::Procedures;

/// An answer to read out.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadOut {
    /// What it is.
    pub kind: HitKind,
    /// Code of the procedure, or id of the question.
    pub code: String,
    /// Title of the procedure, or the question.
    pub title: String,
    /// The words, plain text.
    pub text: String,
    /// Where they were read.
    pub citations: Vec<Citation>,
    /// The procedure it is about.
    pub procedure: Option<ProcedureRef>,
    /// Why it must be confirmed before anyone relies on it.
    pub verify: Option<String>,
}

/// What the assistant would say about a procedure or a question; `None` when it is gone.
///
/// # Errors
/// Never in practice: what is stored can be read.
pub fn read_out(
    (kind, code): (HitKind, &str),
    facet: Option<Facet>,
    procedures: &Procedures,
    faqs: &Faqs,
    locale: Locale,
) -> Result<Option<ReadOut>> {
    match kind {
        HitKind::Procedure => procedure(code, facet, procedures, locale),
        HitKind::Faq => Ok(question(code, procedures, faqs)),
    }
}

fn procedure(
    code: &str,
    facet: Option<Facet>,
    procedures: &Procedures,
    locale: Locale,
) -> Result<Option<ReadOut>> {
    let entry = code.parse().ok().and_then(|code| procedures.find(&code));
    let Some(entry) = entry else {
        return Ok(None);
    };
    let said = answer::about(&entry.procedure()?, facet, locale);
    let procedure = ProcedureRef {
        code: entry.summary.code.clone(),
        title: entry.summary.title.clone(),
    };
    Ok(Some(ReadOut {
        kind: HitKind::Procedure,
        code: code.to_owned(),
        title: procedure.title.clone(),
        text: said.text,
        citations: said.citations,
        procedure: Some(procedure),
        verify: None,
    }))
}

fn question(id: &str, procedures: &Procedures, faqs: &Faqs) -> Option<ReadOut> {
    let faq = &faqs.find(&id.parse().ok()?)?.faq;
    let procedure = faq.procedure.as_ref();
    let procedure = procedure.and_then(|code| procedures.find(code));
    Some(ReadOut {
        kind: HitKind::Faq,
        code: id.to_owned(),
        title: faq.question.clone(),
        text: faq.answer.clone(),
        citations: answer::citations(&faq.sources),
        procedure: procedure.map(|entry| ProcedureRef {
            code: entry.summary.code.clone(),
            title: entry.summary.title.clone(),
        }),
        verify: faq.verify.clone(),
    })
}
