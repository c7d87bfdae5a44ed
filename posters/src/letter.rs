//! An official letter on one A4 page.
//!
//! Source of the layout: Decree 30/2020/NĐ-CP, annex I: A4, 20 mm above and below, 30 mm left, 20 mm right; the
//! body that issues it at the left of the head, the nation's name and motto at the right, number below the one and
//! place and day below the other, the title in the middle, receivers at the left of the end and the signature at
//! the right. The decree asks for Times New Roman; here it is the face that travels inside the program.

use chrono::{Datelike, NaiveDate};
use krilla::Document;
use krilla::metadata::{DateTime, Metadata};
use krilla::tagging::TagTree;

use crate::drawing::{Drawing, Ink, Item, Layer};
use crate::error::{Error, Field};
use crate::font::{Fonts, Run, Weight};
use crate::pdf;
use crate::shape::Shape;

/// Width and height of A4.
const SHEET: [f32; 2] = [210.0, 297.0];
const LEFT: f32 = 30.0;
const RIGHT: f32 = 190.0;
const TOP: f32 = 20.0;
const BOTTOM: f32 = 277.0;
/// The middle of the issuing body's half of the head, and of the nation's.
const ISSUER: f32 = 62.0;
const NATION: f32 = 143.0;
/// How wide these halves are.
const ISSUER_WIDTH: f32 = 64.0;
const NATION_WIDTH: f32 = 94.0;
/// Millimetres in a point.
const POINT: f32 = 25.4 / 72.0;
/// Sizes of letters, in points: the decree's are 13 to 14; smaller only when the page is full.
const SIZES: [f32; 5] = [13.0, 12.5, 12.0, 11.5, 11.0];
/// From baseline to baseline, in ems.
const LEADING: f32 = 1.38;
/// Between paragraphs, in ems.
const GAP: f32 = 0.45;
/// How far the first line of a paragraph stands in.
const INDENT: f32 = 10.0;
/// Characters of a line of the head, or of a name.
const NAME_MAX: usize = 200;
/// Characters of a paragraph.
const PARAGRAPH_MAX: usize = 2_000;

/// An official letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// The body above the one that issues it.
    pub superior: Option<String>,
    /// The body that issues it.
    pub agency: String,
    /// Number and sign; absent: room to write them by hand.
    pub number: Option<String>,
    /// The place at which it is dated.
    pub place: String,
    /// The day.
    pub day: NaiveDate,
    /// What it is, in capitals.
    pub title: String,
    /// To whom, with the words of address.
    pub to: String,
    /// What it says.
    pub paragraphs: Vec<String>,
    /// Who gets it, a line each.
    pub receivers: Vec<String>,
    /// Office of who signs.
    pub signer: String,
    /// Name of who signs.
    pub signer_name: String,
    /// A line at the head that says that it is no letter yet.
    pub mark: Option<String>,
}

impl Letter {
    /// The letter as a PDF of one page, with its letters as text.
    ///
    /// # Errors
    /// When something is missing or too long, has a letter that cannot be printed, or does not fit on a page; when the
    /// file cannot be written.
    pub fn pdf(&self) -> Result<Vec<u8>, Error> {
        self.check()?;
        let mut document = Document::new();
        let mut tree = TagTree::new().with_lang(Some("vi".to_owned()));
        tree.push(pdf::page(&mut document, &self.draw()?)?);
        document.set_tag_tree(tree);
        document.set_metadata(self.metadata());
        document
            .finish()
            .map_err(|error| Error::Write(format!("{error:?}")))
    }

    fn check(&self) -> Result<(), Error> {
        let face = Fonts::get()?.face(Weight::Regular);
        let superior = self.superior.iter();
        let lines = superior
            .chain(&self.number)
            .chain(&self.receivers)
            .chain(&self.mark)
            .chain([&self.agency, &self.place, &self.title, &self.to])
            .chain([&self.signer, &self.signer_name]);
        let lines = lines.map(|text| (text, NAME_MAX));
        let said = self.paragraphs.iter().map(|text| (text, PARAGRAPH_MAX));
        for (text, limit) in lines.chain(said) {
            let field = Field::Letter;
            if text.chars().count() > limit {
                return Err(Error::TooLong { field, limit });
            }
            let strange = text
                .chars()
                .find(|letter| !letter.is_whitespace() && !face.has(*letter));
            if let Some(letter) = strange {
                return Err(Error::Letter { field, letter });
            }
        }
        Ok(())
    }

    /// The day of the letter, not the clock's: the same letter gives the same file.
    fn metadata(&self) -> Metadata {
        let part = |number: u32| u8::try_from(number).unwrap_or(1);
        let date = DateTime::new(u16::try_from(self.day.year()).unwrap_or_default())
            .month(part(self.day.month()))
            .day(part(self.day.day()));
        Metadata::new()
            .title(self.title.clone())
            .language("vi".to_owned())
            .creator("Một Cửa".to_owned())
            .creation_date(date)
    }

