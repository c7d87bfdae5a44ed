//! From fee cells to the fees of a procedure.

use chrono::NaiveDate;
use mobile_contract::knowledge::{Channel, Fee};

use super::PartState;
use super::channels::{FeeCell, Price, Table, TableRow};
use super::evidence::Evidence;
use super::judge::{self, Verdict};
use super::money;
use crate::pattern::pattern;

/// The fees of a table, how well it was understood, and the rows with cells that are unclear. Such
/// cells leave no fee, and the part counts as unparsed.
pub(super) fn fees(table: &Table, as_of: NaiveDate) -> (Vec<Fee>, PartState, Vec<&TableRow>) {
    let evidence = Evidence::of(table);
    let mut unclear: Vec<&TableRow> = Vec::new();
    let mut per_row: Vec<(Channel, Vec<Fee>)> = Vec::new();
    for row in &table.rows {
        let mut fees = Vec::new();
        for cell in &row.fees {
            if contradicted(cell, table) || priced_elsewhere(cell, &row.description) {
                unclear.push(row);
                continue;
            }
            match verdict(cell, &evidence, as_of) {
                Verdict::Known(fee) if !fees.contains(&fee) => fees.push(fee),
                Verdict::Known(_) | Verdict::NotStated => {}
                Verdict::Unclear => unclear.push(row),
            }
        }
        per_row.push((row.channel, fees));
    }
    let fees = by_channel(per_row, |fee, channel| Fee {
        channel: Some(channel),
        ..fee
    });
    unclear.dedup();
    let state = match (!table.whole || !unclear.is_empty(), fees.is_empty()) {
        (true, _) => PartState::Unparsed,
        (false, true) => PartState::NotStated,
        (false, false) => PartState::Parsed,
    };
    (fees, state, unclear)
}

/// Whether another row has the same note with another amount: one of them is a slip, and nobody
/// can tell which.
fn contradicted(cell: &FeeCell, table: &Table) -> bool {
    let Price::Dong(amount) = &cell.price else {
        return false;
    };
    let words = cell.note.chars().filter(|c| c.is_alphabetic()).count();
    let others = table.rows.iter().flat_map(|row| &row.fees);
    words > 40
        && others
            .filter(|other| other.note == cell.note)
            .any(|other| matches!(&other.price, Price::Dong(other) if other != amount))
}

pattern!(PRICE_TOLD, r"(?i)(?:phí|mức thu)\s*:");

/// Whether a cell says "Miễn phí" and the description beside it names a price.
fn priced_elsewhere(cell: &FeeCell, description: &str) -> bool {
    cell.price == Price::Free
        && (PRICE_TOLD.is_match(description) || !money::amounts(description).is_empty())
}

fn verdict(cell: &FeeCell, evidence: &Evidence, as_of: NaiveDate) -> Verdict {
    let resolved = match &cell.price {
        Price::NotStated => return Verdict::NotStated,
        Price::Free => return judge::free(&cell.note),
        Price::Foreign(written) => return judge::foreign(written, &cell.note),
        Price::Dong(digits) => evidence.amount(digits, &cell.note),
        Price::Glued(digits) => evidence.split(digits, &cell.note).map(|(_, amount)| amount),
    };
    resolved.map_or(Verdict::Unclear, |amount| {
        judge::amount(amount, &cell.note, as_of)
    })
}

/// Joins the rows of each channel. What holds alike for every channel is said once, without one.
pub(super) fn by_channel<T: Clone + PartialEq>(
    rows: Vec<(Channel, Vec<T>)>,
    on: impl Fn(T, Channel) -> T,
) -> Vec<T> {
    let mut channels: Vec<(Channel, Vec<T>)> = Vec::new();
    for (channel, items) in rows {
        let at = channels.iter().position(|(known, _)| *known == channel);
        let Some((_, known)) = at.and_then(|at| channels.get_mut(at)) else {
            channels.push((channel, items));
            continue;
        };
        for item in items {
            if !known.contains(&item) {
                known.push(item);
            }
        }
    }
    let alike = channels.windows(2).all(|pair| match pair {
        [(_, a), (_, b)] => a.len() == b.len() && a.iter().all(|item| b.contains(item)),
        _ => true,
    });
    if alike {
        return channels
            .into_iter()
            .next()
            .map(|(_, items)| items)
            .unwrap_or_default();
    }
    channels
        .into_iter()
        .flat_map(|(channel, items)| items.into_iter().map(move |item| (channel, item)))
        .map(|(channel, item)| on(item, channel))
        .collect()
}

