//! Whose dossiers somebody of the staff may meet. Every query of staff has one.

use mobile_contract::accounts::Role;
use mobile_contract::{DossierCode, ErrorCode, Slug};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait};

use super::entity::{dossier, record};
use super::record::Record;
use super::watch::WRITERS;
use super::{Dossiers, reach};
use crate::accounts::{Scope, Staff};
use crate::error::{Error, Result};

/// Whose dossiers somebody may meet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sees {
    /// Every agency's, and those of none: the province's desk.
    All,
    /// Those of these agencies.
    Of(Vec<Slug>),
}

impl Sees {
    /// Whether a dossier of this agency is theirs to meet.
    #[must_use]
    pub fn meets(&self, agency: Option<&str>) -> bool {
        match self {
            Self::All => true,
            Self::Of(agencies) => {
                agency.is_some_and(|id| agencies.iter().any(|own| own.as_str() == id))
            }
        }
    }

    pub(super) fn condition(&self, agency: impl ColumnTrait) -> Condition {
        match self {
            Self::All => Condition::all(),
            Self::Of(agencies) => {
                Condition::all().add(agency.is_in(agencies.iter().map(Slug::as_str)))
            }
        }
    }
}

impl Dossiers {
    /// Whose dossiers somebody may meet.
    ///
    /// # Errors
    /// When their account belongs to an agency and names none.
    pub fn sees(&self, staff: &Staff) -> Result<Sees> {
        Ok(match staff.scope()? {
            Scope::All => Sees::All,
            Scope::Agency(own) => Sees::Of(self.agencies_within(&own)),
        })
    }

    /// Those of one agency, of what somebody may meet.
    ///
    /// # Errors
    /// `not_found` when there is no such agency, or it is not theirs: both look alike.
    pub fn sees_of(&self, staff: &Staff, agency: Option<&str>) -> Result<Sees> {
        let sees = self.sees(staff)?;
        let Some(agency) = agency else {
            return Ok(sees);
        };
        let id: Slug = agency.parse().map_err(|_| missing())?;
        let known = self.agencies.get().find(&id).is_some();
        if !known || !sees.meets(Some(id.as_str())) {
            return Err(missing());
        }
        Ok(Sees::Of(self.agencies_within(&id)))
    }

    fn agencies_within(&self, agency: &Slug) -> Vec<Slug> {
        reach::within(&self.agencies.get(), agency, self.clock.today())
    }

    /// Whether somebody answers for a dossier: a leader among those who work on it.
    #[must_use]
    pub fn leads(&self, staff: &Staff, agency: Option<&str>) -> bool {
        staff.role == Role::Leader && self.writes(staff, agency)
    }

    /// Whether somebody works on a dossier: an officer or leader of the agency that has it, or that alone holds its
    /// duties today. Agencies above look on: what is done and promised is for those who answer for it.
    #[must_use]
    pub fn writes(&self, staff: &Staff, agency: Option<&str>) -> bool {
        let (Some(own), Some(agency)) = (&staff.agency, agency) else {
            return false;
        };
        let holder = || agency.parse().is_ok_and(|id| self.holder(&id) == *own);
        WRITERS.contains(&staff.role) && (own.as_str() == agency || holder())
    }

    /// Who answers for an agency today: itself, or who alone holds its duties since it ended. Of one that was divided
    /// nobody does, and it keeps its own name.
    pub(super) fn holder(&self, agency: &Slug) -> Slug {
        let agencies = self.agencies.get();
        match agencies.on(agency, self.clock.today()).as_slice() {
            [only] => only.id.clone(),
            _ => agency.clone(),
        }
    }

    /// A dossier that somebody works on, and everything that was told of it.
    ///
    /// # Errors
    /// `not_found` when there is none, or it is not theirs to see; 403 for who only looks on; when the database fails.
    pub(super) async fn find_to_write(
        &self,
        db: &impl ConnectionTrait,
        staff: &Staff,
        code: &DossierCode,
    ) -> Result<(dossier::Model, Record)> {
        staff.require(&WRITERS)?;
        let found = find(db, code, &self.sees(staff)?).await?;
        if self.writes(staff, found.0.agency.as_deref()) {
            return Ok(found);
        }
        Err(Error::new(ErrorCode::Forbidden).detail(
            "Hồ sơ do cơ quan khác giải quyết. Cơ quan bạn xem được, nhưng không làm thay.",
            "Another agency works on this dossier. Yours may look at it, and does not act in its place.",
        ))
    }
}

/// What is not there, or is not for the caller: both look alike.
pub(super) fn missing() -> Error {
    Error::new(ErrorCode::NotFound)
}

/// A dossier and everything that was told of it.
///
/// # Errors
/// `not_found` when there is none, or it is not theirs; when the database fails.
pub(super) async fn find(
    db: &impl ConnectionTrait,
    code: &DossierCode,
    sees: &Sees,
) -> Result<(dossier::Model, Record)> {
    let row = dossier::Entity::find_by_id(code.as_str()).one(db).await?;
    let row = row.filter(|row| sees.meets(row.agency.as_deref()));
    let row = row.ok_or_else(missing)?;
    let told = record::Entity::find_by_id(code.as_str()).one(db).await?;
    let told = told.ok_or_else(|| Error::internal("a dossier has no record"))?;
    Ok((row, serde_json::from_str(&told.record)?))
}
