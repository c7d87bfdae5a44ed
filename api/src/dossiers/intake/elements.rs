//! Cutting one JSON document into the elements of its array, without reading it whole.

use mobile_contract::ErrorCode;
use mobile_contract::limits::INTAKE_LINE_BYTES;

use super::cut::{Cut, refuse_utf16, without_mark};
use crate::error::{Error, Result};

/// What stands before the array when it has a name.
const HEAD: &[u8] = b"{\"events\":[";
/// Longest beginning of a document, with all its blanks.
const HEAD_BYTES: usize = 1_024;

/// Where in the document we are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum At {
    /// Before the array.
    Head,
    /// Before an element; true: there must be one, because a comma was read.
    Before(bool),
    /// Within an element.
    Within,
    /// After an element.
    After,
    /// After the array; true: its object is still open.
    Tail(bool),
}

/// Cuts elements.
#[derive(Debug)]
pub(super) struct Elements {
    at: At,
    /// Whether the array is the only field of an object.
    named: bool,
    piece: Vec<u8>,
    count: u64,
    overlong: bool,
    depth: u64,
    in_text: bool,
    escaped: bool,
}

impl Default for Elements {
    fn default() -> Self {
        Self {
            at: At::Head,
            named: false,
            piece: Vec::new(),
            count: 0,
            overlong: false,
            depth: 0,
            in_text: false,
            escaped: false,
        }
    }
}

impl Elements {
    pub(super) fn push(&mut self, bytes: &[u8], each: &mut dyn FnMut(Cut<'_>)) -> Result<()> {
        for byte in bytes {
            match self.at {
                At::Head => self.head(*byte)?,
                At::Within => self.within(*byte, each)?,
                _ if byte.is_ascii_whitespace() => {}
                At::Before(needed) => self.before(*byte, needed)?,
                At::After => self.after(*byte)?,
                At::Tail(true) if *byte == b'}' => self.at = At::Tail(false),
                At::Tail(_) => return Err(self.broken()),
            }
        }
        Ok(())
    }

    pub(super) fn end(&self) -> Result<()> {
        match self.at {
            At::Tail(false) => Ok(()),
            _ => Err(self.broken()),
        }
    }

    /// What comes before the first element.
    fn head(&mut self, byte: u8) -> Result<()> {
        self.piece.push(byte);
        if self.piece.len() > HEAD_BYTES {
            return Err(self.broken());
        }
        if byte != b'[' {
            return Ok(());
        }
        refuse_utf16(&self.piece)?;
        let mut head = without_mark(&self.piece).to_vec();
        head.retain(|byte| !byte.is_ascii_whitespace());
        match head.as_slice() {
            b"[" => {}
            HEAD => self.named = true,
            _ => return Err(self.broken()),
        }
        self.piece.clear();
        self.at = At::Before(false);
        Ok(())
    }

    fn before(&mut self, byte: u8, needed: bool) -> Result<()> {
        match byte {
            b']' if !needed => self.at = At::Tail(self.named),
            b']' | b',' | b'}' | b':' => return Err(self.broken()),
            _ => {
                self.count += 1;
                self.at = At::Within;
                self.depth = 0;
                self.in_text = byte == b'"';
                self.escaped = false;
                self.depth += u64::from(matches!(byte, b'{' | b'['));
                self.piece.push(byte);
            }
        }
        Ok(())
    }

    fn within(&mut self, byte: u8, each: &mut dyn FnMut(Cut<'_>)) -> Result<()> {
        if self.in_text {
            self.keep(byte);
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' => self.escaped = true,
                b'"' => {
                    self.in_text = false;
                    if self.depth == 0 {
                        self.tell(each);
                    }
                }
                _ => {}
            }
            return Ok(());
        }
        match byte {
            b',' | b']' if self.depth == 0 => {
                self.tell(each);
                return self.after(byte);
            }
            b'}' | b']' => {
                self.keep(byte);
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 0 {
                    self.tell(each);
                }
                return Ok(());
            }
            _ if byte.is_ascii_whitespace() && self.depth == 0 => {
                self.tell(each);
                return Ok(());
            }
            b'{' | b'[' => self.depth += 1,
            b'"' => self.in_text = true,
            _ => {}
        }
        self.keep(byte);
        Ok(())
    }

    fn after(&mut self, byte: u8) -> Result<()> {
        match byte {
            b',' => self.at = At::Before(true),
            b']' => self.at = At::Tail(self.named),
            _ => return Err(self.broken()),
        }
        Ok(())
    }

    fn keep(&mut self, byte: u8) {
        if self.piece.len() >= INTAKE_LINE_BYTES {
            self.overlong = true;
        }
        if !self.overlong {
            self.piece.push(byte);
        }
    }

    fn tell(&mut self, each: &mut dyn FnMut(Cut<'_>)) {
        each(if self.overlong {
            Cut::TooLong(self.count)
        } else {
            Cut::Event(self.count, &self.piece)
        });
        self.piece.clear();
        self.overlong = false;
        self.at = At::After;
    }

    fn broken(&self) -> Error {
        let count = self.count;
        Error::new(ErrorCode::BadRequest).detail(
            format!(
                "Cần một mảng JSON các sự kiện, hoặc {{\"events\": […]}}; đọc đến sự kiện thứ {count} thì hỏng."
            ),
            format!(
                "A JSON array of events is needed, or {{\"events\": […]}}; it breaks off at event {count}."
            ),
        )
    }
}
