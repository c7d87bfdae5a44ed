//! Reports on quality, and sums that took long to make, kept for a while.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use mobile_contract::Locale;
use mobile_contract::dossier::figures::DossierFigureFilter;
use mobile_contract::dossier::quality::{DossierQuality, DossierQualityFilter};
use motcua_seed::quality::QualityIndices;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use tokio::sync::Mutex;

use super::read::Sums;
use super::report::report;
use crate::accounts::Staff;
use crate::dossiers::Dossiers;
use crate::dossiers::entity::dossier::{self, Column};
use crate::dossiers::figures::Wanted;
use crate::dossiers::figures::span::Span;
use crate::error::Result;

/// For how long sums are told again.
const KEPT: TimeDelta = TimeDelta::minutes(10);
/// Most sums that are kept.
const MOST: usize = 64;
/// Dossiers that are summed up anew each time: soon done.
const FEW: u64 = 1_000;

/// What sums are of.
type Asked = (Wanted, Span);

/// Sums, and when they were made.
#[derive(Clone, Debug)]
struct Made {
    at: DateTime<Utc>,
    sums: Arc<Sums>,
}

/// The rules of quality, and what was summed up by them lately.
#[derive(Debug)]
pub struct Quality {
    rules: QualityIndices,
    lately: Mutex<Vec<(Asked, Made)>>,
}

impl Quality {
    /// By these rules.
    #[must_use]
    pub fn new(rules: QualityIndices) -> Self {
        Self {
            rules,
            lately: Mutex::default(),
        }
    }

    /// Quality indices of the dossiers within someone's reach that ended in a period. Where there are more than one
    /// report reads records of, what their rows tell is given, and the rest is left out and said to be.
    ///
    /// # Errors
    /// 403 for those who may not see any, 404 when the agency is not there or out of reach, 422 when the period is
    /// none; when the database fails.
    pub async fn of(
        &self,
        dossiers: &Dossiers,
        staff: &Staff,
        filter: &DossierQualityFilter,
        locale: Locale,
    ) -> Result<DossierQuality> {
        let days = (filter.from, filter.to);
        let span = Span::asked(filter.period.as_deref(), days, dossiers.clock.today())?;
        let scope = DossierFigureFilter {
            agency: filter.agency.clone(),
            ..DossierFigureFilter::default()
        };
        let wanted = dossiers.wanted(staff, &scope)?;
        let made = self.made(dossiers, (wanted, span)).await?;
        Ok(report(&made.sums, (span, made.at), &self.rules, locale))
    }

    /// The sums of what is asked for. Of many dossiers they are made by one at a time, and told to all who ask.
    async fn made(&self, dossiers: &Dossiers, asked: Asked) -> Result<Made> {
        let (wanted, span) = &asked;
        let ended = dossier::Entity::find()
            .filter(wanted.condition())
            .filter(Column::EndedDay.gte(span.from))
            .filter(Column::EndedDay.lte(span.to));
        let count = ended.clone().count(&*dossiers.db).await?;
        let rules = &self.rules.circular.indices;
        let at = dossiers.clock.now();
        if count <= FEW {
            let sums = Arc::new(dossiers.sums((ended, count), rules).await?);
            return Ok(Made { at, sums });
        }
        let mut lately = self.lately.lock().await;
        let at = dossiers.clock.now();
        lately.retain(|(_, made)| (TimeDelta::zero()..KEPT).contains(&(at - made.at)));
        if let Some((_, made)) = lately.iter().find(|(before, _)| *before == asked) {
            return Ok(made.clone());
        }
        let sums = Arc::new(dossiers.sums((ended, count), rules).await?);
        let made = Made { at, sums };
        if lately.len() >= MOST {
            lately.remove(0);
        }
        lately.push((asked, made.clone()));
        Ok(made)
    }
}
