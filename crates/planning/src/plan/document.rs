//! The state of a programme: progress by goal, what is overdue, what no action covers, and the hours by phase.

use super::{Action, PHASES, Programme, ROLES, State, What};
use crate::evidence::Evidence;
use crate::exact::{Exact, millionths, zero};
use crate::measured::Figures;
use crate::plan::catalogue;
use crate::{Named, words};
use num_traits::Zero;
use vire_base::language::Language;
use vire_indicators::catalogue::Unit;
use vire_report::document::{Document, Part, Section};
use vire_report::model::{Cell, Chart, ChartKind, Series, Table, Value};
use vire_report::texts::Texts;

/// The document in a language, with a run's figures beside the goals that name an indicator.
pub fn documents(programme: &Programme, evidence: Option<&Evidence>, language: Language) -> Vec<Named> {
    let scene = Scene { programme, texts: words::texts(language) };
    let mut sections = vec![scene.goals().shown()];
    sections.extend(scene.measured(evidence, language).map(Section::shown));
    sections.extend([scene.overdue().shown(), scene.coverage(), scene.effort().shown(), scene.actions()]);
    let day = scene.texts.date(&programme.day.to_string());
    let subtitle = [programme.buyer.clone(), programme.title.clone(), day];
    let document = Document {
        wording: language.into(),
        language: scene.texts.code,
        locale: scene.texts.forms.locale("FI").to_owned(),
        author: if programme.buyer.is_empty() { scene.text("plan-title") } else { programme.buyer.clone() },
        title: scene.text("plan-title"),
        subtitle: subtitle.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" \u{b7} "),
        currency: "EUR".into(),
        date: Some(programme.day),
        notes: vec![scene.text("plan-note")],
        sections,
        footer: scene.text("plan-footer"),
    };
    vec![("plan", document)]
}

struct Scene<'a> {
    programme: &'a Programme,
    texts: Texts,
}

