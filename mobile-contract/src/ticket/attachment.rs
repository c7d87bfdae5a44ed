//! Files that come with tickets.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// What a file is, as its bytes tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
pub enum AttachmentType {
    /// A photo.
    #[serde(rename = "image/jpeg")]
    Jpeg,
    /// A picture, such as a screenshot.
    #[serde(rename = "image/png")]
    Png,
    /// A document.
    #[serde(rename = "application/pdf")]
    Pdf,
}

impl AttachmentType {
    /// The media type.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Pdf => "application/pdf",
        }
    }

    /// How names of such files end.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Pdf => "pdf",
        }
    }

    /// Whether it can be shown as a picture.
    #[must_use]
    pub const fn is_picture(self) -> bool {
        matches!(self, Self::Jpeg | Self::Png)
    }
}

/// A file (tệp đính kèm) of a ticket. Its bytes are read at `…/attachments/{id}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Attachment {
    /// Its id.
    pub id: Uuid,
    /// Its name, to show: cleaned, numbers of people masked.
    #[schema(max_length = 100, example = "giay-hen.jpg")]
    pub name: String,
    /// What it is. Photos in WebP are kept as JPEG or PNG.
    pub media_type: AttachmentType,
    /// How large it is, in bytes.
    pub bytes: u64,
    /// When it came.
    pub uploaded_at: DateTime<Utc>,
}

/// How large a picture is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AttachmentSize {
    /// As it was sent.
    #[default]
    Full,
    /// At most 320 pixels a side, for lists. Documents have no small form.
    Small,
}

/// Query of `GET …/attachments/{id}`.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct AttachmentParams {
    /// How large a picture is wanted; as it was sent, when absent.
    #[serde(default)]
    #[param(inline)]
    pub size: AttachmentSize,
}

/// Body of `POST …/attachments`: `multipart/form-data`.
#[derive(Clone, Debug, ToSchema)]
pub struct NewAttachments {
    /// One to five files: JPEG, PNG, WebP or PDF, at most 10 MB each, 20 MB together.
    #[schema(value_type = Vec<String>, format = Binary, min_items = 1, max_items = 5)]
    pub file: Vec<Vec<u8>>,
    /// What the sender says about them; personal numbers in it are masked.
    #[schema(max_length = 4000)]
    pub text: Option<String>,
}
