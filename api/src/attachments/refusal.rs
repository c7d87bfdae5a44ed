//! Why a file is not taken, in words for whoever sent it.

use mobile_contract::ErrorCode;
use mobile_contract::limits::{
    ATTACHMENT_BYTES, ATTACHMENTS_PER_MESSAGE, PHOTO_PIXELS, UPLOAD_BYTES,
};

use crate::error::Error;

const MEGA: usize = 1024 * 1024;

/// Why a file is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// It has no bytes.
    Empty,
    /// It is no photo and no PDF.
    Kind,
    /// It is not what was said of it.
    Lies,
    /// The picture cannot be read.
    Broken,
    /// The picture has more pixels than we open.
    Pixels,
    /// The document cannot be read as a PDF.
    BrokenPdf,
    /// The document is locked by a password.
    Locked,
    /// The document holds programs, or files of its own.
    Active,
    /// It is no photo, where who sends it stays unknown: other files say who made them.
    Named,
}

impl Refusal {
    /// As the answer to whoever sent the file, by its name.
    pub(super) fn of(self, name: &str) -> Error {
        let (vi, en) = self.words();
        Error::new(ErrorCode::AttachmentRefused).and_field(
            "body.file",
            format!("tệp “{name}” {vi}"),
            format!("the file “{name}” {en}"),
        )
    }

    fn words(self) -> (String, String) {
        let (vi, en) = match self {
            Self::Empty => ("không có nội dung", "is empty"),
            Self::Kind => (
                "không phải ảnh (JPEG, PNG, WebP) hay PDF. Bạn có thể chụp màn hình rồi gửi ảnh",
                "is neither a picture (JPEG, PNG, WebP) nor a PDF. You could send a screenshot of it",
            ),
            Self::Lies => (
                "có nội dung khác với loại tệp đã ghi. Bạn lưu lại tệp rồi gửi lại giúp",
                "is not of the type it claims to be. Please save it anew and send it again",
            ),
            Self::Broken => (
                "không mở được, có thể ảnh bị hỏng. Bạn chụp lại giúp",
                "cannot be opened; the picture may be damaged. Please take it again",
            ),
            Self::Pixels => {
                let most = PHOTO_PIXELS / 1_000_000;
                return (
                    format!("quá lớn, ảnh tối đa {most} triệu điểm. Bạn chụp ở cỡ nhỏ hơn giúp"),
                    format!(
                        "is too large: at most {most} million pixels. Please take a smaller picture"
                    ),
                );
            }
            Self::BrokenPdf => (
                "không đọc được như một tệp PDF. Bạn xuất lại PDF rồi gửi lại giúp",
                "cannot be read as a PDF. Please export it anew and send it again",
            ),
            Self::Locked => (
                "có đặt mật khẩu. Bạn bỏ mật khẩu rồi gửi lại giúp",
                "is locked by a password. Please remove it and send it again",
            ),
            Self::Active => (
                "có chứa chương trình hoặc tệp đính kèm bên trong. Bạn in lại thành PDF rồi gửi lại giúp",
                "holds programs or files inside. Please print it to a new PDF and send that",
            ),
            Self::Named => (
                "có thể ghi tên người làm ra nó. Phiếu đánh giá được giữ kín người gửi nên chỉ nhận ảnh; bạn chụp lại nội dung rồi gửi ảnh giúp",
                "may say who made it. Who rates stays unknown, so only pictures are taken here; please send a photo or a screenshot of it",
            ),
        };
        (vi.to_owned(), en.to_owned())
    }
}

/// A file is larger than any that is taken.
pub(super) fn too_large(name: &str) -> Error {
    let most = ATTACHMENT_BYTES / MEGA;
    Error::new(ErrorCode::TooLarge)
        .detail(
            format!("Tệp “{name}” quá lớn, mỗi tệp tối đa {most} MB."),
            format!("The file “{name}” is too large: at most {most} MB each."),
        )
        .and_field(
            "body.file",
            format!("tệp “{name}” quá lớn, mỗi tệp tối đa {most} MB"),
            format!("the file “{name}” is too large: at most {most} MB each"),
        )
}

/// What was sent is larger than all that is taken at once.
pub(super) fn too_large_together() -> Error {
    let most = UPLOAD_BYTES / MEGA;
    Error::new(ErrorCode::TooLarge)
        .detail(
            format!("Các tệp gửi một lần tối đa {most} MB."),
            format!("At most {most} MB can be sent at once."),
        )
        .and_field(
            "body.file",
            format!("các tệp gửi một lần tối đa {most} MB"),
            format!("at most {most} MB can be sent at once"),
        )
}

/// More files came than one message takes.
pub(super) fn too_many() -> Error {
    Error::new(ErrorCode::AttachmentRefused).and_field(
        "body.file",
        format!("tối đa {ATTACHMENTS_PER_MESSAGE} tệp một lần gửi"),
        format!("at most {ATTACHMENTS_PER_MESSAGE} files at once"),
    )
}
