//! Letters of fonts of before Unicode, cell by cell: cells are copied from file to file.

use super::column::Encoding;
use super::table::{Cell, Rows};
use crate::kernel::legacy::{self, Writing};

/// Reads cells that were written for an old font: as the file is written, or else in the one way in which they make
/// sense. What cannot be made out is marked as such.
///
/// # Errors
/// In words: it cannot be told how the file is written.
pub(super) fn in_unicode(rows: &mut Rows, encoding: Option<Encoding>) -> Result<(), String> {
    let writing = match encoding {
        Some(encoding) => encoding.into(),
        None => of_all(rows)?,
    };
    for cell in rows.iter_mut().flatten() {
        let Cell::Text(text) = cell else { continue };
        match legacy::read_in(writing, text) {
            Some(read) => *text = read,
            None => *cell = Cell::Garbled,
        }
    }
    Ok(())
}

/// How nearly all cells are written. Where that is not clear, but some have letters that only Unicode has, it is
/// Unicode with cells from elsewhere.
fn of_all(rows: &Rows) -> Result<Writing, String> {
    legacy::writing(texts(rows)).or_else(|unsure| {
        if texts(rows).any(is_vietnamese) {
            return Ok(Writing::Unicode);
        }
        // Where, and not what: it may be somebody's name.
        let (row, column) = doubtful(rows).unwrap_or_default();
        Err(format!(
            "{unsure} (row {row}, column {column}); save the file as UTF-8, or say in the mapping what it is (encoding)"
        ))
    })
}

fn texts(rows: &Rows) -> impl Iterator<Item = &str> {
    rows.iter().flatten().filter_map(|cell| match cell {
        Cell::Text(text) => Some(text.as_str()),
        _ => None,
    })
}

/// Whether a text has letters of Vietnamese that no font of before has in their places.
fn is_vietnamese(text: &str) -> bool {
    let only = |c: char| {
        matches!(
            c,
            '\u{1ea0}'..='\u{1ef9}' | 'ă' | 'Ă' | 'đ' | 'Đ' | 'ơ' | 'Ơ' | 'ư' | 'Ư'
        )
    };
    text.contains(only)
}

/// The first cell that makes no sense as it is, counted from 1.
fn doubtful(rows: &Rows) -> Option<(usize, usize)> {
    let is = |cell: &Cell| matches!(cell, Cell::Text(text) if legacy::is_doubtful(text));
    let mut rows = (1..).zip(rows);
    rows.find_map(|(number, row)| Some((number, row.iter().position(is)? + 1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(texts: &[&str], encoding: Option<Encoding>) -> Vec<Option<String>> {
        let cells = texts.iter().map(|text| Cell::Text((*text).to_owned()));
        let mut rows = vec![cells.collect::<Vec<_>>()];
        in_unicode(&mut rows, encoding).unwrap();
        let cells = rows.into_iter().flatten().map(|cell| match cell {
            Cell::Text(text) => Some(text),
            _ => None,
        });
        cells.collect()
    }

    #[test]
    fn a_cell_from_another_file_is_read_as_it_is_written() {
        let many: Vec<&str> = std::iter::repeat_n("TrÇn ThÞ Hµ", 100).collect();
        let mixed = [&many[..], &["Nguyeãn Vaên A", "Müller", "plain"]].concat();
        for encoding in [None, Some(Encoding::Tcvn3)] {
            let read = read(&mixed, encoding);
            assert_eq!(read[0].as_deref(), Some("Trần Thị Hà"));
            assert_eq!(read[100].as_deref(), Some("Nguyễn Văn A"));
            assert_eq!(read[101], None);
            assert_eq!(read[102].as_deref(), Some("plain"));
        }
    }

    #[test]
    fn a_file_in_unicode_has_names_of_foreigners_and_cells_of_old_fonts() {
        let texts = [
            "Mã hồ sơ",
            "Müller",
            "José",
            "NguyÔn V¨n A",
            "NguyÔn Vaên A",
        ];
        for encoding in [None, Some(Encoding::Unicode)] {
            let read = read(&texts, encoding);
            let read: Vec<_> = read.iter().map(Option::as_deref).collect();
            assert_eq!(
                read,
                [
                    Some("Mã hồ sơ"),
                    Some("Müller"),
                    Some("José"),
                    Some("Nguyễn Văn A"),
                    None
                ]
            );
        }
    }
}
