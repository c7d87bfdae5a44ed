//! The receipt of a dossier: one page, A5 or the same on A4.
//!
//! Source of the form: Circular 01/2018/TT-VPCP, annex, form 01 (Giấy tiếp nhận hồ sơ và hẹn trả kết quả). What is not
//! known has no line: a receipt with dots in it looks unfinished.

use super::stack::{Area, Side, Style, flow, stack};
use crate::drawing::{Drawing, Ink, Item, Layer};
use crate::error::Error;
use crate::font::Weight;
use crate::receipt::{Receipt, ReceiptSheet};
use crate::shape::Shape;

/// A5, upright.
const SIZE: [f32; 2] = [148.0, 210.0];
/// A4 is A5 with all lengths times the root of two.
const A4_SCALE: f32 = 297.0 / 210.0;
const EDGE: f32 = 10.0;
/// The side of the code with its quiet zone: modules of 0.8 mm for the longest address that is taken.
const CODE: f32 = 52.0;
/// Where the lines of the form stand.
const FORM: [f32; 2] = [52.0, 116.0];
/// Sizes of the lines of the form; smaller only when there are many.
const LINES: [f32; 5] = [3.7, 3.5, 3.3, 3.0, 2.7];

const fn style(size: f32, weight: Weight, side: Side) -> Style {
    Style {
        size,
        weight,
        ink: Ink::Black,
        side,
    }
}

impl Receipt {
    /// The receipt on a sheet.
    pub(crate) fn draw(&self, sheet: ReceiptSheet) -> Result<Drawing, Error> {
        let scale = match sheet {
            ReceiptSheet::A5 => 1.0,
            ReceiptSheet::A4 => A4_SCALE,
        };
        let mut items = Vec::new();
        self.head(&mut items)?;
        self.form(&mut items)?;
        self.code(&mut items)?;
        self.signatures(&mut items)?;
        let layer = Layer {
            scale,
            shift: [0.0, 0.0],
            copy: false,
            items,
        };
        Ok(Drawing {
            size: SIZE.map(|side| side * scale),
            layers: vec![layer],
        })
    }

    fn head(&self, items: &mut Vec<Item>) -> Result<(), Error> {
        let (bold, regular) = (Weight::Bold, Weight::Regular);
        let centre = |size, weight| style(size, weight, Side::Centre);
        let left = Area::new(EDGE, 9.0, 56.0, 17.0);
        let agency = self.agency.to_uppercase();
        let ours = [
            (agency.as_str(), 0.5, centre(3.1, regular)),
            ("BỘ PHẬN TIẾP NHẬN VÀ TRẢ KẾT QUẢ", 0.5, centre(3.0, bold)),
        ];
        stack(items, left, &ours)?;
        let right = Area::new(70.0, 9.0, 68.0, 17.0);
        let day = format!("Ngày {}", self.day.format("%d/%m/%Y"));
        let nation = [
            (
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                0.34,
                centre(3.1, bold),
            ),
            ("Độc lập - Tự do - Hạnh phúc", 0.33, centre(3.3, bold)),
            (day.as_str(), 0.33, centre(3.1, regular)),
        ];
        stack(items, right, &nation)?;
        let title = Area::new(EDGE, 29.0, SIZE[0] - 2.0 * EDGE, 21.0);
        let code = format!("Mã hồ sơ: {}", self.dossier);
        let said = [
            ("GIẤY TIẾP NHẬN HỒ SƠ", 0.32, centre(5.0, bold)),
            ("VÀ HẸN TRẢ KẾT QUẢ", 0.32, centre(5.0, bold)),
            (code.as_str(), 0.36, centre(5.0, bold)),
        ];
        stack(items, title, &said)
    }

    /// The lines, as large as all of them fit.
    fn form(&self, items: &mut Vec<Item>) -> Result<(), Error> {
        let [top, bottom] = FORM;
        let area = Area::new(EDGE, top, SIZE[0] - 2.0 * EDGE, bottom - top);
        let mut last = Vec::new();
        for size in LINES {
            let mut drawn = Vec::new();
            let mut at = top;
            for (name, value) in &self.lines {
                let text = format!("{name}: {value}");
                let line = style(size, Weight::Regular, Side::Left);
                at = flow(&mut drawn, area, at, &text, line)? + size * 0.4;
            }
            last = drawn;
            if at <= bottom {
                break;
            }
        }
        items.append(&mut last);
        Ok(())
    }

    fn code(&self, items: &mut Vec<Item>) -> Result<(), Error> {
        let top = FORM[1] + 2.0;
        items.push(Item::Code {
            matrix: self.matrix.clone(),
            at: [EDGE - 3.0, top],
            side: CODE,
            label: format!("Xem hồ sơ: {}", self.short),
        });
        let beside = Area::new(
            EDGE + CODE,
            top + 2.0,
            SIZE[0] - 2.0 * EDGE - CODE,
            CODE - 4.0,
        );
        let left = |size, weight| style(size, weight, Side::Left);
        let by_hand = format!(
            "Không quét được: mở {}/ho-so, nhập mã hồ sơ và 4 số cuối điện thoại hoặc căn cước.",
            self.host
        );
        let genuine = format!("Mã thật dẫn đến {}. Mã in: {}", self.host, self.short);
        let said = [
            (
                "Quét mã để xem hồ sơ đang ở đâu, hẹn ngày nào.",
                0.24,
                left(4.6, Weight::Bold),
            ),
            (
                "Có thể đăng ký nhận tin khi có kết quả hoặc thiếu giấy tờ.",
                0.2,
                left(3.7, Weight::Regular),
            ),
            (by_hand.as_str(), 0.24, left(3.5, Weight::Regular)),
            (
                "Giữ kín giấy này: ai quét mã cũng xem được hồ sơ.",
                0.16,
                left(3.5, Weight::Bold),
            ),
            (genuine.as_str(), 0.16, left(3.1, Weight::Regular)),
        ];
        stack(items, beside, &said)
    }

    fn signatures(&self, items: &mut Vec<Item>) -> Result<(), Error> {
        let top = FORM[1] + CODE + 3.0;
        items.push(Item::Stroke {
            shape: Shape::line(&[[EDGE, top], [SIZE[0] - EDGE, top]]),
            ink: Ink::Edge,
            width: 0.3,
            dash: None,
        });
        let half = (SIZE[0] - 2.0 * EDGE) / 2.0;
        for (x, who) in [
            (EDGE, "NGƯỜI NỘP HỒ SƠ"),
            (EDGE + half, "NGƯỜI TIẾP NHẬN HỒ SƠ"),
        ] {
            let area = Area::new(x, top + 1.5, half, 10.0);
            let said = [
                (who, 0.55, style(3.3, Weight::Bold, Side::Centre)),
                (
                    "(Ký và ghi rõ họ tên)",
                    0.45,
                    style(2.8, Weight::Regular, Side::Centre),
                ),
            ];
            stack(items, area, &said)?;
        }
        Ok(())
    }
}
