//! Texts that answers begin with: an agency's own, and the call centre's for everyone.

use mobile_contract::ErrorCode;
use mobile_contract::editorial::{
    AnswerTemplate, AnswerTemplateFilter, AnswerTemplates, EditAnswerTemplate, NewAnswerTemplate,
};
use mobile_contract::limits::{TEMPLATE_CHARS, TEMPLATE_TITLE_CHARS, TEMPLATES};
use mobile_contract::ticket::TicketCode;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::entity::template;
use super::personal::traces;
use super::words::{line, text};
use super::{Editorial, template_store};
use crate::audit::{self, Entry};
use crate::error::{Error, Result};
use crate::tickets::Desk;

/// Stands for the code of the ticket.
pub(super) const CODE: &str = "{ma_phieu}";
/// Stands for the name of the agency.
pub(super) const AGENCY: &str = "{co_quan}";
/// Who answers where no agency does.
const CALL_CENTRE: &str = "Tổng đài 1022";

impl Editorial {
    /// The texts that the caller's agency may use; for a ticket, with its code and agency filled in.
    ///
    /// # Errors
    /// When the ticket is not the caller's, or the database fails.
    pub async fn templates(
        &self,
        desk: &Desk,
        filter: &AnswerTemplateFilter,
    ) -> Result<AnswerTemplates> {
        let db = &*self.tickets.db;
        let ticket = filter.ticket.as_deref().map(str::parse::<TicketCode>);
        let ticket = ticket.transpose();
        let ticket = ticket.map_err(|_| Error::new(ErrorCode::TicketNotFound))?;
        let filled = match ticket {
            Some(code) => {
                let (code, agency) = self.tickets.named(db, &code, desk.sees()).await?;
                let agency = agency.map_or_else(|| CALL_CENTRE.to_owned(), |agency| agency.name);
                Some((code.printed(), agency))
            }
            None => None,
        };
        let rows = template_store::usable(db, desk.agency.as_ref(), TEMPLATES).await?;
        let items = rows.into_iter().map(|row| {
            let text = filled.as_ref();
            let text = text.map(|(code, agency)| fill(&row.text, code, agency));
            AnswerTemplate {
                filled: text,
                ..self.template(row, desk)
            }
        });
        Ok(AnswerTemplates {
            items: items.collect(),
        })
    }

    /// Keeps a text of the caller's agency; of the call centre: for everyone.
    ///
    /// # Errors
    /// When it is not acceptable, or there are too many.
    pub async fn add_template(
        &self,
        desk: &Desk,
        new: &NewAnswerTemplate,
    ) -> Result<AnswerTemplate> {
        let (title, text) = checked(&new.title, &new.text)?;
        let transaction = self.tickets.db.begin().await?;
        if template_store::count(&*transaction, desk.agency.as_ref()).await? >= TEMPLATES {
            return Err(Error::field(
                "body",
                format!("tối đa {TEMPLATES} mẫu; mời bỏ bớt mẫu cũ"),
                format!("at most {TEMPLATES} texts; please remove one"),
            ));
        }
        let row = template::Model {
            id: Uuid::now_v7(),
            agency: desk.agency.as_ref().map(ToString::to_string),
            title,
            text,
            by: desk.person()?,
            revision: 0,
            updated_at: self.now(),
        };
        template_store::insert(&*transaction, &row).await?;
        self.noted(&*transaction, &row, desk, "answer_template.added")
            .await?;
        transaction.commit().await?;
        Ok(self.template(row, desk))
    }

    /// Changes a text.
    ///
    /// # Errors
    /// When it is not the caller's, was changed meanwhile, or is not acceptable.
    pub async fn edit_template(
        &self,
        id: Uuid,
        desk: &Desk,
        edit: &EditAnswerTemplate,
    ) -> Result<AnswerTemplate> {
        let (title, text) = checked(&edit.title, &edit.text)?;
        let transaction = self.tickets.db.begin().await?;
        let mut row = own(&*transaction, id, desk).await?;
        if row.revision != edit.revision {
            return Err(Error::new(ErrorCode::RecordChanged));
        }
        row.title = title;
        row.text = text;
        row.by = desk.person()?;
        row.revision += 1;
        row.updated_at = self.now();
        let row = template_store::update(&*transaction, row).await?;
        self.noted(&*transaction, &row, desk, "answer_template.changed")
            .await?;
        transaction.commit().await?;
        Ok(self.template(row, desk))
    }

