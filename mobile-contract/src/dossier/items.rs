//! What a text says that can be part of a dossier code: letters, digits, number words, and what joins them.

use crate::text::fold;

use super::spoken::{self, Word};

/// How something is joined to what stands before it; the stronger one wins where several are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Joint {
    /// Written together.
    #[default]
    None,
    /// White space.
    Space,
    /// A dot, or a comma typed for one.
    Dot,
    /// A hyphen of any kind.
    Hyphen,
}

/// What can be part of a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Body {
    /// A letter, in upper case.
    Letter(u8),
    /// Digits written together, as numbers from 0 to 9.
    Digits(Vec<u8>),
    /// A word of a spoken number.
    Word(Word),
}

/// One part, and how it is joined to the one before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Item {
    /// How it is joined.
    pub(super) joint: Joint,
    /// Whether there is white space before it, so that a code may begin here.
    pub(super) apart: bool,
    /// What it is.
    pub(super) body: Body,
}

/// Parts in a row, with nothing else between them.
#[derive(Clone, Debug, Default)]
pub(super) struct Segment {
    /// The parts.
    pub(super) items: Vec<Item>,
    /// What is written behind the last part.
    pub(super) tail: Joint,
}

/// The stretches of a text that can hold a code, and whether anything stands beside them.
pub(super) fn segments(text: &str) -> (Vec<Segment>, bool) {
    let mut reader = Reader::default();
    let mut word = String::new();
    for c in text.chars().filter_map(plain) {
        if c.is_alphanumeric() || is_mark(c) {
            word.push(c);
            continue;
        }
        reader.word(&std::mem::take(&mut word));
        match joint(c) {
            Some(joint) => reader.join(joint),
            None => reader.interrupt(),
        }
    }
    reader.word(&word);
    reader.close();
    (reader.done, reader.interrupted)
}

/// Letters and digits of full width as plain ones; nothing for what cannot be seen.
fn plain(c: char) -> Option<char> {
    match c {
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => None,
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0),
        _ => Some(c),
    }
}

/// Combining marks belong to the letter before them.
const fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

fn joint(c: char) -> Option<Joint> {
    Some(match c {
        '.' | ',' | '·' | '•' | '。' => Joint::Dot,
        '-' | '_' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '﹣' | '⁃' => {
            Joint::Hyphen
        }
        c if c.is_whitespace() => Joint::Space,
        _ => return None,
    })
}

#[derive(Default)]
struct Reader {
    done: Vec<Segment>,
    open: Segment,
    joint: Joint,
    apart: bool,
    interrupted: bool,
}

impl Reader {
    fn join(&mut self, joint: Joint) {
        self.joint = self.joint.max(joint);
        self.apart |= joint == Joint::Space;
    }

    fn push(&mut self, body: Body) {
        self.open.items.push(Item {
            joint: std::mem::take(&mut self.joint),
            apart: std::mem::take(&mut self.apart),
            body,
        });
    }

    /// Something that is no part of any code.
    fn interrupt(&mut self) {
        self.interrupted = true;
        self.close();
    }

    fn close(&mut self) {
        self.open.tail = std::mem::take(&mut self.joint);
        self.apart = false;
        let closed = std::mem::take(&mut self.open);
        if !closed.items.is_empty() {
            self.done.push(closed);
        }
    }

    fn word(&mut self, word: &str) {
        if word.is_empty() {
            return;
        }
        if word.bytes().any(|b| b.is_ascii_digit()) || word.len() == 1 {
            return self.written(word);
        }
        let lower = word.to_lowercase();
        match spoken::word(&lower, &fold(word)) {
            Some(spoken::Said::Letter(letter)) => self.push(Body::Letter(letter)),
            Some(spoken::Said::Word(word)) => self.push(Body::Word(word)),
            Some(spoken::Said::Joint(joint)) => {
                self.join(Joint::Space);
                self.join(joint);
            }
            // The second word of "gạch ngang".
            Some(spoken::Said::Across) if self.joint == Joint::Hyphen => self.join(Joint::Space),
            _ => self.interrupt(),
        }
    }

    /// Digits, a letter, a letter with digits behind it, or digits around it.
    fn written(&mut self, word: &str) {
        let mut rest = word;
        let mut parts = Vec::new();
        while let Some(first) = rest.chars().next() {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            let length = if digits > 0 { digits } else { first.len_utf8() };
            let (part, behind) = rest.split_at_checked(length).unwrap_or((rest, ""));
            rest = behind;
            if digits > 0 {
                let values = part.bytes().map(|b| b - b'0').collect();
                parts.push(Body::Digits(values));
            } else if first.is_ascii_alphabetic() {
                parts.push(Body::Letter(first.to_ascii_uppercase() as u8));
            } else {
                return self.interrupt();
            }
        }
        let letters = parts.iter().filter(|p| matches!(p, Body::Letter(_)));
        if letters.count() > 1 {
            return self.interrupt();
        }
        for part in parts {
            self.push(part);
        }
    }
}
