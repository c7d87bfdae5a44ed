//! Where a batch is read from: the network, or a file in which it waited while it was looked at.

use std::io::{Read, Seek, Write};
use std::time::Duration;

use actix_web::error::PayloadError;
use actix_web::web::Bytes;
use futures_util::{Stream, StreamExt};
use mobile_contract::ErrorCode;
use tempfile::SpooledTempFile;
use tokio::time::Instant;

use crate::error::{Error, Result};

/// What is read at once from a file.
const AT_ONCE: usize = 64 * 1024;
/// What is kept in memory of a batch that waits. The rest lies in a file without a name, which is gone with us.
const IN_MEMORY: usize = 1024 * 1024;
/// How long the network may be silent within a batch.
const PATIENCE: Duration = Duration::from_secs(60);
/// How long a batch may be on its way: the largest one at a megabit a second.
const LONGEST: Duration = Duration::from_secs(20 * 60);

/// A body as it comes.
pub(super) type Body = std::pin::Pin<Box<dyn Stream<Item = Result<Bytes, PayloadError>>>>;

/// Where bytes come from.
pub(super) enum Source {
    /// With the moment until which it may take.
    Network(Body, Instant),
    File(SpooledTempFile),
}

impl Source {
    /// A body that begins now.
    pub(super) fn network(body: Body) -> Self {
        Self::Network(body, Instant::now() + LONGEST)
    }

    /// The next bytes; `None` at the end.
    ///
    /// # Errors
    /// When the sender vanishes or the file cannot be read.
    pub(super) async fn next(&mut self) -> Result<Option<Bytes>> {
        match self {
            Self::Network(body, end) => {
                let until = (Instant::now() + PATIENCE).min(*end);
                match tokio::time::timeout_at(until, body.next()).await {
                    Ok(Some(Ok(bytes))) => Ok(Some(bytes)),
                    Ok(None) => Ok(None),
                    Ok(Some(Err(_))) | Err(_) => Err(vanished()),
                }
            }
            Self::File(file) => {
                let mut bytes = vec![0; AT_ONCE];
                let read = file.read(&mut bytes).map_err(Error::internal)?;
                bytes.truncate(read);
                Ok((read > 0).then(|| bytes.into()))
            }
        }
    }
}

/// A batch that waits.
pub(super) struct Spool(SpooledTempFile);

impl Spool {
    pub(super) fn new() -> Self {
        Self(tempfile::spooled_tempfile(IN_MEMORY))
    }

    /// Keeps bytes. They go to the system's memory; nobody waits for a disk here.
    ///
    /// # Errors
    /// When there is no room for them.
    pub(super) fn keep(&mut self, bytes: &[u8]) -> Result<()> {
        self.0.write_all(bytes).map_err(Error::unavailable)
    }

    /// Whether it lies on the disk.
    pub(super) fn is_file(&self) -> bool {
        self.0.is_rolled()
    }

    /// To be read from its beginning.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub(super) fn again(mut self) -> Result<Source> {
        self.0.rewind().map_err(Error::internal)?;
        Ok(Source::File(self.0))
    }
}

fn vanished() -> Error {
    Error::new(ErrorCode::BadRequest).detail(
        "Kết nối bị ngắt giữa chừng. Gửi lại từ đầu là an toàn.",
        "The connection broke off. Sending all of it again is safe.",
    )
}
