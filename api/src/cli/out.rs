//! Standard output, also when nobody reads it any more (`motcua openapi | head`).

use std::io::Write;

/// Writes text. Whoever closed the pipe has seen enough; that is no failure.
///
/// # Errors
/// When writing fails for another reason.
pub(super) fn write(text: &str) -> std::io::Result<()> {
    match std::io::stdout().lock().write_all(text.as_bytes()) {
        Err(e) if e.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}
