//! The log for programs: one JSON object a line on standard error, and nothing else there.

use std::io::Write;
use std::sync::{Mutex, OnceLock, PoisonError};

use serde_json::{Map, Value, json};
use vire_ingest::values::privacy::said;

/// What all lines say, once it is known.
static COMMON: OnceLock<Mutex<Map<String, Value>>> = OnceLock::new();

/// From now on, what is said is said to programs.
pub fn start() {
    let unknown = ["run", "fingerprint"].map(|key| (key.to_owned(), Value::Null));
    let _ = COMMON.set(Mutex::new(unknown.into_iter().collect()));
}

pub fn is_on() -> bool {
    COMMON.get().is_some()
}

/// Lines from now on say this, too.
pub fn know(key: &str, value: &str) {
    if let Some(common) = COMMON.get() {
        common.lock().unwrap_or_else(PoisonError::into_inner).insert(key.to_owned(), json!(value));
    }
}

/// Writes an event; what it says itself wins over what all say.
pub fn tell(event: Value) {
    let (Some(common), Value::Object(event)) = (COMMON.get(), event) else { return };
    // The time of a line is no figure, and stands in no output.
    let time = chrono::Utc::now().to_rfc3339_opts(chrono::SecondsFormat::Millis, true);
    let mut line = Map::from_iter([("time".to_owned(), json!(time)), ("level".to_owned(), json!("info"))]);
    line.extend(common.lock().unwrap_or_else(PoisonError::into_inner).clone());
    line.extend(event);
    let line = masked(Value::Object(line));
    // Nobody may be listening any more; the run goes on.
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// Texts for programs as they are written: without ids of persons.
pub fn masked(mut value: Value) -> Value {
    mask(&mut value);
    value
}

fn mask(value: &mut Value) {
    match value {
        Value::String(text) => *text = said(text).into_owned(),
        Value::Array(values) => values.iter_mut().for_each(mask),
        Value::Object(values) => values.values_mut().for_each(mask),
        _ => {}
    }
}
