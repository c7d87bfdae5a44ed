//! Complaints and denunciations: explained, and handed to the reception desk.

use mobile_contract::Slug;
use mobile_contract::knowledge::Agency;
use mobile_contract::ticket::TicketKind;
use motcua_seed::Bilingual;
use motcua_seed::competences::Desk;

use super::bodies::Bodies;
use super::phrases::names_desk;
use crate::kernel::text::Syllable;

/// The first desk that receives the track, is named, and is there for the place.
pub(super) fn desk<'a>(
    desks: &[Desk],
    track: TicketKind,
    text: &[Syllable],
    place: Option<&Slug>,
    bodies: Bodies<'a>,
) -> Option<&'a Agency> {
    desks
        .iter()
        .filter(|desk| desk.tracks.contains(&track))
        .filter(|desk| desk.words.is_empty() || names_desk(desk, text))
        .find_map(|desk| bodies.find(&desk.body, place))
}

/// What people are told.
pub(super) fn why(track: TicketKind) -> Bilingual {
    let (vi, en) = match track {
        TicketKind::Denunciation => (
            "Đây là tố cáo, giải quyết theo Luật Tố cáo. Nơi này chỉ hướng dẫn và chuyển tới bộ phận tiếp công dân.",
            "This is a denunciation, handled under the Law on Denunciations. Here it is only explained and handed to the reception desk.",
        ),
        _ => (
            "Đây là khiếu nại, giải quyết theo Luật Khiếu nại. Nơi này chỉ hướng dẫn và chuyển tới bộ phận tiếp công dân.",
            "This is a complaint, handled under the Law on Complaints. Here it is only explained and handed to the reception desk.",
        ),
    };
    Bilingual {
        vi: vi.to_owned(),
        en: en.to_owned(),
    }
}
