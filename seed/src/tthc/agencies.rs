//! Who is responsible, at which level, for whom. Only what names say plainly.

use mobile_contract::knowledge::{AgencyKind, Audience, Level, Responsible};

use super::tidy;
use crate::pattern::pattern;

/// Levels as the export writes them.
pub(super) fn levels(text: &str) -> Vec<Level> {
    let known = [
        ("Cấp xã", Level::Commune),
        ("Cấp huyện", Level::District),
        ("Cấp tỉnh", Level::Province),
        ("Cấp bộ", Level::Ministry),
        ("Cơ quan khác", Level::Other),
    ];
    let named = |name: &str| {
        text.split(',')
            .any(|part| part.trim().eq_ignore_ascii_case(name))
    };
    known
        .into_iter()
        .filter(|(name, _)| named(name))
        .map(|(_, level)| level)
        .collect()
}

/// Who may ask, as the export writes it. Members and bodies of the Party have no name in the model.
pub(super) fn audience(text: &str) -> Vec<Audience> {
    let known = [
        ("Công dân Việt Nam", Audience::Citizen),
        ("Người nước ngoài", Audience::Foreigner),
        (
            "Người Việt Nam định cư ở nước ngoài",
            Audience::OverseasVietnamese,
        ),
        ("Doanh nghiệp", Audience::Enterprise),
        ("Doanh nghiệp Việt Nam", Audience::Enterprise),
        (
            "Doanh nghiệp có vốn đầu tư nước ngoài",
            Audience::ForeignInvestedEnterprise,
        ),
        ("Hợp tác xã", Audience::Cooperative),
        (
            "Tổ chức (không bao gồm doanh nghiệp",
            Audience::Organisation,
        ),
        ("Tổ chức nước ngoài", Audience::ForeignOrganisation),
        ("Cán bộ", Audience::Official),
        ("Người nước ngoài cư trú tại Việt Nam", Audience::Foreigner),
    ];
    let named = |name: &str| text.split(',').any(|part| part.trim() == name);
    let mut found: Vec<Audience> = Vec::new();
    for (name, audience) in known {
        if named(name) && !found.contains(&audience) {
            found.push(audience);
        }
    }
    found
}

pattern!(
    COMMUNE,
    r"(?i)cấp xã|(?:công an|UBND|ủy ban nhân dân|uỷ ban nhân dân|trạm y tế)\s+(?:cấp\s+)?(?:xã|phường)"
);
pattern!(
    DISTRICT,
    r"(?i)cấp huyện|(?:công an|UBND|ủy ban nhân dân|uỷ ban nhân dân|phòng .{1,40})\s+(?:quận,?\s*)?huyện"
);
pattern!(
    PROVINCE,
    r"(?i)cấp tỉnh|^(?:văn phòng )?sở (?:[^g]|g[^i]|gi[^a]|gia[^o]|giao (?:thông))|^(?:công an|UBND|ủy ban nhân dân|uỷ ban nhân dân|bảo hiểm xã hội|thuế|thanh tra)\s+(?:thành phố|tỉnh)"
);
pattern!(
    MINISTRY,
    r"(?i)^bộ \p{L}|[-–]\s*bộ \p{L}|^tổng cục|^ngân hàng nhà nước việt nam|chính phủ|^cục .* việt nam$|^bảo hiểm xã hội việt nam|trung ương$"
);

/// The level an agency's name says plainly: exactly one pattern fits.
fn level(name: &str) -> Option<Level> {
    let fits = [
        (COMMUNE.is_match(name), Level::Commune),
        (DISTRICT.is_match(name), Level::District),
        (PROVINCE.is_match(name), Level::Province),
        (MINISTRY.is_match(name), Level::Ministry),
    ];
    let mut fitting = fits
        .into_iter()
        .filter(|(fits, _)| *fits)
        .map(|(_, level)| level);
    let first = fitting.next()?;
    fitting.next().is_none().then_some(first)
}

/// The kind an agency's name says plainly.
pub(super) fn kind(name: &str) -> Option<AgencyKind> {
    let name = name.trim().to_lowercase();
    let starts = |words: &[&str]| words.iter().any(|word| name.starts_with(word));
    Some(
        if starts(&[
            "ủy ban nhân dân",
            "uỷ ban nhân dân",
            "ubnd",
            "chủ tịch ủy ban nhân dân",
            "chủ tịch uỷ ban nhân dân",
            "chủ tịch ubnd",
        ]) {
            AgencyKind::PeopleCommittee
        } else if starts(&[
            "công an ",
            "bộ công an",
            "cục cảnh sát",
            "phòng cảnh sát",
            "cục quản lý xuất nhập cảnh",
            "phòng quản lý xuất nhập cảnh",
        ]) {
            AgencyKind::Police
        } else if starts(&["sở giao dịch"]) {
            return None;
        } else if starts(&["sở ", "văn phòng sở "]) {
            AgencyKind::Department
        } else if starts(&["bảo hiểm xã hội", "bhxh"]) {
            AgencyKind::SocialInsurance
        } else if starts(&[
            "văn phòng đăng ký đất đai",
            "chi nhánh văn phòng đăng ký đất đai",
        ]) {
            AgencyKind::LandRegistration
        } else if starts(&[
            "cục thuế",
            "chi cục thuế",
            "thuế tỉnh",
            "thuế cơ sở",
            "tổng cục thuế",
            "cơ quan thuế",
        ]) {
            AgencyKind::Tax
        } else if starts(&["trung tâm phục vụ hành chính công"]) {
            AgencyKind::PublicService
        } else if starts(&["ban quản lý khu", "ban quản lý các khu"]) {
            AgencyKind::ManagementBoard
        } else if starts(&["thanh tra"]) {
            AgencyKind::Inspectorate
        } else {
            return None;
        },
    )
}

