//! Dossiers of a period, counted.

use std::collections::BTreeMap;

use mobile_contract::dossier::event::{DossierChannel, DossierFlag};
use mobile_contract::dossier::figures::{
    BooksBalance, DossierCounts, DossiersAgain, DossiersByChannel, FlaggedDossiers, Imbalance,
    ImbalanceReason,
};

use super::mark::{
    BARE, CARRIED, EXTENDED, EXTENDED_AGAIN, KEPT, Mark, NOTHING_TO_HAND_BACK, Outcome,
    SUPPLEMENTED, SUPPLEMENTED_AGAIN,
};
use crate::dossiers::row;
use crate::kernel::{share, wire};

/// Counts that grow.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tally {
    counts: DossierCounts,
    flags: BTreeMap<DossierFlag, u64>,
    not_received: u64,
    unknown_end: u64,
}

impl Tally {
    /// Adds dossiers that are alike.
    pub fn add(&mut self, mark: Mark, channel: Option<&str>, flags: &str, n: u64) {
        self.receive(mark, channel, n);
        self.end(mark, n);
        let again = |counts: &mut DossiersAgain, once, again| {
            counts.once += if mark.has(once) || mark.has(again) {
                n
            } else {
                0
            };
            counts.again += if mark.has(again) { n } else { 0 };
        };
        again(&mut self.counts.extended, EXTENDED, EXTENDED_AGAIN);
        again(
            &mut self.counts.supplemented,
            SUPPLEMENTED,
            SUPPLEMENTED_AGAIN,
        );
        for flag in row::flags(flags) {
            *self.flags.entry(flag).or_default() += n;
        }
    }

    fn receive(&mut self, mark: Mark, channel: Option<&str>, n: u64) {
        if mark.has(BARE) {
            self.not_received += n;
            return;
        }
        let received = &mut self.counts.received;
        received.total += n;
        let by_channel = if mark.has(CARRIED) {
            received.carried_over += n;
            &mut received.carried_by_channel
        } else {
            received.new += n;
            &mut received.new_by_channel
        };
        *of_channel(by_channel, channel) += n;
    }

    fn end(&mut self, mark: Mark, n: u64) {
        let (resolved, open) = (&mut self.counts.resolved, &mut self.counts.in_progress);
        let waiting = &mut self.counts.waiting;
        let timely = matches!(mark.outcome, Outcome::Early | Outcome::OnTime);
        if mark.has(KEPT) {
            resolved.not_handed_back += n;
        }
        if mark.has(NOTHING_TO_HAND_BACK) {
            resolved.nothing_to_hand_back += n;
        }
        if timely && (mark.has(EXTENDED) || mark.has(EXTENDED_AGAIN)) {
            resolved.extended += n;
        }
        let (sum, part) = match mark.outcome {
            Outcome::Early => (&mut resolved.total, &mut resolved.early),
            Outcome::OnTime => (&mut resolved.total, &mut resolved.on_time),
            Outcome::Late => (&mut resolved.total, &mut resolved.late),
            Outcome::Resolved => (&mut resolved.total, &mut resolved.no_term),
            Outcome::Waiting => (&mut waiting.total, &mut waiting.supplement),
            Outcome::Paused => (&mut waiting.total, &mut waiting.paused),
            Outcome::NoTerm => (&mut open.total, &mut open.no_term),
            Outcome::Overdue => (&mut open.total, &mut open.overdue),
            Outcome::Within => (&mut open.total, &mut open.within_limit),
            Outcome::Refused => return self.counts.not_eligible += n,
            Outcome::Withdrawn => return self.counts.cancelled += n,
            Outcome::Unknown => return self.unknown_end += n,
        };
        *sum += n;
        *part += n;
    }

    /// The figures, with what follows from them.
    #[must_use]
    pub fn counts(&self) -> DossierCounts {
        let mut counts = self.counts.clone();
        let resolved = &mut counts.resolved;
        let timely = resolved.early + resolved.on_time;
        resolved.on_time_percent =
            share::floored_x100(timely, timely + resolved.late).map(share::decimal);
        counts.balance = self.balance();
        let flags = self.flags.iter();
        counts.flags = flags
            .map(|(flag, dossiers)| FlaggedDossiers {
                flag: *flag,
                dossiers: *dossiers,
            })
            .collect();
        counts
    }

