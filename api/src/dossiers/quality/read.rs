//! What quality is reckoned from: rows that the database counts, and the records of dossiers.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use mobile_contract::Slug;
use mobile_contract::dossier::event::{DossierChannel, DossierState, DossierTiming};
use mobile_contract::limits::DOSSIER_QUALITY_RECORDS;
use motcua_seed::quality::IndexRule;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, Select};

use super::score::{Agencies, Excluded, Points, Scored, agencies};
use crate::dossiers::Dossiers;
use crate::dossiers::entity::dossier::{self, Column};
use crate::dossiers::entity::record;
use crate::dossiers::record::Record;
use crate::dossiers::store;
use crate::error::Result;
use crate::kernel::wire;

/// Records that are read at once.
const AT_ONCE: usize = 1_000;

/// What of rows is scored: state, timing, whether they were received, supplements, channel.
type Scores = (String, Option<String>, bool, i16, Option<String>);

/// State, timing, supplements and channel, how many of these were received, and how many there are.
type Counted = (String, Option<String>, i16, Option<String>, i64, i64);

/// Code, state, timing, day of receipt, supplements and channel.
type Row = (
    String,
    String,
    Option<String>,
    Option<NaiveDate>,
    i16,
    Option<String>,
);

/// Sums over dossiers.
#[derive(Debug, Default)]
pub(super) struct Sums {
    /// How many are scored.
    pub scored: u64,
    /// How many are left out of everything.
    pub excluded: BTreeMap<Excluded, u64>,
    /// Points by index.
    pub indices: Vec<Points>,
    /// Early and on time, of all with a term.
    pub on_time: (u64, u64),
    /// Handed in online, of all whose way is known.
    pub online: (u64, u64),
}

impl Sums {
    /// Adds dossiers that are alike.
    fn add(&mut self, dossier: &Scored, dossiers: u64, rules: &[IndexRule]) {
        if let Some(channel) = dossier.channel {
            let online = channel == DossierChannel::Online;
            self.online.0 += if online { dossiers } else { 0 };
            self.online.1 += dossiers;
        }
        if let Some(why) = dossier.excluded() {
            *self.excluded.entry(why).or_default() += dossiers;
            return;
        }
        self.scored += dossiers;
        if let Some(timing) = dossier.timing {
            let timely = timing != DossierTiming::Late;
            self.on_time.0 += if timely { dossiers } else { 0 };
            self.on_time.1 += dossiers;
        }
        for (points, rule) in self.indices.iter_mut().zip(rules) {
            if let Some(measure) = rule.measure {
                points.add(dossier.points(measure), dossiers);
            }
        }
    }
}

impl Dossiers {
    /// Sums over dossiers that ended, and how many there are. Of more than one report reads records of, only what rows tell is summed up.
    ///
    /// # Errors
    /// When the database fails, or a row or record cannot be read.
    pub(super) async fn sums(
        &self,
        (ended, count): (Select<dossier::Entity>, u64),
        rules: &[IndexRule],
    ) -> Result<Sums> {
        let mut sums = Sums {
            indices: vec![Points::default(); rules.len()],
            ..Sums::default()
        };
        if count > DOSSIER_QUALITY_RECORDS {
            self.add_rows(ended, &mut sums, rules).await?;
        } else {
            self.add_records(ended, &mut sums, rules).await?;
        }
        Ok(sums)
    }

    /// Adds what rows tell, counted by the database.
    async fn add_rows(
        &self,
        ended: Select<dossier::Entity>,
        sums: &mut Sums,
        rules: &[IndexRule],
    ) -> Result<()> {
        let columns = [
            Column::State,
            Column::Timing,
            Column::Supplements,
            Column::Channel,
        ];
        let counted = ended
            .select_only()
            .columns(columns)
            // Days are counted, those that are not there are not.
            .column_as(Column::ReceivedDay.count(), "received")
            .column_as(Column::Code.count(), "dossiers");
        let counted = columns.into_iter().fold(counted, Select::group_by);
        let rows: Vec<Counted> = counted.into_tuple().all(&*self.db).await?;
        for (state, timing, supplements, channel, received, dossiers) in rows {
            for (is_received, n) in [(true, received), (false, dossiers - received)] {
                let scores = (
                    state.clone(),
                    timing.clone(),
                    is_received,
                    supplements,
                    channel.clone(),
                );
                let n = u64::try_from(n).unwrap_or(0);
                if n > 0 {
                    sums.add(&scored(scores, None)?, n, rules);
                }
            }
        }
        Ok(())
    }

    /// Adds dossiers one by one, with what their records tell; so many records at a time.
    async fn add_records(
        &self,
        ended: Select<dossier::Entity>,
        sums: &mut Sums,
        rules: &[IndexRule],
    ) -> Result<()> {
        let rows = ended.select_only().columns([
            Column::Code,
            Column::State,
            Column::Timing,
            Column::ReceivedDay,
            Column::Supplements,
            Column::Channel,
        ]);
        let rows: Vec<Row> = rows.into_tuple().all(&*self.db).await?;
        let names = store::agency_codes(&*self.db).await?;
        for rows in rows.chunks(AT_ONCE) {
            let records: Vec<(String, String)> = record::Entity::find()
                .select_only()
                .columns([record::Column::Code, record::Column::Record])
                .filter(record::Column::Code.is_in(rows.iter().map(|row| row.0.as_str())))
                .into_tuple()
                .all(&*self.db)
                .await?;
            let records: HashMap<String, String> = records.into_iter().collect();
            for (code, state, timing, received, supplements, channel) in rows {
                let told = told_agencies(records.get(code).map(String::as_str), &names)?;
                let scores = (
                    state.clone(),
                    timing.clone(),
                    received.is_some(),
                    *supplements,
                    channel.clone(),
                );
                sums.add(&scored(scores, Some(told))?, 1, rules);
            }
        }
        Ok(())
    }
}

/// What a record tells of agencies; of a row that was made without one, nothing.
fn told_agencies(record: Option<&str>, names: &HashMap<String, Slug>) -> Result<Agencies> {
    let same = |name: &str| {
        let known = names.get(name).map(ToString::to_string);
        known.unwrap_or_else(|| name.to_owned())
    };
    Ok(match record {
        Some(record) => agencies(&serde_json::from_str::<Record>(record)?, same),
        None => Agencies::default(),
    })
}

fn scored(scores: Scores, agencies: Option<Agencies>) -> Result<Scored> {
    let (state, timing, received, supplements, channel) = scores;
    Ok(Scored {
        state: wire::value::<DossierState>(&state)?,
        timing: timing.as_deref().map(wire::value).transpose()?,
        received,
        supplements: u64::try_from(supplements).unwrap_or(0),
        channel: channel.as_deref().map(wire::value).transpose()?,
        agencies,
    })
}
