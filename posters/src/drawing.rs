//! A drawing: what every kind of file is made of. All lengths are millimetres, y downwards.

use krilla::text::GlyphId;

use crate::font::{Run, Weight};
use crate::matrix::{Matrix, QUIET_ZONE};
use crate::shape::Shape;

/// The colours of a poster. Each is clearly dark or clearly light, so that a black and white printer
/// keeps them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ink {
    /// Letters and codes.
    Black,
    /// The second language.
    Grey,
    /// Bands and signs.
    Leaf,
    /// Edges of cards.
    Edge,
    /// Paper.
    White,
}

impl Ink {
    /// Red, green and blue.
    pub(crate) fn rgb(self) -> [u8; 3] {
        match self {
            Self::Black => [0, 0, 0],
            Self::Grey => [0x45, 0x45, 0x45],
            Self::Leaf => [0x07, 0x3a, 0x32],
            Self::Edge => [0x7d, 0x8b, 0x86],
            Self::White => [0xff, 0xff, 0xff],
        }
    }
}

/// One thing on the sheet.
#[derive(Clone, Debug)]
pub(crate) enum Item {
    /// A filled outline.
    Fill { shape: Shape, ink: Ink },
    /// A drawn outline; `dash` is the length of dashes and of the gaps between them.
    Stroke {
        shape: Shape,
        ink: Ink,
        width: f32,
        dash: Option<f32>,
    },
    /// A line of text from the left end of its baseline; `size` is an em.
    Text {
        run: Run,
        at: [f32; 2],
        size: f32,
        ink: Ink,
    },
    /// A code with its quiet zone in a square of this side.
    Code {
        matrix: Matrix,
        at: [f32; 2],
        side: f32,
        /// What the code is for, said to who hears the page instead of seeing it.
        label: String,
    },
}

/// Things that are moved together: scaled, perhaps upside down, then shifted.
#[derive(Clone, Debug)]
pub(crate) struct Layer {
    /// Negative: turned by half a turn.
    pub(crate) scale: f32,
    pub(crate) shift: [f32; 2],
    /// Says the same as another layer.
    pub(crate) copy: bool,
    pub(crate) items: Vec<Item>,
}

/// A sheet of paper and what is on it.
#[derive(Clone, Debug)]
pub(crate) struct Drawing {
    pub(crate) size: [f32; 2],
    pub(crate) layers: Vec<Layer>,
}

/// A glyph where it is drawn: left end of its baseline, and the size of an em.
pub(crate) struct Placed {
    pub(crate) glyph: GlyphId,
    pub(crate) weight: Weight,
    pub(crate) at: [f32; 2],
}

/// The glyphs of a line, each at its place.
pub(crate) fn placed(run: &Run, [x, y]: [f32; 2], size: f32) -> impl Iterator<Item = Placed> {
    let mut pen = x;
    run.glyphs.iter().map(move |glyph| {
        let at = [pen + glyph.x_offset * size, y - glyph.y_offset * size];
        pen += glyph.x_advance * size;
        Placed {
            glyph: glyph.glyph_id,
            weight: run.weight,
            at,
        }
    })
}

/// The dark bars of a code in a square of this side: left, top, width, height.
pub(crate) fn bars(matrix: &Matrix, [x, y]: [f32; 2], side: f32) -> impl Iterator<Item = [f32; 4]> {
    let module = side / f32::from(matrix.outer_width());
    let place = move |from: f32, at: u16| from + f32::from(at + QUIET_ZONE) * module;
    matrix.bars().map(move |bar| {
        [
            place(x, bar.x),
            place(y, bar.y),
            f32::from(bar.length) * module,
            module,
        ]
    })
}
