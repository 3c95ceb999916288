//! What the user sees while a run goes on: bars on a terminal, JSON lines on request, nothing otherwise.

use std::io::Write;
use std::sync::Mutex;
use std::time::Instant;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::json;

/// How progress is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Bars on standard error when that is a terminal.
    Bars,
    /// One JSON object a finished stage, on standard error.
    Json,
    Silent,
}

/// Tells of the stages of a run and keeps their times for the manifest.
pub struct Progress {
    mode: Mode,
    bar: ProgressBar,
    started: Instant,
    stages: Mutex<Vec<(&'static str, f64)>>,
}

impl Progress {
    pub fn new(mode: Mode) -> Self {
        let bar = match mode {
            Mode::Bars => ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr()),
            Mode::Json | Mode::Silent => ProgressBar::hidden(),
        };
        let style = ProgressStyle::with_template("{spinner} {msg:<12} {human_pos} {elapsed}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
        Self { mode, bar, started: Instant::now(), stages: Mutex::default() }
    }

    /// Runs one stage and tells how long it took.
    pub fn stage<T, E>(&self, name: &'static str, work: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
        let begun = Instant::now();
        self.bar.reset();
        self.bar.set_message(name);
        self.bar.tick();
        let result = work();
        let seconds = begun.elapsed().as_secs_f64();
        if self.mode == Mode::Json {
            let ok = result.is_ok();
            // Nobody may be listening any more; the run goes on.
            let _ = writeln!(
                std::io::stderr(),
                "{}",
                json!({ "stage": name, "ok": ok, "items": self.bar.position(), "seconds": round(seconds) })
            );
        }
        let mut stages = self.stages.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        stages.push((name, seconds));
        result
    }

    /// Counts items (lines, mostly) of the stage that runs.
    pub fn advance(&self, items: u64) {
        self.bar.inc(items);
    }

    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }

    /// Seconds by stage and in all, for the manifest.
    pub fn timing(&self) -> serde_json::Value {
        let stages = self.stages.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let by_stage: serde_json::Map<String, serde_json::Value> =
            stages.iter().map(|(name, seconds)| ((*name).to_owned(), json!(round(*seconds)))).collect();
        json!({ "seconds": round(self.started.elapsed().as_secs_f64()), "stages": by_stage })
    }
}

fn round(seconds: f64) -> f64 {
    (seconds * 1000.0).round() / 1000.0
}
