//! Wording what was found: a procedure, or a question that is often asked.

use mobile_contract::chat::{Message, Outcome, ProcedureRef};
use mobile_contract::knowledge::Facet;
use mobile_contract::{FaqId, Locale, ProcedureCode};

use super::answer::{self, Answer};
use super::topic::Topic;
use super::turn::{Turn, blank};
use crate::error::{Error, Result};
use crate::procedures::Entry;
use crate::search::Found;

impl Turn<'_> {
    pub(super) fn procedure_hit(
        &self,
        hit: &Found,
        facet: Option<Facet>,
    ) -> Result<(Message, Topic)> {
        let code: ProcedureCode = hit.code.parse().map_err(Error::internal)?;
        self.about(&code, facet, hit.confidence)
    }

    pub(super) fn about(
        &self,
        code: &ProcedureCode,
        facet: Option<Facet>,
        confidence: f32,
    ) -> Result<(Message, Topic)> {
        let procedures = self.assistant.procedures.get();
        // The catalogue may have changed since the code was found.
        let Some(entry) = procedures.find(code) else {
            return Ok(self.nothing_fits());
        };
        let procedure = entry.procedure()?;
        let Answer {
            mut text,
            mut citations,
            suggestions,
        } = answer::about(&procedure, facet, self.locale);
        self.add_office(&procedure, facet, &mut text, &mut citations);
        self.add_counter(&procedure, facet, &mut text);
        let message = Message {
            facet,
            procedure: Some(ProcedureRef {
                code: procedure.code.clone(),
                title: procedure.title,
            }),
            citations,
            suggestions,
            confidence,
            ..blank(Outcome::Answered, text)
        };
        let topic = Topic {
            procedure: Some(procedure.code),
            facet,
            ..Topic::default()
        };
        Ok((message, topic))
    }

    pub(super) fn faq_hit(&self, hit: &Found) -> Result<(Message, Topic)> {
        let id: FaqId = hit.code.parse().map_err(Error::internal)?;
        let faqs = self.assistant.faqs.get();
        let Some(entry) = faqs.find(&id) else {
            return Ok(self.nothing_fits());
        };
        let faq = &entry.faq;
        // Answers of questions are Vietnamese; the procedure can be told in English.
        if let (Locale::En, Some(code)) = (self.locale, &faq.procedure) {
            return self.about(code, faq.facet, hit.confidence);
        }
        let procedures = self.assistant.procedures.get();
        let entry = faq
            .procedure
            .as_ref()
            .and_then(|code| procedures.find(code));
        let procedure = entry.map(Entry::procedure).transpose()?;
        // What holds for one procedure must not be read as holding for all.
        let mut text = match &procedure {
            Some(procedure) => format!("{}:\n{}", procedure.title, faq.answer),
            None => faq.answer.clone(),
        };
        if let Some(why) = &faq.verify {
            text.push_str(self.locale.pick("\nCần xác nhận: ", "\nTo be confirmed: "));
            text.push_str(why);
        }
        let mut citations = answer::citations(&faq.sources);
        if let Some(procedure) = &procedure {
            self.add_office(procedure, faq.facet, &mut text, &mut citations);
            self.add_counter(procedure, faq.facet, &mut text);
        }
        let message = Message {
            facet: faq.facet,
            citations,
            suggestions: answer::suggestions(procedure.as_ref(), faq.facet, self.locale),
            procedure: procedure.map(|procedure| ProcedureRef {
                code: procedure.code,
                title: procedure.title,
            }),
            confidence: hit.confidence,
            ..blank(Outcome::Answered, text)
        };
        let topic = Topic {
            procedure: faq.procedure.clone(),
            facet: faq.facet,
            ..Topic::default()
        };
        Ok((message, topic))
    }
}
