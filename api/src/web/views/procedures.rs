use askama::Template;
use mobile_contract::Page;
use mobile_contract::knowledge::{FieldOfAdministration, ProcedureSummary};

use super::Chrome;
use super::chrome::with_param;
use crate::kernel::words;

/// `/thu-tuc`: the fields of administration.
#[derive(Debug, Template)]
#[template(path = "fields.html")]
pub struct FieldsPage<'a> {
    /// Frame of the page.
    pub chrome: Chrome<'a>,
    /// The fields, in the order in which they are shown.
    pub fields: &'a [FieldOfAdministration],
}

/// `/thu-tuc?field=…`: the procedures of a field, page by page.
#[derive(Debug, Template)]
#[template(path = "procedures.html")]
pub struct ProcedureListPage<'a> {
    /// Frame of the page.
    pub chrome: Chrome<'a>,
    /// The field; `None` for a list of all procedures.
    pub field: Option<&'a FieldOfAdministration>,
    /// This page of the list.
    pub page: &'a Page<ProcedureSummary>,
}

impl ProcedureListPage<'_> {
    fn next_url(&self) -> Option<String> {
        let cursor = self.page.next_cursor.as_deref()?;
        let list = match self.field {
            Some(field) => with_param("/thu-tuc", "field", field.id.as_str()),
            None => "/thu-tuc".to_owned(),
        };
        Some(self.chrome.href(&with_param(&list, "cursor", cursor)))
    }

    fn levels(&self, procedure: &ProcedureSummary) -> String {
        let names: Vec<&str> = procedure
            .levels
            .iter()
            .map(|l| words::level_name(*l, self.chrome.locale))
            .collect();
        names.join(", ")
    }
}
