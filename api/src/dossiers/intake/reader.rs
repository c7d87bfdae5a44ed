//! From bytes as they come to events, unpacked and counted.

use std::io::Write;

use flate2::write::MultiGzDecoder;
use mobile_contract::ErrorCode;
use mobile_contract::dossier::event::DossierEvent;
use mobile_contract::limits::{EVENT_ID_CHARS, INTAKE_BYTES};
use serde::Deserialize;

use super::cut::{Cut, Cutter, Form};
use super::lanes::{LANES, lane_of};
use crate::dossiers::check::{Refusal, RefusedFor};
use crate::error::{Error, Result};
use crate::kernel::text::cut;

/// Packed bytes that are unpacked at once: a packer makes at most a thousand times as much of them.
const PACKED_AT_ONCE: usize = 1_024;
/// Events of one transaction.
pub(super) const CHUNK: usize = 2_000;
/// Their bytes: a few long ones are a transaction as well, so that little waits in memory whatever is sent.
const CHUNK_BYTES: usize = 1024 * 1024;
/// Longest words of the parser that are passed on, in characters.
const DETAIL_CHARS: usize = 200;

/// Events with their lines, and what was none.
#[derive(Debug, Default)]
pub(super) struct Batch {
    pub(super) events: Vec<(u64, DossierEvent)>,
    pub(super) refused: Vec<Refusal>,
    bytes: usize,
}

impl Batch {
    fn is_full(&self) -> bool {
        self.events.len() + self.refused.len() >= CHUNK || self.bytes >= CHUNK_BYTES
    }
}

/// Full batches with their lanes.
pub(super) type Full = Vec<(usize, Batch)>;

/// Reads a batch from its bytes.
pub(super) struct Reader {
    unpack: Option<MultiGzDecoder<Vec<u8>>>,
    cutter: Cutter,
    bytes: u64,
    open: Open,
}

/// What is not full yet, lane by lane.
#[derive(Debug, Default)]
struct Open([Batch; LANES]);

impl Reader {
    pub(super) fn new(form: Form, packed: bool) -> Self {
        Self {
            unpack: packed.then(|| MultiGzDecoder::new(Vec::new())),
            cutter: Cutter::new(form),
            bytes: 0,
            open: Open::default(),
        }
    }

    /// Reads on, and gives what it left: of packed bytes a few are read at once, because they can be a thousand times
    /// as many. `full` takes each full batch.
    ///
    /// # Errors
    /// When it is too much, broken, or no UTF-8.
    pub(super) fn push<'b>(&mut self, bytes: &'b [u8], full: &mut Full) -> Result<&'b [u8]> {
        let Some(mut unpack) = self.unpack.take() else {
            self.plain(bytes, full)?;
            return Ok(&[]);
        };
        let (some, rest) = bytes.split_at(bytes.len().min(PACKED_AT_ONCE));
        // Packed bytes count as well: there are files that go on for ever and hold nothing.
        self.count(some)?;
        unpack.write_all(some).map_err(|_| broken_gzip())?;
        let plain = std::mem::take(unpack.get_mut());
        self.plain(&plain, full)?;
        self.unpack = Some(unpack);
        Ok(rest)
    }

    /// The stream has ended: the last batch.
    ///
    /// # Errors
    /// When it was cut off.
    pub(super) fn finish(mut self, full: &mut Full) -> Result<()> {
        if let Some(unpack) = self.unpack.take() {
            let plain = unpack.finish().map_err(|_| broken_gzip())?;
            self.plain(&plain, full)?;
        }
        let open = &mut self.open;
        self.cutter.finish(&mut |cut| open.add(cut, full))?;
        full.extend(self.open.0.into_iter().enumerate());
        Ok(())
    }

    fn count(&mut self, bytes: &[u8]) -> Result<()> {
        let more = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        self.bytes = self.bytes.saturating_add(more);
        if self.bytes > INTAKE_BYTES {
            return Err(too_large());
        }
        Ok(())
    }

    fn plain(&mut self, bytes: &[u8], full: &mut Full) -> Result<()> {
        self.count(bytes)?;
        let open = &mut self.open;
        self.cutter.push(bytes, &mut |cut| open.add(cut, full))
    }
}

