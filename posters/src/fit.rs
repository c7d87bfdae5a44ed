//! Text that is made to fit: wrapped first, then smaller, never over its edge.

use crate::error::Error;
use crate::font::{Face, Fonts, Run, Weight};

/// From baseline to baseline, in ems. Vietnamese capitals carry two marks and reach high.
pub(crate) const LEADING: f32 = 1.32;
/// From the top of a line to its baseline, in ems: room for "Ễ".
pub(crate) const ASCENT: f32 = 1.08;
/// Each try is this much smaller than the one before.
const STEP: f32 = 0.96;

/// Room for a text, and how large it would like to be.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Room {
    pub(crate) width: f32,
    pub(crate) height: f32,
    /// The size of an em when there is room enough.
    pub(crate) size: f32,
    pub(crate) weight: Weight,
}

/// A text that fits.
#[derive(Clone, Debug)]
pub(crate) struct Fitted {
    pub(crate) lines: Vec<Run>,
    pub(crate) size: f32,
}

impl Fitted {
    /// How high the lines are together.
    pub(crate) fn height(&self) -> f32 {
        self.lines.len() as f32 * LEADING * self.size
    }
}

/// Sets a text as large as it fits, in lines of about the same length.
pub(crate) fn fit(text: &str, room: Room) -> Result<Fitted, Error> {
    let face = Fonts::get()?.face(room.weight);
    let words = Words::of(face, room.weight, text);
    let mut size = room.size;
    loop {
        let lines = words.lines(room.width / size);
        // Words that are longer than a line are rather made smaller than broken.
        let whole = words.longest * size <= room.width;
        if whole && lines.len() as f32 * LEADING * size <= room.height {
            let even = words.even(room.width / size, lines);
            let shaped = even
                .iter()
                .map(|line| face.shape(room.weight, line))
                .collect();
            return Ok(Fitted {
                lines: shaped,
                size,
            });
        }
        size *= STEP;
    }
}

/// The words of a text and how long each is, in ems.
struct Words<'a> {
    words: Vec<(&'a str, f32)>,
    space: f32,
    longest: f32,
}

impl<'a> Words<'a> {
    fn of(face: &Face, weight: Weight, text: &'a str) -> Self {
        let width = |word: &str| face.shape(weight, word).width;
        let words: Vec<_> = text
            .split_whitespace()
            .map(|word| (word, width(word)))
            .collect();
        Self {
            longest: words.iter().map(|(_, width)| *width).fold(0.0, f32::max),
            space: width(" "),
            words,
        }
    }

    /// Lines that are at most `width` ems long, each as full as it may be.
    fn lines(&self, width: f32) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut filled = f32::INFINITY;
        for (word, length) in &self.words {
            match lines.last_mut() {
                Some(line) if filled + self.space + length <= width => {
                    line.push(' ');
                    line.push_str(word);
                    filled += self.space + length;
                }
                _ => {
                    lines.push((*word).to_owned());
                    filled = *length;
                }
            }
        }
        lines
    }

    /// As many lines as `full`, but no last line with one lone word where it can be helped.
    fn even(&self, width: f32, full: Vec<String>) -> Vec<String> {
        let (mut low, mut high, mut best) = (self.longest, width, full);
        if best.len() < 2 {
            return best;
        }
        for _ in 0..12 {
            let middle = f32::midpoint(low, high);
            let lines = self.lines(middle);
            if lines.len() <= best.len() {
                (high, best) = (middle, lines);
            } else {
                low = middle;
            }
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn room(width: f32, height: f32) -> Room {
        Room {
            width,
            height,
            size: 12.0,
            weight: Weight::Bold,
        }
    }

    #[test]
    fn short_text_is_large_and_stands_in_one_line() {
        let fitted = fit("Quầy Tư pháp", room(190.0, 30.0)).unwrap();
        assert_eq!((fitted.lines.len(), fitted.size), (1, 12.0));
    }

    #[test]
    fn lines_are_about_as_long_as_each_other() {
        let fitted = fit(
            "Bộ phận Tiếp nhận và Trả kết quả Ủy ban nhân dân xã",
            room(190.0, 40.0),
        )
        .unwrap();
        let widths: Vec<f32> = fitted.lines.iter().map(|line| line.width).collect();
        assert_eq!(widths.len(), 2);
        assert!(widths[1] / widths[0] > 0.7, "{widths:?}");
    }

    proptest! {
        #[test]
        fn nothing_reaches_over_its_edge(words in proptest::collection::vec("[a-zđưỄỮậ–()]{1,40}", 1..30)) {
            let text = words.join(" ");
            let fitted = fit(&text, room(120.0, 25.0)).unwrap();
            prop_assert!(fitted.height() <= 25.0);
            for line in &fitted.lines {
                // Words are measured alone; a pair across a space changes less than a hair.
                prop_assert!(line.width * fitted.size <= 120.5, "{} {}", line.width, fitted.size);
            }
            let told: Vec<_> = fitted.lines.iter().map(|line| line.text.as_str()).collect();
            prop_assert_eq!(told.join(" "), text);
        }
    }
}
