//! Reading of requests: every refusal is one of our errors, in the field's words.

use actix_web::error::{JsonPayloadError, PathError, QueryPayloadError, UrlencodedError};
use actix_web::web::Json;
use actix_web::web::{
    FormConfig, JsonConfig, PathConfig, PayloadConfig, QueryConfig, ServiceConfig,
};
use mobile_contract::ErrorCode;
use mobile_contract::limits::BODY_BYTES;
use serde::de::DeserializeOwned;
use serde_json::error::Category;
use serde_json::{Map, Value};

use crate::error::Error;

/// Bounds bodies and turns actix's own refusals into ours.
pub fn configure(config: &mut ServiceConfig) {
    config
        .app_data(PayloadConfig::new(BODY_BYTES))
        .app_data(
            JsonConfig::default()
                .limit(BODY_BYTES)
                .error_handler(|e, _| json(e).into()),
        )
        .app_data(
            FormConfig::default()
                .limit(BODY_BYTES)
                .error_handler(|e, _| form(&e).into()),
        )
        .app_data(QueryConfig::default().error_handler(|e, _| query(&e).into()))
        .app_data(PathConfig::default().error_handler(|e, _| path(&e).into()));
}

/// Reads a JSON object into its type. serde would take an array for a struct as well, field by
/// field; the contract has objects only.
///
/// # Errors
/// When a field is unknown, missing or of another type.
pub fn object<T: DeserializeOwned>(object: Json<Map<String, Value>>) -> Result<T, Error> {
    serde_json::from_value(Value::Object(object.into_inner())).map_err(|e| refused("body", &e))
}

/// A value that serde refused. Its words name the field, and are English.
fn refused(loc: &str, why: &dyn std::fmt::Display) -> Error {
    Error::field(loc, format!("chưa đúng: {why}"), why.to_string())
}

fn too_large() -> Error {
    Error::new(ErrorCode::TooLarge).detail(
        format!("Nội dung tối đa {} kB.", BODY_BYTES / 1024),
        format!("At most {} kB.", BODY_BYTES / 1024),
    )
}

#[expect(clippy::needless_pass_by_value, reason = "actix hands the error over")]
fn json(error: JsonPayloadError) -> Error {
    match &error {
        JsonPayloadError::Overflow { .. } | JsonPayloadError::OverflowKnownLength { .. } => {
            too_large()
        }
        JsonPayloadError::ContentType => Error::new(ErrorCode::UnsupportedMedia)
            .detail("Cần gửi application/json.", "Please send application/json."),
        JsonPayloadError::Deserialize(e) if e.classify() == Category::Data => refused("body", e),
        JsonPayloadError::Deserialize(e) => Error::new(ErrorCode::BadRequest).detail(
            format!("JSON hỏng ở dòng {}, cột {}.", e.line(), e.column()),
            format!("Broken JSON at line {}, column {}.", e.line(), e.column()),
        ),
        _ => Error::new(ErrorCode::BadRequest),
    }
}

fn form(error: &UrlencodedError) -> Error {
    match error {
        UrlencodedError::Overflow { .. } => too_large(),
        UrlencodedError::ContentType => Error::new(ErrorCode::UnsupportedMedia),
        _ => Error::new(ErrorCode::BadRequest),
    }
}

fn query(error: &QueryPayloadError) -> Error {
    match error {
        QueryPayloadError::Deserialize(e) => refused("query", e),
        _ => Error::new(ErrorCode::BadRequest),
    }
}

fn path(error: &PathError) -> Error {
    match error {
        // What is not even of an id's form names nothing that exists.
        PathError::Deserialize(_) => Error::new(ErrorCode::NotFound),
        _ => Error::new(ErrorCode::BadRequest),
    }
}
