//! Names of plain enums as they stand on the wire, for columns that keep them.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::error::Error;

/// The name of a value whose wire form is a string; empty for any other.
#[must_use]
pub fn name(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(name)) => name,
        _ => String::new(),
    }
}

/// The value of a name.
///
/// # Errors
/// When there is no such value: the row was written by another version.
pub fn value<T: DeserializeOwned>(name: &str) -> Result<T, Error> {
    Ok(serde_json::from_value(Value::String(name.to_owned()))?)
}
