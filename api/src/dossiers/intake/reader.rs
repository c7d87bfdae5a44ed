//! From bytes as they come to events, unpacked and counted.

#[cfg(test)]
mod tests;

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
pub(super) const CHUNK: usize = 4_000;
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