impl Open {
    fn add(&mut self, cut: Cut<'_>, full: &mut Full) {
        let bytes = match cut {
            Cut::TooLong(_) => 0,
            Cut::Event(_, text) => text.len(),
        };
        let read = match cut {
            Cut::TooLong(line) => Err(Refusal {
                line,
                id: None,
                reason: RefusedFor::TooLong,
                detail: None,
            }),
            Cut::Event(line, text) => read(line, text).map(|event| (line, event)),
        };
        let lane = read
            .as_ref()
            .map_or(0, |(_, event)| lane_of(&event.dossier));
        let Some(batch) = self.0.get_mut(lane) else {
            return;
        };
        match read {
            Ok(event) => batch.events.push(event),
            Err(refusal) => batch.refused.push(refusal),
        }
        batch.bytes += bytes;
        if batch.is_full() {
            full.push((lane, std::mem::take(batch)));
        }
    }
}

/// Reads one event.
fn read(line: u64, bytes: &[u8]) -> Result<DossierEvent, Refusal> {
    let refusal = |reason, id, detail| Refusal {
        line,
        id,
        reason,
        detail,
    };
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Err(refusal(RefusedFor::Encoding, None, None));
    };
    serde_json::from_str(text).map_err(|error| {
        let id = serde_json::from_str::<Named>(text).ok();
        let id = id.and_then(|named| named.id).map(|id| cut_id(&id));
        // Its place in the line helps; what the line says is not repeated longer than needed.
        let detail = cut(&error.to_string(), DETAIL_CHARS);
        refusal(RefusedFor::Form, id, Some(detail))
    })
}

/// The id alone, of what is no event.
#[derive(Deserialize)]
struct Named {
    id: Option<String>,
}

fn cut_id(id: &str) -> String {
    let shown: String = id.chars().filter(|c| !c.is_control()).collect();
    cut(&shown, EVENT_ID_CHARS)
}

/// A batch beyond [`INTAKE_BYTES`].
pub(super) fn too_large() -> Error {
    let most = INTAKE_BYTES / 1024 / 1024;
    Error::new(ErrorCode::TooLarge).detail(
        format!("Mỗi lần gửi tối đa {most} MB sau khi giải nén; xin chia nhỏ."),
        format!("At most {most} MB at once, unpacked; please send it in parts."),
    )
}

fn broken_gzip() -> Error {
    Error::new(ErrorCode::BadRequest).detail(
        "Nội dung nén gzip bị hỏng hoặc bị cắt ngang.",
        "The gzip body is broken or cut off.",
    )
}

#[cfg(test)]
mod tests {
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use mobile_contract::limits::INTAKE_LINE_BYTES;

    use super::*;

    fn event(number: usize) -> String {
        format!(
            r#"{{"id":"e{number}","dossier":"H31.12.45-260715-{:04}","at":"2026-07-15T08:00:00+07:00","kind":"received"}}"#,
            number % 10_000
        )
    }

    /// What was read, in order.
    fn batches(reader: Reader, bytes: &[u8]) -> Result<Batch> {
        let mut reader = reader;
        let mut full = Full::new();
        for piece in bytes.chunks(7_001) {
            let mut rest = piece;
            while !rest.is_empty() {
                rest = reader.push(rest, &mut full)?;
            }
        }
        reader.finish(&mut full)?;
        let mut all = Batch::default();
        for (lane, batch) in full {
            let mut codes = batch.events.iter().map(|(_, event)| &event.dossier);
            assert!(codes.all(|code| lane_of(code) == lane));
            assert!(batch.events.len() + batch.refused.len() <= CHUNK);
            all.events.extend(batch.events);
            all.refused.extend(batch.refused);
        }
        all.events.sort_by_key(|(line, _)| *line);
        Ok(all)
    }

