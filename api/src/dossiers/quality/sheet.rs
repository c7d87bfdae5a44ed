//! Quality as a table for spreadsheets: a line for each index and each part of a group, and what was left out.

use mobile_contract::Locale;
use mobile_contract::dossier::quality::{
    DossierQuality, QualityExclusion, QualityGroup, QualityIndex,
};

use crate::dossiers::figures::sheet::{Cell, Sheet};

/// Headings in Vietnamese and English.
const HEADINGS: [(&str, &str); 15] = [
    ("Nhóm", "Group"),
    ("Chỉ số", "Index"),
    ("Từ ngày", "From"),
    ("Đến ngày", "To"),
    ("2 điểm", "2 points"),
    ("1 điểm", "1 point"),
    ("0 điểm", "0 points"),
    ("Điểm trung bình", "Mean"),
    ("Hồ sơ đạt", "Dossiers that count"),
    ("Trên tổng số", "Of all"),
    ("Tỷ lệ (%)", "Share (%)"),
    ("Điểm đạt", "Points"),
    ("Điểm tối đa", "Most points"),
    ("Không tính vào", "Left out"),
    ("Cách tính", "How it is counted"),
];

/// Quality as a table.
#[must_use]
pub fn of(quality: &DossierQuality, locale: Locale) -> Sheet {
    let days = [quality.from.to_string(), quality.to.to_string()].map(Cell::Text);
    let row = |names: [&str; 2], cells: [Cell; 9], last: [String; 2]| {
        let names = names.map(|name| Cell::Text(name.to_owned()));
        let last = last.map(Cell::Text);
        names
            .into_iter()
            .chain(days.clone())
            .chain(cells)
            .chain(last)
            .collect()
    };
    let all = row(
        [
            locale.pick("Hồ sơ được chấm", "Dossiers that are scored"),
            "",
        ],
        [
            Cell::Empty,
            Cell::Empty,
            Cell::Empty,
            Cell::Empty,
            Cell::Number(quality.dossiers),
            Cell::Empty,
            Cell::Empty,
            Cell::Empty,
            Cell::Empty,
        ],
        [left_out(&quality.exclusions), String::new()],
    );
    let circular = locale.pick("Thông tư 01/2018/TT-VPCP", "Circular 01/2018/TT-VPCP");
    let indices = quality.indices.iter().map(|index| {
        let name = format!("{}. {}", index.number, index.name);
        let last = [left_out(&index.exclusions), index.how.clone()];
        row([circular, &name], of_index(index), last)
    });
    let parts = quality.groups.iter().flat_map(|group| {
        of_group(group)
            .into_iter()
            .map(|(name, cells, how)| row([&group.name, &name], cells, [String::new(), how]))
    });
    Sheet {
        headings: HEADINGS
            .map(|(vi, en)| locale.pick(vi, en).to_owned())
            .to_vec(),
        rows: [all].into_iter().chain(indices).chain(parts).collect(),
        wide: &[0, 1, 13, 14],
        notes: notes(quality),
        locale,
    }
}

fn of_index(index: &QualityIndex) -> [Cell; 9] {
    let [none, one, two] = match index.dossiers {
        Some(dossiers) => dossiers.map(Cell::Number),
        None => [const { Cell::Empty }; 3],
    };
    let mean = Cell::Decimal(index.mean);
    let [a, b, c, d] = [const { Cell::Empty }; 4];
    let most = Cell::Number(2);
    [two, one, none, mean, a, b, c, d, most]
}

/// The parts of a group: name, cells and how each is counted. One of which nothing is told has one line.
fn of_group(group: &QualityGroup) -> Vec<(String, [Cell; 9], String)> {
    let number = |n: Option<u64>| n.map_or(Cell::Empty, Cell::Number);
    let cells = |share: [Cell; 3], points: [Cell; 2]| {
        let [a, b, c, d] = [const { Cell::Empty }; 4];
        let ([part, of, percent], [points, most]) = (share, points);
        [a, b, c, d, part, of, percent, points, most]
    };
    if let Some(why) = &group.not_computable {
        let empty = [const { Cell::Empty }; 3];
        let points = [Cell::Empty, Cell::Number(group.most)];
        return vec![(String::new(), cells(empty, points), why.clone())];
    }
    let parts = group.parts.iter().map(|part| {
        let share = part.share;
        let share = [
            number(share.map(|share| share.part)),
            number(share.map(|share| share.of)),
            Cell::Decimal(share.and_then(|share| share.percent)),
        ];
        let points = [Cell::Decimal(part.points), number(part.most)];
        (part.name.clone(), cells(share, points), part.how.clone())
    });
    parts.collect()
}

/// What was left out, in words.
fn left_out(exclusions: &[QualityExclusion]) -> String {
    let all = exclusions
        .iter()
        .map(|e| format!("{}: {}", e.text, e.dossiers));
    all.collect::<Vec<_>>().join("; ")
}

/// Where the rules were read, and what is to be confirmed.
#[must_use]
pub fn notes(quality: &DossierQuality) -> Vec<String> {
    let indices = quality.indices.iter().map(|i| (&i.source, &i.verify));
    let groups = quality.groups.iter().map(|g| (&g.source, &g.verify));
    let mut notes: Vec<String> = Vec::new();
    for (source, verify) in indices.chain(groups) {
        for note in [Some(source), verify.as_ref()].into_iter().flatten() {
            if !notes.contains(note) {
                notes.push(note.clone());
            }
        }
    }
    notes
}
