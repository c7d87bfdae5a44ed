//! A table as a workbook, and a sheet that says how it was counted.

use mobile_contract::Locale;
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

use super::sheet::{Cell, Sheet};
use crate::error::{Error, Result};
use crate::kernel::csv::harmless;

/// Width of columns of names, in characters.
const WIDE: f64 = 44.0;
/// Width of the others.
const WIDTH: f64 = 14.0;

/// The workbook as a file.
///
/// # Errors
/// Never in practice: there are fewer rows and columns than a sheet takes.
pub fn xlsx(sheet: &Sheet, locale: Locale) -> Result<Vec<u8>> {
    made(sheet, locale).map_err(Error::internal)
}

fn made(sheet: &Sheet, locale: Locale) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let table = book.add_worksheet();
    table.set_name(locale.pick("Số liệu", "Figures"))?;
    fill(table, sheet)?;
    let about = book.add_worksheet();
    about.set_name(locale.pick("Cách tính", "How it is counted"))?;
    explain(about, &sheet.notes)?;
    book.save_to_buffer()
}

fn fill(table: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold().set_text_wrap();
    let (whole, share) = (
        Format::new().set_num_format("#,##0"),
        Format::new().set_num_format("0.00"),
    );
    for (column, heading) in (0u16..).zip(&sheet.headings) {
        let is_wide = sheet.wide.contains(&usize::from(column));
        table.set_column_width(column, if is_wide { WIDE } else { WIDTH })?;
        table.write_string_with_format(0, column, heading, &bold)?;
    }
    table.set_freeze_panes(1, 2)?;
    for (row, cells) in (1u32..).zip(&sheet.rows) {
        for (column, cell) in (0u16..).zip(cells) {
            match cell {
                Cell::Text(text) => table.write_string(row, column, harmless(text))?,
                Cell::Number(n) => table.write_number_with_format(row, column, wide(*n), &whole)?,
                Cell::Decimal(Some(n)) => {
                    table.write_number_with_format(row, column, *n, &share)?
                }
                Cell::Decimal(None) | Cell::Empty => table.write_blank(row, column, &share)?,
            };
        }
    }
    Ok(())
}

/// Spreadsheets know one kind of number. Counts of dossiers are far below where it becomes coarse.
#[expect(clippy::cast_precision_loss, reason = "counts stay below 2^53")]
const fn wide(n: u64) -> f64 {
    n as f64
}

fn explain(about: &mut Worksheet, notes: &[String]) -> Result<(), XlsxError> {
    about.set_column_width(0, 110.0)?;
    let wrapped = Format::new().set_text_wrap();
    for (row, text) in (0u32..).zip(notes) {
        about.write_string_with_format(row, 0, harmless(text), &wrapped)?;
    }
    Ok(())
}
