//! A page that is filled with lines from above.

use super::{LEFT, RIGHT};
use crate::drawing::{Ink, Item};
use crate::error::Error;
use crate::font::{Fonts, Run, Weight};
use crate::shape::Shape;

/// From baseline to baseline, in ems.
const LEADING: f32 = 1.38;
/// Between paragraphs, in ems.
const GAP: f32 = 0.45;
/// How far the first line of a paragraph stands in.
const INDENT: f32 = 10.0;

/// A page that is filled from above.
pub(super) struct Page {
    pub(super) items: Vec<Item>,
    /// Where the next line begins.
    pub(super) y: f32,
    /// Millimetres of an em.
    pub(super) size: f32,
}

impl Page {
    pub(super) const fn new(size: f32) -> Self {
        Self {
            items: Vec::new(),
            y: super::TOP,
            size,
        }
    }

    pub(super) fn skip(&mut self, ems: f32) {
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
    pub(super) fn centred(
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
    pub(super) fn rule(&mut self, middle: f32, width: f32) {
        let y = self.y - 0.04 * self.size;
        let half = width / 2.0;
        self.items.push(Item::Stroke {
            shape: Shape::line(&[[middle - half, y], [middle + half, y]]),
            ink: Ink::Black,
            width: 0.25,
            dash: None,
        });
    }

    pub(super) fn paragraph(&mut self, text: &str, weight: Weight) -> Result<(), Error> {
        let width = RIGHT - LEFT;
        let lines = self.lines(text, weight, [width - INDENT, width])?;
        for (index, run) in lines.into_iter().enumerate() {
            let x = if index == 0 { LEFT + INDENT } else { LEFT };
            self.put(run, x);
        }
        self.skip(GAP);
        Ok(())
    }

    pub(super) fn left(&mut self, text: &str, weight: Weight) -> Result<(), Error> {
        for run in self.lines(text, weight, [70.0, 70.0])? {
            self.put(run, LEFT);
        }
        Ok(())
    }

    /// Lines of a text: the first as wide as one may be, the others as another. A word that is longer than a line is
    /// broken.
    pub(super) fn lines(
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
