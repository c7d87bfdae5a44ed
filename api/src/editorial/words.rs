//! Words that come in: bounded, composed, and of what is known here.

use mobile_contract::editorial::{EditFaqDraft, PersonalWords};
use mobile_contract::limits::{
    FAQ_ALSO, FAQ_ANSWER_CHARS, FAQ_QUESTION_CHARS, REASON_CHARS, REASON_LEAST_CHARS,
};
use mobile_contract::text::fold;

use super::Editorial;
use super::entity::draft;
use super::personal::traces;
use crate::error::{Error, Result};
use crate::kernel::text::compose;
use crate::kernel::wire;

/// A text of several lines, composed line by line; `least` characters or more.
pub(super) fn text(given: &str, loc: &str, least: usize, most: usize) -> Result<String> {
    let lines: Vec<String> = given.lines().map(compose).collect();
    let text = lines.join("\n").trim().to_owned();
    let characters = text.chars().count();
    if !(least..=most).contains(&characters) {
        return Err(Error::field(
            loc,
            format!("cần {least} đến {most} ký tự"),
            format!("must have {least} to {most} characters"),
        ));
    }
    Ok(text)
}

/// A text on one line.
pub(super) fn line(given: &str, loc: &str, least: usize, most: usize) -> Result<String> {
    let words: Vec<&str> = given.split_whitespace().collect();
    text(&words.join(" "), loc, least, most)
}

/// Why something is done: more than a word.
pub(super) fn reason(given: &str, loc: &str) -> Result<String> {
    line(given, loc, REASON_LEAST_CHARS, REASON_CHARS)
}

impl Editorial {
    /// Puts the words of an edit into a row. What is not whole yet may be saved; what is wrong may not.
    pub(super) fn write(&self, row: &mut draft::Model, edit: &EditFaqDraft) -> Result<()> {
        let too_many = edit.also.len() > FAQ_ALSO;
        if too_many {
            return Err(Error::field(
                "body.also",
                format!("tối đa {FAQ_ALSO} cách hỏi khác"),
                format!("at most {FAQ_ALSO} other ways to ask"),
            ));
        }
        let also: Vec<String> = edit
            .also
            .iter()
            .filter(|other| !other.trim().is_empty())
            .map(|other| line(other, "body.also", 1, FAQ_QUESTION_CHARS))
            .collect::<Result<_>>()?;
        let procedure = edit.procedure.as_deref().map(str::trim);
        let procedure = procedure.filter(|code| !code.is_empty());
        if procedure.is_some_and(|code| self.tickets.procedure_ref(code).is_none()) {
            return Err(Error::field(
                "body.procedure",
                "không có thủ tục với mã này",
                "no procedure has this code",
            ));
        }
        self.tickets.citations(&edit.cites)?;
        let correction = edit.correction.as_deref().filter(|c| !c.trim().is_empty());
        row.question = line(&edit.question, "body.question", 0, FAQ_QUESTION_CHARS)?;
        row.also = serde_json::to_string(&also)?;
        row.answer = text(&edit.answer, "body.answer", 0, FAQ_ANSWER_CHARS)?;
        row.procedure = procedure.map(str::to_owned);
        row.facet = edit.facet.map(wire::name);
        row.cites = serde_json::to_string(&edit.cites)?;
        row.correction = correction
            .map(|why| reason(why, "body.correction"))
            .transpose()?;
        Ok(())
    }
}

/// What of a draft may tell who somebody is.
pub(super) fn personal(row: &draft::Model) -> Result<Vec<PersonalWords>> {
    let also: Vec<String> = serde_json::from_str(&row.also)?;
    let mut found = told("question", &row.question, true);
    for other in &also {
        found.extend(told("also", other, true));
    }
    found.extend(told("answer", &row.answer, false));
    if let Some(why) = &row.correction {
        found.extend(told("correction", why, false));
    }
    Ok(found)
}

fn told(part: &str, text: &str, houses: bool) -> Vec<PersonalWords> {
    traces(text, houses)
        .into_iter()
        .map(|trace| PersonalWords {
            part: part.to_owned(),
            kind: trace.kind,
            words: text.get(trace.at).unwrap_or_default().to_owned(),
        })
        .collect()
}

/// Whether a reviewer said of these words that they tell of nobody.
pub(super) fn is_among(words: &str, impersonal: &[String]) -> bool {
    let words = fold(words.trim());
    impersonal.iter().any(|said| fold(said.trim()) == words)
}
