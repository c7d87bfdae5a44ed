//! Files that come along with a mail: what is a photo or a PDF is taken, the rest is counted.

use mobile_contract::ErrorCode;
use mobile_contract::limits::ATTACHMENTS_PER_MESSAGE;

use super::store::Arrival;
use crate::attachments::{Given, Taken};
use crate::error::Result;
use crate::notifications::inbound::Inbound;
use crate::tickets::Tickets;

/// What programs say of files that they know nothing of: no claim at all.
const UNKNOWN: &str = "application/octet-stream";

impl Tickets {
    /// Takes the files of a mail, at most so many. What cannot be taken is no reason to refuse the mail:
    /// the arrival that comes back has it counted.
    ///
    /// # Errors
    /// When the storage or the database fails.
    pub(super) async fn take_files(
        &self,
        mail: &Inbound,
        arrival: &Arrival,
        room: usize,
    ) -> Result<(Vec<Taken>, Arrival)> {
        let room = room.min(ATTACHMENTS_PER_MESSAGE);
        let mut taken = Vec::new();
        for file in &mail.attachments {
            if taken.len() >= room {
                break;
            }
            let claimed = file.claimed_type.clone();
            let given = Given {
                name: file.name.clone().unwrap_or_else(|| "tệp".to_owned()),
                claimed: claimed.filter(|kind| !kind.eq_ignore_ascii_case(UNKNOWN)),
                bytes: file.bytes.clone(),
            };
            match self.files.take(given).await {
                Ok(file) => taken.push(file),
                Err(e) if is_refusal(e.code()) => {}
                Err(e) => return Err(e),
            }
        }
        let left_out = mail.attachments.len() + mail.attachments_left_out - taken.len();
        let arrival = Arrival {
            left_out: u32::try_from(left_out).unwrap_or(u32::MAX),
            ..arrival.clone()
        };
        Ok((taken, arrival))
    }
}

/// Whether it is about the file, and nothing of ours.
const fn is_refusal(code: ErrorCode) -> bool {
    matches!(
        code,
        ErrorCode::AttachmentRefused | ErrorCode::TooLarge | ErrorCode::Invalid
    )
}
