//! Exports as rows of cells, whatever file they come in.

use std::fs;
use std::io::Cursor;
use std::path::Path;

use calamine::{Data, Reader, open_workbook_auto_from_rs};
use chrono::NaiveDateTime;

use super::column::Encoding;
use super::letters::in_unicode;

/// Largest file that is read, in bytes: a province's year in one sheet.
const FILE_BYTES: u64 = 200 * 1024 * 1024;

/// A cell as it was read. Of a formula, what it came to.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing, or blanks.
    Empty,
    /// Text, in Unicode.
    Text(String),
    /// A number; of a column of dates, days since 1900 as Excel counts them.
    Number(f64),
    /// A date or moment, on the clock of the wall.
    Moment(NaiveDateTime),
    /// A formula that came to an error.
    Broken,
    /// Text whose letters cannot be made out: it makes sense in no writing, or in several.
    Garbled,
}

/// All rows of a sheet, the first is row 1 of the file.
pub type Rows = Vec<Vec<Cell>>;

/// Reads a file.
///
/// # Errors
/// In words: it cannot be read, is none of these kinds, or its letters cannot be made out.
pub fn read(file: &Path, sheet: Option<&str>, encoding: Option<Encoding>) -> Result<Rows, String> {
    let size = fs::metadata(file).map_err(|e| e.to_string())?.len();
    if size > FILE_BYTES {
        return Err(format!(
            "the file has more than {} MB",
            FILE_BYTES / 1024 / 1024
        ));
    }
    let bytes = fs::read(file).map_err(|e| e.to_string())?;
    if bytes.trim_ascii().is_empty() {
        return Err("the file is empty".to_owned());
    }
    let is_workbook = bytes.starts_with(b"PK") || bytes.starts_with(b"\xd0\xcf\x11\xe0");
    let mut rows = if is_workbook {
        workbook(bytes, sheet)?
    } else {
        text(&bytes)?
    };
    in_unicode(&mut rows, encoding)?;
    Ok(rows)
}

fn workbook(bytes: Vec<u8>, sheet: Option<&str>) -> Result<Rows, String> {
    let broken = |error: calamine::Error| format!("the workbook cannot be read: {error}");
    let mut book = open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(broken)?;
    let names = book.sheet_names();
    let name = match sheet {
        None => names.first().cloned().ok_or("the workbook has no sheet")?,
        Some(wanted) => names
            .iter()
            .find(|name| name.trim() == wanted.trim())
            .cloned()
            .ok_or_else(|| format!("there is no sheet {wanted:?}; there are {names:?}"))?,
    };
    let range = book.worksheet_range(&name).map_err(broken)?;
    // The range begins where something stands; rows are counted from the first of the sheet.
    let (above, left) = range.start().unwrap_or_default();
    let above = std::iter::repeat_n(Vec::new(), usize::try_from(above).unwrap_or_default());
    let left = usize::try_from(left).unwrap_or_default();
    let rows = range.rows().map(|row| {
        let before = std::iter::repeat_n(Cell::Empty, left);
        before.chain(row.iter().map(cell)).collect()
    });
    Ok(above.chain(rows).collect())
}

fn cell(data: &Data) -> Cell {
    match data {
        Data::Empty => Cell::Empty,
        Data::Int(number) => text_cell(&number.to_string()),
        Data::Float(number) => Cell::Number(*number),
        Data::Bool(value) => Cell::Text(value.to_string()),
        Data::String(text) | Data::DurationIso(text) => text_cell(text),
        Data::DateTimeIso(text) => match text.parse() {
            Ok(moment) => Cell::Moment(moment),
            Err(_) => text_cell(text),
        },
        Data::DateTime(moment) => match moment.as_datetime() {
            Some(moment) => Cell::Moment(moment),
            None => Cell::Number(moment.as_f64()),
        },
        Data::Error(_) => Cell::Broken,
    }
}

fn text_cell(text: &str) -> Cell {
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    // Excel writes ="0012" so that zeros stay.
    let quoted = text.strip_prefix("=\"").and_then(|t| t.strip_suffix('"'));
    let text = quoted.unwrap_or(text);
    if text.is_empty() {
        return Cell::Empty;
    }
    Cell::Text(text.to_owned())
}

