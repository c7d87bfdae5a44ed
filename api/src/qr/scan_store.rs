//! Counts of scans in the database.

use std::collections::{BTreeMap, HashMap};

use chrono::{Duration, NaiveDate};
use mobile_contract::QrCode;
use mobile_contract::qr::QrScanFound;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter,
    QuerySelect,
};

use super::entity::last_scan;
use super::entity::scan::{ActiveModel, Column, Entity, Model};
use super::record::word;
use super::scans::Line;
use crate::error::{Error, Result};

/// Rows of one statement: databases bound the number of values.
const ROWS: usize = 500;

/// What tells that our poster hangs: its image was scanned, as far as anybody can tell; not its characters typed,
/// and no other site led to it.
pub(super) const HANGS: [QrScanFound; 5] = [
    QrScanFound::Good,
    QrScanFound::KeyEnding,
    QrScanFound::Superseded,
    QrScanFound::KeyEnded,
    QrScanFound::KeyRevoked,
];

/// Adds counts to what is there. Lines come in order, so that servers that add at the same time wait for each
/// other instead of getting in each other's way.
pub(super) async fn add(db: &impl ConnectionTrait, counted: &BTreeMap<Line, u64>) -> Result<()> {
    let mut rows = Vec::with_capacity(counted.len());
    for (line, count) in counted {
        rows.push(ActiveModel {
            code: Set(line.code.to_string()),
            day: Set(line.day),
            via: Set(line.via.as_str().to_owned()),
            found: Set(line.found.as_str().to_owned()),
            count: Set(i64::try_from(*count).map_err(Error::internal)?),
        });
    }
    for rows in rows.chunks(ROWS) {
        let add = OnConflict::columns([Column::Code, Column::Day, Column::Via, Column::Found])
            .value(Column::Count, Expr::cust("qr_scans.count + excluded.count"))
            .to_owned();
        Entity::insert_many(rows.to_vec())
            .on_conflict(add)
            .exec_without_returning(db)
            .await?;
    }
    keep_last(db, counted).await
}

/// Keeps the day of the last scan of each poster. What servers add late never takes a day back.
async fn keep_last(db: &impl ConnectionTrait, counted: &BTreeMap<Line, u64>) -> Result<()> {
    let mut days: BTreeMap<&QrCode, NaiveDate> = BTreeMap::new();
    for line in counted.keys().filter(|line| HANGS.contains(&line.found)) {
        let day = days.entry(&line.code).or_insert(line.day);
        *day = line.day.max(*day);
    }
    let row = |(code, day): (&QrCode, NaiveDate)| last_scan::ActiveModel {
        code: Set(code.to_string()),
        day: Set(day),
    };
    let rows: Vec<_> = days.into_iter().map(row).collect();
    for rows in rows.chunks(ROWS) {
        let later = Expr::cust(
            "CASE WHEN excluded.day > qr_last_scans.day THEN excluded.day ELSE qr_last_scans.day END",
        );
        let keep = OnConflict::column(last_scan::Column::Code)
            .value(last_scan::Column::Day, later)
            .to_owned();
        last_scan::Entity::insert_many(rows.to_vec())
            .on_conflict(keep)
            .exec_without_returning(db)
            .await?;
    }
    Ok(())
}

pub(super) async fn forget_before(db: &impl ConnectionTrait, day: NaiveDate) -> Result<()> {
    Entity::delete_many()
        .filter(Column::Day.lt(day))
        .exec(db)
        .await?;
    last_scan::Entity::delete_many()
        .filter(last_scan::Column::Day.lt(day))
        .exec(db)
        .await?;
    Ok(())
}

/// The counts of some codes since a day.
pub(super) async fn of_codes(
    db: &impl ConnectionTrait,
    codes: &[QrCode],
    since: NaiveDate,
) -> Result<Vec<Model>> {
    let codes = codes.iter().map(QrCode::as_str);
    let rows = Entity::find()
        .filter(Column::Code.is_in(codes))
        .filter(Column::Day.gte(since))
        .all(db)
        .await?;
    Ok(rows)
}

/// Scans of a code in some days, by what was found.
pub(super) struct Sum {
    pub(super) code: QrCode,
    pub(super) found: QrScanFound,
    pub(super) count: u64,
}

