//! Open tickets that may be about the same matter, to be answered together.

use std::collections::HashSet;

use mobile_contract::ticket::{
    StaffTicketFilter, TicketCode, TicketRow, TicketSource, TicketState,
};

use super::finding::is_rating;
use super::{Desk, Tickets, store};
use crate::error::Result;
use crate::kernel::text::syllables;

/// Tickets that are compared: those of the same agency that are due first.
const COMPARED: u32 = 100;
/// Most that are named.
const MOST: usize = 5;
/// Least likeness, by Dice's coefficient over pairs of syllables: half as alike as equal.
const LEAST: f32 = 0.3;

impl Tickets {
    /// Open tickets of the same agency whose beginnings are most like that of one, best first.
    ///
    /// # Errors
    /// When the ticket is not the caller's, or the database fails.
    pub async fn alike(&self, code: &TicketCode, desk: &Desk) -> Result<Vec<TicketRow>> {
        let row = store::find(&*self.db, code, desk.sees()).await?;
        // A rating is answered for itself.
        let Some(agency) = row.agency.clone().filter(|_| !is_rating(&row)) else {
            return Ok(Vec::new());
        };
        let filter = StaffTicketFilter {
            agency: Some(agency),
            limit: Some(COMPARED),
            ..StaffTicketFilter::default()
        };
        let others = self.list(desk, &filter).await?.items;
        let own = pairs(&row.excerpt);
        let mut alike: Vec<(f32, TicketRow)> = others
            .into_iter()
            .filter(|other| other.code != *code && other.state != TicketState::Unrouted)
            .filter(|other| other.source != TicketSource::Rating)
            .map(|other| (likeness(&own, &pairs(&other.excerpt)), other))
            .filter(|(likeness, _)| *likeness >= LEAST)
            .collect();
        alike.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        Ok(alike.into_iter().take(MOST).map(|(_, row)| row).collect())
    }
}

/// Neighbouring syllables, without marks: half of the citizens type none.
fn pairs(text: &str) -> HashSet<(String, String)> {
    let words: Vec<String> = syllables(text).map(|word| word.folded).collect();
    let neighbours = words.iter().zip(words.iter().skip(1));
    neighbours.map(|(a, b)| (a.clone(), b.clone())).collect()
}

fn likeness(one: &HashSet<(String, String)>, other: &HashSet<(String, String)>) -> f32 {
    let all = one.len() + other.len();
    if all == 0 {
        return 0.0;
    }
    let shared = one.intersection(other).count();
    #[expect(clippy::cast_precision_loss, reason = "counts of words are small")]
    let share = (2 * shared) as f32 / all as f32;
    share
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_matter_is_alike_however_it_is_typed() {
        let own = pairs("Đường dây 02 xã Yên Mỹ mất điện từ tối qua chưa ai sửa");
        let same = pairs("duong day 02 xa yen my mat dien tu toi hom qua");
        let other = pairs("Làm giấy khai sinh cho con cần giấy tờ gì");
        assert!(likeness(&own, &same) >= LEAST);
        assert!(likeness(&own, &other) < LEAST);
        assert!((likeness(&own, &own) - 1.0).abs() < f32::EPSILON);
        assert!(likeness(&pairs(""), &pairs("")) < LEAST);
    }
}
