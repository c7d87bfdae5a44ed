//! Where a request comes from.

use actix_web::HttpRequest;
use actix_web::http::header;

use crate::kernel::rate::Limiter;

/// Longest name of a device that is kept, in characters.
const DEVICE_CHARS: usize = 160;

/// Where a request comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// The network address, as the limiter counts it; empty where there is none.
    pub address: String,
    /// What the device calls itself.
    pub device: Option<String>,
}

impl Caller {
    /// Reads it from a request.
    #[must_use]
    pub fn of(request: &HttpRequest, limiter: &Limiter) -> Self {
        let address = limiter.address(request);
        let agent = request.headers().get(header::USER_AGENT);
        let device = agent.and_then(|value| value.to_str().ok());
        Self {
            address: address
                .map(|address| address.to_string())
                .unwrap_or_default(),
            device: device
                .map(|text| {
                    text.chars()
                        .filter(|c| !c.is_control())
                        .take(DEVICE_CHARS)
                        .collect()
                })
                .filter(|text: &String| !text.is_empty()),
        }
    }
}
