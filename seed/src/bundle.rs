//! Loading of the knowledge files, from the binary or from a folder.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};
use mobile_contract::knowledge::{Agency, Counter, Faq, LifeEvent, Place, Procedure};
use serde::de::DeserializeOwned;

use crate::calendar::CalendarData;
use crate::clocks::ClockRules;
use crate::competences::Competences;
use crate::coverage::{self, Group};
use crate::dialogue::Dialogue;
use crate::dossier_rules::DossierRules;
use crate::guards::Guards;
use crate::kinds::Kinds;
use crate::officialese::Officialese;
use crate::quality::QualityIndices;
use crate::rating_forms::RatingForms;
use crate::vocabulary::{Vocabularies, Vocabulary};

static EMBEDDED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/data");

/// A record and the file it was read from.
#[derive(Clone, Debug)]
pub struct Filed<T> {
    /// Path inside the data folder.
    pub file: String,
    /// The record.
    pub record: T,
}

/// The knowledge of one data folder.
#[derive(Clone, Debug)]
pub struct Bundle {
    /// One per file in `procedures/`.
    pub procedures: Vec<Filed<Procedure>>,
    /// All lists in `faqs/`.
    pub faqs: Vec<Filed<Faq>>,
    /// One per file in `life-events/`.
    pub life_events: Vec<Filed<LifeEvent>>,
    /// `places.yaml`.
    pub places: Vec<Filed<Place>>,
    /// `agencies.yaml`.
    pub agencies: Vec<Filed<Agency>>,
    /// `counters.yaml`.
    pub counters: Vec<Filed<Counter>>,
    /// `vocabulary.yaml` and `english.yaml`.
    pub vocabularies: Vocabularies,
    /// `guards.yaml`.
    pub guards: Guards,
    /// `dialogue.yaml`.
    pub dialogue: Dialogue,
    /// `officialese.yaml`.
    pub officialese: Officialese,
    /// `coverage.yaml`.
    pub coverage: Vec<Group>,
    /// `kinds.yaml`.
    pub kinds: Kinds,
    /// `competences.yaml`.
    pub competences: Competences,
    /// `calendar.yaml`. `None` when the folder has none.
    pub calendar: Option<CalendarData>,
    /// `clocks.yaml`.
    pub clocks: ClockRules,
    /// `dossier-rules.yaml`. `None` when the folder has none.
    pub dossier_rules: Option<DossierRules>,
    /// `rating-forms.yaml`.
    pub rating_forms: RatingForms,
    /// `quality-indices.yaml`.
    pub quality: QualityIndices,
    /// Changes whenever any file changes.
    pub fingerprint: String,
}

/// Why the files could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The folder or a file could not be read.
    #[error("cannot read {path}: {source}")]
    Io {
        /// What could not be read.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file is not valid.
    #[error("{file}: {message}")]
    Invalid {
        /// Path inside the data folder.
        file: String,
        /// What the parser says, with line and column.
        message: String,
    },
}

/// A file's path inside the data folder, and its text.
type Text = (String, String);

impl Bundle {
    /// The knowledge inside the binary.
    ///
    /// # Errors
    /// When a file is invalid; the tests of this crate keep that from happening.
    pub fn embedded() -> Result<Self, LoadError> {
        let mut files = Vec::new();
        collect_embedded(&EMBEDDED, &mut files);
        Self::from_files(files)
    }

    /// The knowledge of a folder on disk.
    ///
    /// # Errors
    /// When a file cannot be read or is invalid.
    pub fn from_dir(dir: &Path) -> Result<Self, LoadError> {
        let mut files = Vec::new();
        collect_dir(dir, dir, &mut files)?;
        Self::from_files(files)
    }

