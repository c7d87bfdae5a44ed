//! Who does something to a ticket, beside its sender.

use mobile_contract::Slug;
use uuid::Uuid;

use super::store::Sees;

/// A member of staff with what their office gives them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Desk {
    /// Who.
    pub user: Uuid,
    /// Their agency; `None`: the call centre or the coordination desk, which see every ticket.
    pub agency: Option<Slug>,
    /// Whether they approve answers of their agency.
    pub leads: bool,
}

impl Desk {
    /// Whose tickets they may meet.
    #[must_use]
    pub const fn sees(&self) -> Sees<'_> {
        match &self.agency {
            None => Sees::All,
            Some(agency) => Sees::Of(agency),
        }
    }
}
