//! The form of a vocabulary file.

use std::collections::BTreeMap;

use mobile_contract::knowledge::{Audience, Facet, Level};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    #[serde(default)]
    pub(super) keep: Vec<String>,
    #[serde(default)]
    pub(super) texting: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pub(super) abbreviations: BTreeMap<String, OneOrMore>,
    pub(super) lay: Vec<LayRow>,
    pub(super) filler: Vec<String>,
    pub(super) background: Vec<String>,
    #[serde(default)]
    pub(super) plain: Vec<String>,
    #[serde(default)]
    pub(super) negation: Vec<String>,
    #[serde(default)]
    pub(super) wants: Vec<String>,
    #[serde(default)]
    pub(super) levels: BTreeMap<Level, Vec<String>>,
    #[serde(default)]
    pub(super) audiences: BTreeMap<Audience, Vec<String>>,
    pub(super) facets: BTreeMap<Facet, CueRow>,
}

#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum OneOrMore {
    One(String),
    More(Vec<String>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LayRow {
    pub(super) say: Vec<String>,
    pub(super) means: Vec<String>,
    #[serde(default = "certain")]
    pub(super) strength: f32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CueRow {
    #[serde(default)]
    pub(super) strong: Vec<String>,
    #[serde(default)]
    pub(super) weak: Vec<String>,
    #[serde(default)]
    pub(super) hint: Vec<String>,
}

const fn certain() -> f32 {
    1.0
}
