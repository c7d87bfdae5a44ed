//! Tables for spreadsheets: RFC 4180, UTF-8 with a byte order mark, so that Excel reads Vietnamese right.

use std::borrow::Cow;

/// Tells spreadsheets that it is UTF-8.
pub const MARK: char = '\u{feff}';

/// Adds a line of cells.
pub fn line(out: &mut String, cells: impl Iterator<Item = String>) {
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            out.push(',');
        }
        out.push_str(&quoted(&cell));
    }
    out.push_str("\r\n");
}

/// A cell that no spreadsheet takes for a formula, whatever a name begins with.
#[must_use]
pub fn harmless(cell: &str) -> Cow<'_, str> {
    let formula = cell.starts_with([
        '=', '+', '-', '@', '\t', '\r', '\n', '|', '%', '＝', '＋', '－', '＠',
    ]);
    if formula {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// The same, quoted where it must be.
fn quoted(cell: &str) -> String {
    let cell = harmless(cell);
    if cell.contains([',', '"', '\r', '\n']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.into_owned()
    }
}

#[cfg(test)]
mod tests {
    use mobile_contract::Locale;
    use proptest::prelude::*;

    use super::*;
    use crate::kernel::words::decimal;

    #[test]
    fn a_name_is_no_formula_and_stays_one_cell() {
        assert_eq!(quoted("=1+1"), "'=1+1");
        assert_eq!(quoted("@SUM(A1),\"x\""), "\"'@SUM(A1),\"\"x\"\"\"");
        assert_eq!(quoted("Quầy Tư pháp, hộ tịch"), "\"Quầy Tư pháp, hộ tịch\"");
        assert_eq!(quoted("4.67"), "4.67");
    }

    #[test]
    fn decimals_are_written_as_spreadsheets_of_the_language_read_them() {
        assert_eq!(decimal(4.666, Locale::Vi), "4,67");
        assert_eq!(decimal(4.666, Locale::En), "4.67");
        assert_eq!(quoted(&decimal(100.0, Locale::Vi)), "\"100,00\"");
    }

    /// Reads a line as RFC 4180 says.
    fn read(line: &str) -> Vec<String> {
        let (mut cells, mut cell, mut inside) = (Vec::new(), String::new(), false);
        let mut signs = line.chars().peekable();
        while let Some(sign) = signs.next() {
            match sign {
                '"' if inside && signs.peek() == Some(&'"') => {
                    let _ = signs.next();
                    cell.push('"');
                }
                '"' => inside = !inside,
                ',' if !inside => cells.push(std::mem::take(&mut cell)),
                other => cell.push(other),
            }
        }
        cells.push(cell);
        cells
    }

    proptest! {
        #[test]
        fn cells_come_back_as_they_went(cells in proptest::collection::vec("[a-zđ=+,\"\r\n@ -]{0,8}", 1..6)) {
            let mut out = String::new();
            line(&mut out, cells.iter().cloned());
            let back = read(out.strip_suffix("\r\n").unwrap());
            prop_assert_eq!(back.len(), cells.len());
            for (back, cell) in back.iter().zip(&cells) {
                let shielded = format!("'{cell}");
                prop_assert!(back == cell || *back == shielded);
                prop_assert!(!back.starts_with(['=', '+', '-', '@', '\r', '\n']));
            }
        }
    }
}
