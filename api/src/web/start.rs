//! `/`: the question box.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;

use super::views::{Chrome, HomePage};
use super::{chat, form_key, locale_of, path_of, private};
use crate::error::Result;
use crate::kernel::shared::Shared;
use crate::life_events::LifeEvents;

/// What many people come for, as they ask it.
const POPULAR: [&str; 6] = [
    "Làm giấy khai sinh cho con cần giấy tờ gì?",
    "Mất căn cước làm lại ở đâu?",
    "Đăng ký tạm trú mất bao lâu?",
    "Đổi bằng lái xe cần những gì?",
    "Sao y giấy tờ hết bao nhiêu tiền?",
    "Sang tên sổ đỏ cho con cần giấy tờ gì?",
];

/// What happens to most people, as ids of life events.
const EVENTS: [&str; 6] = [
    "sinh-con",
    "nguoi-than-qua-doi",
    "ket-hon",
    "chuyen-nha",
    "mat-het-giay-to",
    "cong-nhan-thue-tro",
];

pub(super) async fn page(
    request: HttpRequest,
    events: Data<Shared<LifeEvents>>,
) -> Result<HttpResponse> {
    let path = path_of(&request);
    let popular = POPULAR.map(str::to_owned);
    let known = events.get();
    let events: Vec<_> = EVENTS
        .iter()
        .filter_map(|id| Some(&known.find(&id.parse().ok()?)?.event))
        .collect();
    let page = HomePage {
        chrome: Chrome {
            locale: locale_of(&request),
            path: &path,
        },
        key: &form_key(),
        popular: &popular,
        events: &events,
        conversation: chat::ticket(&request).is_some(),
        problem: None,
    };
    private(page.render())
}
