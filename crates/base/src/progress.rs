//! What the user sees while a run goes on: bars on a terminal, JSON lines on request, nothing otherwise.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::{Value, json};

/// How progress is told.
#[derive(Clone, Copy, Debug)]
pub enum Mode {
    /// Bars on standard error when that is a terminal.
    Bars,
    /// An object for each finished stage, given to a log for programs.
    Json(fn(Value)),
    Silent,
}

/// Tells of the stages of a run and keeps their times for the manifest.
pub struct Progress {
    mode: Mode,
    bar: ProgressBar,
    started: Instant,
    stages: Mutex<Vec<(&'static str, f64)>>,
    notes: Mutex<Vec<(&'static str, String)>>,
}

impl Progress {
    pub fn new(mode: Mode) -> Self {
        let bar = match mode {
            Mode::Bars => ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr()),
            Mode::Json(_) | Mode::Silent => ProgressBar::hidden(),
        };
        bar.set_style(style(COUNTED));
        Self { mode, bar, started: Instant::now(), stages: Mutex::default(), notes: Mutex::default() }
    }

    /// Runs one stage and tells how long it took.
    pub fn stage<T, E>(&self, name: &'static str, work: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
        let begun = Instant::now();
        // The look comes first: each of these calls may draw.
        self.bar.set_style(style(COUNTED));
        self.bar.set_prefix(name);
        self.bar.set_message("");
        self.bar.unset_length();
        self.bar.reset();
        self.bar.tick();
        // What takes seconds between two of its items moves all the same.
        if !self.bar.is_hidden() {
            self.bar.enable_steady_tick(TICK);
        }
        let result = work();
        let seconds = begun.elapsed().as_secs_f64();
        if let Mode::Json(tell) = self.mode {
            let (ok, items) = (result.is_ok(), self.bar.position());
            tell(json!({ "stage": name, "ok": ok, "items": items, "seconds": round(seconds) }));
        }
        let mut stages = self.stages.lock().unwrap_or_else(PoisonError::into_inner);
        stages.push((name, seconds));
        result
    }

    /// Keeps for the manifest what decides no outcome, beside the times.
    pub fn note(&self, name: &'static str, said: String) {
        self.notes.lock().unwrap_or_else(PoisonError::into_inner).push((name, said));
    }

    /// Says how many items the stage that runs has; then it shows how many of them are done.
    pub fn expect(&self, items: usize) {
        self.bar.set_length(items as u64);
        self.bar.set_style(style(OF_SOME));
    }

    /// Names what is worked on.
    pub fn at(&self, item: &str) {
        self.bar.set_message(item.to_owned());
    }

    /// Counts items (lines, mostly) of the stage that runs.
    pub fn advance(&self, items: u64) {
        self.bar.inc(items);
    }

    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }

    /// Seconds by stage and in all, and the notes, for the manifest.
    pub fn timing(&self) -> Value {
        let stages = self.stages.lock().unwrap_or_else(PoisonError::into_inner);
        let by_stage: serde_json::Map<String, Value> =
            stages.iter().map(|(name, seconds)| ((*name).to_owned(), json!(round(*seconds)))).collect();
        let mut timing = json!({ "seconds": round(self.started.elapsed().as_secs_f64()), "stages": by_stage });
        for (name, said) in self.notes.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            timing[*name] = json!(said);
        }
        timing
    }
}

/// How often the spinner moves by itself.
const TICK: Duration = Duration::from_millis(100);
/// A stage of which nobody knows how many items it has.
const COUNTED: &str = "{spinner} {prefix:<11} {human_pos:>11} {elapsed:>4}";
/// The bar and the name of the item take what room a narrow terminal leaves.
const OF_SOME: &str = "{spinner} {prefix:<11} {pos:>3} of {len:<3} {elapsed:>4} {wide_msg}";

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_spinner())
}

fn round(seconds: f64) -> f64 {
    (seconds * 1000.0).round() / 1000.0
}
