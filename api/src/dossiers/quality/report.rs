//! The report on the quality of dossiers that ended in a period.

use std::collections::{BTreeMap, HashMap};

use mobile_contract::dossier::event::{DossierChannel, DossierState, DossierTiming};
use mobile_contract::dossier::figures::DossierFigureFilter;
use mobile_contract::dossier::quality::{
    ClassStep, DossierQuality, DossierQualityFilter, QualityClass, QualityGroup, QualityIndex,
    QualityPart, QualityShare,
};
use mobile_contract::limits::DOSSIER_QUALITY_RECORDS;
use mobile_contract::{Locale, Slug};
use motcua_seed::quality::{Decision, IndexRule, PartRule, QualityIndices, Share};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect};

use super::score::{Excluded, Points, Scored, agencies, told};
use crate::accounts::Staff;
use crate::dossiers::Dossiers;
use crate::dossiers::entity::{dossier, record};
use crate::dossiers::figures::span::Span;
use crate::dossiers::record::Record;
use crate::dossiers::store;
use crate::error::{Error, Result};
use crate::kernel::{share, wire};

/// Records that are read at once.
const AT_ONCE: usize = 1_000;

/// What of a row is scored: code, state, timing, whether it was received, supplements, channel.
type Row = (
    String,
    String,
    Option<String>,
    Option<chrono::NaiveDate>,
    i16,
    Option<String>,
);

/// Sums over dossiers.
#[derive(Debug, Default)]
struct Sums {
    scored: u64,
    excluded: BTreeMap<Excluded, u64>,
    indices: Vec<Points>,
    on_time: (u64, u64),
    online: (u64, u64),
}

impl Sums {
    fn add(&mut self, dossier: &Scored, rules: &[IndexRule]) {
        if let Some(channel) = dossier.channel {
            self.online.0 += u64::from(channel == DossierChannel::Online);
            self.online.1 += 1;
        }
        if let Some(why) = dossier.excluded() {
            *self.excluded.entry(why).or_default() += 1;
            return;
        }
        self.scored += 1;
        if let Some(timing) = dossier.timing {
            self.on_time.0 += u64::from(timing != DossierTiming::Late);
            self.on_time.1 += 1;
        }
        for (points, rule) in self.indices.iter_mut().zip(rules) {
            if let Some(measure) = rule.measure {
                points.add(dossier.points(measure));
            }
        }
    }
}

impl Dossiers {
    /// Quality indices of the dossiers within someone's reach that ended in a period.
    ///
    /// # Errors
    /// 403 for those who may not see any, 404 when the agency is not there or out of reach, 422 when the period is
    /// none, or holds more dossiers than one report reads; when the database fails.
    pub async fn quality(
        &self,
        staff: &Staff,
        filter: &DossierQualityFilter,
        rules: &QualityIndices,
        locale: Locale,
    ) -> Result<DossierQuality> {
        let days = (filter.from, filter.to);
        let span = Span::asked(filter.period.as_deref(), days, self.clock.today())?;
        let scope = DossierFigureFilter {
            agency: filter.agency.clone(),
            ..DossierFigureFilter::default()
        };
        let ended = dossier::Entity::find()
            .filter(self.wanted(staff, &scope)?.condition())
            .filter(dossier::Column::EndedDay.gte(span.from))
            .filter(dossier::Column::EndedDay.lte(span.to));
        if ended.clone().count(&*self.db).await? > DOSSIER_QUALITY_RECORDS {
            return Err(too_many());
        }
        let rows: Vec<Row> = ended
            .select_only()
            .columns([
                dossier::Column::Code,
                dossier::Column::State,
                dossier::Column::Timing,
                dossier::Column::ReceivedDay,
                dossier::Column::Supplements,
                dossier::Column::Channel,
            ])
            .into_tuple()
            .all(&*self.db)
            .await?;
        let sums = self.sums(&rows, &rules.circular.indices).await?;
        Ok(report(&sums, span, rules, locale))
    }

    async fn sums(&self, rows: &[Row], rules: &[IndexRule]) -> Result<Sums> {
        let mut sums = Sums {
            indices: vec![Points::default(); rules.len()],
            ..Sums::default()
        };
        let codes = store::agency_codes(&*self.db).await?;
        for rows in rows.chunks(AT_ONCE) {
            let records: Vec<(String, String)> = record::Entity::find()
                .select_only()
                .columns([record::Column::Code, record::Column::Record])
                .filter(record::Column::Code.is_in(rows.iter().map(|row| row.0.as_str())))
                .into_tuple()
                .all(&*self.db)
                .await?;
            let records: HashMap<String, String> = records.into_iter().collect();
            for row in rows {
                let record = records.get(&row.0).map(String::as_str);
                sums.add(&scored(row, record, &codes)?, rules);
            }
        }
        Ok(sums)
    }
}

