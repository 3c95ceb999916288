//! A memo for the board and a page for a workshop.

use super::figures::{Round, gaps, next_steps, rounds};
use super::{Assessment, PATHS, STATEMENTS};
use crate::evidence::Evidence;
use crate::exact::{Exact, millionths};
use crate::measured::{Figures, OF_STATEMENTS};
use crate::{Named, words};
use vire_base::language::Language;
use vire_indicators::catalogue::Unit;
use vire_report::document::{Document, Part, Section};
use vire_report::model::{Cell, Chart, ChartKind, Column, HIDDEN, Series, Table, Value};
use vire_report::texts::Texts;

/// The documents in a language, with a run's figures beside the statements that they tell of.
pub fn documents(assessment: &Assessment, evidence: Option<&Evidence>, language: Language) -> Vec<Named> {
    let scene = Scene { assessment, texts: words::texts(language), rounds: rounds(&assessment.answers) };
    let Some(now) = scene.rounds.last() else { return Vec::new() };
    let mut memo = vec![scene.profile(now).shown(), scene.next(now).shown(), scene.roles(now), scene.gaps(now)];
    memo.extend(scene.progress(now));
    memo.extend(evidence.map(|evidence| scene.measured(evidence, language)));
    memo.extend(scene.steps());
    let workshop = vec![scene.profile(now).shown(), scene.questions(now).shown(), scene.scale()];
    vec![
        ("memo", scene.document(language, "assess-memo", now, memo)),
        ("workshop", scene.document(language, "assess-workshop", now, workshop)),
    ]
}

struct Scene<'a> {
    assessment: &'a Assessment,
    texts: Texts,
    rounds: Vec<Round>,
}

