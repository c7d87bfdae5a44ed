//! The navigation: which pages which role goes to.

use mobile_contract::Locale;
use mobile_contract::accounts::Role;

/// A page of the navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Item {
    /// Where it lies.
    pub(super) path: &'static str,
    vi: &'static str,
    en: &'static str,
    roles: &'static [Role],
}

impl Item {
    pub(super) const fn name(&self, locale: &Locale) -> &'static str {
        match locale {
            Locale::Vi => self.vi,
            Locale::En => self.en,
        }
    }
}

const fn item(
    path: &'static str,
    vi: &'static str,
    en: &'static str,
    roles: &'static [Role],
) -> Item {
    Item {
        path,
        vi,
        en,
        roles,
    }
}

/// Every page of the navigation, in order.
const ALL: &[Item] = &[
    item("/can-bo", "Hàng chờ", "Queue", &Role::STAFF),
    item("/can-bo/ho-so", "Hồ sơ", "Dossiers", &Role::STAFF),
    item(
        "/can-bo/goi",
        "Cuộc gọi",
        "Call",
        &[Role::Operator, Role::Administrator],
    ),
    item(
        "/can-bo/lo-hong",
        "Chưa trả lời được",
        "Gaps",
        &[Role::Operator, Role::Leader, Role::Administrator],
    ),
    item(
        "/can-bo/so-lieu-ho-so",
        "Số liệu hồ sơ",
        "Figures of dossiers",
        &Role::STAFF,
    ),
    item("/can-bo/danh-gia", "Đánh giá", "Ratings", &Role::STAFF),
    item(
        "/can-bo/hoi-dap",
        "Hỏi đáp",
        "Answers for all",
        &Role::STAFF,
    ),
    item(
        "/can-bo/mau-tra-loi",
        "Mẫu trả lời",
        "Texts for answers",
        &Role::STAFF,
    ),
    item("/can-bo/ma-qr", "Mã QR", "QR codes", &Role::STAFF),
    item("/can-bo/bang-qr", "In bảng mã", "Posters", &Role::STAFF),
    item(
        "/can-bo/thong-bao",
        "Tin chưa gửi được",
        "Undelivered",
        &[Role::Operator, Role::Administrator],
    ),
    item(
        "/can-bo/nguoi-dung",
        "Người dùng",
        "Users",
        &[Role::Leader, Role::Administrator],
    ),
    item(
        "/can-bo/khoa-api",
        "Khóa API",
        "API keys",
        &[Role::Administrator],
    ),
    item(
        "/can-bo/nhat-ky",
        "Nhật ký",
        "Audit",
        &[Role::Administrator],
    ),
    item(
        "/can-bo/thiet-lap",
        "Thiết lập",
        "Settings",
        &[Role::Leader, Role::Administrator],
    ),
];

/// The pages that a role goes to.
pub(super) fn of(role: Role) -> impl Iterator<Item = &'static Item> {
    ALL.iter().filter(move |item| item.roles.contains(&role))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_of_staff_begins_at_the_queue_and_a_citizen_sees_nothing() {
        for role in Role::STAFF {
            assert_eq!(of(role).next().map(|item| item.path), Some("/can-bo"));
        }
        assert_eq!(of(Role::Citizen).count(), 0);
    }
}
