//! The image of a code: error correction Q, quiet zone of four modules. Drawn as on posters.

use motcua_posters::Matrix;

use crate::error::Error;

/// A vector image, as large as there is room for.
///
/// # Errors
/// When the text does not fit into a code.
pub fn svg(text: &str) -> Result<String, Error> {
    Ok(matrix(text)?.svg())
}

/// A pixel image, ten pixels a module: sharp on a phone, small over a bad network.
///
/// # Errors
/// When the text does not fit into a code.
pub fn png(text: &str) -> Result<Vec<u8>, Error> {
    matrix(text)?.png().map_err(Error::internal)
}

/// Quartile correction survives a quarter of the poster being dirty or torn.
fn matrix(text: &str) -> Result<Matrix, Error> {
    Matrix::of(text).map_err(Error::internal)
}