impl Scene<'_> {
    fn document(&self, language: Language, title: &str, now: &Round, sections: Vec<Section>) -> Document {
        let assessment = self.assessment;
        let day = self.texts.date(&now.day.to_string());
        let count = self.texts.count(now.respondents as i128);
        let about = self.texts.text_with("assess-subtitle", &[("respondents", &count), ("day", &day)]);
        let subtitle = [assessment.buyer.clone(), assessment.title.clone(), about];
        let author = if assessment.buyer.is_empty() { self.text("assess-title") } else { assessment.buyer.clone() };
        Document {
            wording: language.into(),
            language: self.texts.code,
            locale: self.texts.forms.locale("FI").to_owned(),
            author,
            title: self.text(title),
            subtitle: subtitle.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" \u{b7} "),
            currency: "EUR".into(),
            date: Some(now.day),
            notes: vec![self.text("assess-note-persons"), self.text("assess-note-order")],
            sections,
            footer: self.text("assess-footer"),
        }
    }

    fn text(&self, key: &str) -> String {
        self.texts.text(key)
    }

    fn statement(&self, at: usize) -> String {
        self.text(&format!("statement-{}", STATEMENTS[at]))
    }

    fn path(&self, path: usize) -> String {
        self.text(&format!("path-{}", PATHS[path].0))
    }

    fn mean(&self, mean: &Option<Exact>) -> Cell {
        mean.as_ref().map_or_else(Cell::hidden, |mean| {
            let value = Value::new(millionths(mean), Unit::Ratio);
            Cell::new(self.texts.number(value.millionths, 1), Some(value))
        })
    }

    fn table(&self, id: &str, caption: &str, columns: &[(String, bool)]) -> Table {
        let columns = columns.iter().map(|(title, numeric)| Column { title: title.clone(), numeric: *numeric });
        Table { id: id.into(), caption: self.text(caption), columns: columns.collect(), ..Table::default() }
    }

    /// The paths now, and in the round before.
    fn profile(&self, now: &Round) -> Section {
        let (lowest, highest) = extremes(now);
        let finding = match (lowest, highest) {
            (Some(low), Some(high)) if low != high => {
                let arguments = [("high", self.path(high)), ("low", self.path(low))];
                self.texts.text_of("assess-profile-finding", &arguments)
            }
            _ => self.text("assess-profile-even"),
        };
        let before = self.rounds.len().saturating_sub(2);
        let series = self.rounds[before..].iter().rev().map(|round| Series {
            name: self.texts.date(&round.day.to_string()),
            values: round.paths.iter().map(|mean| mean.as_ref().map(millionths)).collect(),
        });
        let chart = Chart {
            id: "profile".into(),
            kind: ChartKind::Bars,
            title: self.text("assess-profile-chart"),
            unit: Unit::Ratio,
            marks: String::new(),
            basis: self.text("assess-scale-basis"),
            alt: finding.clone(),
            category_title: self.text("col-path"),
            categories: (0..PATHS.len()).map(|path| self.path(path)).collect(),
            series: series.collect(),
            accent: None,
            parts_of_years: Vec::new(),
            is_rounded: false,
        };
        let columns = [
            (self.text("col-statement"), false),
            (self.text("col-mean"), true),
            (self.text("col-span"), true),
            (self.text("col-answers"), true),
        ];
        let mut table = self.table("statements", "assess-statements-table", &columns);
        for (at, statement) in now.statements.iter().enumerate() {
            let span = statement.span.map_or(HIDDEN.to_owned(), |(low, high)| format!("{low}\u{2013}{high}"));
            let count = if statement.mean.is_some() { statement.answers.to_string() } else { HIDDEN.to_owned() };
            table.rows.push(vec![
                Cell::text(self.statement(at)),
                self.mean(&statement.mean),
                Cell::text(span),
                Cell::text(count),
            ]);
        }
        Section::new(self.text("assess-profile"), finding).with(Part::Chart(chart)).with(Part::Table(table))
    }

    /// What to take up next on each path.
    fn next(&self, now: &Round) -> Section {
        let steps = next_steps(now);
        let Some((_, first)) = steps.first() else {
            return Section::new(self.text("assess-next"), self.text("assess-next-none"));
        };
        let finding = self.texts.text_of("assess-next-finding", &[("statement", self.statement(*first))]);
        let line = |(path, at): &(usize, usize)| {
            let advice = self.text(&format!("advice-{}", STATEMENTS[*at]));
            format!("{}, {}: {advice}", self.path(*path), self.statement(*at))
        };
        Section::new(self.text("assess-next"), finding)
            .with(Part::List(steps.iter().map(line).collect()))
            .with(Part::Remarks(vec![self.text("assess-next-note")]))
    }

    fn roles(&self, now: &Round) -> Section {
        if now.groups.is_empty() {
            return Section::new(self.text("assess-roles"), self.text("assess-roles-few"));
        }
        let name =
            |roles: &[&str]| roles.iter().map(|r| self.text(&format!("role-{r}"))).collect::<Vec<_>>().join(", ");
        let mut columns = vec![(self.text("col-statement"), false)];
        columns
            .extend(now.groups.iter().map(|group| (format!("{} ({})", name(&group.roles), group.respondents), true)));
        let mut table = self.table("roles", "assess-roles-table", &columns);
        let paths = (0..PATHS.len()).map(|path| (self.path(path), now.groups.iter().map(|g| &g.paths[path]).collect()));
        let statements =
            (0..STATEMENTS.len()).map(|at| (self.statement(at), now.groups.iter().map(|g| &g.means[at]).collect()));
        for (label, means) in paths.chain(statements) {
            let means: Vec<&Option<Exact>> = means;
            table
                .rows
                .push(std::iter::once(Cell::text(label)).chain(means.into_iter().map(|m| self.mean(m))).collect());
        }
        // Where roles see the same thing most differently.
        let apart = (0..STATEMENTS.len()).filter_map(|at| {
            let means = || now.groups.iter().filter_map(move |g| g.means[at].as_ref());
            Some((means().max()? - means().min()?, at))
        });
        let finding = match apart.max_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1))) {
            Some((_, at)) => self.texts.text_of("assess-roles-finding", &[("statement", self.statement(at))]),
            None => self.text("assess-roles-few"),
        };
        Section::new(self.text("assess-roles"), finding)
            .with(Part::Table(table))
            .with(Part::Remarks(vec![self.text("assess-roles-note")]))
    }

    fn gaps(&self, now: &Round) -> Section {
        let gaps = gaps(now);
        let finding = gaps.first().map_or_else(String::new, |at| {
            self.texts.text_of("assess-gaps-finding", &[("statement", self.statement(*at))])
        });
        let chart = Chart {
            id: "gaps".into(),
            kind: ChartKind::Bars,
            title: self.text("assess-gaps-chart"),
            unit: Unit::Ratio,
            marks: String::new(),
            basis: self.text("assess-scale-basis"),
            alt: finding.clone(),
            category_title: self.text("col-statement"),
            categories: gaps.iter().map(|at| self.statement(*at)).collect(),
            series: vec![Series {
                name: self.text("col-mean"),
                values: gaps.iter().map(|at| now.statements[*at].mean.as_ref().map(millionths)).collect(),
            }],
            accent: (!gaps.is_empty()).then_some(0),
            parts_of_years: Vec::new(),
            is_rounded: false,
        };
        Section::new(self.text("assess-gaps"), finding).with(Part::Chart(chart))
    }

    /// What changed since the round before.
    fn progress(&self, now: &Round) -> Option<Section> {
        let before = self.rounds.iter().rev().nth(1)?;
        let days = [before, now].map(|round| self.texts.date(&round.day.to_string()));
        let [old, new] = days;
        let columns =
            [(self.text("col-statement"), false), (old.clone(), true), (new, true), (self.text("col-change"), true)];
        let mut table = self.table("progress", "assess-progress-table", &columns);
        let (mut up, mut down) = (0, 0);
        for (at, (was, is)) in before.statements.iter().zip(&now.statements).enumerate() {
            let change = was.mean.as_ref().zip(is.mean.as_ref()).map(|(was, is)| millionths(&(is - was)));
            up += usize::from(change.is_some_and(|c| c > 0));
            down += usize::from(change.is_some_and(|c| c < 0));
            let change = change.map_or_else(Cell::hidden, |change| {
                let plus = if change > 0 { "+" } else { "" };
                let value = Value::new(change, Unit::Ratio);
                Cell::new(format!("{plus}{}", self.texts.number(change, 1)), Some(value))
            });
            table.rows.push(vec![Cell::text(self.statement(at)), self.mean(&was.mean), self.mean(&is.mean), change]);
        }
        let arguments = [("up", up.to_string()), ("down", down.to_string()), ("day", old)];
        let finding = self.texts.text_of("assess-progress-finding", &arguments);
        Some(
            Section::new(self.text("assess-progress"), finding)
                .with(Part::Table(table))
                .with(Part::Remarks(vec![self.text("assess-progress-note")])),
        )
    }

    /// What is agreed on.
    /// What a run measures of the same things as some of the statements.
    fn measured(&self, evidence: &Evidence, language: Language) -> Section {
        let about = OF_STATEMENTS.map(|(statement, id)| (self.text(&format!("statement-{statement}")), id));
        let figures = Figures { evidence, language, texts: &self.texts };
        let table = figures.table("col-statement", &about);
        let title = self.text("measured-title");
        if table.rows.is_empty() {
            return Section::new(title, self.text("measured-none"));
        }
        let remarks = ["measured-statements", "measured-shown"].map(|key| self.text(key));
        Section::new(title, "").with(Part::Table(table)).with(Part::Remarks(remarks.into()))
    }

    fn steps(&self) -> Option<Section> {
        if self.assessment.steps.is_empty() {
            return None;
        }
        let columns = ["col-statement", "col-action", "col-owner", "col-due", "col-state-evidence"];
        let mut table = self.table("steps", "assess-steps-table", &columns.map(|key| (self.text(key), false)));
        for step in &self.assessment.steps {
            let due = step.due.map(|day| self.texts.date(&day.to_string())).unwrap_or_default();
            let statement = self.text(&format!("statement-{}", step.statement));
            let cells = [statement, step.action.clone(), step.owner.clone(), due, step.evidence.clone()];
            table.rows.push(cells.map(Cell::text).into());
        }
        Some(Section::new(self.text("assess-steps"), "").with(Part::Table(table)))
    }

    /// What to talk about, one question a path.
    fn questions(&self, now: &Round) -> Section {
        let lines = next_steps(now).into_iter().map(|(_, at)| {
            let full = self.text(&format!("help-{}", STATEMENTS[at]));
            self.texts.text_of("assess-question", &[("statement", full)])
        });
        Section::new(self.text("assess-questions"), self.text("assess-questions-finding"))
            .with(Part::List(lines.collect()))
            .with(Part::Text(self.text("assess-workshop-course")))
    }

    fn scale(&self) -> Section {
        let lines = (0..=4).map(|n| self.text(&format!("assess-scale-{n}")));
        let full = STATEMENTS
            .iter()
            .map(|id| format!("{}: {}", self.text(&format!("col-{id}")), self.text(&format!("help-{id}"))));
        Section::new(self.text("assess-scale"), "")
            .with(Part::List(lines.collect()))
            .with(Part::Heading(self.text("assess-all")))
            .with(Part::List(full.collect()))
    }
}

/// The paths with the lowest and the highest mean.
fn extremes(round: &Round) -> (Option<usize>, Option<usize>) {
    let known = || (0..round.paths.len()).filter(|path| round.paths[*path].is_some());
    let lowest = known().min_by(|a, b| round.paths[*a].cmp(&round.paths[*b]));
    (lowest, known().rev().max_by(|a, b| round.paths[*a].cmp(&round.paths[*b])))
}