    fn from_files(mut files: Vec<Text>) -> Result<Self, LoadError> {
        files.sort();
        let mut bundle = Self {
            procedures: Vec::new(),
            faqs: Vec::new(),
            life_events: Vec::new(),
            places: Vec::new(),
            agencies: Vec::new(),
            counters: Vec::new(),
            vocabularies: Vocabularies::default(),
            guards: Guards::default(),
            dialogue: Dialogue::default(),
            officialese: Officialese::default(),
            coverage: Vec::new(),
            kinds: Kinds::default(),
            competences: Competences::default(),
            calendar: None,
            clocks: ClockRules::default(),
            dossier_rules: None,
            rating_forms: RatingForms::default(),
            quality: QualityIndices::default(),
            fingerprint: fingerprint(&files),
        };
        let (mut vietnamese, mut english) = (Vocabulary::default(), Vocabulary::default());
        let (mut lay_names, mut guards) = (Vec::new(), Vec::new());
        for (file, text) in files {
            match file.as_str() {
                "places.yaml" => bundle.places = list(&file, &text)?,
                "agencies.yaml" => bundle.agencies = list(&file, &text)?,
                "counters.yaml" => bundle.counters = list(&file, &text)?,
                "vocabulary.yaml" => {
                    vietnamese = Vocabulary::from_yaml(&text).map_err(|e| invalid(&file, &e))?;
                }
                "english.yaml" => {
                    english = Vocabulary::from_yaml(&text).map_err(|e| invalid(&file, &e))?;
                }
                "guards.yaml" | "guards-english.yaml" => guards.push((file, text)),
                // Read by whoever ranks, see `ranking`.
                "ranking.yaml" => {}
                // Read by whoever looks at what staff write, see `next_steps` and `people`.
                "next-steps.yaml" | "people.yaml" => {}
                "dialogue.yaml" => {
                    bundle.dialogue = Dialogue::from_yaml(&text).map_err(|e| invalid(&file, &e))?;
                }
                "officialese.yaml" => {
                    bundle.officialese =
                        Officialese::from_yaml(&text).map_err(|e| invalid(&file, &e))?;
                }
                "coverage.yaml" => {
                    bundle.coverage = coverage::groups(&text).map_err(|e| invalid(&file, &e))?;
                }
                "kinds.yaml" => {
                    bundle.kinds = Kinds::from_yaml(&text).map_err(|e| invalid(&file, &e))?;
                }
                "competences.yaml" => {
                    bundle.competences =
                        Competences::from_yaml(&text).map_err(|e| invalid(&file, &e))?;
                }
                "calendar.yaml" => {
                    let read = CalendarData::from_yaml(&text).map_err(|e| invalid(&file, &e))?;
                    bundle.calendar = Some(read);
                }
                "clocks.yaml" => {
                    bundle.clocks = ClockRules::from_yaml(&text).map_err(|e| invalid(&file, &e))?;
                }
                "quality-indices.yaml" => {
                    bundle.quality =
                        QualityIndices::from_yaml(&text).map_err(|e| invalid(&file, &e))?;
                }
                "dossier-rules.yaml" => {
                    let read = DossierRules::from_yaml(&text).map_err(|e| invalid(&file, &e))?;
                    bundle.dossier_rules = Some(read);
                }
                "rating-forms.yaml" => {
                    bundle.rating_forms =
                        RatingForms::from_yaml(&text).map_err(|e| invalid(&file, &e))?;
                }
                _ if file.starts_with("lay/") => lay_names.push((file, text)),
                _ if file.starts_with("procedures/") => {
                    let record = parse(&file, &text)?;
                    bundle.procedures.push(Filed { file, record });
                }
                _ if file.starts_with("life-events/") => {
                    let record = parse(&file, &text)?;
                    bundle.life_events.push(Filed { file, record });
                }
                _ if file.starts_with("faqs/") => bundle.faqs.extend(list(&file, &text)?),
                _ => return Err(invalid(&file, &"no file of this name belongs here")),
            }
        }
        // Sorted by name: the Vietnamese rules, which go first, come last.
        for (file, text) in guards.iter().rev() {
            let added = bundle.guards.add(text);
            added.map_err(|e| invalid(file, &e))?;
        }
        for (file, text) in &lay_names {
            let added = vietnamese.add_lay_names(text);
            added.map_err(|e| invalid(file, &e))?;
        }
        bundle.vocabularies = Vocabularies::new(vietnamese, english);
        for Filed { record, .. } in &bundle.procedures {
            bundle.vocabularies.learn(record);
        }
        Ok(bundle)
    }
}

fn collect_embedded(dir: &Dir<'_>, files: &mut Vec<Text>) {
    for file in dir.files() {
        if let Some(text) = file.contents_utf8() {
            files.push((slashes(file.path()), text.to_owned()));
        }
    }
    for inner in dir.dirs() {
        collect_embedded(inner, files);
    }
}

fn collect_dir(root: &Path, dir: &Path, files: &mut Vec<Text>) -> Result<(), LoadError> {
    let io = |path: &Path| {
        let path = path.to_owned();
        move |source| LoadError::Io { path, source }
    };
    for entry in fs::read_dir(dir).map_err(io(dir))? {
        let path = entry.map_err(io(dir))?.path();
        if path.is_dir() {
            collect_dir(root, &path, files)?;
        } else {
            let text = fs::read_to_string(&path).map_err(io(&path))?;
            files.push((slashes(path.strip_prefix(root).unwrap_or(&path)), text));
        }
    }
    Ok(())
}

fn slashes(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// Not cryptographic: it only tells whether the bundle has changed since it was last stored.
fn fingerprint(files: &[Text]) -> String {
    let mut hasher = DefaultHasher::new();
    files.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

fn parse<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, LoadError> {
    serde_saphyr::from_str(text).map_err(|e| invalid(file, &e))
}

fn list<T: DeserializeOwned>(file: &str, text: &str) -> Result<Vec<Filed<T>>, LoadError> {
    let records: Vec<T> = parse(file, text)?;
    Ok(records
        .into_iter()
        .map(|record| Filed {
            file: file.to_owned(),
            record,
        })
        .collect())
}

fn invalid(file: &str, message: &dyn std::fmt::Display) -> LoadError {
    LoadError::Invalid {
        file: file.to_owned(),
        message: message.to_string(),
    }
}