    /// Throws a text away.
    ///
    /// # Errors
    /// When it is not the caller's, or the database fails.
    pub async fn delete_template(&self, id: Uuid, desk: &Desk) -> Result<()> {
        let transaction = self.tickets.db.begin().await?;
        let row = own(&*transaction, id, desk).await?;
        template_store::delete(&*transaction, id).await?;
        self.noted(&*transaction, &row, desk, "answer_template.deleted")
            .await?;
        transaction.commit().await?;
        Ok(())
    }

    fn template(&self, row: template::Model, desk: &Desk) -> AnswerTemplate {
        AnswerTemplate {
            editable: is_own(&row, desk),
            agency: row
                .agency
                .as_deref()
                .and_then(|id| self.tickets.agency_ref(id)),
            id: row.id,
            title: row.title,
            text: row.text,
            filled: None,
            revision: row.revision,
            updated_at: row.updated_at,
        }
    }

    async fn noted(
        &self,
        db: &impl ConnectionTrait,
        row: &template::Model,
        desk: &Desk,
        action: &'static str,
    ) -> Result<()> {
        let entry = Entry {
            actor: Some(desk.person()?),
            action,
            subject: ("answer_template", row.id.to_string()),
            agency: row.agency.as_deref().and_then(|id| id.parse().ok()),
            detail: None,
            at: self.now(),
        };
        audit::record(db, entry).await
    }
}

fn is_own(row: &template::Model, desk: &Desk) -> bool {
    row.agency.as_deref() == desk.agency.as_ref().map(|agency| agency.as_str())
}

/// A text that the caller may change: everyone reads the call centre's, only its people change them.
async fn own(db: &impl ConnectionTrait, id: Uuid, desk: &Desk) -> Result<template::Model> {
    let row = template_store::lock(db, id, desk.agency.as_ref()).await?;
    if is_own(&row, desk) {
        Ok(row)
    } else {
        Err(Error::new(ErrorCode::Forbidden))
    }
}

fn fill(text: &str, code: &str, agency: &str) -> String {
    text.replace(CODE, code).replace(AGENCY, agency)
}

/// A title and a text that may stand before anyone: bounded, of nobody, with known placeholders only.
fn checked(title: &str, words: &str) -> Result<(String, String)> {
    let title = line(title, "body.title", 1, TEMPLATE_TITLE_CHARS)?;
    let words = text(words, "body.text", 1, TEMPLATE_CHARS)?;
    for (loc, text) in [("body.title", &title), ("body.text", &words)] {
        if let Some(trace) = traces(text, false).into_iter().next() {
            let found = text.get(trace.at).unwrap_or_default();
            return Err(Error::field(
                loc,
                format!("còn thông tin cá nhân: {found:?}; mời bỏ đi"),
                format!("may tell of a person: {found:?}; please take it out"),
            ));
        }
    }
    let rest = fill(&words, "", "");
    if rest.contains(['{', '}']) {
        return Err(Error::field(
            "body.text",
            format!("chỉ điền được {CODE} và {AGENCY}"),
            format!("only {CODE} and {AGENCY} are filled in"),
        ));
    }
    Ok((title, words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_filled_in_and_others_refused() {
        let (_, text) = checked("Hẹn", "{co_quan} đã xem phiếu {ma_phieu}.").unwrap();
        assert_eq!(
            fill(&text, "P7K3M-9QWX-4", "Sở Tư pháp"),
            "Sở Tư pháp đã xem phiếu P7K3M-9QWX-4."
        );
        for bad in [
            "Chào {ten}",
            "",
            "gọi 0912345678",
            "{co_quan",
            "gặp chị Hoa",
        ] {
            assert!(checked("Hẹn", bad).is_err(), "{bad}");
        }
    }
}