impl Scene<'_> {
    fn text(&self, key: &str) -> String {
        self.texts.text(key)
    }

    fn table(&self, id: &str, caption: &str, columns: &[(&str, bool)]) -> Table {
        Table::by_keys(id, self.text(caption), columns, &self.texts)
    }

    fn count(&self, count: usize) -> Cell {
        let value = Value::new(count as i128 * 1_000_000, Unit::Count);
        Cell::new(self.texts.count(count as i128), Some(value))
    }

    fn what(&self, action: &Action) -> String {
        match &action.what {
            What::Listed(id) => self.text(&format!("act-{id}")),
            What::Own(own) => own.clone(),
        }
    }

    /// What stands: dropped actions count for nothing.
    fn alive(&self) -> impl Iterator<Item = &Action> {
        self.programme.actions.iter().filter(|action| action.state != State::Dropped)
    }

    /// Whether an action is for a goal, or for one below it.
    fn is_for(&self, action: &Action, goal: usize) -> bool {
        let goals = &self.programme.goals;
        std::iter::successors(action.goal, |at| goals[*at].above).any(|at| at == goal)
    }

    fn is_overdue(&self, action: &Action) -> bool {
        matches!(action.state, State::NotBegun | State::UnderWay)
            && action.due.is_some_and(|due| due < self.programme.day)
    }

    fn goals(&self) -> Section {
        let columns = [
            ("col-goal", false),
            ("col-measure", false),
            ("col-target", false),
            ("col-actions", true),
            ("col-done", true),
            ("col-progress", true),
        ];
        let mut table = self.table("goals", "plan-goals-table", &columns);
        for (at, depth) in self.tree() {
            let goal = &self.programme.goals[at];
            let of = || self.alive().filter(move |action| self.is_for(action, at));
            let (all, done) = (of().count(), of().filter(|action| action.state == State::Done).count());
            let share = (all > 0).then(|| Value::new(done as i128 * 1_000_000 / all as i128, Unit::Share));
            let text = share.map_or_else(|| "\u{2013}".to_owned(), |share| self.texts.percent_whole(share.millionths));
            let name = format!("{}{}", "\u{2013} ".repeat(depth), goal.name);
            let mut row: Vec<Cell> = [name, goal.measure.clone(), goal.target.clone()].map(Cell::text).into();
            row.extend([self.count(all), self.count(done), Cell::new(text, share).with_bar()]);
            table.rows.push(row);
        }
        let (all, done) = (self.alive().count(), self.alive().filter(|a| a.state == State::Done).count());
        let arguments = [("done", self.texts.count(done as i128)), ("all", self.texts.count(all as i128))];
        let finding = self.texts.text_of("plan-goals-finding", &arguments);
        Section::new(self.text("plan-goals"), finding).with(Part::Table(table))
    }

    /// What a run measures of the goals; nothing where none of them names an indicator.
    fn measured(&self, evidence: Option<&Evidence>, language: Language) -> Option<Section> {
        let goals = self.programme.goals.iter().filter(|goal| !goal.indicator.is_empty());
        let about: Vec<(String, &str)> = goals.map(|goal| (goal.name.clone(), goal.indicator.as_str())).collect();
        if about.is_empty() {
            return None;
        }
        let title = self.text("measured-title");
        let Some(evidence) = evidence else { return Some(Section::new(title, self.text("measured-no-run"))) };
        let table = Figures { evidence, language, texts: &self.texts }.table("col-goal", &about);
        if table.rows.is_empty() {
            return Some(Section::new(title, self.text("measured-none")));
        }
        let remarks = ["measured-goals", "measured-shown"].map(|key| self.text(key));
        Some(Section::new(title, "").with(Part::Table(table)).with(Part::Remarks(remarks.into())))
    }

    /// The goals, each followed by those below it, with how deep they stand.
    fn tree(&self) -> Vec<(usize, usize)> {
        fn below(goals: &[super::Goal], above: Option<usize>, depth: usize, tree: &mut Vec<(usize, usize)>) {
            for at in (0..goals.len()).filter(|at| goals[*at].above == above) {
                tree.push((at, depth));
                below(goals, Some(at), depth + 1, tree);
            }
        }
        let mut tree = Vec::new();
        below(&self.programme.goals, None, 0, &mut tree);
        tree
    }

    fn overdue(&self) -> Section {
        let mut late: Vec<&Action> = self.alive().filter(|action| self.is_overdue(action)).collect();
        late.sort_by_key(|action| action.due);
        if late.is_empty() {
            return Section::new(self.text("plan-overdue"), self.text("plan-overdue-none"));
        }
        let finding = self.texts.text_of("plan-overdue-finding", &[("count", self.texts.count(late.len() as i128))]);
        let columns = [("col-action", false), ("col-owner", false), ("col-due", false), ("col-state", false)];
        let mut table = self.table("overdue", "plan-overdue-table", &columns);
        for action in late {
            let state = self.text(&format!("state-{}", action.state.word()));
            let due = action.due.map(|day| self.texts.date(&day.to_string())).unwrap_or_default();
            table.rows.push([self.what(action), action.owner.clone(), due, state].map(Cell::text).into());
        }
        Section::new(self.text("plan-overdue"), finding).with(Part::Table(table))
    }

    /// Goals, phases and roles that no action is for, with what the catalogue has for such a phase.
    fn coverage(&self) -> Section {
        let goals: Vec<String> = (0..self.programme.goals.len())
            .filter(|goal| !self.alive().any(|action| self.is_for(action, *goal)))
            .map(|goal| self.programme.goals[goal].name.clone())
            .collect();
        let bare = |all: &[&'static str], of: &dyn Fn(&Action) -> &'static str| -> Vec<&'static str> {
            all.iter().copied().filter(|one| !self.alive().any(|action| of(action) == *one)).collect()
        };
        let (phases, roles) = (bare(PHASES, &|a| a.phase), bare(ROLES, &|a| a.role));
        let named =
            |key: &str, of: &[&str]| of.iter().map(|one| self.text(&format!("{key}-{one}"))).collect::<Vec<_>>();
        let said = [
            ("plan-bare-goals", goals),
            ("plan-bare-phases", named("phase", &phases)),
            ("plan-bare-roles", named("plan-role", &roles)),
        ];
        let lines: Vec<String> = said
            .iter()
            .filter(|(_, names)| !names.is_empty())
            .map(|(key, names)| self.texts.text_of(key, &[("names", names.join(", "))]))
            .collect();
        if lines.is_empty() {
            return Section::new(self.text("plan-coverage"), self.text("plan-coverage-full"));
        }
        let mut section =
            Section::new(self.text("plan-coverage"), self.text("plan-coverage-gaps")).with(Part::List(lines));
        for phase in phases {
            let ids = catalogue::IDS.iter().filter(|id| catalogue::phase(id) == Some(phase)).take(3);
            let ids: Vec<String> = ids.map(|id| self.text(&format!("act-{id}"))).collect();
            let heading = self.texts.text_of("plan-suggested", &[("phase", self.text(&format!("phase-{phase}")))]);
            section = section.with(Part::Heading(heading)).with(Part::List(ids));
        }
        section
    }

    fn effort(&self) -> Section {
        let hours =
            |phase: &str, at: usize| self.alive().filter(|a| a.phase == phase).map(|a| &a.hours[at]).sum::<Exact>();
        let keys = ["col-hours-before", "col-hours-during", "col-hours-after"];
        let total: Exact = self.alive().flat_map(|action| &action.hours).sum();
        let finding = if total.is_zero() {
            self.text("plan-effort-none")
        } else {
            let most = PHASES.iter().rev().max_by_key(|phase| (0..3).map(|at| hours(phase, at)).sum::<Exact>());
            let phase = most.map(|phase| self.text(&format!("phase-{phase}"))).unwrap_or_default();
            let arguments = [("hours", self.texts.number(millionths(&total), 0)), ("phase", phase)];
            self.texts.text_of("plan-effort-finding", &arguments)
        };
        let section = Section::new(self.text("plan-effort"), finding.clone());
        if total == zero() {
            return section;
        }
        let series = keys.iter().enumerate().map(|(at, key)| Series {
            name: self.text(key),
            values: PHASES.iter().map(|phase| Some(millionths(&hours(phase, at)))).collect(),
        });
        section.with(Part::Chart(Chart {
            id: "effort".into(),
            kind: ChartKind::StackedBars,
            title: self.text("plan-effort-chart"),
            unit: Unit::Count,
            marks: String::new(),
            basis: self.text("plan-effort-basis"),
            alt: finding,
            category_title: self.text("col-phase"),
            categories: PHASES.iter().map(|phase| self.text(&format!("phase-{phase}"))).collect(),
            series: series.collect(),
            accent: None,
            parts_of_years: Vec::new(),
            is_rounded: false,
        }))
    }

    fn actions(&self) -> Section {
        let columns = [
            ("col-action", false),
            ("col-goal", false),
            ("col-phase", false),
            ("col-owner", false),
            ("col-due", false),
            ("col-state", false),
            ("col-hours", true),
        ];
        let mut table = self.table("actions", "plan-actions-table", &columns);
        for action in &self.programme.actions {
            let goal = action.goal.map(|goal| self.programme.goals[goal].name.clone()).unwrap_or_default();
            let phase = self.text(&format!("phase-{}", action.phase));
            let due = action.due.map(|day| self.texts.date(&day.to_string())).unwrap_or_default();
            let state = self.text(&format!("state-{}", action.state.word()));
            let hours: Exact = action.hours.iter().sum();
            let value = Value::new(millionths(&hours), Unit::Count);
            let texts = [self.what(action), goal, phase, action.owner.clone(), due, state];
            let hours = Cell::new(self.texts.number(value.millionths, 0), Some(value));
            table.rows.push(texts.map(Cell::text).into_iter().chain([hours]).collect());
        }
        Section::new(self.text("plan-actions"), "").with(Part::Table(table))
    }
}
