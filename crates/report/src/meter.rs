//! The settings of the meter: which indicators it is made of, what they are worth, and the goals that they serve.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use vire_base::check::{ByLanguage, Check};
use vire_base::decimal::{self, SCALE};
use vire_base::document::did_you_mean;
use vire_base::language::Language;
use vire_indicators::catalogue::{Better, CATALOGUE, Unit, find};

/// One number of several indicators, from 0 to 100 points, and a tree of goals. Who decides on the anchors and weights says
/// what is good; the program only computes.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Meter {
    pub component: Vec<Component>,
    pub goal: Vec<Goal>,
}

/// An indicator in the meter.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Component {
    /// Id or name of the indicator, such as B1 or local-share-euros; its headline counts, without public bodies.
    pub indicator: String,
    /// The value that is worth 0 points, in the indicator's unit; shares from 0 to 1.
    pub at_0: f64,
    /// The value that is worth 100 points; less than that of 0 points where less is better.
    pub at_100: f64,
    /// How much it counts beside the others.
    #[serde(default = "one")]
    pub weight: u32,
    /// Who answers for it: an office or a role.
    #[serde(default)]
    pub owner: String,
    /// Ids of the goals that it serves.
    #[serde(default)]
    pub goals: Vec<String>,
}

fn one() -> u32 {
    1
}

/// A goal of the municipality's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Goal {
    /// A word of letters, digits and hyphens, by which components and other goals name it.
    pub id: String,
    /// Its name by language: { fi = "...", sv = "...", en = "..." }.
    #[schemars(schema_with = "vire_base::check::map_schema::<Language, String>")]
    pub name: ByLanguage,
    /// Id of the goal above it.
    #[serde(default)]
    pub above: Option<String>,
}

/// The meter as reports draw it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadyMeter {
    pub components: Vec<ReadyComponent>,
    pub goals: Vec<Goal>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadyComponent {
    /// Id of the indicator.
    pub indicator: String,
    /// In millionths of its unit.
    #[serde(with = "decimal::millionths")]
    pub at_0: i128,
    #[serde(with = "decimal::millionths")]
    pub at_100: i128,
    pub weight: u32,
    pub owner: String,
    pub goals: Vec<String>,
}

impl Goal {
    /// The name in a language, else in any.
    pub fn name_in(&self, language: &str) -> &str {
        self.name.get(language).or(self.name.values().next()).unwrap_or(&self.id)
    }
}

impl Meter {
    /// The meter with its indicators found; none where nothing is said of one.
    pub fn ready(&self, check: &mut Check<'_>) -> Option<ReadyMeter> {
        if self.component.is_empty() && self.goal.is_empty() {
            return None;
        }
        if self.component.is_empty() {
            let help = "add [[meter.component]] with indicator, at_0 and at_100";
            check.fault(&["meter", "goal"], "goals without any component have nothing to show", help);
        }
        self.check_goals(check);
        let ids: Vec<&str> = self.goal.iter().map(|goal| goal.id.as_str()).collect();
        let components = (0..).zip(&self.component).filter_map(|(at, component)| component.ready(at, &ids, check));
        let components: Vec<ReadyComponent> = components.collect();
        let mut seen = BTreeSet::new();
        for (at, component) in components.iter().enumerate() {
            if !seen.insert(&component.indicator) {
                let what = format!("{} is in the meter already", component.indicator);
                check.fault(&["meter", "component", &at.to_string(), "indicator"], what, "leave one of the two out");
            }
        }
        Some(ReadyMeter { components, goals: self.goal.clone() })
    }