/// Lines of text with commas, semicolons or tabs between.
fn text(bytes: &[u8]) -> Result<Rows, String> {
    let text = decoded(bytes)?.replace("\r\n", "\n") + "\n";
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(&text))
        .from_reader(text.as_bytes());
    let (mut rows, mut record) = (Rows::new(), csv::StringRecord::new());
    let broken = |error: csv::Error| format!("the file is no CSV: {error}");
    while reader.read_record(&mut record).map_err(broken)? {
        // Empty lines count, as they do in whatever shows the file; so does each line of a cell.
        let within: usize = record.iter().map(|cell| cell.matches('\n').count()).sum();
        let ended = usize::try_from(reader.position().line()).unwrap_or_default();
        let before = ended.saturating_sub(2 + within);
        rows.resize(before.max(rows.len()), Vec::new());
        rows.push(record.iter().map(text_cell).collect());
    }
    Ok(rows)
}

/// What stands most often in the lines at the beginning.
fn delimiter(text: &str) -> u8 {
    let head = || text.lines().take(20);
    let count = |sign: char| {
        head()
            .map(|line| line.matches(sign).count())
            .max()
            .unwrap_or(0)
    };
    let (commas, semicolons, tabs) = (count(','), count(';'), count('\t'));
    if tabs > commas && tabs > semicolons {
        b'\t'
    } else if semicolons > commas {
        b';'
    } else {
        b','
    }
}

/// Bytes as text: UTF-8 and UTF-16 by what they are, anything else letter by letter, to be made out later.
fn decoded(bytes: &[u8]) -> Result<String, String> {
    let utf16 = |bytes: &[u8], of: fn([u8; 2]) -> u16| {
        let units = bytes
            .chunks_exact(2)
            .filter_map(|pair| pair.try_into().ok());
        char::decode_utf16(units.map(of))
            .collect::<Result<String, _>>()
            .map_err(|_| "the file says it is UTF-16, and is not".to_owned())
    };
    if let Some(rest) = bytes.strip_prefix(b"\xff\xfe") {
        return utf16(rest, u16::from_le_bytes);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xfe\xff") {
        return utf16(rest, u16::from_be_bytes);
    }
    if bytes.contains(&0) {
        return Err("the file is no text: it holds zero bytes".to_owned());
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(_) => Ok(bytes.iter().copied().map(char::from).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(bytes: &[u8]) -> Result<Rows, String> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("x.csv");
        fs::write(&file, bytes).unwrap();
        read(&file, None, None)
    }

    fn words(text: &[&str]) -> Vec<Cell> {
        text.iter().map(|word| text_cell(word)).collect()
    }

    #[test]
    fn text_is_read_in_every_encoding() {
        let rows = [words(&["Mã", "Tên"]), words(&["0012", "Nguyễn Văn A"])];
        let text = "Mã;Tên\r\n=\"0012\";Nguyễn Văn A\r\n";
        let le: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for bytes in [
            text.as_bytes().to_vec(),
            [b"\xef\xbb\xbf", text.as_bytes()].concat(),
            [&b"\xff\xfe"[..], &le].concat(),
            [&b"\xfe\xff"[..], &be].concat(),
        ] {
            // `="…"` is no quoting of CSV, so quotes stay as they are there.
            assert_eq!(file(&bytes).unwrap(), rows);
        }
        let latin = |text: &str| {
            text.chars()
                .map(|c| u8::try_from(c).unwrap())
                .collect::<Vec<_>>()
        };
        assert_eq!(file(&latin("M·\tTªn\n0012\tNguyÔn V¨n A\n")).unwrap(), rows);
        assert_eq!(
            file(&latin("Maõ,Teân\n0012,Nguyeãn Vaên A\n")).unwrap(),
            rows
        );
    }

    #[test]
    fn what_cannot_be_read_is_said_in_a_sentence() {
        for (bytes, says) in [
            (&b""[..], "empty"),
            (b" \r\n", "empty"),
            (b"PK\x03\x04 broken", "workbook"),
            (b"\xd0\xcf\x11\xe0 broken", "workbook"),
            (b"a\0b", "zero bytes"),
            (b"t\xean;gr\xf6\xdfer\nna\xefvet\xe9;x", "encoding"),
        ] {
            let refused = file(bytes).unwrap_err();
            assert!(refused.contains(says), "{refused}");
        }
    }

    #[test]
    fn rows_are_counted_as_lines() {
        let rows = file(b"a,b\n\n\"x\ny\",2\n3,4\n").unwrap();
        assert_eq!(rows[1], Vec::<Cell>::new());
        assert_eq!(rows[2], words(&["x\ny", "2"]));
    }
}
