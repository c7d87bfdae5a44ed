//! The marks of Vietnamese syllables, and how well typed ones agree with known ones.

use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// Bits that the shape of one letter takes.
const SHAPE_BITS: u32 = 4;
/// Letters whose shapes are compared; no Vietnamese syllable has more than seven.
const SHAPED_LETTERS: u32 = u64::BITS / SHAPE_BITS;
/// The lowest bit of each letter's shape.
const LOWEST_BITS: u64 = 0x1111_1111_1111_1111;

/// The shape (mũ, trăng, móc, gạch) of each letter, and the tone (thanh) of the syllable, with ngã
/// read as hỏi: they are mistaken too often to tell words apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// Four bits a letter, the first letter lowest; 0: plain.
    shapes: u64,
    letters: u32,
    /// 0: none was typed.
    tone: u8,
}

impl Marks {
    /// Those of a lower-case syllable, composed or not.
    #[must_use]
    pub fn of(exact: &str) -> Self {
        let mut marks = Self::default();
        for c in exact.chars() {
            if c.is_ascii() {
                marks.letters += 1;
            } else {
                decompose_canonical(c, |part| marks.take(part));
            }
        }
        marks
    }

    fn take(&mut self, part: char) {
        match part {
            '\u{300}' => self.tone = 1,
            '\u{301}' => self.tone = 2,
            '\u{303}' | '\u{309}' => self.tone = 3,
            '\u{323}' => self.tone = 4,
            '\u{302}' => self.shape(1),
            '\u{306}' => self.shape(2),
            '\u{31b}' => self.shape(3),
            'đ' => {
                self.letters += 1;
                self.shape(4);
            }
            other if is_combining_mark(other) => self.shape(5),
            _ => self.letters += 1,
        }
    }

    /// Gives the last letter a shape.
    fn shape(&mut self, shape: u64) {
        let Some(at) = self
            .letters
            .checked_sub(1)
            .filter(|at| *at < SHAPED_LETTERS)
        else {
            return;
        };
        let low = at * SHAPE_BITS;
        self.shapes = self.shapes & !(0xf << low) | shape << low;
    }

    /// Whether none of these, typed, speaks against the known ones.
    #[must_use]
    pub const fn allow(self, known: Self) -> bool {
        let typed = self.shapes | self.shapes >> 1 | self.shapes >> 2 | self.shapes >> 3;
        let typed = (typed & LOWEST_BITS) * 0xf;
        self.letters == known.letters
            && (self.shapes ^ known.shapes) & typed == 0
            && (self.tone == 0 || self.tone == known.tone)
    }
}

/// How well a typed syllable agrees with a known one of the same folded form. Typed marks are
/// evidence, missing ones are not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Agreement {
    /// A typed mark says something else.
    Contradicts,
    /// Nothing typed speaks against it.
    Possible,
    /// Every mark is there.
    Same,
}

/// Compares the marks of two exact spellings whose folded forms are equal.
#[must_use]
pub fn agreement(typed: &str, known: &str) -> Agreement {
    if typed == known {
        return Agreement::Same;
    }
    // Nothing typed speaks against any mark.
    if typed.is_ascii() || Marks::of(typed).allow(Marks::of(known)) {
        Agreement::Possible
    } else {
        Agreement::Contradicts
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn typed_marks_narrow_and_missing_ones_widen() {
        assert_eq!(agreement("khai", "khai"), Agreement::Same);
        assert_eq!(agreement("mat", "mất"), Agreement::Possible);
        assert_eq!(agreement("mât", "mất"), Agreement::Possible);
        assert_eq!(agreement("mát", "mất"), Agreement::Possible);
        assert_eq!(agreement("chử", "chữ"), Agreement::Possible);
        assert_eq!(agreement("mặt", "mất"), Agreement::Contradicts);
        assert_eq!(agreement("mắt", "mất"), Agreement::Contradicts);
        assert_eq!(agreement("đo", "do"), Agreement::Contradicts);
        assert_eq!(agreement("đươc", "được"), Agreement::Possible);
        assert_eq!(agreement("được", "duoc"), Agreement::Contradicts);
    }

    #[test]
    fn marks_are_read_alike_composed_or_not() {
        assert_eq!(Marks::of("giấy"), Marks::of("gia\u{302}\u{301}y"));
        assert_eq!(Marks::of("hoà"), Marks::of("hòa"));
    }

    proptest! {
        #[test]
        fn agreement_never_panics(a in "\\PC{0,24}", b in "\\PC{0,24}") {
            let _ = agreement(&a, &b);
        }
    }
}
