use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Source, Verify};
use crate::{Locale, ProcedureCode, Slug};

/// A life event (sự kiện trong đời, "liên thông" in the large): one need, several procedures, in
/// the order in which people do them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LifeEvent {
    /// Stable id.
    #[schema(example = "sinh-con")]
    pub id: Slug,
    /// What happened, in people's words.
    #[schema(example = "Sinh con")]
    pub title: String,
    /// The same in English.
    pub title_en: String,
    /// For whom this is, and what one has in the end.
    pub summary: String,
    /// The same in English.
    pub summary_en: String,
    /// How people tell it: "mới sinh con". "…" stands for up to four words in between.
    pub told: Vec<String>,
    /// What to do, in order.
    pub steps: Vec<LifeEventStep>,
    /// What to mind over all of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// Where this was read.
    pub sources: Vec<Source>,
    /// What must be confirmed before anyone relies on it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub verify: Vec<Verify>,
}

/// One step of a life event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LifeEventStep {
    /// What is done.
    #[schema(example = "Đăng ký khai sinh")]
    pub title: String,
    /// Who of the family does it.
    #[schema(example = "Cha, mẹ hoặc người thân")]
    pub who: String,
    /// The body that handles it, as one would look for it.
    #[schema(example = "UBND xã, phường")]
    pub agency: String,
    /// The procedure. Absent where none is needed, or where it is not one of ours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub procedure: Option<ProcedureCode>,
    /// Other procedures that come in its place, when `note` says so.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub instead: Vec<ProcedureCode>,
    /// By when, or after what.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    /// For whom the step is; absent: for everyone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needed_when: Option<String>,
    /// What to mind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl LifeEvent {
    /// Title and summary in a language.
    #[must_use]
    pub fn words(&self, locale: Locale) -> (&str, &str) {
        match locale {
            Locale::Vi => (&self.title, &self.summary),
            Locale::En => (&self.title_en, &self.summary_en),
        }
    }

    /// The procedure that most people begin with: of the first step that is for everyone, else of
    /// the first step.
    #[must_use]
    pub fn main_procedure(&self) -> Option<&ProcedureCode> {
        let for_everyone = self.steps.iter().filter(|step| step.needed_when.is_none());
        for_everyone
            .chain(&self.steps)
            .find_map(|step| step.procedure.as_ref())
    }
}
