//! Figures as a workbook: the table, and a sheet that says how it was counted.

use mobile_contract::Locale;
use mobile_contract::dossier::figures::DossierFigures;
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

use super::sheet::{Cell, cells, headings, lines, remarks};
use crate::error::{Error, Result};
use crate::kernel::csv::harmless;

/// Width of the column of names, in characters.
const NAME_WIDTH: f64 = 44.0;
/// Width of the others.
const WIDTH: f64 = 14.0;

/// The workbook as a file.
///
/// # Errors
/// Never in practice: there are fewer rows and columns than a sheet takes.
pub fn xlsx(figures: &DossierFigures, locale: Locale) -> Result<Vec<u8>> {
    made(figures, locale).map_err(Error::internal)
}

fn made(figures: &DossierFigures, locale: Locale) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let table = book.add_worksheet();
    table.set_name(locale.pick("Số liệu", "Figures"))?;
    fill(table, figures, locale)?;
    let about = book.add_worksheet();
    about.set_name(locale.pick("Cách tính", "How it is counted"))?;
    explain(about, figures, locale)?;
    book.save_to_buffer()
}

fn fill(sheet: &mut Worksheet, figures: &DossierFigures, locale: Locale) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold().set_text_wrap();
    let (whole, share) = (
        Format::new().set_num_format("#,##0"),
        Format::new().set_num_format("0.00"),
    );
    for (column, heading) in (0u16..).zip(headings(locale)) {
        sheet.set_column_width(column, if column == 1 { NAME_WIDTH } else { WIDTH })?;
        sheet.write_string_with_format(0, column, heading, &bold)?;
    }
    sheet.set_freeze_panes(1, 2)?;
    for (row, line) in (1u32..).zip(lines(figures)) {
        for (column, cell) in (0u16..).zip(cells(figures, line, locale)) {
            match cell {
                Cell::Text(text) => sheet.write_string(row, column, harmless(&text))?,
                Cell::Number(n) => sheet.write_number_with_format(row, column, wide(n), &whole)?,
                Cell::Percent(Some(n)) => sheet.write_number_with_format(row, column, n, &share)?,
                Cell::Percent(None) => sheet.write_blank(row, column, &share)?,
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

fn explain(
    sheet: &mut Worksheet,
    figures: &DossierFigures,
    locale: Locale,
) -> Result<(), XlsxError> {
    sheet.set_column_width(0, 110.0)?;
    let wrapped = Format::new().set_text_wrap();
    let remarks = remarks(&figures.total.counts, locale);
    let texts = figures.notes.iter().chain(&remarks);
    for (row, text) in (0u32..).zip(texts) {
        sheet.write_string_with_format(row, 0, harmless(text), &wrapped)?;
    }
    Ok(())
}
