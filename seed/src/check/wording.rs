//! Can a worker read it once on a phone? Length of what is written, and words of offices.

use std::fmt::Display;

use mobile_contract::knowledge::{Faq, LifeEvent, Procedure};

use super::Report;
use crate::officialese::Officialese;
use crate::{Bundle, Filed};

/// A kind of text with its most characters.
#[derive(Clone, Copy)]
struct Kind {
    name: &'static str,
    most: usize,
}

const fn kind(name: &'static str, most: usize) -> Kind {
    Kind { name, most }
}

const SUMMARY: Kind = kind("summary", 300);
const STEP: Kind = kind("step", 240);
const PAPER: Kind = kind("paper", 130);
const NOTE: Kind = kind("note", 240);
const LINE: Kind = kind("line", 240);
const ANSWER: Kind = kind("answer", 360);
/// Sentences of a summary: who and when; what they get.
const SUMMARY_SENTENCES: usize = 2;
/// Most words of a sentence.
const SENTENCE_WORDS: usize = 45;

pub(super) fn check(bundle: &Bundle, report: &mut Report) {
    let mut reader = Reader {
        officialese: &bundle.officialese,
        report,
    };
    for Filed { file, record } in &bundle.procedures {
        reader.procedure(file, record);
    }
    for Filed { file, record } in &bundle.faqs {
        reader.faq(file, record);
    }
    for Filed { file, record } in &bundle.life_events {
        reader.life_event(file, record);
    }
}

struct Reader<'a> {
    officialese: &'a Officialese,
    report: &'a mut Report,
}

impl Reader<'_> {
    fn procedure(&mut self, file: &str, p: &Procedure) {
        if let Some(summary) = &p.summary {
            self.text(file, &p.code, SUMMARY, summary);
            if sentences(summary).count() != SUMMARY_SENTENCES {
                self.report.add(
                    file,
                    &p.code,
                    format!("the summary has not {SUMMARY_SENTENCES} sentences"),
                );
            }
        }
        for step in &p.steps {
            self.text(file, &p.code, STEP, step);
        }
        let lines = [&p.conditions, &p.results, &p.common_mistakes];
        for line in lines.into_iter().flatten() {
            self.text(file, &p.code, LINE, line);
        }
        for note in p.responsible.iter().filter_map(|r| r.note.as_ref()) {
            self.text(file, &p.code, NOTE, note);
        }
        for case in &p.cases {
            for line in case.when.iter().chain(&case.name) {
                self.text(file, &p.code, LINE, line);
            }
            let limits = case.time_limits.iter().filter_map(|t| t.note.as_ref());
            let fees = case.fees.iter().filter_map(|f| f.note.as_ref());
            for note in limits.chain(fees) {
                self.text(file, &p.code, NOTE, note);
            }
            for paper in &case.documents {
                self.text(file, &p.code, PAPER, &paper.name);
                for note in paper.note.iter().chain(&paper.needed_when) {
                    self.text(file, &p.code, NOTE, note);
                }
            }
        }
    }

    fn faq(&mut self, file: &str, faq: &Faq) {
        self.text(file, &faq.id, ANSWER, &faq.answer);
    }

    fn life_event(&mut self, file: &str, event: &LifeEvent) {
        self.text(file, &event.id, SUMMARY, &event.summary);
        for note in &event.notes {
            self.text(file, &event.id, NOTE, note);
        }
        for step in &event.steps {
            self.text(file, &event.id, PAPER, &step.title);
            let lines = step.note.iter().chain(&step.when).chain(&step.needed_when);
            for line in lines.chain([&step.who, &step.agency]) {
                self.text(file, &event.id, NOTE, line);
            }
        }
    }

    fn text(&mut self, file: &str, record: &dyn Display, kind: Kind, text: &str) {
        let length = text.chars().count();
        if length > kind.most {
            let Kind { name, most } = kind;
            self.report.add(
                file,
                record,
                format!("{name} of {length} characters, at most {most}: {text:?}"),
            );
        }
        for sentence in sentences(text) {
            let words = sentence.split_whitespace().count();
            if words > SENTENCE_WORDS {
                self.report.add(
                    file,
                    record,
                    format!("a sentence of {words} words, at most {SENTENCE_WORDS}: {sentence:?}"),
                );
            }
        }
        for phrase in self.officialese.found_in(text) {
            let (avoid, say) = (&phrase.avoid, &phrase.say);
            self.report.add(
                file,
                record,
                format!("officialese {avoid:?} in {text:?}; better: {say}"),
            );
        }
    }
}

/// Cut after a full stop or a question mark with space behind it: "5.000 đồng" is no end.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(". ")
        .flat_map(|part| part.split_inclusive("? "))
        .map(str::trim)
        .filter(|sentence| !sentence.is_empty())
}