    fn draw(&self) -> Result<Drawing, Error> {
        for points in SIZES {
            let mut page = Page::new(points * POINT);
            self.head(&mut page)?;
            self.body(&mut page)?;
            self.end(&mut page)?;
            if page.y <= BOTTOM {
                return Ok(Drawing {
                    size: SHEET,
                    layers: vec![Layer {
                        scale: 1.0,
                        shift: [0.0, 0.0],
                        copy: false,
                        items: page.items,
                    }],
                });
            }
        }
        Err(Error::TooLong {
            field: Field::Letter,
            limit: PARAGRAPH_MAX,
        })
    }

    fn head(&self, page: &mut Page) -> Result<(), Error> {
        if let Some(mark) = &self.mark {
            page.y = TOP - 8.0;
            page.centred(mark, 105.0, 160.0, Weight::Bold)?;
        }
        page.y = TOP;
        if let Some(superior) = &self.superior {
            let superior = superior.to_uppercase();
            page.centred(&superior, ISSUER, ISSUER_WIDTH, Weight::Regular)?;
        }
        let agency = self.agency.to_uppercase();
        page.centred(&agency, ISSUER, ISSUER_WIDTH, Weight::Bold)?;
        page.rule(ISSUER, 20.0);
        let number = self.number.as_deref().unwrap_or("          /PXL");
        page.skip(0.35);
        page.centred(
            &format!("Số: {number}"),
            ISSUER,
            ISSUER_WIDTH,
            Weight::Regular,
        )?;
        let left = page.y;
        page.y = TOP;
        let nation = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
        page.centred(nation, NATION, NATION_WIDTH, Weight::Bold)?;
        let motto = "Độc lập - Tự do - Hạnh phúc";
        let wide = page.centred(motto, NATION, NATION_WIDTH, Weight::Bold)?;
        page.rule(NATION, wide);
        page.skip(0.35);
        let day = self.day;
        let dated = format!(
            "{}, ngày {:02} tháng {:02} năm {}",
            self.place,
            day.day(),
            day.month(),
            day.year()
        );
        page.centred(&dated, NATION, NATION_WIDTH, Weight::Regular)?;
        page.y = page.y.max(left);
        page.skip(1.4);
        page.centred(&self.title, 110.0, 160.0, Weight::Bold)?;
        page.skip(0.8);
        Ok(())
    }

    fn body(&self, page: &mut Page) -> Result<(), Error> {
        page.paragraph(&self.to, Weight::Bold)?;
        for paragraph in &self.paragraphs {
            for line in paragraph.lines().filter(|line| !line.trim().is_empty()) {
                page.paragraph(line, Weight::Regular)?;
            }
        }
        Ok(())
    }

    fn end(&self, page: &mut Page) -> Result<(), Error> {
        page.skip(0.8);
        let top = page.y;
        page.left("Nơi nhận:", Weight::Bold)?;
        for receiver in &self.receivers {
            page.left(&format!("- {receiver}"), Weight::Regular)?;
        }
        let left = page.y;
        page.y = top;
        page.centred(&self.signer.to_uppercase(), NATION, 80.0, Weight::Bold)?;
        // Room for a signature and a seal.
        page.y += 26.0;
        page.centred(&self.signer_name, NATION, 80.0, Weight::Bold)?;
        page.y = page.y.max(left);
        Ok(())
    }
}

/// A page that is filled from above.
struct Page {
    items: Vec<Item>,
    /// Where the next line begins.
    y: f32,
    /// Millimetres of an em.
    size: f32,
}

impl Page {
    const fn new(size: f32) -> Self {
        Self {
            items: Vec::new(),
            y: TOP,
            size,
        }
    }

    fn skip(&mut self, ems: f32) {
        self.y += ems * self.size;
    }

    /// A line of text with its left end somewhere; the next one stands below it.
    fn put(&mut self, run: Run, x: f32) {
        let at = [x, self.y + self.size];
        let (size, ink) = (self.size, Ink::Black);
        self.items.push(Item::Text { run, at, size, ink });
        self.skip(LEADING);
    }

    /// Lines around a middle; gives the width of the widest.
    fn centred(
        &mut self,
        text: &str,
        middle: f32,
        width: f32,
        weight: Weight,
    ) -> Result<f32, Error> {
        let mut widest: f32 = 0.0;
        for run in self.even(text, weight, width)? {
            let wide = run.width * self.size;
            widest = widest.max(wide);
            self.put(run, middle - wide / 2.0);
        }
        Ok(widest)
    }

