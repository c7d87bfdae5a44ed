//! Exports of one-stop systems, as an operator imports them.

use std::path::PathBuf;

use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::app::empty;
use motcua_tests::program::{self, Ended};
use motcua_tests::told::rows;
use motcua_tests::watched;
use rstest::rstest;
use rust_xlsxwriter::{Format, Workbook};
use serde_json::Value;

const MAPPING: &str = "
source: mot-cua-cu
columns: {code: Mã hồ sơ, due: Ngày hẹn, agency: Cơ quan, channel: Hình thức, name: Người nộp, phone: Điện thoại}
events: {received: Ngày nhận, returned: Ngày trả}
ended: {at: Ngày xong, state: Trạng thái, states: {Đã giải quyết: resolved, Rút hồ sơ: withdrawn}}
channels: {Trực tiếp: in_person, Trực tuyến: online}
agencies: {Sở Tư pháp: so-tu-phap}
";

const HEAD: &str = "Mã hồ sơ;Ngày nhận;Ngày hẹn;Ngày xong;Trạng thái;Ngày trả;Cơ quan;Hình thức;Người nộp;Điện thoại\n";

/// An operator's database with a folder for files.
struct Desk {
    storage: motcua::config::Storage,
    folder: PathBuf,
}

impl Desk {
    async fn open(database: Database) -> Option<Self> {
        let storage = empty(database).await?;
        let folder = watched::folder();
        std::fs::write(folder.join("mapping.yaml"), MAPPING).unwrap();
        Some(Self { storage, folder })
    }

    fn run(&self, words: &[&str]) -> Ended {
        let folder = self.storage.data_dir.display().to_string();
        let mut line = vec!["--data-dir", &folder];
        if let Some(url) = &self.storage.database_url {
            line.extend(["--database-url", url]);
        }
        program::run(&[&line, words].concat())
    }

    fn import(&self, name: &str, bytes: &[u8], further: &[&str]) -> Ended {
        let file = self.folder.join(name);
        std::fs::write(&file, bytes).unwrap();
        let mapping = self.folder.join("mapping.yaml").display().to_string();
        let file = file.display().to_string();
        let line = ["import", "dossiers", &file, "--mapping", &mapping];
        self.run(&[&line, further].concat())
    }

    async fn dossiers(&self) -> Vec<Value> {
        rows(&self.storage.url(), "SELECT * FROM dossiers ORDER BY code").await
    }
}

fn row(number: u32, done: &str) -> String {
    format!(
        "H31.12.45-261102-{number:04};02/11/2026 09:00;09/11/2026;{done};Sở Tư pháp;Trực tiếp;Nguyễn Thị Lan;0912345678\n"
    )
}

