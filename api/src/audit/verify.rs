//! Looking through the whole record.

use sea_orm::sqlx;
use sea_orm::{ConnectionTrait, DbErr, RuntimeErr};

use super::entity::Model;
use super::seal::{GENESIS, seal};
use super::{Broken, Fault, Mark, Verdict, head, store};
use crate::error::Error;

/// Entries read at once.
const PART: u64 = 1_000;

/// Looks through the whole record for the first thing that is wrong. Others may go on recording.
///
/// # Errors
/// When the database fails.
pub async fn verify(db: &impl ConnectionTrait) -> Result<Verdict, Error> {
    look(db, None).await
}

/// As [`verify`], and proves that an entry is still the one that was noted outside.
///
/// # Errors
/// When the database fails.
pub async fn verify_with(db: &impl ConnectionTrait, noted: &Mark) -> Result<Verdict, Error> {
    look(db, Some(noted)).await
}

async fn look(db: &impl ConnectionTrait, noted: Option<&Mark>) -> Result<Verdict, Error> {
    // In this order: the head goes forward together with the entries, so one that is read later
    // knows every entry that was seen earlier.
    let newest = store::newest(db).await?.unwrap_or(0);
    let head = head::read(db).await?;
    let end = head.as_ref().map_or(newest, |head| head.number);
    let mut walk = Walk::new(noted);
    let result = match walk.go(db, end).await? {
        Ok(()) => walk.arrived(db, newest, head).await?,
        broken => broken,
    };
    Ok(match result {
        Ok(()) => Verdict::Intact(walk.last),
        Err(broken) => Verdict::Broken(broken),
    })
}

/// On the way from the first entry to the last.
struct Walk<'a> {
    /// The last entry that was found right.
    last: Mark,
    noted: Option<&'a Mark>,
}

/// What the record itself is like, beside what can fail in reading it.
type Found = Result<(), Broken>;

impl<'a> Walk<'a> {
    fn new(noted: Option<&'a Mark>) -> Self {
        let hash = GENESIS.to_owned();
        let last = Mark { number: 0, hash };
        Self { last, noted }
    }

    /// Goes on until the entry `end`, or as far as there are entries.
    async fn go(&mut self, db: &impl ConnectionTrait, end: i64) -> Result<Found, Error> {
        let (mut after, mut most) = (None, PART);
        loop {
            let rows = match store::rows(db, after, most).await {
                Ok(rows) => rows,
                // One by one, then, to see which it is.
                Err(error) if is_unreadable(&error) && most > 1 => {
                    most = 1;
                    continue;
                }
                Err(error) if is_unreadable(&error) => {
                    return Ok(self.broken_next(Fault::Unreadable));
                }
                Err(error) => return Err(error.into()),
            };
            for row in rows.iter().filter(|row| row.number <= end) {
                if let Err(broken) = self.step(row) {
                    return Ok(Err(broken));
                }
            }
            after = rows.last().map(|row| row.number);
            if after.is_none_or(|number| number >= end) {
                return Ok(Ok(()));
            }
        }
    }

    /// Takes one entry.
    fn step(&mut self, row: &Model) -> Found {
        let (number, next) = (row.number, self.last.number + 1);
        let broken = |number, fault| Err(Broken { number, fault });
        if number > next {
            return broken(next, Fault::Missing);
        }
        if number < next {
            return broken(number, Fault::Unknown);
        }
        if seal(&self.last.hash, row) != row.hash {
            return broken(number, Fault::Changed);
        }
        let noted = self.noted.filter(|noted| noted.number == number);
        if noted.is_some_and(|noted| noted.hash != row.hash) {
            return broken(number, Fault::OtherThanNoted);
        }
        let hash = row.hash.clone();
        self.last = Mark { number, hash };
        Ok(())
    }

    /// Looks at the end of the record, after all entries were right.
    async fn arrived(
        &self,
        db: &impl ConnectionTrait,
        newest: i64,
        head: Option<Mark>,
    ) -> Result<Found, Error> {
        let Some(head) = head else {
            return Ok(self.broken_next(Fault::NoHead));
        };
        let last = self.last.number;
        let noted = self.noted.map_or(0, |noted| noted.number);
        let must = head.number.max(noted);
        if last < head.number || (last < noted && newest <= last) {
            return Ok(self.broken_next(Fault::Cut { last: must }));
        }
        if head.number != last || head.hash != self.last.hash {
            let (number, fault) = (last, Fault::OtherHead);
            return Ok(Err(Broken { number, fault }));
        }
        if newest > last {
            let number = store::number_after(db, last).await?.unwrap_or(newest);
            let fault = Fault::Unknown;
            return Ok(Err(Broken { number, fault }));
        }
        Ok(Ok(()))
    }

    /// Something is wrong where the next entry should be.
    const fn broken_next(&self, fault: Fault) -> Found {
        Err(Broken {
            number: self.last.number + 1,
            fault,
        })
    }
}

/// Whether a stored value is not of its column's kind. SQLite lets anybody store anything.
fn is_unreadable(error: &DbErr) -> bool {
    match error {
        DbErr::Type(_) => true,
        DbErr::Query(RuntimeErr::SqlxError(error)) => {
            matches!(**error, sqlx::Error::ColumnDecode { .. })
        }
        _ => false,
    }
}