#[cfg(test)]
mod tests {
    use mobile_contract::knowledge::FeeKind;

    use super::super::channels;
    use super::*;

    type Short = (Option<Channel>, FeeKind, Option<u64>);

    fn read(body: &str) -> (Vec<Short>, PartState) {
        let table =
            channels::table(&format!("Hình thức nộpThời gianPhí, lệ phíMô tả{body}")).unwrap();
        let (fees, state, _) = fees(&table, NaiveDate::from_ymd_opt(2026, 7, 15).unwrap());
        (
            fees.iter()
                .map(|fee| (fee.channel, fee.kind, fee.amount))
                .collect(),
            state,
        )
    }

    #[test]
    fn a_fee_alike_on_every_channel_is_said_once() {
        let (fees, state) =
            read("Trực tuyến3 Ngày10,000 Việt Nam ĐồngTrực tiếp3 Ngày10,000 Việt Nam Đồng");
        assert_eq!(
            (fees, state),
            (
                vec![(None, FeeKind::Fixed, Some(10_000))],
                PartState::Parsed
            )
        );
    }

    #[test]
    fn a_channel_without_a_stated_fee_is_not_called_free() {
        let (fees, _) = read("Trực tuyến3 NgàyMiễn phíTrực tiếp3 NgàyKhông có thông tin");
        assert_eq!(fees, [(Some(Channel::Online), FeeKind::Free, None)]);
    }

    #[test]
    fn a_glued_fee_without_a_witness_stays_unparsed() {
        let (fees, state) = read("Trực tuyến120,000 VNĐ(theo Thông tư số 172/2010/TT-BTC)");
        assert_eq!((fees, state), (vec![], PartState::Unparsed));
    }

    #[test]
    fn a_glued_fee_with_a_witness_is_read() {
        let (fees, state) =
            read("Trực tuyến120 VNĐ(20.000Đ/tờ khai)Trực tiếp120 VNĐ(20.000Đ/tờ khai)");
        assert_eq!(
            (fees, state),
            (
                vec![(None, FeeKind::Fixed, Some(20_000))],
                PartState::Parsed
            )
        );
    }

    #[test]
    fn one_note_with_two_amounts_is_believed_for_neither() {
        let note = "Giấy chứng nhận đối với loại tàu bay nặng, lệ phí một lần cho mỗi chiếc";
        let (fees, state) = read(&format!(
            "Trực tuyến5 Ngày4,500,000 VNĐ({note})Trực tiếp5 Ngày1,500,000 VNĐ({note})"
        ));
        assert_eq!((fees, state), (vec![], PartState::Unparsed));
    }

    #[test]
    fn a_note_of_another_row_may_bear_witness() {
        let (fees, _) = read(
            "Trực tuyến1 GiờMiễn phí(Lệ phí: 500.000 đồng/tàu.)Trực tiếp1 Giờ500 VNĐ(Lệ phí:)",
        );
        assert_eq!(
            fees.last(),
            Some(&(Some(Channel::InPerson), FeeKind::Fixed, Some(500_000)))
        );
    }

    #[test]
    fn free_beside_a_description_that_names_a_price_is_not_believed() {
        let (fees, state) = read("Trực tiếp1 GiờMiễn phíLệ phí : theo quy định tại Điều 11");
        assert_eq!((fees, state), (vec![], PartState::Unparsed));
    }

    #[test]
    fn nothing_stated_is_not_stated() {
        assert_eq!(
            read("Trực tiếp1 GiờKhông có thông tin"),
            (vec![], PartState::NotStated)
        );
    }
}
