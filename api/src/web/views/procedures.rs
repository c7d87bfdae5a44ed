use askama::Template;
use mobile_contract::knowledge::{FieldOfAdministration, ProcedureSummary};
use mobile_contract::{Page, QrCode};

use super::Chrome;
use super::chrome::{at_counter, with_param};
use crate::kernel::words;

/// `/thu-tuc`: the fields of administration.
#[derive(Debug, Template)]
#[template(path = "fields.html")]
pub struct FieldsPage<'a> {
    /// Frame of the page.
    pub chrome: Chrome<'a>,
    /// The fields, in the order in which they are shown.
    pub fields: &'a [FieldOfAdministration],
    /// The code that was scanned, for what is asked on from here.
    pub qr: Option<QrCode>,
}

impl FieldsPage<'_> {
    fn one(&self, field: &FieldOfAdministration) -> String {
        let path = with_param("/thu-tuc", "field", field.id.as_str());
        self.chrome.href(&at_counter(&path, self.qr.as_ref()))
    }
}

/// `/thu-tuc?field=…`: the procedures of a field, page by page.
#[derive(Debug, Template)]
#[template(path = "procedures.html")]
pub struct ProcedureListPage<'a> {
    /// Frame of the page.
    pub chrome: Chrome<'a>,
    /// The field; `None` for a list of all procedures.
    pub field: Option<&'a FieldOfAdministration>,
    /// The code that was scanned, for what is asked on from here.
    pub qr: Option<QrCode>,
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
        let list = self.at_counter(&list);
        Some(self.chrome.href(&with_param(&list, "cursor", cursor)))
    }

    fn one(&self, procedure: &ProcedureSummary) -> String {
        let path = format!("/thu-tuc/{}", procedure.code);
        self.chrome.href(&self.at_counter(&path))
    }

    fn all_fields(&self) -> String {
        self.chrome.href(&self.at_counter("/thu-tuc"))
    }

    fn at_counter(&self, path: &str) -> String {
        at_counter(path, self.qr.as_ref())
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
