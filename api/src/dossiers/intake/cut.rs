//! Cutting a stream into events. Pure, and of bounded memory: what is too long is passed over, not kept.

use mobile_contract::ErrorCode;
use mobile_contract::limits::INTAKE_LINE_BYTES;

use super::elements::Elements;
use crate::error::{Error, Result};

/// A mark that some programs put before UTF-8.
const BOM: &[u8] = b"\xef\xbb\xbf";

/// What a piece of the stream is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cut<'a> {
    /// The text of an event, with its line or its place, from 1.
    Event(u64, &'a [u8]),
    /// One that is longer than any event.
    TooLong(u64),
}

/// How a batch is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// One JSON object a line.
    Lines,
    /// One JSON document with all of them.
    Document,
}

/// Cuts either form.
#[derive(Debug)]
pub(super) enum Cutter {
    Lines(Lines),
    Document(Elements),
}

impl Cutter {
    pub(super) fn new(form: Form) -> Self {
        match form {
            Form::Lines => Self::Lines(Lines::default()),
            Form::Document => Self::Document(Elements::default()),
        }
    }

    /// Reads on.
    ///
    /// # Errors
    /// When it is no text in UTF-8 at all, or no such document.
    pub(super) fn push(&mut self, bytes: &[u8], each: &mut dyn FnMut(Cut<'_>)) -> Result<()> {
        match self {
            Self::Lines(lines) => lines.push(bytes, each),
            Self::Document(elements) => elements.push(bytes, each),
        }
    }

    /// The stream has ended.
    ///
    /// # Errors
    /// When a document has not.
    pub(super) fn finish(&mut self, each: &mut dyn FnMut(Cut<'_>)) -> Result<()> {
        match self {
            Self::Lines(lines) => lines.end(each),
            Self::Document(elements) => elements.end(),
        }
    }
}

/// Cuts lines. Empty ones count, and are no events.
#[derive(Debug, Default)]
pub(super) struct Lines {
    line: Vec<u8>,
    /// How many lines were ended.
    ended: u64,
    overlong: bool,
}

impl Lines {
    fn push(&mut self, bytes: &[u8], each: &mut dyn FnMut(Cut<'_>)) -> Result<()> {
        for part in bytes.split_inclusive(|byte| *byte == b'\n') {
            match part.strip_suffix(b"\n") {
                // Most lines lie whole in what has come: nothing is copied then.
                Some(whole) if self.line.is_empty() && !self.overlong => self.tell(whole, each)?,
                Some(rest) => {
                    self.keep(rest);
                    self.end(each)?;
                }
                None => self.keep(part),
            }
        }
        Ok(())
    }

    fn keep(&mut self, part: &[u8]) {
        if self.line.len() + part.len() > INTAKE_LINE_BYTES {
            self.overlong = true;
            self.line = Vec::new();
        } else if !self.overlong {
            self.line.extend_from_slice(part);
        }
    }

    fn end(&mut self, each: &mut dyn FnMut(Cut<'_>)) -> Result<()> {
        if self.overlong {
            self.overlong = false;
            self.ended += 1;
            each(Cut::TooLong(self.ended));
            return Ok(());
        }
        let mut line = std::mem::take(&mut self.line);
        let told = self.tell(&line, each);
        // Its room is used again.
        line.clear();
        self.line = line;
        told
    }

    fn tell(&mut self, line: &[u8], each: &mut dyn FnMut(Cut<'_>)) -> Result<()> {
        let mut line = line;
        if self.ended == 0 {
            refuse_utf16(line)?;
            line = line.strip_prefix(BOM).unwrap_or(line);
        }
        self.ended += 1;
        let line = line.trim_ascii();
        if line.len() > INTAKE_LINE_BYTES {
            each(Cut::TooLong(self.ended));
        } else if !line.is_empty() {
            each(Cut::Event(self.ended, line));
        }
        Ok(())
    }
}

/// UTF-16 would be refused line by line, a hundred thousand times.
pub(super) fn refuse_utf16(beginning: &[u8]) -> Result<()> {
    let marked = beginning.starts_with(b"\xff\xfe") || beginning.starts_with(b"\xfe\xff");
    let unmarked = matches!(beginning, [0, b'{' | b'[', ..] | [b'{' | b'[', 0, ..]);
    if marked || unmarked {
        return Err(Error::new(ErrorCode::UnsupportedMedia).detail(
            "Nội dung đang ở mã UTF-16; cần gửi UTF-8.",
            "The body is UTF-16; please send UTF-8.",
        ));
    }
    Ok(())
}

/// Skips a mark before UTF-8.
pub(super) fn without_mark(beginning: &[u8]) -> &[u8] {
    beginning.strip_prefix(BOM).unwrap_or(beginning)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cuts(form: Form, pieces: &[&[u8]]) -> Result<Vec<(u64, Option<String>)>> {
        let mut found = Vec::new();
        let mut each = |cut: Cut<'_>| {
            found.push(match cut {
                Cut::Event(line, text) => (line, Some(String::from_utf8_lossy(text).into_owned())),
                Cut::TooLong(line) => (line, None),
            });
        };
        let mut cutter = Cutter::new(form);
        for piece in pieces {
            cutter.push(piece, &mut each)?;
        }
        cutter.finish(&mut each)?;
        Ok(found)
    }

    fn some(line: u64, text: &str) -> (u64, Option<String>) {
        (line, Some(text.to_owned()))
    }

    #[test]
    fn lines_are_counted_and_empty_ones_are_no_events() {
        let text = b"\xef\xbb\xbf{\"a\":1}\r\n\n  \n{\"b\":2}\n{\"c\":3}";
        let found = cuts(Form::Lines, &[text]).unwrap();
        assert_eq!(
            found,
            [
                some(1, "{\"a\":1}"),
                some(4, "{\"b\":2}"),
                some(5, "{\"c\":3}")
            ]
        );
    }

    #[test]
    fn what_is_too_long_is_passed_over() {
        let long = vec![b'x'; INTAKE_LINE_BYTES + 1];
        for pieces in [
            vec![&b"a\n"[..], &long[..], b"\nb"],
            vec![&b"a\n"[..], &long[..9], &long[..], b"x\n", b"b\n"],
        ] {
            let found = cuts(Form::Lines, &pieces).unwrap();
            assert_eq!(found, [some(1, "a"), (2, None), some(3, "b")]);
        }
        let document = [b"[1, \"", &long[..], b"\",\n2]"];
        let found = cuts(Form::Document, &document).unwrap();
        assert_eq!(found, [some(1, "1"), (2, None), some(3, "2")]);
    }

    #[test]
    fn a_hundred_megabytes_leave_nothing_behind() {
        let line = format!("{{\"id\":\"{}\"}}\n", "x".repeat(240));
        let chunk = line.repeat(256);
        let mut lines = Lines::default();
        let mut count = 0_u64;
        for _ in 0..(100 * 1024 * 1024 / chunk.len()) {
            lines.push(chunk.as_bytes(), &mut |_| count += 1).unwrap();
        }
        assert!(count > 400_000);
        assert!(lines.line.capacity() <= 2 * INTAKE_LINE_BYTES);
    }

    #[test]
    fn documents_are_arrays_or_hold_one() {
        for text in [
            "[{\"a\":\"]},[\\\"\"}, {\"b\":[1,{}]} ]",
            " {\"events\" : [{\"a\":\"]},[\\\"\"},{\"b\":[1,{}]}] } ",
        ] {
            let found = cuts(Form::Document, &[text.as_bytes()]).unwrap();
            assert_eq!(
                found,
                [some(1, "{\"a\":\"]},[\\\"\"}"), some(2, "{\"b\":[1,{}]}")]
            );
        }
        assert_eq!(cuts(Form::Document, &[b"[]"]).unwrap(), []);
        for broken in [
            "",
            "{",
            "[",
            "[1",
            "[1,",
            "[1,]",
            "[,1]",
            "[1 2]",
            "[1] x",
            "{\"event\":[1]}",
            "{\"events\":[1]",
            "{\"events\":[1],\"x\":1}",
            "1",
            "[{\"a\":\"]",
        ] {
            assert!(
                cuts(Form::Document, &[broken.as_bytes()]).is_err(),
                "{broken}"
            );
        }
    }

    #[test]
    fn utf16_is_told_apart_from_broken_lines() {
        for text in [&b"\xff\xfe{\0"[..], b"\xfe\xff\0{", b"{\0\"\0"] {
            assert!(cuts(Form::Lines, &[text]).is_err());
            assert!(cuts(Form::Document, &[text]).is_err());
        }
    }

    proptest! {
        #[test]
        fn where_the_network_cuts_does_not_matter(text in "[\\[\\]{}\",\\\\ a1\n]{0,60}", at in 0usize..60) {
            let bytes = text.as_bytes();
            let (first, second) = bytes.split_at(at.min(bytes.len()));
            for form in [Form::Lines, Form::Document] {
                let whole = cuts(form, &[bytes]).ok();
                prop_assert_eq!(whole, cuts(form, &[first, second]).ok());
            }
        }

        #[test]
        fn documents_are_cut_as_a_reader_of_json_reads_them(numbers in prop::collection::vec(any::<i32>(), 0..9), word in ".{0,9}") {
            let mut values: Vec<serde_json::Value> = numbers.iter().map(|n| serde_json::json!({"n": n, "w": word})).collect();
            values.push(serde_json::json!(word));
            let text = serde_json::to_string(&values).unwrap();
            let found: Vec<serde_json::Value> = cuts(Form::Document, &[text.as_bytes()]).unwrap()
                .into_iter().map(|(_, text)| serde_json::from_str(&text.unwrap()).unwrap()).collect();
            prop_assert_eq!(found, values);
        }
    }
}
