//! What of a message is private: to whom, and its words. It lies sealed in the database.

use uuid::Uuid;

use super::entity::{ActiveModel, Model};
use crate::kernel::vault::{Unsealable, Vault, VaultError};
use sea_orm::ActiveValue::Set;

/// The private columns of a row, in clear or sealed. What is empty stays empty: words that were
/// forgotten are gone, and hide nothing.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Content {
    pub(super) address: String,
    pub(super) name: Option<String>,
    pub(super) reply_to: Option<String>,
    pub(super) subject: String,
    pub(super) text: String,
    pub(super) html: String,
}

impl Content {
    /// As a row has it.
    fn of(row: &Model) -> Self {
        Self {
            address: row.address.clone(),
            name: row.name.clone(),
            reply_to: row.reply_to.clone(),
            subject: row.subject.clone(),
            text: row.text.clone(),
            html: row.html.clone(),
        }
    }

    /// What a row says.
    ///
    /// # Errors
    /// When it was sealed with another key, or was changed or moved to another row since.
    pub(super) fn opened(vault: &Vault, row: &Model) -> Result<Self, Unsealable> {
        let content = Self::of(row);
        if !row.sealed {
            return Ok(content);
        }
        content.each(|column, text| {
            let plain = vault.open(&purpose(column, row.id), text)?;
            String::from_utf8(plain).map_err(|_| Unsealable)
        })
    }

    /// As it is stored in the row of this id.
    ///
    /// # Errors
    /// When the system gives no random bytes.
    pub(super) fn sealed(&self, vault: &Vault, id: Uuid) -> Result<Self, VaultError> {
        self.each(|column, text| vault.seal(&purpose(column, id), text.as_bytes()))
    }

    /// Puts it, sealed, into a row.
    pub(super) fn put(self, row: &mut ActiveModel) {
        row.address = Set(self.address);
        row.name = Set(self.name);
        row.reply_to = Set(self.reply_to);
        row.subject = Set(self.subject);
        row.text = Set(self.text);
        row.html = Set(self.html);
        row.sealed = Set(true);
    }

    fn each<E>(&self, change: impl Fn(&str, &str) -> Result<String, E>) -> Result<Self, E> {
        let change = |column: &str, text: &str| match text {
            "" => Ok(String::new()),
            text => change(column, text),
        };
        let maybe = |column: &str, text: &Option<String>| {
            let text = text.as_deref();
            text.map(|text| change(column, text)).transpose()
        };
        Ok(Self {
            address: change("address", &self.address)?,
            name: maybe("name", &self.name)?,
            reply_to: maybe("reply_to", &self.reply_to)?,
            subject: change("subject", &self.subject)?,
            text: change("text", &self.text)?,
            html: change("html", &self.html)?,
        })
    }
}

/// What a value is sealed for: its column and its row, so that it opens nowhere else.
fn purpose(column: &str, id: Uuid) -> String {
    format!("notifications.{column} {id}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_in_its_row_and_column_only() {
        let vault = Vault::new([7; 32]);
        let plain = Content {
            address: "lan@b.vn".to_owned(),
            name: Some("Lan".to_owned()),
            reply_to: None,
            subject: "Trả lời".to_owned(),
            text: "Trả lời".to_owned(),
            html: String::new(),
        };
        let id = Uuid::now_v7();
        let sealed = plain.sealed(&vault, id).unwrap();
        assert!(sealed.html.is_empty() && sealed.reply_to.is_none());
        for (column, text) in [
            ("address", &sealed.address),
            ("subject", &sealed.subject),
            ("text", &sealed.text),
        ] {
            assert!(vault.open(&purpose(column, id), text).is_ok());
            assert!(vault.open(&purpose(column, Uuid::now_v7()), text).is_err());
            assert!(vault.open(&purpose("html", id), text).is_err());
        }
    }
}
