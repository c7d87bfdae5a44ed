//! The two faces that posters are set in, which travel inside the program.

use std::sync::LazyLock;

use harfrust::{ShapeOptions, ShaperData, UnicodeBuffer};
use krilla::text::{Font as PdfFont, GlyphId, KrillaGlyph};
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, MetadataProvider};

use crate::error::Error;
use crate::shape::{Shape, Step};

/// How heavy letters are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Weight {
    Regular,
    Bold,
}

/// Noto Sans (SIL Open Font License 1.1), with all letters of Vietnamese.
pub(crate) struct Fonts {
    regular: Face,
    bold: Face,
}

static FONTS: LazyLock<Option<Fonts>> = LazyLock::new(|| {
    Some(Fonts {
        regular: Face::of(notosans::REGULAR_TTF)?,
        bold: Face::of(notosans::BOLD_TTF)?,
    })
});

impl Fonts {
    /// The fonts, read once.
    pub(crate) fn get() -> Result<&'static Self, Error> {
        FONTS
            .as_ref()
            .ok_or_else(|| Error::Write("the fonts cannot be read".to_owned()))
    }

    /// One face.
    pub(crate) fn face(&self, weight: Weight) -> &Face {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        }
    }
}

/// A face: measured, shaped and drawn from the same bytes for every kind of file.
pub(crate) struct Face {
    font: FontRef<'static>,
    shaper: ShaperData,
    em: f32,
    /// The same face for PDF, which embeds the letters that are used.
    pub(crate) pdf: PdfFont,
}

/// Letters of one line, in ems.
#[derive(Clone, Debug)]
pub(crate) struct Run {
    pub(crate) text: String,
    pub(crate) weight: Weight,
    pub(crate) glyphs: Vec<KrillaGlyph>,
    /// Length of the line, in ems.
    pub(crate) width: f32,
}

impl Face {
    fn of(bytes: &'static [u8]) -> Option<Self> {
        let font = FontRef::new(bytes).ok()?;
        Some(Self {
            shaper: ShaperData::new(&font),
            em: f32::from(
                font.metrics(Size::unscaled(), LocationRef::default())
                    .units_per_em,
            ),
            font,
            pdf: PdfFont::new(bytes.into(), 0)?,
        })
    }

    /// Whether the face has a letter.
    pub(crate) fn has(&self, letter: char) -> bool {
        self.font
            .charmap()
            .map(letter)
            .is_some_and(|glyph| glyph.to_u32() != 0)
    }

    /// Sets a line of text, with its pairs of letters drawn together as the face's makers meant.
    pub(crate) fn shape(&self, weight: Weight, text: &str) -> Run {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        let set = self
            .shaper
            .shaper(&self.font)
            .build()
            .shape(buffer, ShapeOptions::new());
        let infos = set.glyph_infos();
        let ems = |units: i32| units as f32 / self.em;
        let mut glyphs = Vec::with_capacity(infos.len());
        for (index, (info, at)) in infos.iter().zip(set.glyph_positions()).enumerate() {
            let end = infos
                .get(index + 1)
                .map_or(text.len(), |next| next.cluster as usize);
            glyphs.push(KrillaGlyph::new(
                GlyphId::new(info.glyph_id),
                ems(at.x_advance),
                ems(at.x_offset),
                ems(at.y_offset),
                0.0,
                info.cluster as usize..end,
                None,
            ));
        }
        Run {
            width: glyphs.iter().map(|glyph| glyph.x_advance).sum(),
            text: text.to_owned(),
            weight,
            glyphs,
        }
    }

    /// The outline of a glyph, in ems, y downwards.
    pub(crate) fn outline(&self, glyph: GlyphId) -> Shape {
        let mut pen = Pen {
            em: self.em,
            steps: Vec::new(),
        };
        if let Some(outline) = self
            .font
            .outline_glyphs()
            .get(skrifa::GlyphId::new(glyph.to_u32()))
        {
            let plain = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
            // A face that was read is whole; a glyph that is not would be missing, and tests look.
            let _ = outline.draw(plain, &mut pen);
        }
        Shape(pen.steps)
    }
}

struct Pen {
    em: f32,
    steps: Vec<Step>,
}

impl Pen {
    fn at(&self, x: f32, y: f32) -> [f32; 2] {
        [x / self.em, -y / self.em]
    }
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.steps.push(Step::Move(self.at(x, y)));
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.steps.push(Step::Line(self.at(x, y)));
    }
    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.steps.push(Step::Quad(self.at(cx, cy), self.at(x, y)));
    }
    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.steps
            .push(Step::Cubic(self.at(ax, ay), self.at(bx, by), self.at(x, y)));
    }
    fn close(&mut self) {
        self.steps.push(Step::Close);
    }
}