/// What is scored of a row and its record; of a row that was made without one, nothing of agencies.
fn scored(row: &Row, record: Option<&str>, codes: &HashMap<String, Slug>) -> Result<Scored> {
    let (_, state, timing, received, supplements, channel) = row;
    let same = |name: &str| {
        let known = codes.get(name).map(ToString::to_string);
        known.unwrap_or_else(|| name.to_owned())
    };
    let (agencies, met) = match record {
        Some(record) => agencies(&serde_json::from_str::<Record>(record)?, same),
        None => (0, 0),
    };
    Ok(Scored {
        state: wire::value::<DossierState>(state)?,
        timing: timing.as_deref().map(wire::value).transpose()?,
        received: received.is_some(),
        supplements: u64::try_from(*supplements).unwrap_or(0),
        channel: channel.as_deref().map(wire::value).transpose()?,
        agencies,
        met,
    })
}

fn too_many() -> Error {
    Error::field(
        "query.from",
        format!(
            "kỳ này có hơn {DOSSIER_QUALITY_RECORDS} hồ sơ đã kết thúc; mời chọn kỳ ngắn hơn hoặc một cơ quan"
        ),
        format!(
            "more than {DOSSIER_QUALITY_RECORDS} dossiers ended in this period; please choose a shorter one, or one agency"
        ),
    )
}

fn report(sums: &Sums, span: Span, rules: &QualityIndices, locale: Locale) -> DossierQuality {
    let circular = &rules.circular;
    let indices: Vec<QualityIndex> = sums
        .indices
        .iter()
        .zip(&circular.indices)
        .map(|(points, rule)| QualityIndex {
            number: rule.number,
            name: rule.name.pick(locale).to_owned(),
            dossiers: rule.measure.map(|_| points.dossiers),
            mean: points.mean_x100().map(share::decimal),
            how: rule.how.pick(locale).to_owned(),
            exclusions: told(&points.excluded, locale),
            source: circular.source.clone(),
            verify: rule.verify.clone().or_else(|| circular.verify.clone()),
        })
        .collect();
    DossierQuality {
        from: span.from,
        to: span.to,
        dossiers: sums.scored,
        exclusions: told(&sums.excluded, locale),
        class: class(sums, rules, locale),
        indices,
        groups: groups(sums, &rules.decision, locale),
    }
}

/// The class only when all nine indices are known; else what is known, and what is missing.
fn class(sums: &Sums, rules: &QualityIndices, locale: Locale) -> QualityClass {
    let (mut sum, mut known, mut missing) = (0, 0, Vec::new());
    for (points, rule) in sums.indices.iter().zip(&rules.circular.indices) {
        match points.mean_x100() {
            Some(mean) => (sum, known) = (sum + mean, known + 1),
            None => missing.push(rule.number),
        }
    }
    let classes = &rules.circular.classes;
    let reached = classes.iter().find(|class| sum >= class.least * 100);
    QualityClass {
        class: reached
            .filter(|_| missing.is_empty())
            .map(|class| class.name.pick(locale).to_owned()),
        known_points: share::decimal(sum),
        known_most: known * 2,
        missing,
        classes: classes
            .iter()
            .map(|class| ClassStep {
                least: class.least,
                name: class.name.pick(locale).to_owned(),
            })
            .collect(),
    }
}

fn groups(sums: &Sums, decision: &Decision, locale: Locale) -> Vec<QualityGroup> {
    let groups = decision.groups.iter().map(|group| QualityGroup {
        name: group.name.pick(locale).to_owned(),
        most: group.most,
        parts: group
            .parts
            .iter()
            .map(|rule| part(sums, rule, locale))
            .collect(),
        not_computable: group
            .not_computable
            .as_ref()
            .map(|why| why.pick(locale).to_owned()),
        source: decision.source.clone(),
        verify: decision.verify.clone(),
    });
    groups.collect()
}

fn part(sums: &Sums, rule: &PartRule, locale: Locale) -> QualityPart {
    let counted = rule.measure.map(|measure| match measure {
        Share::OnTime => sums.on_time,
        Share::Online => sums.online,
    });
    let points = counted.zip(rule.most).and_then(|((part, of), most)| {
        let hundredths = u128::from(part) * u128::from(most) * 100;
        u64::try_from(hundredths.checked_div(u128::from(of))?).ok()
    });
    QualityPart {
        name: rule.name.pick(locale).to_owned(),
        share: counted.map(|(part, of)| QualityShare {
            part,
            of,
            percent: share::floored_x100(part, of).map(share::decimal),
        }),
        most: rule.most,
        points: points.map(share::decimal),
        how: rule.how.pick(locale).to_owned(),
    }
}
