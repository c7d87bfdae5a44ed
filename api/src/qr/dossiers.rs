//! Codes on the receipts of dossiers. Whose a dossier is, another room knows.

use mobile_contract::accounts::Role;
use mobile_contract::qr::QrTarget;
use mobile_contract::{DossierCode, ErrorCode, QrCode, Slug};

use super::desk::Desk;
use super::minting::{draw, first, insert};
use super::store;
use crate::accounts::Staff;
use crate::error::{Error, Result};

/// Knows whose dossiers are.
#[async_trait::async_trait]
pub trait DossierOwners: Send + Sync {
    /// Whether there is such a dossier within someone's reach.
    ///
    /// # Errors
    /// When the database fails.
    async fn is_within(&self, staff: &Staff, code: &DossierCode) -> Result<bool>;
}

impl Desk {
    /// Administrators may make a code before the first event of a dossier arrives; others only for what is there and
    /// theirs, or codes would tell which dossiers exist elsewhere.
    pub(super) async fn check_owner(&self, staff: &Staff, target: &QrTarget) -> Result<()> {
        let QrTarget::Dossier { code } = target else {
            return Ok(());
        };
        // One without a code names nothing.
        if let Some(code) = code
            && (staff.role == Role::Administrator || self.dossiers.is_within(staff, code).await?)
        {
            return Ok(());
        }
        Err(Error::field(
            "body.target",
            "không có hồ sơ này trong phạm vi của bạn",
            "there is no such dossier within your reach",
        ))
    }

    /// The code in use on the receipt of a dossier; made when there is none. Who may is asked before.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn receipt_code(
        &self,
        staff: &Staff,
        dossier: &DossierCode,
        agency: Option<Slug>,
    ) -> Result<QrCode> {
        if let Some(known) = store::of_dossier(&*self.db, dossier).await? {
            return Ok(known.code);
        }
        let now = self.resolver.clock.now();
        let target = QrTarget::Dossier {
            code: Some(dossier.clone()),
        };
        let mut code = first(draw()?, target, now, Some(staff.user_id));
        code.agency = agency;
        let transaction = self.db.begin().await?;
        let code = insert(&*transaction, code).await?;
        let code = code.ok_or_else(|| Error::new(ErrorCode::QrState))?;
        self.record(&*transaction, staff, "qr_code.minted", &code, None)
            .await?;
        transaction.commit().await?;
        Ok(code.code)
    }
}