    /// Lines no wider than a width, as many as need be, and about as long as each other.
    fn even(&self, text: &str, weight: Weight, width: f32) -> Result<Vec<Run>, Error> {
        let mut best = self.lines(text, weight, [width, width])?;
        let mut narrow = width;
        while best.len() > 1 && narrow > width / 2.0 {
            narrow -= 1.0;
            let lines = self.lines(text, weight, [narrow, narrow])?;
            if lines.len() > best.len() {
                break;
            }
            best = lines;
        }
        Ok(best)
    }

    /// A short line below what stands there.
    fn rule(&mut self, middle: f32, width: f32) {
        let y = self.y - 0.04 * self.size;
        let half = width / 2.0;
        self.items.push(Item::Stroke {
            shape: Shape::line(&[[middle - half, y], [middle + half, y]]),
            ink: Ink::Black,
            width: 0.25,
            dash: None,
        });
    }

    fn paragraph(&mut self, text: &str, weight: Weight) -> Result<(), Error> {
        let width = RIGHT - LEFT;
        let lines = self.lines(text, weight, [width - INDENT, width])?;
        for (index, run) in lines.into_iter().enumerate() {
            let x = if index == 0 { LEFT + INDENT } else { LEFT };
            self.put(run, x);
        }
        self.skip(GAP);
        Ok(())
    }

    fn left(&mut self, text: &str, weight: Weight) -> Result<(), Error> {
        for run in self.lines(text, weight, [70.0, 70.0])? {
            self.put(run, LEFT);
        }
        Ok(())
    }

    /// Lines of a text: the first as wide as one may be, the others as another. A word that is longer than a line is
    /// broken.
    fn lines(
        &self,
        text: &str,
        weight: Weight,
        [first, others]: [f32; 2],
    ) -> Result<Vec<Run>, Error> {
        let face = Fonts::get()?.face(weight);
        let fits = |line: &str, index: usize| {
            let width = if index == 0 { first } else { others };
            face.shape(weight, line).width * self.size <= width
        };
        let mut lines: Vec<String> = Vec::new();
        let mut line = String::new();
        for word in text.split_whitespace() {
            let longer = match line.is_empty() {
                true => word.to_owned(),
                false => format!("{line} {word}"),
            };
            if fits(&longer, lines.len()) {
                line = longer;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            for letter in word.chars() {
                let longer = format!("{line}{letter}");
                if !line.is_empty() && !fits(&longer, lines.len()) {
                    lines.push(std::mem::take(&mut line));
                    line.push(letter);
                } else {
                    line = longer;
                }
            }
        }
        if !line.is_empty() {
            lines.push(line);
        }
        Ok(lines.iter().map(|line| face.shape(weight, line)).collect())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn letter(reason: &str) -> Letter {
        Letter {
            superior: Some("UBND tỉnh Hưng Yên".to_owned()),
            agency: "Sở Tư pháp tỉnh Hưng Yên".to_owned(),
            number: None,
            place: "Hưng Yên".to_owned(),
            day: NaiveDate::from_ymd_opt(2026, 11, 23).unwrap(),
            title: "PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ".to_owned(),
            to: "Kính gửi: Ông/Bà/Tổ chức Nguyễn Thị Lan".to_owned(),
            paragraphs: vec![format!("Lý do: {reason}")],
            receivers: vec!["Như trên;".to_owned()],
            signer: "Giám đốc".to_owned(),
            signer_name: "Trần Văn Minh".to_owned(),
            mark: None,
        }
    }

    #[test]
    fn the_same_letter_gives_the_same_file() {
        let one = letter("chờ ý kiến của cơ quan phối hợp").pdf().unwrap();
        assert!(one.starts_with(b"%PDF-"));
        assert_eq!(
            one,
            letter("chờ ý kiến của cơ quan phối hợp").pdf().unwrap()
        );
    }

    #[test]
    fn what_cannot_be_printed_or_does_not_fit_is_refused() {
        assert!(matches!(letter("chờ 😀").pdf(), Err(Error::Letter { .. })));
        let long = letter(&"rất dài ".repeat(260)).pdf();
        assert!(matches!(long, Err(Error::TooLong { .. })));
        let mut many = letter("x");
        many.paragraphs = vec!["rất dài ".repeat(200); 9];
        assert!(matches!(many.pdf(), Err(Error::TooLong { .. })));
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_its_room(text in "[a-zđưỄỮậ ]{0,300}") {
            let page = Page::new(13.0 * POINT);
            let lines = page.lines(&text, Weight::Regular, [60.0, 80.0]).unwrap();
            for (index, line) in lines.iter().enumerate() {
                let most = if index == 0 { 60.0 } else { 80.0 };
                prop_assert!(line.width * page.size <= most + 0.01);
            }
            let told: String = lines.iter().flat_map(|l| l.text.chars()).filter(|c| *c != ' ').collect();
            let asked: String = text.chars().filter(|c| *c != ' ').collect();
            prop_assert_eq!(told, asked);
        }
    }
}
