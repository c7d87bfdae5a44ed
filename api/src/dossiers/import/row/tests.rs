use mobile_contract::dossier::event::DossierEventKind as Kind;

use super::*;
use crate::dossiers::import::table::Rows;

const MAPPING: &str = "
source: cu
columns: {code: Mã, due: Hẹn, agency: Đơn vị, channel: Cách nộp, phone: ĐT, term: Hạn}
events: {received: Nhận, returned: Trả}
ended: {at: Xong, state: Trạng thái, states: {Đã xong: resolved, Từ chối: refused}}
agencies: {Sở Tư pháp: so-tu-phap}
channels: {Trực tiếp: in_person}
";

fn read(cells: &str) -> Result<Option<Told>, Unreadable> {
    let mapping = Mapping::read(MAPPING).unwrap();
    let line = |text: &str| {
        let cells = text.split('|').map(|text| match text {
            "" => Cell::Empty,
            text => Cell::Text(text.to_owned()),
        });
        cells.collect::<Vec<_>>()
    };
    let rows: Rows = vec![
        line("Mã|Nhận|Hẹn|Xong|Trạng thái|Trả|Đơn vị|Cách nộp|ĐT|Hạn"),
        line(cells),
    ];
    let header = Header::find(&rows, &mapping).unwrap();
    RowReader::new(&mapping, &header).unwrap().read(&rows[1])
}

#[test]
fn a_row_is_several_events() {
    let told = read(
        "H31.12.45-261102-0001|02/11/2026 16:10|09/11/2026|02/11/2026|Đã xong||Sở Tư pháp|trực tiếp|912345678|5",
    );
    let told = told.unwrap().unwrap();
    let kinds: Vec<_> = told
        .steps
        .iter()
        .map(|(column, event)| (*column, event.as_ref().map(|e| e.at.to_utc().to_string())))
        .collect();
    assert_eq!(
        kinds,
        [
            (
                EventColumn::Received,
                Some("2026-11-02 09:10:00 UTC".to_owned())
            ),
            (EventColumn::Returned, None),
            (
                EventColumn::Resolved,
                Some("2026-11-02 09:10:00 UTC".to_owned())
            ),
            (EventColumn::Refused, None),
        ]
    );
    let received = told.steps[0].1.as_ref().unwrap();
    assert_eq!(received.kind, Kind::Received);
    assert_eq!(received.agency.as_deref(), Some("so-tu-phap"));
    assert_eq!(received.term.unwrap().amount, 5);
    assert_eq!(
        received.due_at.unwrap().to_utc().to_string(),
        "2026-11-08 17:00:00 UTC"
    );
    let phone = received.applicant.as_ref().unwrap().phone.as_deref();
    assert_eq!(phone, Some("0912345678"));
}

/// What a dossier's first columns and its procedure are read as.
fn procedure(cell: Cell, procedures: &str) -> Option<String> {
    let mapping = format!(
        "{{source: cu, columns: {{code: Mã, procedure: TTHC}}, events: {{received: Nhận}}, procedures: {{{procedures}}}}}"
    );
    let mapping = Mapping::read(&mapping).unwrap();
    let text = |text: &str| Cell::Text(text.to_owned());
    let rows: Rows = vec![
        vec![text("Mã"), text("Nhận"), text("TTHC")],
        vec![text("H31.12.45-261102-0001"), text("02/11/2026"), cell],
    ];
    let header = Header::find(&rows, &mapping).unwrap();
    let told = RowReader::new(&mapping, &header).unwrap().read(&rows[1]);
    let received = told.unwrap().unwrap().steps.remove(0).1;
    received.unwrap().procedure
}

#[test]
fn a_code_of_a_procedure_keeps_its_last_zeros() {
    for (cell, procedures, read) in [
        (Cell::Number(1.004_230), "", "1.004230"),
        (Cell::Number(2.000_986), "", "2.000986"),
        (
            Cell::Number(1.004_23),
            "\"1.004230\": \"1.001193\"",
            "1.001193",
        ),
        (
            Cell::Number(1.004_23),
            "\"1.00423\": \"1.001193\"",
            "1.001193",
        ),
        (Cell::Number(12.0), "\"12\": \"1.001193\"", "1.001193"),
        (Cell::Text("1.004230".to_owned()), "", "1.004230"),
    ] {
        assert_eq!(procedure(cell, procedures).as_deref(), Some(read));
    }
}

#[test]
fn letters_that_cannot_be_made_out_are_refused_with_their_column() {
    let mapping = Mapping::read(MAPPING).unwrap();
    let text = |text: &str| Cell::Text(text.to_owned());
    let names = [
        "Mã",
        "Nhận",
        "Hẹn",
        "Xong",
        "Trạng thái",
        "Trả",
        "Đơn vị",
        "Cách nộp",
        "ĐT",
        "Hạn",
    ];
    let mut row = vec![Cell::Empty; names.len()];
    row[0] = text("H31.12.45-261102-0001");
    row[1] = text("02/11/2026");
    row[6] = Cell::Garbled;
    let rows: Rows = vec![names.map(text).into(), row];
    let header = Header::find(&rows, &mapping).unwrap();
    let refused = RowReader::new(&mapping, &header).unwrap().read(&rows[1]);
    assert_eq!(refused.unwrap_err().column, "Đơn vị");
}

#[test]
fn a_wrong_cell_is_named() {
    for (row, column) in [
        ("|02/11/2026|||||||| ", "Mã"),
        ("H31|02/11/2026||||||||", "Mã"),
        ("H31.12.45-261102-0001|hôm qua||||||||", "Nhận"),
        (
            "H31.12.45-261102-0001|02/11/2026|||||| bằng drone||",
            "Cách nộp",
        ),
        ("H31.12.45-261102-0001|02/11/2026|||||||| năm", "Hạn"),
    ] {
        assert_eq!(read(row).unwrap_err().column, column, "{row}");
    }
    assert_eq!(read("|||||||||"), Ok(None));
}
