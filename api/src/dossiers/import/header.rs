//! Which column is which: by the names at the top, wherever the top is.

use std::collections::HashMap;

use super::mapping::{Mapping, plain};
use super::table::{Cell, Rows};

/// How far down names are looked for: exports begin with the name of the office and the report.
const TOP: usize = 30;

/// Where columns are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// Columns by their names, as they are compared.
    places: HashMap<String, usize>,
    /// The first row of dossiers, from 0.
    pub first: usize,
}

impl Header {
    /// Looks for the row, or the two rows with merged cells, that have all names.
    ///
    /// # Errors
    /// In words: which names are not there.
    pub fn find(rows: &Rows, mapping: &Mapping) -> Result<Self, String> {
        let wanted: Vec<String> = mapping.names().map(plain).collect();
        let mut nearest: Option<Vec<String>> = None;
        for at in 0..rows.len().min(TOP) {
            for height in [1, 2] {
                let Some(some) = rows.get(at..at + height) else {
                    continue;
                };
                let places = places(some);
                let missing = wanted.iter().filter(|name| !places.contains_key(*name));
                let missing: Vec<String> = missing.cloned().collect();
                if missing.is_empty() {
                    let first = at + height;
                    return Ok(Self { places, first });
                }
                if nearest.as_ref().is_none_or(|n| missing.len() < n.len()) {
                    nearest = Some(missing);
                }
            }
        }
        match nearest {
            None => Err("the file has no rows".to_owned()),
            Some(missing) => Err(format!(
                "no row at the top has all columns of the mapping; missing: {}",
                missing.join(", ")
            )),
        }
    }

    /// A cell of a row by the name of its column.
    pub fn cell<'a>(&self, row: &'a [Cell], name: &str) -> &'a Cell {
        let place = self.places.get(&plain(name));
        place.and_then(|at| row.get(*at)).unwrap_or(&Cell::Empty)
    }
}

/// Names of columns. Of two rows, the upper name goes on to the right over cells that were merged with it; a column
/// then has the lower name, and both joined by a slash for where the lower one stands twice.
fn places(rows: &[Vec<Cell>]) -> HashMap<String, usize> {
    let text = |row: Option<&Vec<Cell>>, at: usize| match row.and_then(|row| row.get(at)) {
        Some(Cell::Text(text)) => plain(text),
        _ => String::new(),
    };
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut places = HashMap::new();
    let mut above = String::new();
    for at in 0..width {
        let upper = text(rows.first(), at);
        let lower = text(rows.get(1), at);
        if !upper.is_empty() {
            above.clone_from(&upper);
        }
        let names = match (upper.is_empty(), lower.is_empty()) {
            (_, false) => vec![lower.clone(), format!("{above} / {lower}")],
            (false, true) => vec![upper],
            (true, true) => continue,
        };
        for name in names {
            places.entry(name).or_insert(at);
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(lines: &[&str]) -> Rows {
        let cells = |line: &&str| {
            let cells = line.split(',').map(|text| match text {
                "" => Cell::Empty,
                text => Cell::Text(text.to_owned()),
            });
            cells.collect()
        };
        lines.iter().map(cells).collect()
    }

    fn mapping(events: &str) -> Mapping {
        let text = format!("{{source: a, columns: {{code: Mã hồ sơ}}, events: {{{events}}}}}");
        Mapping::read(&text).unwrap()
    }

    #[test]
    fn names_are_found_below_a_title() {
        let rows = rows(&["UBND tỉnh", "", "STT,MÃ HỒ SƠ, Ngày  nhận ", "1,x,y"]);
        let header = Header::find(&rows, &mapping("received: Ngày nhận")).unwrap();
        assert_eq!(header.first, 3);
        assert_eq!(header.cell(&rows[3], "Mã hồ sơ"), &rows[3][1]);
        assert_eq!(header.cell(&rows[3], "ngay nhan"), &rows[3][2]);
    }

    #[test]
    fn merged_names_go_on_to_the_right() {
        let rows = rows(&["Mã hồ sơ,Ngày,,Kết quả,", ",Nhận,Trả,Nhận,Trả", "a,b,c,d,e"]);
        let mapping = mapping("received: Ngày / Nhận, returned: Kết quả / Trả");
        let header = Header::find(&rows, &mapping).unwrap();
        assert_eq!(header.first, 2);
        assert_eq!(header.cell(&rows[2], "Ngày / Nhận"), &rows[2][1]);
        assert_eq!(header.cell(&rows[2], "Kết quả / Trả"), &rows[2][4]);
    }

    #[test]
    fn what_is_missing_is_named() {
        let refused = Header::find(&rows(&["Mã hồ sơ,x"]), &mapping("received: Ngày nhận"));
        assert!(refused.unwrap_err().contains("ngay nhan"));
        assert!(Header::find(&rows(&[]), &mapping("received: x")).is_err());
    }
}
