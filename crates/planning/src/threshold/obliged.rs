//! What a class obliges to, in general: texts by class and kind.

use vire_reference::thresholds::ThresholdClass;

/// The keys of the texts `obliged-<key>-<n>` for a class, by what is bought.
pub fn key(class: ThresholdClass, kind: &str) -> &'static str {
    let is_special = matches!(kind, "social-health" | "other-special");
    match class {
        ThresholdClass::BelowNational => "below",
        ThresholdClass::NationalToEu | ThresholdClass::AboveNational => match kind {
            "concession" => "national-concession",
            _ if is_special => "national-special",
            _ => "national",
        },
        ThresholdClass::AboveEu => match kind {
            "concession" => "eu-concession",
            _ if is_special => "eu-special",
            _ => "eu",
        },
        _ => "unknown",
    }
}