/// Names of a list "A, B, C". A comma before a small letter belongs to a name.
fn names(text: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for part in text.split([',', ';', '\n']) {
        let part = tidy::line(part);
        let part = part.trim_end_matches('.');
        if part.is_empty() || names.iter().any(|name| name == part) {
            continue;
        }
        match names.last_mut() {
            Some(last) if part.starts_with(char::is_lowercase) => {
                last.push_str(", ");
                last.push_str(part);
            }
            _ => names.push(part.to_owned()),
        }
    }
    names
}

/// The longest text of an agency, in characters.
const LONGEST: usize = 200;

/// Agencies of one level, in as many entries as keep each of them short.
fn responsible(level: Level, names: &[String]) -> Vec<Responsible> {
    let mut found: Vec<Responsible> = Vec::new();
    for name in names {
        let kind = kind(name);
        let joined = |last: &Responsible| format!("{}; {name}", last.agency);
        match found.last_mut() {
            Some(last) if last.kind == kind && joined(last).chars().count() <= LONGEST => {
                last.agency = joined(last);
            }
            _ => found.push(Responsible {
                level,
                agency: name.clone(),
                kind,
                audience: Vec::new(),
                note: None,
            }),
        }
    }
    found
}

/// Agencies of a text that names no levels. A name that does not say its level is kept as
/// [`Level::Other`]. The second value: names too long to be one agency.
pub(super) fn by_name(text: &str) -> (Vec<Responsible>, Vec<String>) {
    by_level(text, &[])
}

/// Agencies of a page that names its levels. With one level all are of it; with several, names
/// decide, and one nameless level takes what is left over. What no level takes is kept as
/// [`Level::Other`]. The second value: names too long to be one agency.
pub(super) fn by_level(text: &str, levels: &[Level]) -> (Vec<Responsible>, Vec<String>) {
    let names = names(text).into_iter().flat_map(|name| pieces(&name));
    let (names, long): (Vec<_>, Vec<_>) = names.partition(|name| name.chars().count() <= LONGEST);
    let found = match levels {
        _ if names.is_empty() => Vec::new(),
        [] => group(&names, None),
        [only] => responsible(*only, &names),
        several => group(&names, Some(several)),
    };
    (found, long)
}

pattern!(SEAM, r"\p{Ll}\p{Lu}|[.:]\s+\p{Lu}|\s[-–+]\s*\p{Lu}");

/// A long name is several, glued together: it is cut where a small letter meets a capital one, at
/// stops and at dashes.
fn pieces(name: &str) -> Vec<String> {
    if name.chars().count() <= LONGEST {
        return vec![name.to_owned()];
    }
    let mut pieces = Vec::new();
    let mut from = 0;
    for seam in SEAM.find_iter(name) {
        let first = seam.as_str().chars().next().map_or(0, char::len_utf8);
        let at = seam.start() + first;
        pieces.push(tidy::cut(name, from, at));
        from = at;
    }
    pieces.push(tidy::rest(name, from));
    let trimmed = |piece: &str| {
        piece
            .trim_matches([' ', '-', '–', '+', '.', ':', ';'])
            .to_owned()
    };
    let pieces = pieces.into_iter().map(trimmed);
    pieces.filter(|piece| !piece.is_empty()).collect()
}

fn group(names: &[String], allowed: Option<&[Level]>) -> Vec<Responsible> {
    let all = [
        Level::Commune,
        Level::District,
        Level::Province,
        Level::Ministry,
        Level::Other,
    ];
    let fits = |level: &Level| allowed.is_none_or(|allowed| allowed.contains(level));
    let (known, unknown): (Vec<_>, Vec<_>) = names
        .iter()
        .map(|name| (name.clone(), level(name).filter(fits)))
        .partition(|(_, level)| level.is_some());
    let mut left: Vec<String> = unknown.into_iter().map(|(name, _)| name).collect();
    let of = |wanted: Level| -> Vec<String> {
        known
            .iter()
            .filter(|(_, level)| *level == Some(wanted))
            .map(|(name, _)| name.clone())
            .collect()
    };
    let mut found: Vec<Responsible> = all
        .into_iter()
        .map(|level| (level, of(level)))
        .filter(|(_, n)| !n.is_empty())
        .flat_map(|(level, n)| responsible(level, &n))
        .collect();
    if let Some(allowed) = allowed {
        let bare: Vec<Level> = allowed
            .iter()
            .copied()
            .filter(|level| of(*level).is_empty())
            .collect();
        if let ([only], false) = (bare.as_slice(), left.is_empty()) {
            found.extend(responsible(*only, &left));
            left.clear();
        }
    }
    found.extend(responsible(Level::Other, &left));
    found
}

/// The levels of agencies, each once. An agency of unknown level adds none.
pub(super) fn levels_of(responsible: &[Responsible]) -> Vec<Level> {
    let mut levels: Vec<Level> = responsible
        .iter()
        .map(|r| r.level)
        .filter(|level| *level != Level::Other)
        .collect();
    levels.sort_unstable();
    levels.dedup();
    levels
}

#[cfg(test)]
#[path = "agencies_tests.rs"]
mod tests;