    fn check_goals(&self, check: &mut Check<'_>) {
        let above: BTreeMap<&str, Option<&str>> =
            self.goal.iter().map(|goal| (goal.id.as_str(), goal.above.as_deref())).collect();
        let mut seen = BTreeSet::new();
        for (at, goal) in self.goal.iter().enumerate() {
            let number = at.to_string();
            let is_word = |c: char| c.is_ascii_alphanumeric() || c == '-';
            if goal.id.is_empty() || !goal.id.chars().all(is_word) {
                let help = "write an id of letters, digits and hyphens, such as \"vitality\"";
                check.fault(&["meter", "goal", &number, "id"], format!("\"{}\" is no id", goal.id), help);
            }
            if !seen.insert(&goal.id) {
                let what = format!("two goals have the id \"{}\"", goal.id);
                check.fault(&["meter", "goal", &number, "id"], what, "give one of them another id");
            }
            if goal.name.is_empty() {
                let help = "write name = { fi = \"...\", sv = \"...\", en = \"...\" }, or some of these";
                check.fault(&["meter", "goal", &number, "name"], format!("\"{}\" has no name", goal.id), help);
            }
            let Some(of) = goal.above.as_deref() else { continue };
            if !above.contains_key(of) {
                let known: Vec<&str> = above.keys().copied().collect();
                let help = did_you_mean(of, &known);
                check.fault(&["meter", "goal", &number, "above"], format!("no goal has the id \"{of}\""), help);
            }
            // A way up that is longer than there are goals comes round.
            let up = |id: &&str| above.get(*id).copied().flatten();
            let way = std::iter::successors(Some(of), |id| up(id)).take(above.len() + 1).count();
            if way > above.len() {
                let what = format!("\"{}\" comes to stand above itself", goal.id);
                check.fault(&["meter", "goal", &number, "above"], what, "leave out above of the highest goal");
            }
        }
    }
}

impl Component {
    fn ready(&self, at: usize, goals: &[&str], check: &mut Check<'_>) -> Option<ReadyComponent> {
        let at = at.to_string();
        let Some(indicator) = find(&self.indicator) else {
            let names: Vec<&str> = CATALOGUE.iter().map(|i| i.name.as_str()).collect();
            let help = format!("{} vire explain lists them", did_you_mean(&self.indicator, &names));
            let what = format!("no indicator is called \"{}\"", self.indicator);
            check.fault(&["meter", "component", &at, "indicator"], what, help);
            return None;
        };
        let possible = if indicator.unit == Unit::Share { 0.0..=1.0 } else { -1e15..=1e15 };
        for (key, value) in [("at_0", self.at_0), ("at_100", self.at_100)] {
            if !possible.contains(&value) {
                let help = "a share is between 0 and 1; other values are in the indicator's unit, as reports show it";
                let what = format!("{value:?} is out of reach for {}", indicator.id);
                check.fault(&["meter", "component", &at, key], what, help);
            }
        }
        let [at_0, at_100] = [self.at_0, self.at_100].map(|value| (value * 10f64.powi(SCALE)).round() as i128);
        if at_0 == at_100 {
            let help = "0 and 100 points need two values";
            check.fault(&["meter", "component", &at, "at_100"], "at_100 is the same as at_0", help);
        }
        let falls = at_100 < at_0;
        if (indicator.better == Better::More && falls) || (indicator.better == Better::Less && !falls) {
            let what =
                format!("less of {} gets more points, though its page calls it better the other way", indicator.id);
            let what = if falls { what } else { what.replacen("less", "more", 1) };
            check.warning(
                &["meter", "component", &at, "at_100"],
                what,
                "see whether at_0 and at_100 are the right way round",
            );
        }
        if self.weight == 0 || self.weight > 1000 {
            let help = "write a whole number from 1 to 1000, or leave the component out";
            check.fault(&["meter", "component", &at, "weight"], format!("{} is no weight", self.weight), help);
        }
        for (i, goal) in self.goals.iter().enumerate().filter(|(_, goal)| !goals.contains(&goal.as_str())) {
            let help = if goals.is_empty() {
                "add a [[meter.goal]] with this id, or leave it out".to_owned()
            } else {
                format!("{} [[meter.goal]] names the goals", did_you_mean(goal, goals))
            };
            check.fault(
                &["meter", "component", &at, "goals", &i.to_string()],
                format!("no goal has the id \"{goal}\""),
                help,
            );
        }
        Some(ReadyComponent {
            indicator: indicator.id.clone(),
            at_0,
            at_100,
            weight: self.weight,
            owner: self.owner.clone(),
            goals: self.goals.clone(),
        })
    }
}