#[rstest]
#[tokio::test]
async fn the_same_export_again_changes_nothing_and_a_changed_cell_corrects(
    #[values(Sqlite, Postgres)] database: Database,
) {
    let Some(desk) = Desk::open(database).await else {
        return;
    };
    let first = [
        HEAD,
        &row(1, "05/11/2026;Đã giải quyết;06/11/2026"),
        &row(2, ";Đang xử lý;"),
        "H31;02/11/2026;;;;;;;;\n",
        &row(3, "31/12/9999;Đã giải quyết;"),
    ]
    .concat();
    let dry = desk.import("a.csv", first.as_bytes(), &["--dry-run"]);
    assert!(dry.success().contains("events       5"), "{dry:?}");
    assert_eq!(desk.dossiers().await, Vec::<Value>::new());

    let refused = desk.folder.join("refused.csv");
    let done = desk.import(
        "a.csv",
        first.as_bytes(),
        &["--refused", &refused.display().to_string()],
    );
    let report = done.success();
    for line in [
        "rows         4",
        "events       5",
        "refused      2",
        "row 4: Mã hồ sơ",
        "row 5: resolved",
    ] {
        assert!(report.contains(line), "{line}: {report}");
    }
    let kept = std::fs::read_to_string(&refused).unwrap();
    assert_eq!(kept.lines().count(), 3, "{kept}");
    let before = desk.dossiers().await;
    assert_eq!(before[0]["state"], "resolved", "{before:?}");
    assert_eq!(before[0]["agency"], "so-tu-phap");
    assert_eq!(before[1]["state"], "in_progress");

    let again = desk.import("a.csv", first.as_bytes(), &[]);
    assert!(again.success().contains("events       0"), "{again:?}");
    assert_eq!(desk.dossiers().await, before);

    // The result came a day later than was typed, and the second dossier was withdrawn.
    let changed = [
        HEAD,
        &row(1, "06/11/2026;Đã giải quyết;06/11/2026"),
        &row(2, "04/11/2026;Rút hồ sơ;"),
    ]
    .concat();
    let corrected = desk.import("b.csv", changed.as_bytes(), &[]);
    let report = corrected.success();
    assert!(
        report.contains("events       2") && report.contains("corrections  1"),
        "{report}"
    );
    let after = desk.dossiers().await;
    assert!(
        after[0]["ended_day"].to_string().contains("2026-11-06"),
        "{after:?}"
    );
    assert_eq!(after[1]["state"], "withdrawn");
    let url = desk.storage.url();
    let records = rows(&url, "SELECT record FROM dossier_records ORDER BY code").await;
    let record: Value = serde_json::from_str(records[0]["record"].as_str().unwrap()).unwrap();
    let ids: Vec<_> = record["events"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| e["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids, ["received", "returned", "resolved", "resolved.2"]);
    let folded = desk.run(&["dossiers", "refold"]);
    assert!(folded.success().contains("looked at  3"), "{folded:?}");
}

#[rstest]
#[tokio::test]
async fn an_emptied_cell_is_forgotten(#[values(Sqlite, Postgres)] database: Database) {
    let Some(desk) = Desk::open(database).await else {
        return;
    };
    let wrong = [HEAD, &row(1, ";;")].concat();
    assert!(desk.import("a.csv", wrong.as_bytes(), &[]).code == Some(0));
    let marks = "SELECT phone4_mark FROM dossier_records";
    let url = desk.storage.url();
    assert!(rows(&url, marks).await[0]["phone4_mark"].is_string());
    let emptied = wrong.replace("0912345678", "");
    let done = desk.import("b.csv", emptied.as_bytes(), &[]);
    assert!(done.success().contains("events       2"), "{done:?}");
    assert!(rows(&url, marks).await[0]["phone4_mark"].is_null());
    let dossiers = desk.dossiers().await;
    assert_eq!(dossiers[0]["state"], "in_progress", "{dossiers:?}");
    assert_eq!(dossiers[0]["agency"], "so-tu-phap");
    assert!(
        !dossiers[0]["flags"].to_string().contains("received"),
        "{dossiers:?}"
    );
    let again = desk.import("b.csv", emptied.as_bytes(), &[]);
    assert!(again.success().contains("events       0"), "{again:?}");
    assert_eq!(desk.dossiers().await, dossiers);
}

#[tokio::test]
async fn cells_of_another_font_are_read_or_refused_with_their_column() {
    let Some(desk) = Desk::open(Sqlite).await else {
        return;
    };
    let named = |number, name: &str| row(number, ";;").replace("Nguyễn Thị Lan", name);
    let text = [
        HEAD,
        &row(1, ";;"),
        &named(2, "NguyÔn V¨n A"),
        &named(3, "José Müller"),
        &named(4, "NguyÔn Vaên A"),
    ]
    .concat();
    let done = desk.import("a.csv", text.as_bytes(), &[]);
    let report = done.success();
    assert!(report.contains("events       3"), "{report}");
    assert!(report.contains("row 5: Người nộp: its letters"), "{report}");
}

#[tokio::test]
async fn exports_in_fonts_of_before_unicode_are_read() {
    for (name, head, row) in [
        (
            "tcvn3.csv",
            "M· hå s¬;Ngµy nhËn;Ngµy hÑn;Ngµy xong;Tr¹ng th¸i;Ngµy tr¶;C¬ quan;H×nh thøc;Ng\u{ad}êi nép;§iÖn tho¹i",
            "H31.12.45-261102-0001;02/11/2026;;05/11/2026;§· gi¶i quyÕt;;Së T\u{ad} ph¸p;Trùc tiÕp;NguyÔn V¨n A;0912345678",
        ),
        (
            "vni.csv",
            "Maõ hoà sô;Ngaøy nhaän;Ngaøy heïn;Ngaøy xong;Traïng thaùi;Ngaøy traû;Cô quan;Hình thöùc;Ngöôøi noäp;Ñieän thoaïi",
            "H31.12.45-261102-0001;02/11/2026;;05/11/2026;Ñaõ giaûi quyeát;;Sôû Tö phaùp;Tröïc tieáp;Nguyeãn Vaên A;0912345678",
        ),
    ] {
        let Some(desk) = Desk::open(Sqlite).await else {
            return;
        };
        let text = format!("{head}\n{row}\n");
        let bytes: Vec<u8> = text.chars().map(|c| u8::try_from(c).unwrap()).collect();
        let done = desk.import(name, &bytes, &[]);
        assert!(done.success().contains("refused      0"), "{done:?}");
        let dossiers = desk.dossiers().await;
        assert_eq!(dossiers[0]["state"], "resolved", "{dossiers:?}");
        assert_eq!(dossiers[0]["agency"], "so-tu-phap");
        assert_eq!(dossiers[0]["channel"], "in_person");
    }
}

#[tokio::test]
async fn a_workbook_is_read_with_its_dates_formulas_and_merged_names() {
    let Some(desk) = Desk::open(Sqlite).await else {
        return;
    };
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "BÁO CÁO HỒ SƠ").unwrap();
    let names = [
        "Mã hồ sơ",
        "",
        "Ngày hẹn",
        "",
        "Trạng thái",
        "Ngày trả",
        "Cơ quan",
        "Hình thức",
        "Người nộp",
        "Điện thoại",
    ];
    for (at, name) in (0_u16..).zip(names) {
        sheet.write(2, at, name).unwrap();
    }
    sheet.write(3, 1, "Ngày nhận").unwrap();
    sheet.write(3, 3, "Ngày xong").unwrap();
    let date = Format::new().set_num_format("dd/mm/yyyy");
    for (line, done) in [(4, 46_331.0), (5, 0.0)] {
        sheet
            .write(line, 0, format!("H31.12.45-261102-000{line}"))
            .unwrap();
        sheet.write_with_format(line, 1, 46_328.0, &date).unwrap();
        sheet.write(line, 3, done).unwrap();
        sheet.write(line, 4, "Đã giải quyết").unwrap();
        sheet
            .write_formula(
                line,
                6,
                rust_xlsxwriter::Formula::new("=\"Sở \"&\"Tư pháp\"").set_result("Sở Tư pháp"),
            )
            .unwrap();
        sheet.write(line, 9, 912_345_678).unwrap();
    }
    let done = desk.import("a.xlsx", &book.save_to_buffer().unwrap(), &[]);
    let report = done.success();
    // A nought is no date of this age.
    assert!(report.contains("events       2"), "{report}");
    assert!(
        report.contains("row 6: Ngày xong: it is no date"),
        "{report}"
    );
    let dossiers = desk.dossiers().await;
    assert_eq!(dossiers[0]["agency"], "so-tu-phap", "{dossiers:?}");
    assert!(
        dossiers[0]["received_day"]
            .to_string()
            .contains("2026-11-02"),
        "{dossiers:?}"
    );
    assert!(
        dossiers[0]["ended_day"].to_string().contains("2026-11-05"),
        "{dossiers:?}"
    );
}

#[tokio::test]
async fn what_cannot_be_imported_is_one_clear_sentence() {
    let Some(desk) = Desk::open(Sqlite).await else {
        return;
    };
    for (name, bytes, says) in [
        ("empty.csv", &b""[..], "empty"),
        ("broken.xlsx", b"PK\x03\x04nothing", "workbook"),
        ("names.csv", b"a;b;c\n1;2;3\n", "missing"),
        ("font.csv", b"gr\xf6\xdfer;na\xefvet\xe9\n1;2\n", "TCVN3"),
    ] {
        let ended = desk.import(name, bytes, &[]);
        assert!(ended.refusal().contains(says), "{ended:?}");
    }
    std::fs::write(desk.folder.join("mapping.yaml"), "source: x\n").unwrap();
    let ended = desk.import("a.csv", HEAD.as_bytes(), &[]);
    assert!(
        ended.code == Some(1) && ended.err.contains("mapping.yaml"),
        "{ended:?}"
    );
}

#[tokio::test]
async fn the_mapping_in_the_documents_is_one() {
    let Some(desk) = Desk::open(Sqlite).await else {
        return;
    };
    let example = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../docs/examples/dossier-mapping.yaml"
    );
    std::fs::copy(example, desk.folder.join("mapping.yaml")).unwrap();
    let names = "Mã hồ sơ,Ngày hẹn trả,Cơ quan giải quyết,Mã thủ tục,Hình thức nộp,Thời hạn,Người nộp,Điện thoại,\
        Ngày tiếp nhận,Ngày yêu cầu bổ sung,Ngày bổ sung,Ngày trả kết quả,Ngày kết thúc,Trạng thái\n";
    let row = "H31.12.45-261102-0001,,Sở Tư pháp,1.001193,Bưu chính công ích,5,Nguyễn Thị Lan,0912345678,\
        02/11/2026,,,,05/11/2026,Rút hồ sơ\n";
    let done = desk.import("a.csv", format!("{names}{row}").as_bytes(), &[]);
    assert!(done.success().contains("events       2"), "{done:?}");
    assert_eq!(desk.dossiers().await[0]["state"], "withdrawn");
}
