//! Drafts as staff see them.

use mobile_contract::ProcedureCode;
use mobile_contract::editorial::{FaqDraft, FaqDraftRow, FaqVersion};
use mobile_contract::knowledge::Faq;
use sea_orm::ConnectionTrait;

use super::entity::{draft, version};
use super::people::writers;
use super::words::personal;
use super::{Editorial, store};
use crate::error::Result;
use crate::kernel::wire;

impl Editorial {
    /// A draft with all that belongs to it.
    pub(super) async fn shown(
        &self,
        db: &impl ConnectionTrait,
        row: draft::Model,
    ) -> Result<FaqDraft> {
        let cites: Vec<String> = serde_json::from_str(&row.cites)?;
        // What is not in force any more is told at publication; until then it can be taken out.
        let citations = cites
            .iter()
            .filter_map(|cited| self.tickets.citations(std::slice::from_ref(cited)).ok())
            .flatten()
            .collect();
        let ticket: Vec<_> = row.ticket_id.into_iter().collect();
        let ticket = self.tickets.codes(db, &ticket).await?.pop();
        let same = store::same(db, row.id).await?;
        let history = store::versions(db, row.id).await?;
        let writers = writers(&row)?;
        let procedure = row.procedure.as_deref();
        Ok(FaqDraft {
            personal: personal(&row)?,
            state: wire::value(&row.state)?,
            faq: row.faq.as_deref().and_then(|id| id.parse().ok()),
            also: serde_json::from_str(&row.also)?,
            field: procedure.and_then(|code| self.field_of(code)),
            procedure: procedure.and_then(|code| self.tickets.procedure_ref(code)),
            facet: row.facet.as_deref().map(wire::value).transpose()?,
            agency: row
                .agency
                .as_deref()
                .and_then(|id| self.tickets.agency_ref(id)),
            same: self.tickets.codes(db, &same).await?,
            history: history.into_iter().map(published).collect::<Result<_>>()?,
            id: row.id,
            revision: row.revision,
            version: row.version,
            live: row.live,
            question: row.question,
            answer: row.answer,
            cites,
            citations,
            answered_on: row.answered_on,
            ticket,
            correction: row.correction,
            note: row.note,
            writer: row.writer,
            writers,
            reviewer: row.reviewer,
            created_at: row.created_at,
            updated_at: row.updated_at,
        })
    }

    /// A line of the list.
    pub(super) fn line(&self, row: draft::Model) -> Result<FaqDraftRow> {
        Ok(FaqDraftRow {
            state: wire::value(&row.state)?,
            agency: row
                .agency
                .as_deref()
                .and_then(|id| self.tickets.agency_ref(id)),
            id: row.id,
            live: row.live,
            question: row.question,
            updated_at: row.updated_at,
        })
    }

    fn field_of(&self, code: &str) -> Option<String> {
        let code: ProcedureCode = code.parse().ok()?;
        let procedures = self.tickets.procedures.get();
        let field = procedures.find(&code)?.summary.field.clone();
        Some(field)
    }
}

fn published(row: version::Model) -> Result<FaqVersion> {
    let faq: Faq = serde_json::from_str(&row.body)?;
    Ok(FaqVersion {
        version: row.version,
        question: faq.question,
        answer: faq.answer,
        correction: row.correction,
        writer: row.writer,
        writers: serde_json::from_str(&row.writers)?,
        reviewer: row.reviewer,
        impersonal: serde_json::from_str(&row.impersonal)?,
        withdrawn: row
            .withdrawn
            .as_deref()
            .map(serde_json::from_str)
            .transpose()?,
        published_at: row.published_at,
    })
}
