//! What a poster says to everyone, Vietnamese first.

use crate::poster::{Poster, Purpose};

/// A sentence in both languages.
pub(crate) struct Said {
    pub(crate) vi: String,
    pub(crate) en: String,
}

fn said(vi: impl Into<String>, en: impl Into<String>) -> Said {
    Said {
        vi: vi.into(),
        en: en.into(),
    }
}

impl Purpose {
    /// What the code is for.
    pub(crate) fn title(self) -> Said {
        match self {
            Self::LookUp => said("Tra cứu thủ tục", "Look up procedures"),
            Self::Ask => said("Hỏi đáp", "Ask a question"),
            Self::Rate => said("Đánh giá phục vụ", "Rate the service"),
        }
    }

    /// What one gets.
    pub(crate) fn detail(self) -> &'static str {
        match self {
            Self::LookUp => "Giấy tờ, lệ phí, thời hạn, nơi nộp",
            Self::Ask => "Hỏi được cả ngoài giờ làm việc",
            Self::Rate => "Góp ý nào cũng được trả lời",
        }
    }
}

/// What to do.
pub(crate) fn how() -> Said {
    said(
        "Mở máy ảnh điện thoại, đưa vào mã cần dùng",
        "Point your phone's camera at a code",
    )
}

/// What nobody may ask for.
pub(crate) fn warning() -> Said {
    said(
        "Không ai hỏi mã OTP của bạn",
        "Nobody will ever ask for your OTP code",
    )
}

/// How a genuine code is told from another.
pub(crate) fn genuine(host: &str) -> Said {
    said(
        format!("Mã thật chỉ mở trang {host}"),
        format!("A genuine code opens only {host}"),
    )
}

/// Where it is explained.
pub(crate) fn doubt(host: &str) -> String {
    format!("Thấy mã bị dán đè hay địa chỉ lạ: xem {host}/verify")
}

/// Which poster it is.
pub(crate) fn edition(poster: &Poster) -> String {
    format!("Bản {} · {}", poster.version, poster.day.format("%d/%m/%Y"))
}

/// Where a table tent is folded.
pub(crate) const FOLD: &str = "Gấp theo vạch này";