    #[test]
    fn good_lines_go_in_beside_broken_ones() {
        let text = [
            event(1).as_bytes(),
            b"{\"id\":\"e2\",\"kind\":\"received\"}",
            b"{\"id\":\"\xc4\xe3\"}",
            b"\"e4\"",
            event(5).as_bytes(),
        ]
        .join(&b'\n');
        let batch = batches(Reader::new(Form::Lines, false), &text).unwrap();
        let lines: Vec<u64> = batch.events.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [1, 5]);
        let refused: Vec<_> = batch
            .refused
            .iter()
            .map(|r| (r.line, r.id.as_deref(), r.reason))
            .collect();
        assert_eq!(
            refused,
            [
                (2, Some("e2"), RefusedFor::Form),
                (3, None, RefusedFor::Encoding),
                (4, None, RefusedFor::Form)
            ]
        );
        let detail = batch.refused[0].detail.as_deref().unwrap();
        assert!(detail.contains("dossier"), "{detail}");
    }

    #[test]
    fn a_few_long_events_are_a_chunk() {
        let reason = "x".repeat(INTAKE_LINE_BYTES - 300);
        let long = event(1).replace(
            "\"received\"",
            &format!("\"received\",\"reason\":\"{reason}\""),
        );
        let (mut reader, mut full) = (Reader::new(Form::Lines, false), Full::new());
        for _ in 0..CHUNK_BYTES / long.len() + 1 {
            reader.push(long.as_bytes(), &mut full).unwrap();
            reader.push(b"\n", &mut full).unwrap();
        }
        let [(_, batch)] = full.as_slice() else {
            panic!("{} chunks", full.len());
        };
        assert!(batch.bytes < CHUNK_BYTES + INTAKE_LINE_BYTES);
        assert!(batch.events.len() < 40);
    }

    #[test]
    fn a_bomb_of_brackets_is_one_broken_line() {
        let bomb = format!("{}\n{}", "[".repeat(30_000), event(2));
        let found = batches(Reader::new(Form::Lines, false), bomb.as_bytes()).unwrap();
        assert_eq!((found.events.len(), found.refused.len()), (1, 1));
    }

    #[test]
    fn packed_bytes_are_unpacked_within_bounds() {
        let text: String = (0..5_000).map(|n| event(n) + "\n").collect();
        let mut packer = GzEncoder::new(Vec::new(), Compression::default());
        packer.write_all(text.as_bytes()).unwrap();
        let packed = packer.finish().unwrap();
        let found = batches(Reader::new(Form::Lines, true), &packed).unwrap();
        let lines: Vec<_> = found.events.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, (1..=5_000).collect::<Vec<_>>());
        let cut_off = &packed[..packed.len() / 2];
        assert!(batches(Reader::new(Form::Lines, true), cut_off).is_err());
        assert!(batches(Reader::new(Form::Lines, true), text.as_bytes()).is_err());
    }

    #[test]
    fn what_is_unpacked_of_a_few_bytes_is_handed_on_at_once() {
        let mut packer = GzEncoder::new(Vec::new(), Compression::best());
        for number in 0..200_000 {
            packer.write_all(event(number % 100).as_bytes()).unwrap();
            packer.write_all(b"\n").unwrap();
        }
        let packed = packer.finish().unwrap();
        let (mut reader, mut full) = (Reader::new(Form::Lines, true), Full::new());
        let mut rest = packed.as_slice();
        while !rest.is_empty() {
            rest = reader.push(rest, &mut full).unwrap();
            let most: usize = full.drain(..).map(|(_, batch)| batch.events.len()).sum();
            // A thousand bytes are a million at most, and an event has a hundred.
            assert!(most <= 12_000, "{most}");
        }
    }

    #[test]
    fn empty_packets_without_end_are_too_much() {
        let nothing = GzEncoder::new(Vec::new(), Compression::fast())
            .finish()
            .unwrap();
        let many = nothing.repeat(50_000);
        let (mut reader, mut full) = (Reader::new(Form::Lines, true), Full::new());
        let refused = (0..200).find_map(|_| {
            let mut rest = many.as_slice();
            while !rest.is_empty() {
                match reader.push(rest, &mut full) {
                    Ok(left) => rest = left,
                    Err(error) => return Some(error.code()),
                }
            }
            None
        });
        assert_eq!(refused, Some(ErrorCode::TooLarge));
    }

    #[test]
    fn a_bomb_of_zeros_ends_at_the_limit() {
        let mut packer = GzEncoder::new(Vec::new(), Compression::best());
        for _ in 0..=(INTAKE_BYTES / (1024 * 1024)) {
            packer.write_all(&vec![b' '; 1024 * 1024]).unwrap();
        }
        let packed = packer.finish().unwrap();
        let refused = batches(Reader::new(Form::Lines, true), &packed).unwrap_err();
        assert_eq!(refused.code(), ErrorCode::TooLarge);
    }
}
