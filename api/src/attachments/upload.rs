//! Reading of `multipart/form-data`: bounded while it comes, refused as early as can be.

use std::net::IpAddr;
use std::time::Duration;

use actix_multipart::{Field, Multipart, MultipartError};
use actix_web::HttpRequest;
use actix_web::http::header;
use actix_web::web::Data;
use futures_util::StreamExt;
use mobile_contract::ErrorCode;
use mobile_contract::limits::{
    ATTACHMENT_BYTES, ATTACHMENTS_PER_MESSAGE, BODY_BYTES, UPLOAD_BYTES,
};

use super::doors::{Door, Doors};
use super::{Files, Given, name, refusal};
use crate::error::{Error, Result};
use crate::kernel::rate::Limiter;

/// How long a sender may be silent in between.
const SILENCE: Duration = Duration::from_secs(30);
/// How much more is read of what is refused, so that its sender comes to read the answer: a browser that
/// is cut off shows an error of its own.
const READ_ON: usize = 3 * UPLOAD_BYTES;
/// How long all of it may take: who sends a byte now and then must not keep others out.
const WHOLE: Duration = Duration::from_secs(180);
/// Most fields that are no files.
const FIELDS: usize = 40;
/// Most parts of any kind. Empty ones hold no bytes that could be counted.
const PARTS: usize = FIELDS + 2 * ATTACHMENTS_PER_MESSAGE;
/// Name of the fields that carry files.
const FILE: &str = "file";

/// What came: fields of text, and files.
#[derive(Default)]
pub struct Upload {
    /// Names and values, in order.
    pub fields: Vec<(String, String)>,
    /// The files.
    pub files: Vec<Given>,
    /// Why the files were not taken; fields were read all the same.
    pub refused: Option<Error>,
    /// Others wait, or are refused, until it was dealt with.
    pub door: Door,
}

impl Upload {
    /// What came, if nothing of it was refused.
    ///
    /// # Errors
    /// 413 or 422 when it is larger or more than is taken.
    pub fn whole(self) -> Result<Self> {
        match self.refused {
            Some(refused) => Err(refused),
            None => Ok(self),
        }
    }