    fn balance(&self) -> BooksBalance {
        let counts = &self.counts;
        let received = counts.received.total;
        let accounted = counts.resolved.total
            + counts.in_progress.total
            + counts.waiting.total
            + counts.not_eligible
            + counts.cancelled;
        let signed = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        let reasons = [
            (ImbalanceReason::NotReceived, self.not_received),
            (ImbalanceReason::UnknownEnd, self.unknown_end),
        ];
        BooksBalance {
            received,
            accounted,
            difference: signed(received) - signed(accounted),
            reasons: reasons
                .into_iter()
                .filter(|(_, dossiers)| *dossiers > 0)
                .map(|(reason, dossiers)| Imbalance { reason, dossiers })
                .collect(),
        }
    }
}

fn of_channel<'c>(counts: &'c mut DossiersByChannel, channel: Option<&str>) -> &'c mut u64 {
    match channel.and_then(|name| wire::value(name).ok()) {
        Some(DossierChannel::InPerson) => &mut counts.in_person,
        Some(DossierChannel::Online) => &mut counts.online,
        Some(DossierChannel::Post) => &mut counts.post,
        Some(DossierChannel::Centre) => &mut counts.centre,
        None => &mut counts.unknown,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn tally(parts: &[(Outcome, i32, u64)]) -> DossierCounts {
        let mut tally = Tally::default();
        for (outcome, bits, n) in parts {
            tally.add(Mark::read(outcome.number() + bits), Some("online"), "", *n);
        }
        tally.counts()
    }

    #[test]
    fn one_late_among_thousands_is_neither_rounded_away_nor_lost() {
        // The communes of Phù Cừ, half a year of 2022.
        let counts = tally(&[
            (Outcome::OnTime, 0, 12_631),
            (Outcome::Late, 0, 1),
            (Outcome::Within, 0, 8),
            (Outcome::Withdrawn, 0, 1),
        ]);
        assert_eq!(counts.received.total, 12_641);
        assert_eq!(counts.resolved.on_time_percent, Some(99.99));
        assert_eq!((counts.resolved.late, counts.balance.difference), (1, 0));
    }

    #[test]
    fn what_does_not_balance_says_why() {
        let counts = tally(&[
            (Outcome::OnTime, 0, 5),
            (Outcome::Early, BARE, 2),
            (Outcome::Unknown, CARRIED, 1),
        ]);
        assert_eq!((counts.balance.received, counts.balance.accounted), (6, 7));
        assert_eq!(counts.balance.difference, -1);
        let reasons: Vec<_> = counts
            .balance
            .reasons
            .iter()
            .map(|r| (r.reason, r.dossiers))
            .collect();
        assert_eq!(
            reasons,
            [
                (ImbalanceReason::NotReceived, 2),
                (ImbalanceReason::UnknownEnd, 1)
            ]
        );
    }

    proptest! {
        #[test]
        fn the_books_balance_or_the_reasons_explain_by_how_many_not(
            marks in proptest::collection::vec((0i32..4096, 1u64..500, 0usize..3), 0..60),
        ) {
            let mut tally = Tally::default();
            for (bits, n, flags) in &marks {
                let flags = ["", ",no_term,", ",clock_skew,due_differs,"][*flags];
                tally.add(Mark::read(*bits), None, flags, *n);
            }
            let counts = tally.counts();
            let of = |reason| {
                let reasons = counts.balance.reasons.iter();
                reasons.filter(|r| r.reason == reason).map(|r| r.dossiers as i64).sum::<i64>()
            };
            prop_assert_eq!(
                counts.balance.difference,
                of(ImbalanceReason::UnknownEnd) - of(ImbalanceReason::NotReceived)
            );
            let all: u64 = marks.iter().map(|(_, n, _)| n).sum();
            let bare = of(ImbalanceReason::NotReceived) as u64;
            prop_assert_eq!(counts.received.total + bare, all);
            let received = &counts.received;
            prop_assert_eq!(received.carried_over + received.new, received.total);
            prop_assert_eq!(received.new_by_channel.total(), received.new);
            prop_assert_eq!(received.carried_by_channel.total(), received.carried_over);
            let resolved = &counts.resolved;
            prop_assert_eq!(resolved.early + resolved.on_time + resolved.late + resolved.no_term, resolved.total);
            if let Some(percent) = resolved.on_time_percent {
                prop_assert_eq!(percent >= 100.0, resolved.late == 0);
            }
        }
    }
}
