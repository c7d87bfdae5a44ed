//! What a code leads to.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::dossier::DossierCode;
use crate::{ProcedureCode, Slug};

/// What a code leads to.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum QrTarget {
    /// The board of a counter (bảng mã của quầy): look up, ask, rate.
    Board {},
    /// Questions, scoped to the counter.
    Chat {},
    /// The rating form of the counter.
    Rating {},
    /// A procedure.
    Procedure {
        /// Its code.
        code: ProcedureCode,
    },
    /// A field of administration.
    Field {
        /// Its id, as `GET /v1/fields` names it.
        slug: Slug,
    },
    /// A dossier: the code stands on its receipt (giấy hẹn). The seven characters alone open no dossier and name
    /// none; the whole address in the picture, with its signature, does both.
    Dossier {
        /// Code of the dossier. Absent in the answer to whoever sent the number of a receipt without its
        /// signature; needed to make a code.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        code: Option<DossierCode>,
    },
}

impl QrTarget {
    /// The kind on the wire and in the database.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Board {} => "board",
            Self::Chat {} => "chat",
            Self::Rating {} => "rating",
            Self::Procedure { .. } => "procedure",
            Self::Field { .. } => "field",
            Self::Dossier { .. } => "dossier",
        }
    }

    /// What it names, beside the kind.
    #[must_use]
    pub fn subject(&self) -> Option<&str> {
        match self {
            Self::Board {} | Self::Chat {} | Self::Rating {} => None,
            Self::Procedure { code } => Some(code.as_str()),
            Self::Field { slug } => Some(slug.as_str()),
            Self::Dossier { code } => code.as_ref().map(DossierCode::as_str),
        }
    }

    /// The purpose on a counter's poster, for codes that hang there.
    #[must_use]
    pub const fn purpose(&self) -> Option<QrPurpose> {
        match self {
            Self::Board {} => Some(QrPurpose::Board),
            Self::Chat {} => Some(QrPurpose::Chat),
            Self::Rating {} => Some(QrPurpose::Rating),
            Self::Procedure { .. } | Self::Field { .. } | Self::Dossier { .. } => None,
        }
    }
}

/// The three purposes that a counter's poster shows, each with a code of its own.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum QrPurpose {
    /// Look up procedures, and everything else the counter offers.
    Board,
    /// Ask a question.
    Chat,
    /// Rate the service.
    Rating,
}

impl QrPurpose {
    /// Every purpose, in the order in which a poster shows them.
    pub const ALL: [Self; 3] = [Self::Board, Self::Chat, Self::Rating];

    /// The purpose on the wire and in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Board => "board",
            Self::Chat => "chat",
            Self::Rating => "rating",
        }
    }

    /// The target of a code of this purpose.
    #[must_use]
    pub const fn target(self) -> QrTarget {
        match self {
            Self::Board => QrTarget::Board {},
            Self::Chat => QrTarget::Chat {},
            Self::Rating => QrTarget::Rating {},
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_target_is_one_object_on_the_wire() {
        let code = "1.001193".parse().unwrap();
        let procedure = QrTarget::Procedure { code };
        for (target, wire) in [
            (QrTarget::Board {}, json!({"kind": "board"})),
            (QrTarget::Rating {}, json!({"kind": "rating"})),
            (procedure, json!({"kind": "procedure", "code": "1.001193"})),
            (QrTarget::Dossier { code: None }, json!({"kind": "dossier"})),
        ] {
            assert_eq!(serde_json::to_value(&target).unwrap(), wire);
            assert_eq!(wire["kind"], target.kind());
            assert_eq!(serde_json::from_value::<QrTarget>(wire).unwrap(), target);
        }
    }

    #[test]
    fn what_is_no_target_is_refused() {
        for wrong in [
            json!({"kind": "board", "code": "1.001193"}),
            json!({"kind": "procedure"}),
            json!({"kind": "procedure", "code": "x"}),
            json!({"kind": "other"}),
            json!("board"),
        ] {
            assert!(
                serde_json::from_value::<QrTarget>(wrong.clone()).is_err(),
                "{wrong}"
            );
        }
    }
}