    /// The value of a field; the first one, when there are several.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&str> {
        let found = self.fields.iter().find(|(field, _)| field == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// What has been read so far.
#[derive(Default)]
struct Reading {
    upload: Upload,
    /// Bytes of all files.
    files: usize,
    /// Bytes of all other fields.
    words: usize,
    /// Bytes that came after it was refused.
    beyond: usize,
    /// Parts of any kind.
    parts: usize,
}

impl Files {
    /// Reads what was sent. Whoever calls this knows already that the sender may send something.
    ///
    /// Whether it was too much stands in [`Upload::refused`].
    ///
    /// # Errors
    /// 415 when it is no form.
    pub async fn read_upload(&self, request: &HttpRequest, multipart: Multipart) -> Result<Upload> {
        let whole = tokio::time::timeout(WHOLE, self.read_parts(request, multipart));
        whole.await.map_err(|_| Error::new(ErrorCode::BadRequest))?
    }

    async fn read_parts(&self, request: &HttpRequest, mut multipart: Multipart) -> Result<Upload> {
        let mut reading = Reading::default();
        let limiter = request.app_data::<Data<Limiter>>();
        let from = limiter.and_then(|limiter| limiter.address(request));
        let length = request.headers().get(header::CONTENT_LENGTH);
        let length = length.and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
        if length.is_some_and(|length| length > UPLOAD_BYTES) {
            reading.upload.refused = Some(refusal::too_large_together());
        }
        while let Some(field) = next(&mut multipart).await? {
            reading.parts += 1;
            if reading.parts > PARTS {
                return Err(Error::new(ErrorCode::TooLarge));
            }
            read_field(field?, &mut reading, (&self.doors, from)).await?;
            if reading.beyond > READ_ON {
                break;
            }
        }
        if reading.upload.refused.is_some() {
            reading.upload.files.clear();
        }
        Ok(reading.upload)
    }
}

type Next = Option<Result<Field>>;

async fn next(multipart: &mut Multipart) -> Result<Next> {
    let field = tokio::time::timeout(SILENCE, multipart.next()).await;
    let field = field.map_err(|_| Error::new(ErrorCode::BadRequest))?;
    Ok(field.map(|field| field.map_err(|error| unreadable(&error))))
}

async fn read_field(
    mut field: Field,
    reading: &mut Reading,
    (doors, from): (&Doors, Option<IpAddr>),
) -> Result<()> {
    let disposition = field.content_disposition();
    let file_name = disposition.and_then(|d| {
        d.get_filename_ext().map_or_else(
            || d.get_filename().map(str::to_owned),
            |extended| String::from_utf8(extended.value.clone()).ok(),
        )
    });
    let name = field.name().unwrap_or_default().to_owned();
    reading.words += name.len();
    let is_file = name == FILE;
    let claimed = field
        .content_type()
        .map(|kind| kind.essence_str().to_owned());
    let file_name = file_name.unwrap_or_default();
    let mut bytes = Vec::new();
    loop {
        let chunk = tokio::time::timeout(SILENCE, field.next()).await;
        let chunk = chunk.map_err(|_| Error::new(ErrorCode::BadRequest))?;
        let Some(chunk) = chunk else { break };
        let chunk = chunk.map_err(|error| unreadable(&error))?;
        // Only who really sends a file needs a place among them. Without one, the words are read all the
        // same.
        if is_file && reading.upload.refused.is_none() && reading.upload.door.is_none() {
            match doors.enter(from) {
                Ok(door) => reading.upload.door = door,
                Err(refused) => reading.upload.refused = Some(refused),
            }
        }
        if is_file && reading.upload.refused.is_some() {
            reading.beyond += chunk.len();
            if reading.beyond > READ_ON {
                return Ok(());
            }
            continue;
        }
        bytes.extend_from_slice(&chunk);
        if let Some(refused) = refused(reading, is_file, (&bytes, chunk.len()), &file_name) {
            if !is_file {
                return Err(refused);
            }
            bytes = Vec::new();
            reading.upload.refused = Some(refused);
        }
    }
    // A browser sends an empty file where none was chosen.
    let nothing = is_file && bytes.is_empty() && file_name.is_empty();
    if nothing || is_file && reading.upload.refused.is_some() {
        return Ok(());
    }
    if is_file {
        reading.upload.files.push(Given {
            name: file_name,
            claimed,
            bytes,
        });
    } else {
        let value = String::from_utf8(bytes).map_err(|_| Error::new(ErrorCode::BadRequest))?;
        reading.upload.fields.push((name, value));
    }
    Ok(())
}

/// Counts what came, and says when it is too much.
fn refused(
    reading: &mut Reading,
    is_file: bool,
    (bytes, came): (&[u8], usize),
    file_name: &str,
) -> Option<Error> {
    if !is_file {
        reading.words += came;
        let many = reading.upload.fields.len() >= FIELDS;
        return (many || reading.words > BODY_BYTES).then(|| Error::new(ErrorCode::TooLarge));
    }
    reading.files += came;
    if reading.upload.files.len() >= ATTACHMENTS_PER_MESSAGE {
        return Some(refusal::too_many());
    }
    if bytes.len() > ATTACHMENT_BYTES {
        return Some(refusal::too_large(&name::shown(file_name)));
    }
    (reading.files > UPLOAD_BYTES).then(refusal::too_large_together)
}

fn unreadable(error: &MultipartError) -> Error {
    match error {
        MultipartError::ContentTypeMissing
        | MultipartError::ContentTypeParse
        | MultipartError::ContentTypeIncompatible => Error::new(ErrorCode::UnsupportedMedia)
            .detail(
                "Cần gửi multipart/form-data, mỗi tệp trong một trường “file”.",
                "Please send multipart/form-data, each file in a field “file”.",
            ),
        _ => Error::new(ErrorCode::BadRequest),
    }
}