#[derive(FromQueryResult)]
struct SumRow {
    code: String,
    found: String,
    total: i64,
}

/// Sums by code and finding, from a day until today; of some codes, or of all that were scanned so.
pub(super) async fn sums(
    db: &impl ConnectionTrait,
    found: &[QrScanFound],
    from: NaiveDate,
    of: Option<&[QrCode]>,
) -> Result<Vec<Sum>> {
    let mut query = Entity::find()
        .select_only()
        .column(Column::Code)
        .column(Column::Found)
        // PostgreSQL sums whole numbers into one of another kind.
        .column_as(Expr::cust("CAST(SUM(count) AS BIGINT)"), "total")
        .filter(Column::Found.is_in(found.iter().map(|found| found.as_str())))
        .filter(Column::Day.gte(from));
    if let Some(codes) = of {
        query = query.filter(Column::Code.is_in(codes.iter().map(QrCode::as_str)));
    }
    let rows = query
        .group_by(Column::Code)
        .group_by(Column::Found)
        .into_model::<SumRow>()
        .all(db)
        .await?;
    let sum = |row: SumRow| {
        Ok(Sum {
            code: row.code.parse().map_err(Error::internal)?,
            found: word(&row.found)?,
            count: u64::try_from(row.total).map_err(Error::internal)?,
        })
    };
    rows.into_iter().map(sum).collect()
}

/// The last day on which codes were scanned from their posters; of some codes, or of all.
pub(super) async fn last_days(
    db: &impl ConnectionTrait,
    of: Option<&[QrCode]>,
) -> Result<HashMap<QrCode, NaiveDate>> {
    let mut query = last_scan::Entity::find();
    if let Some(codes) = of {
        let codes = codes.iter().map(QrCode::as_str);
        query = query.filter(last_scan::Column::Code.is_in(codes));
    }
    let rows = query.all(db).await?;
    let read = |row: last_scan::Model| Ok((row.code.parse().map_err(Error::internal)?, row.day));
    rows.into_iter().map(read).collect()
}

#[derive(FromQueryResult)]
struct DayRow {
    code: String,
    day: NaiveDate,
    total: i64,
}

/// Scans of codes with such a finding, day by day, in some days up to the last one of each. Codes whose last days lie near
/// each other are asked for together, so that few other days are read.
pub(super) async fn up_to(
    db: &impl ConnectionTrait,
    found: &[QrScanFound],
    last: &HashMap<QrCode, NaiveDate>,
    days: i64,
) -> Result<HashMap<QrCode, BTreeMap<NaiveDate, u64>>> {
    let mut scans: HashMap<QrCode, BTreeMap<NaiveDate, u64>> = HashMap::new();
    let mut of_all: Vec<(&QrCode, NaiveDate)> =
        last.iter().map(|(code, day)| (code, *day)).collect();
    of_all.sort_unstable_by_key(|(_, day)| *day);
    for codes in of_all.chunks(ROWS) {
        let before = |day: NaiveDate| day - Duration::days(days);
        let (Some((_, first)), Some((_, newest))) = (codes.first(), codes.last()) else {
            continue;
        };
        let rows = Entity::find()
            .select_only()
            .column(Column::Code)
            .column(Column::Day)
            .column_as(Expr::cust("CAST(SUM(count) AS BIGINT)"), "total")
            .filter(Column::Code.is_in(codes.iter().map(|(code, _)| code.as_str())))
            .filter(Column::Found.is_in(found.iter().map(|found| found.as_str())))
            .filter(Column::Day.gt(before(*first)))
            .filter(Column::Day.lte(*newest))
            .group_by(Column::Code)
            .group_by(Column::Day)
            .into_model::<DayRow>()
            .all(db)
            .await?;
        for row in rows {
            let code: QrCode = row.code.parse().map_err(Error::internal)?;
            let counts = |last: &NaiveDate| before(*last) < row.day && row.day <= *last;
            if last.get(&code).is_some_and(counts) {
                let total = u64::try_from(row.total).map_err(Error::internal)?;
                scans.entry(code).or_default().insert(row.day, total);
            }
        }
    }
    Ok(scans)
}
