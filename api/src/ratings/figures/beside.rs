//! Looks at what a filter leaves out. Whoever may read all could else ask for the parts, and subtract.
//!
//! So nothing is told of a part that is withheld, step for step, in the table of all within reach; nor of
//! several together what is left of them would tell.

use std::collections::BTreeSet;

use mobile_contract::limits::RATING_LEAST;
use mobile_contract::rating_figures::FiguresBy;

use super::period::Span;
use super::query::{self, Wanted};
use super::table::Key;
use super::told::Told;
use crate::error::Result;
use crate::ratings::Ratings;

/// What was asked for, and all that the caller could have asked for with the same form.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub wanted: Wanted,
    pub widest: Wanted,
}

/// A filter: what it keeps, and the ratings among which it chooses.
struct Narrowing {
    by: FiguresBy,
    ours: Vec<String>,
    among: Wanted,
}

impl Narrowing {
    fn keeps(&self, key: &Key) -> bool {
        key.as_ref().is_some_and(|key| self.ours.contains(key))
    }
}

impl Asked {
    /// Each filter twice where there are several: among all, and among what the others leave.
    fn narrowings(&self) -> Vec<Narrowing> {
        let (wanted, widest) = (&self.wanted, &self.widest);
        let counter = wanted.counter.as_ref().map(|id| vec![id.clone()]);
        let without_counter = Wanted {
            counter: None,
            ..wanted.clone()
        };
        let agencies = wanted.agencies.clone();
        let agencies = agencies.filter(|_| wanted.agencies != widest.agencies);
        let without_agency = Wanted {
            agencies: widest.agencies.clone(),
            ..wanted.clone()
        };
        let without_place = Wanted {
            places: None,
            ..wanted.clone()
        };
        let filters = [
            (FiguresBy::Counter, counter, without_counter),
            (FiguresBy::Agency, agencies, without_agency),
            (FiguresBy::Place, wanted.places.clone(), without_place),
        ];
        let mut narrowings = Vec::new();
        for (by, ours, others) in filters {
            let Some(ours) = ours else { continue };
            let several = others != *widest;
            for among in [Some(widest.clone()), several.then_some(others)] {
                narrowings.extend(among.map(|among| Narrowing {
                    by,
                    ours: ours.clone(),
                    among,
                }));
            }
        }
        narrowings
    }
}

impl Ratings {
    /// Withholds from a report what its neighbours would tell.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn beside(
        &self,
        told: &mut Told,
        asked: &Asked,
        by: FiguresBy,
        steps: &[Span],
    ) -> Result<()> {
        let narrowings = asked.narrowings();
        for filter in &narrowings {
            let (among, of) = (&filter.among, filter.by);
            let counted = query::rated(&*self.db, among, of, steps).await?;
            let neighbours = counted.neighbours(RATING_LEAST);
            told.cover(&neighbours.part(|key| filter.keeps(key)), by);
            if by != FiguresBy::Question {
                continue;
            }
            for (question, counted) in query::answered(&*self.db, among, of, steps).await? {
                let neighbours = counted.neighbours(RATING_LEAST);
                let veil = neighbours.part(|key| filter.keeps(key));
                let rows = told.rows.iter_mut();
                rows.filter(|row| row.id.as_ref() == Some(&question))
                    .for_each(|row| veil.cover(row));
            }
        }
        let in_rows = !matches!(by, FiguresBy::Question | FiguresBy::Period);
        if !narrowings.is_empty() && in_rows {
            self.rows_beside(told, &asked.widest, by, steps).await?;
        }
        Ok(())
    }

    /// The same of the rows, which may be counters of one agency: beside all counters within reach.
    async fn rows_beside(
        &self,
        told: &mut Told,
        widest: &Wanted,
        by: FiguresBy,
        steps: &[Span],
    ) -> Result<()> {
        let counted = query::rated(&*self.db, widest, by, steps).await?;
        let neighbours = counted.neighbours(RATING_LEAST);
        let ours: BTreeSet<Key> = told.rows.iter().map(|row| row.id.clone()).collect();
        for row in &mut told.rows {
            let veil = neighbours.one(&row.id);
            veil.cover(row);
        }
        neighbours
            .part(|key| ours.contains(key))
            .cover(&mut told.total);
        Ok(())
    }
}
