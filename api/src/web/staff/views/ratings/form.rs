use serde::Deserialize;

use crate::web::staff::views::asked::said;

/// The filter as it was sent; what is empty was not said.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct RatingsForm {
    /// By what figures are put together.
    pub by: Option<String>,
    /// First day.
    pub from: Option<String>,
    /// Last day.
    pub to: Option<String>,
    /// Id of an agency.
    pub agency: Option<String>,
    /// Id of a counter.
    pub counter: Option<String>,
    /// Id of a place.
    pub place: Option<String>,
    /// Id of a form.
    pub form: Option<String>,
}

impl RatingsForm {
    pub(super) fn said(&self) -> impl Iterator<Item = (&'static str, &str)> {
        said([
            ("by", self.by.as_deref()),
            ("from", self.from.as_deref()),
            ("to", self.to.as_deref()),
            ("agency", self.agency.as_deref()),
            ("counter", self.counter.as_deref()),
            ("place", self.place.as_deref()),
            ("form", self.form.as_deref()),
        ])
    }
}
