//! Lines of a file, plain or gzipped, one after the other in bounded memory.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::bufread::MultiGzDecoder;

use super::{Error, MAX_LINE, Options, Refused, Row, record};

/// First bytes of a gzip file.
const GZIP_MAGIC: [u8; 2] = [0x1f, 0x8b];

/// Opens a file of the catalogue. Whether it is gzipped is seen from its first bytes.
///
/// # Errors
/// When the file cannot be opened or its first bytes cannot be read.
pub fn open(path: &Path, options: Options) -> io::Result<Reader> {
    let file = File::open(path)?;
    let total = file.metadata()?.len();
    Reader::new(file, total, options)
}

/// The rows of a file. Ends after the first [`Error::Broken`].
pub struct Reader {
    input: Box<dyn BufRead + Send>,
    read: Arc<AtomicU64>,
    total: u64,
    line: u64,
    options: Options,
    done: bool,
}

impl std::fmt::Debug for Reader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reader")
            .field("line", &self.line)
            .field("total", &self.total)
            .finish_non_exhaustive()
    }
}

/// One line as bytes.
enum Line {
    Whole(Vec<u8>),
    TooLong,
    End,
}

impl Reader {
    pub(super) fn new(
        input: impl Read + Send + 'static,
        total: u64,
        options: Options,
    ) -> io::Result<Self> {
        let read = Arc::new(AtomicU64::new(0));
        let mut plain = BufReader::new(Counted {
            input,
            read: Arc::clone(&read),
        });
        let gzipped = plain.fill_buf()?.starts_with(&GZIP_MAGIC);
        let input: Box<dyn BufRead + Send> = if gzipped {
            Box::new(BufReader::new(MultiGzDecoder::new(plain)))
        } else {
            Box::new(plain)
        };
        Ok(Self {
            input,
            read,
            total,
            line: 0,
            options,
            done: false,
        })
    }

    /// Bytes taken from the file so far, as they lie on the disk.
    #[must_use]
    pub fn bytes_read(&self) -> u64 {
        self.read.load(Ordering::Relaxed)
    }

    /// Size of the file in bytes.
    #[must_use]
    pub const fn total(&self) -> u64 {
        self.total
    }

    /// Reads up to the end of a line, keeping at most [`MAX_LINE`] bytes of it.
    fn next_line(&mut self) -> io::Result<Line> {
        let mut line = Vec::new();
        let mut too_long = false;
        loop {
            let chunk = match self.input.fill_buf() {
                Ok(chunk) => chunk,
                Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
                Err(e) => return Err(e),
            };
            if chunk.is_empty() {
                return Ok(match (too_long, line.is_empty()) {
                    (true, _) => Line::TooLong,
                    (false, true) => Line::End,
                    (false, false) => Line::Whole(line),
                });
            }
            let newline = chunk.iter().position(|b| *b == b'\n');
            let (body, _) = chunk.split_at(newline.unwrap_or(chunk.len()));
            too_long |= line.len() + body.len() > MAX_LINE;
            if too_long {
                line = Vec::new();
            } else {
                line.extend_from_slice(body);
            }
            let used = body.len() + usize::from(newline.is_some());
            self.input.consume(used);
            if newline.is_some() {
                return Ok(if too_long {
                    Line::TooLong
                } else {
                    Line::Whole(line)
                });
            }
        }
    }

    fn refuse(&self, reason: impl Into<String>) -> Error {
        Error::Refused(Refused {
            line: self.line,
            reason: reason.into(),
        })
    }

    fn understand(&self, bytes: &[u8]) -> Result<Row, Error> {
        let text = str::from_utf8(bytes).map_err(|e| {
            self.refuse(format!(
                "The line is not valid UTF-8 after byte {}.",
                e.valid_up_to()
            ))
        })?;
        record::row(text, self.line, self.options).map_err(|reason| self.refuse(reason))
    }
}

