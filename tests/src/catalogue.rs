//! Small files in the form of the national catalogue, and the real ones where they are at hand.
//! Every fact in the small ones is made up.

use std::io::Write;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::missing::missing;
use crate::watched;

/// A code that no bundled procedure has.
pub const CODE: &str = "9.900001";
/// Another one.
pub const OTHER_CODE: &str = "9.900002";

/// A line of the list.
#[must_use]
pub fn list_row(code: &str, name: &str) -> Value {
    json!({
        "code": code,
        "name": name,
        "issuing_ministry": "Bộ Thử nghiệm",
        "executing_agency": "Sở Thử nghiệm",
        "field": "Thử nghiệm",
        "url": format!("https://example.vn/list/{code}"),
    })
}

/// A line of the portal's detail export, with its tables glued as the portal glues them.
#[must_use]
pub fn detail_row(code: &str, title: &str) -> Value {
    json!({
        "ma_thu_tuc": code,
        "ten_thu_tuc": title,
        "detail_url": format!("https://example.vn/detail/{code}"),
        "so_quyet_dinh": "01/QĐ-TN",
        "cap_thuc_hien": "Cấp xã",
        "loai_thu_tuc": "TTHC được luật giao quy định chi tiết",
        "linh_vuc": "Thử nghiệm",
        "doi_tuong_thuc_hien": "Công dân Việt Nam",
        "co_quan_thuc_hien": "Ủy ban nhân dân cấp xã",
        "trinh_tu_thuc_hien": "Bước 1: Nộp hồ sơ.\nBước 2: Nhận kết quả.",
        "cach_thuc_thuc_hien": "Hình thức nộpThời gianPhí, lệ phíMô tảTrực tiếp5 Ngày làm việc20,000 VNĐ(Phí thử nghiệm)Trực tuyến3 Ngày làm việcMiễn phí",
        "thanh_phan_ho_so": "Tên giấy tờMẫu đơn, tờ khaiSố lượngĐơn đề nghị thử nghiệm1 bản chính,0 bản sao",
        "can_cu_phap_ly": "Tên văn bản pháp lýMã văn bảnLuật Thử nghiệm99/2020/QH14",
        "yeu_cau_dieu_kien": "Không có thông tin",
        "ket_qua_xu_ly": "Giấy thử nghiệm",
    })
}

/// Writes lines into a new file.
///
/// # Panics
/// When it cannot be written.
#[must_use]
pub fn file(lines: &[impl ToString]) -> PathBuf {
    let file = watched::folder().join("catalogue.jsonl");
    std::fs::write(&file, text(lines)).expect("a file");
    file
}

/// Writes lines into a new compressed file.
///
/// # Panics
/// When it cannot be written.
#[must_use]
pub fn gzipped(lines: &[impl ToString]) -> PathBuf {
    let file = watched::folder().join("catalogue.jsonl.gz");
    let writer = std::fs::File::create(&file).expect("a file");
    let mut encoder = flate2::write::GzEncoder::new(writer, flate2::Compression::default());
    encoder
        .write_all(text(lines).as_bytes())
        .expect("a written file");
    encoder.finish().expect("a whole file");
    file
}

/// Cuts a file off, as a broken download does.
///
/// # Panics
/// When it cannot be written.
pub fn cut_in_half(file: &Path) {
    let bytes = std::fs::read(file).expect("a file");
    std::fs::write(file, &bytes[..bytes.len() / 2]).expect("a shorter file");
}

fn text(lines: &[impl ToString]) -> String {
    lines.iter().map(|line| line.to_string() + "\n").collect()
}

/// The real files, where they are at hand: in `MOTCUA_DATA`, or beside the workspace.
pub fn real() -> Option<[PathBuf; 2]> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data");
    let folder = std::env::var_os("MOTCUA_DATA").map_or_else(beside, PathBuf::from);
    let files = [
        folder.join("tthc-catalog.jsonl"),
        folder.join("tthc-detail.jsonl.gz"),
    ];
    if files.iter().all(|file| file.is_file()) {
        return Some(files);
    }
    missing("the national catalogue's files are not here (set MOTCUA_DATA to their folder)")
}
