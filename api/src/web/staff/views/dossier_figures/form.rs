use serde::Deserialize;

use crate::web::staff::views::asked::said;

/// The filter as it was sent; what is empty was not said.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct DossierFiguresForm {
    /// By what figures are put together.
    pub by: Option<String>,
    /// A named period.
    pub period: Option<String>,
    /// First day; counts only without a named period.
    pub from: Option<String>,
    /// Last day.
    pub to: Option<String>,
    /// Id of an agency.
    pub agency: Option<String>,
    /// Id of a place.
    pub place: Option<String>,
    /// Id of a field.
    pub field: Option<String>,
    /// Code of a procedure.
    pub procedure: Option<String>,
    /// How they were handed in.
    pub channel: Option<String>,
}

impl DossierFiguresForm {
    pub(in crate::web::staff::views) fn said(&self) -> impl Iterator<Item = (&'static str, &str)> {
        said([
            ("by", self.by.as_deref()),
            ("period", self.period.as_deref()),
            ("from", self.from.as_deref()),
            ("to", self.to.as_deref()),
            ("agency", self.agency.as_deref()),
            ("place", self.place.as_deref()),
            ("field", self.field.as_deref()),
            ("procedure", self.procedure.as_deref()),
            ("channel", self.channel.as_deref()),
        ])
    }
}