impl Iterator for Reader {
    type Item = Result<Row, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            let line = match self.next_line() {
                Ok(line) => line,
                Err(source) => {
                    self.done = true;
                    return Some(Err(Error::Broken {
                        after_line: self.line,
                        source,
                    }));
                }
            };
            if matches!(line, Line::End) {
                self.done = true;
                break;
            }
            self.line += 1;
            match line {
                Line::TooLong => {
                    return Some(Err(
                        self.refuse(format!("The line is longer than {MAX_LINE} bytes."))
                    ));
                }
                Line::Whole(bytes) if !bytes.trim_ascii().is_empty() => {
                    return Some(self.understand(&bytes));
                }
                Line::Whole(_) | Line::End => {}
            }
        }
        None
    }
}

/// Counts what passes.
struct Counted<R> {
    input: R,
    read: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(buffer)?;
        self.read.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::{Compression, write::GzEncoder};

    use super::*;

    const GOOD: &str = r#"{"code":"1.001193","name":"Thủ tục đăng ký khai sinh"}"#;

    fn read(bytes: Vec<u8>) -> Vec<Result<Row, Error>> {
        let total = bytes.len() as u64;
        Reader::new(io::Cursor::new(bytes), total, Options::default())
            .unwrap()
            .collect()
    }

    fn gzip(text: &str) -> Vec<u8> {
        let mut out = GzEncoder::new(Vec::new(), Compression::fast());
        out.write_all(text.as_bytes()).unwrap();
        out.finish().unwrap()
    }

    fn reason(result: &Result<Row, Error>) -> (u64, String) {
        match result {
            Err(Error::Refused(refused)) => (refused.line, refused.reason.clone()),
            other => panic!("expected a refused line, got {other:?}"),
        }
    }

    #[test]
    fn plain_and_gzipped_files_read_alike() {
        for bytes in [GOOD.as_bytes().to_vec(), gzip(GOOD)] {
            let rows = read(bytes);
            assert_eq!(rows.len(), 1);
            assert_eq!(
                rows[0].as_ref().unwrap().procedure.title,
                "Đăng ký khai sinh"
            );
        }
    }

    #[test]
    fn a_bad_line_is_refused_by_number_and_the_next_is_read() {
        let rows = read(format!("{{\n\n{GOOD}\r\n{{\"a\":1}}\n").into_bytes());
        assert_eq!(reason(&rows[0]).0, 1);
        assert_eq!(rows[1].as_ref().unwrap().line, 3);
        assert_eq!(
            reason(&rows[2]),
            (
                4,
                "The line is neither of the list nor of the detail export.".into()
            )
        );
    }

    #[test]
    fn a_line_that_is_not_utf8_is_refused() {
        assert!(
            reason(&read(b"{\"code\":\"\xff\"}".to_vec())[0])
                .1
                .contains("UTF-8")
        );
    }

    #[test]
    fn a_line_longer_than_the_limit_is_refused_and_skipped() {
        let rows = read(format!("{}\n{GOOD}", "x".repeat(MAX_LINE + 1)).into_bytes());
        assert!(reason(&rows[0]).1.contains("longer"));
        assert!(rows[1].is_ok());
    }

    #[test]
    fn a_truncated_gzip_file_is_broken_rather_than_short() {
        let whole = gzip(&format!("{GOOD}\n").repeat(2000));
        let rows = read(whole[..whole.len() - 6].to_vec());
        assert!(matches!(rows.last(), Some(Err(Error::Broken { .. }))));
    }

    #[test]
    fn progress_reaches_the_size_of_the_file() {
        let bytes = gzip(GOOD);
        let total = bytes.len() as u64;
        let mut reader = Reader::new(io::Cursor::new(bytes), total, Options::default()).unwrap();
        while reader.next().is_some() {}
        assert_eq!((reader.bytes_read(), reader.total()), (total, total));
    }
}
