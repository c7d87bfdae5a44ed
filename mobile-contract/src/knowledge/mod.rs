//! What the assistant knows: procedures, frequently asked questions, agencies, places, counters.
//!
//! The same shapes are used in the bundled files (`seed/`), in storage and on the wire, so that a
//! fact is described in one place. Unknown facts are absent, never guessed.

mod agency;
mod faq;
mod life_event;
mod place;
mod procedure;
mod source;

pub use agency::{Agency, AgencyKind, Counter};
pub use faq::{AnsweredBy, Facet, Faq};
pub use life_event::{LifeEvent, LifeEventStep};
pub use place::{Place, PlaceKind};
pub use procedure::{
    Audience, Basis, Case, Channel, Document, DocumentRole, Fee, FeeKind, Form, LegalBasis, Level,
    OnlineService, Origin, Presence, Procedure, ProcedureSummary, Responsible, TimeLimit, TimeUnit,
};
pub use source::{Source, Verify};

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A field of administration (lĩnh vực), with how many procedures it holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FieldOfAdministration {
    /// Folded name, for filters and URLs.
    #[schema(example = "ho-tich")]
    pub id: crate::Slug,
    /// The name as the catalogue writes it.
    #[schema(example = "Hộ tịch")]
    pub name: String,
    /// How many procedures it holds.
    pub procedures: u32,
}
