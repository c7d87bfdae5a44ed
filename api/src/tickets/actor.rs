//! Who does something to a ticket, beside its sender.

use mobile_contract::accounts::Role;
use mobile_contract::{ErrorCode, Slug};
use uuid::Uuid;

use super::store::Sees;
use crate::accounts::{Scope, Staff};
use crate::error::{Error, Result};

/// A member of staff with what their office gives them, or an agency that answers from its mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Desk {
    /// Who; `None`: whoever reads the agency's mail, which proves the agency and nobody in it.
    pub user: Option<Uuid>,
    /// Their agency; `None`: the call centre or the coordination desk, which see every ticket.
    pub agency: Option<Slug>,
    /// Whether they approve answers of their agency.
    pub leads: bool,
}

/// Who handles tickets.
const HANDLERS: [Role; 4] = [
    Role::Operator,
    Role::Officer,
    Role::Leader,
    Role::Administrator,
];

impl Desk {
    /// What a signed-in member of staff may do with tickets.
    ///
    /// # Errors
    /// 403 when their role handles none.
    pub fn of(staff: &Staff) -> Result<Self> {
        staff.require(&HANDLERS)?;
        Ok(Self {
            user: Some(staff.user_id),
            agency: match staff.scope()? {
                Scope::All => None,
                Scope::Agency(agency) => Some(agency),
            },
            leads: matches!(staff.role, Role::Leader | Role::Administrator),
        })
    }

    /// The person.
    ///
    /// # Errors
    /// 403 for whoever reads an agency's mail: that proves nobody.
    pub fn person(&self) -> Result<Uuid> {
        self.user.ok_or_else(|| Error::new(ErrorCode::Forbidden))
    }

    /// Whoever reads an agency's mail.
    #[must_use]
    pub const fn by_mail(agency: Slug) -> Self {
        Self {
            user: None,
            agency: Some(agency),
            leads: false,
        }
    }

    /// Whose tickets they may meet.
    #[must_use]
    pub const fn sees(&self) -> Sees<'_> {
        match &self.agency {
            None => Sees::All,
            Some(agency) => Sees::Of(agency),
        }
    }
}
