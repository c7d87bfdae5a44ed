//! Where codes lead, and whether there is anything.

use mobile_contract::qr::QrTarget;

use super::Resolver;

/// Stands in our own links to the page of a code: whoever follows one has not scanned anything just now.
pub const SEEN: &str = "seen=1";

impl Resolver {
    /// Whether what a code names is there. Procedures are abolished, and fields are named anew.
    #[must_use]
    pub fn leads_somewhere(&self, target: &QrTarget) -> bool {
        let procedures = self.procedures.get();
        match target {
            QrTarget::Procedure { code } => procedures.find(code).is_some(),
            QrTarget::Field { slug } => procedures.fields().iter().any(|field| field.id == *slug),
            _ => true,
        }
    }
}
