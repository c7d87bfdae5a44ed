//! Ratings enter the figures in lots: on which day each did, how its answers were spread, and what waits.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{date_null, small_integer};
use sea_orm_migration::sea_orm::{ConnectionTrait, DbErr};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

/// Indexes by the day of giving, which nothing asks for any more; by name and columns.
const BEFORE: [(&str, &[&str]); 3] = [
    ("ratings_of_agency", &["agency", "day"]),
    ("ratings_of_place", &["place", "day"]),
    ("ratings_by_day", &["day"]),
];
/// Indexes that figures are read by.
const AFTER: [(&str, &[&str]); 4] = [
    ("ratings_told", &["told_on"]),
    ("ratings_told_of_counter", &["counter", "told_on"]),
    ("ratings_told_of_agency", &["agency", "told_on"]),
    ("ratings_told_of_place", &["place", "told_on"]),
];
/// What waits is few, and looked for every minute.
const WAITING: &str = "ratings_waiting";
/// How many of a rating's answers gave each score.
const SCORES: [&str; 5] = ["s1", "s2", "s3", "s4", "s5"];

const FILL: &str = "UPDATE ratings SET (s1, s2, s3, s4, s5) = (SELECT \
     COUNT(CASE WHEN score = 1 THEN 1 END), COUNT(CASE WHEN score = 2 THEN 1 END), \
     COUNT(CASE WHEN score = 3 THEN 1 END), COUNT(CASE WHEN score = 4 THEN 1 END), \
     COUNT(CASE WHEN score = 5 THEN 1 END) FROM rating_answers WHERE rating_answers.rating_id = ratings.id)";

/// A day's ratings of one counter, agency, place, form and side are a lot when they are five; the others wait.
const CLOSE: &str = "UPDATE ratings SET told_on = day WHERE id IN (SELECT id FROM (SELECT id, COUNT(*) OVER \
     (PARTITION BY counter, agency, place, form, \
     CASE WHEN excluded THEN 2 WHEN basis = 'open' THEN 1 ELSE 0 END, day) AS lot FROM ratings) AS counted \
     WHERE lot >= 5)";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut columns = vec![date_null("told_on"), count("pooled")];
        columns.extend(SCORES.map(count));
        for column in columns {
            // SQLite adds one at a time.
            let add = Table::alter()
                .table("ratings")
                .add_column(column)
                .to_owned();
            manager.alter_table(add).await?;
        }
        let db = manager.get_connection();
        for statement in [FILL, CLOSE] {
            db.execute_unprepared(statement).await?;
        }
        for (name, _) in BEFORE {
            manager.drop_index(dropped(name)).await?;
        }
        for (name, columns) in AFTER {
            manager.create_index(index(name, columns)).await?;
        }
        let mut waiting = index(WAITING, &["given_at"]);
        waiting.and_where(Expr::col("told_on").is_null());
        manager.create_index(waiting).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (name, _) in AFTER {
            manager.drop_index(dropped(name)).await?;
        }
        manager.drop_index(dropped(WAITING)).await?;
        for (name, columns) in BEFORE {
            manager.create_index(index(name, columns)).await?;
        }
        for column in ["told_on", "pooled"].into_iter().chain(SCORES) {
            let drop = Table::alter()
                .table("ratings")
                .drop_column(column)
                .to_owned();
            manager.alter_table(drop).await?;
        }
        Ok(())
    }
}

fn count(name: &'static str) -> ColumnDef {
    small_integer(name).default(0).to_owned()
}

fn dropped(name: &'static str) -> IndexDropStatement {
    Index::drop().name(name).table("ratings").to_owned()
}

fn index(name: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = Index::create();
    index.name(name).table("ratings");
    for column in columns {
        index.col(*column);
    }
    index
}

#[cfg(test)]
mod tests {
    use sea_orm_migration::MigratorTrait;
    use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend, Statement};

    use crate::storage::migrations::Migrator;

    /// Six ratings of one counter on one day, four without a place on it, and one flagged.
    const BEFORE: &str = "
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 11)
        INSERT INTO ratings (id, form, form_version, basis, counter, agency, place, locale, lowest, mean_x100, low,
            excluded, given_at, day)
        SELECT CAST(printf('0123456789abcd%02d', i) AS BLOB), 'default', 1, 'visit', 'c', 'a',
            CASE WHEN i < 7 OR i = 11 THEN 'p' END, 'vi', 4, 450, 0, i = 11, '2026-11-20 02:00:00+00:00', '2026-11-20'
        FROM n;
        INSERT INTO rating_answers (rating_id, question, score) SELECT id, 'thai-do', 5 FROM ratings;
        INSERT INTO rating_answers (rating_id, question, score) SELECT id, 'thoi-gian', 4 FROM ratings;";

    #[tokio::test]
    async fn what_was_told_in_fives_stays_told_and_the_rest_waits() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("old.db").display());
        let db = crate::storage::open(&url).await.unwrap();
        let before = Migrator::migrations()
            .iter()
            .position(|change| change.name() == "m0032_rating_lots")
            .unwrap();
        let steps = u32::try_from(before).unwrap();
        let transaction = db.begin().await.unwrap();
        Migrator::up(&*transaction, Some(steps)).await.unwrap();
        transaction.commit().await.unwrap();
        db.execute_unprepared(BEFORE).await.unwrap();
        crate::storage::migrate(&db).await.unwrap();
        let read = "SELECT COUNT(*) AS ratings, COUNT(CASE WHEN told_on = day AND place = 'p' THEN 1 END) AS told, \
             SUM(s4) AS fours, SUM(s5 + pooled) AS fives, SUM(s1 + s2 + s3) AS low FROM ratings";
        let row = db
            .query_one_raw(Statement::from_string(DbBackend::Sqlite, read))
            .await;
        let row = row.unwrap().unwrap();
        let number = |name: &str| row.try_get::<i64>("", name).unwrap();
        let found = ["ratings", "told", "fours", "fives", "low"].map(number);
        assert_eq!(found, [11, 6, 11, 11, 0]);
        let told = "SELECT COUNT(told_on) AS told FROM ratings";
        let row = db
            .query_one_raw(Statement::from_string(DbBackend::Sqlite, told))
            .await;
        assert_eq!(row.unwrap().unwrap().try_get::<i64>("", "told").unwrap(), 6);
    }
}
