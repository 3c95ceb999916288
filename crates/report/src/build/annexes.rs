//! The annexes: what is in scope, the data and its quality, the method.

use std::collections::{BTreeMap, BTreeSet};

use super::Builder;
use crate::model::{Cell, Definition, KeyFigure, Method, Section, SectionId, Table};
use crate::note::{Matter, Note};
use crate::summary::{Part, Persons, ScopeClass, ScopeSum};
use vire_indicators::catalogue::{CATALOGUE, find};
use vire_indicators::is_of_tenders;
use vire_reference::names::Kind;
use vire_reference::sectors;

/// Codes of rows whose amounts are not known.
const AMOUNTLESS: [&str; 3] = ["missing-amount", "unreadable-amount", "uncomputed-formula"];

impl Builder<'_> {
    fn section(&self, id: SectionId) -> Section {
        let title = self.texts.text(&format!("section-{}", id.code()));
        Section { id, title, paragraphs: Vec::new(), tables: Vec::new() }
    }

    fn scope_label(&self, scope: &ScopeSum) -> String {
        match &scope.class {
            ScopeClass::HeldOut(rule) => scope.label.get(self.texts.code).unwrap_or(rule).clone(),
            external => self.texts.text(external.code()),
        }
    }

    pub(super) fn scope(&self) -> Section {
        let mut section = self.section(SectionId::Scope);
        section.paragraphs.push(self.note(Matter::Scope, "scope-intro"));
        let public = self.facts.suppliers.iter().filter(|supplier| supplier.kind == Kind::PublicBody).count();
        let count = self.texts.count(public as i128);
        let recognised = self.texts.text_with("scope-public", &[("count", &count)]);
        section.paragraphs.push(Note::new(Matter::Scope, recognised));
        let titles = self.titles(&["col-class", "col-lines", "col-sum", "col-share"]);
        let mut table = Table::new("scope", self.texts.text("table-scope"), titles);
        let all = self.facts.summary.quality.kept_amount;
        for scope in self.facts.summary.scopes.iter().filter(|s| s.lines > 0) {
            table.rows.push(vec![
                Cell::text(self.scope_label(scope)),
                self.of_count(scope.lines),
                self.of_money_exact(scope.amount),
                self.of_share(scope.amount, all),
            ]);
        }
        section.tables.push(table);
        section
    }

    /// What others measured, as it was given; nothing where the pipeline names none.
    pub(super) fn measured_by_others(&self) -> Option<Section> {
        let given = &self.facts.summary.series;
        let years: BTreeSet<i32> = given.iter().flat_map(|series| series.values.keys().copied()).collect();
        if years.is_empty() {
            return None;
        }
        let mut section = self.section(SectionId::Others);
        section.paragraphs.push(self.note(Matter::Noticed, "others-intro"));
        let first = self.titles(&["col-measure", "col-unit", "col-source-of"]);
        let titles = first.into_iter().chain(years.iter().map(i32::to_string)).collect();
        let mut table = Table::new("others", self.texts.text("table-others"), titles).with_texts(&[1, 2]);
        for series in given {
            let texts = [series.name_in(self.texts.code), &series.unit, &series.source].map(Cell::text);
            let decimal = self.texts.forms.decimal.to_string();
            let value = |year| series.values.get(year).map_or("\u{2013}".to_owned(), |v| v.replace('.', &decimal));
            table.rows.push(texts.into_iter().chain(years.iter().map(|year| Cell::text(value(year)))).collect());
        }
        section.tables.push(table);
        Some(section)
    }

    pub(super) fn quality(&self) -> Section {
        let (texts, quality) = (self.texts, &self.facts.summary.quality);
        let mut section = self.section(SectionId::Quality);
        let count = |n: u64| texts.count(n.into());
        let sum = texts.money_exact(quality.kept_amount, &self.facts.summary.currency);
        let counts = [count(quality.read), count(quality.kept), count(quality.rejected)];
        let rows = texts.text_with(
            "quality-intro",
            &[("read", &counts[0]), ("kept", &counts[1]), ("rejected", &counts[2]), ("sum", &sum)],
        );
        section.paragraphs.push(Note::new(Matter::Rows, rows));
        let scopes = self.facts.summary.scopes.iter();
        let external: i128 = scopes.filter(|s| s.class.is_external()).map(|s| s.amount).sum();
        let register = texts.text_with(
            "quality-register",
            &[
                ("share", &self.percent(quality.amount_in_register, external)),
                ("found", &count(quality.suppliers_in_register)),
                ("all", &count(quality.suppliers)),
            ],
        );
        let register = if quality.suppliers_in_register == 0 { texts.text("quality-no-register") } else { register };
        section.paragraphs.push(Note::new(Matter::Register, register));
        let noted = [
            ("quality-masked", quality.masked),
            ("quality-rounded", quality.rounded),
            ("quality-undated", quality.undated),
            ("quality-names", quality.ids_with_many_names),
        ];
        let noted = noted.into_iter().filter(|(_, n)| *n > 0);
        let noticed = |(key, n)| Note::new(Matter::Noticed, texts.text_with(key, &[("count", &count(n))]));
        section.paragraphs.extend(noted.map(noticed));
        section.tables.push(self.files_table());
        section.tables.extend(self.rejected_table());
        section.tables.extend(self.persons_table());
        section.tables.push(self.methods_table());
        section.tables.push(self.places_table(external));
        section
    }

    /// All lines by how their sector was decided, and how often each way was right where that was measured.
    fn methods_table(&self) -> Table {
        let quality = &self.facts.summary.quality;
        let titles = self.titles(&["col-method", "col-sum", "col-share", "col-right"]);
        let mut table = Table::new("methods", self.texts.text("table-methods"), titles);
        for part in &quality.sector_methods {
            let Some(amount) = part.amount.filter(|amount| *amount != 0) else { continue };
            let right = sectors::score(&part.id).map(|s| self.percent(s.right.into(), s.told.into()));
            table.rows.push(vec![
                Cell::text(self.texts.text(&format!("method-{}", part.id))),
                self.of_money(amount),
                self.of_share(amount, quality.kept_amount),
                Cell::text(right.unwrap_or_else(|| self.texts.text("right-unmeasured"))),
            ]);
        }
        let is_measured =
            |part: &Part| part.amount.is_some_and(|cents| cents != 0) && sectors::score(&part.id).is_some();
        if quality.sector_methods.iter().any(is_measured) {
            table.note = self.note(Matter::Sectors, "right-note").into();
        }
        table
    }

    fn files_table(&self) -> Table {
        let titles = self.titles(&["col-file", "col-read", "col-kept", "col-rejected", "col-other", "col-sum-kept"]);
        let mut table = Table::new("files", self.texts.text("table-files"), titles);
        let files = &self.facts.summary.quality.files;
        let last = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
        // The way to a file is nobody's business, unless two files have one name.
        let is_alone = |path: &str| files.iter().all(|other| other.file == path || last(&other.file) != last(path));
        for file in files {
            let shown = if is_alone(&file.file) { last(&file.file) } else { file.file.clone() };
            let name = if file.sheet.is_empty() { shown } else { format!("{shown} ({})", file.sheet) };
            let counts = [file.read, file.kept, file.rejected, file.no_data].map(|n| self.of_count(n));
            let mut row = vec![Cell::text(name)];
            row.extend(counts);
            row.push(self.of_money_exact(file.amount));
            table.rows.push(row);
        }
        table
    }

    fn rejected_table(&self) -> Option<Table> {
        let titles = self.titles(&["col-reason", "col-rows", "col-sum"]);
        let mut table = Table::new("rejected", self.texts.text("table-rejected"), titles);
        let mut reasons: BTreeMap<&str, (u64, i128)> = BTreeMap::new();
        for rejection in &self.facts.summary.quality.rejections {
            let (rows, amount) = reasons.entry(&rejection.code).or_default();
            (*rows, *amount) = (*rows + rejection.rows, *amount + rejection.amount);
        }
        for (code, (rows, amount)) in reasons {
            table.rows.push(vec![
                // The code too, by which `rejected.parquet` and the terminal name the reason.
                Cell::text(format!("{} ({code})", self.texts.text(&format!("rejected-{code}")))),
                self.of_count(rows),
                // The sum of amounts that cannot be read is not known.
                if AMOUNTLESS.contains(&code) { Cell::text(super::DASH) } else { self.of_money_exact(amount) },
            ]);
        }
        (!table.rows.is_empty()).then_some(table)
    }

    /// External purchases by where the supplier's place is known from.
    fn places_table(&self, external: i128) -> Table {
        let sources = &self.facts.summary.quality.place_sources;
        let places = sources.iter().map(|p| (self.texts.text(&format!("place-{}", p.id)), p.amount)).collect();
        self.parts_table("places", "col-source", places, external)
    }

    /// Lines of persons by how they are protected.
    fn persons_table(&self) -> Option<Table> {
        let titles = self.titles(&["col-persons", "col-lines", "col-sum"]);
        let mut table = Table::new("persons", self.texts.text("table-persons"), titles);
        for persons in &self.facts.summary.quality.persons {
            table.rows.push(vec![
                Cell::text(self.texts.text(&format!("persons-{}", persons.kind))),
                self.of_count(persons.lines),
                persons.amount.map_or_else(Cell::hidden, |amount| self.of_money_exact(amount)),
            ]);
        }
        let is_of_ids = |persons: &&Persons| !matches!(persons.kind.as_str(), "person" | "sole-trader" | "redacted");
        if self.facts.summary.quality.persons.iter().filter(is_of_ids).count() > 1 {
            table.note = self.note(Matter::Persons, "persons-note").into();
        }
        (!table.rows.is_empty()).then_some(table)
    }

    /// Inputs by the names that indicator pages use, in words.
    pub(super) fn needs(&self, needs: &str) -> String {
        let need = |need| match need {
            "place" if !self.has_municipalities() => self.texts.text("need-municipalities"),
            need => self.texts.text(&format!("need-{need}")),
        };
        self.listed(needs.split(", ").map(need).collect())
    }

    /// `key` are the key figures, of which one is the example of a trace.
    pub(super) fn method(&self, key: &[KeyFigure]) -> Method {
        let texts = self.texts;
        let example = key.iter().map(|figure| figure.trace.as_str()).find(|trace| !trace.is_empty());
        let example = example.unwrap_or("vire trace");
        let mut paragraphs = vec![texts.text_with("method-intro", &[("trace", example)])];
        paragraphs.extend(self.threshold_note().map(|note| note.text));
        let dates = self.facts.summary.register_dates.iter();
        let moved = self.facts.moved();
        let dated = if moved > 0 { "method-register-of-date" } else { "method-register-date" };
        paragraphs.extend(dates.map(|d| texts.text_with(dated, &[("date", &texts.date(d))])));
        paragraphs
            .extend((moved > 0).then(|| texts.text_with("method-moves", &[("count", &texts.count(moved as i128))])));
        let definition = |indicator: &vire_indicators::catalogue::Indicator| {
            let text = |part: &str| indicator.text(part, texts.code).to_owned();
            Definition {
                id: indicator.id.clone(),
                term: text("title"),
                meaning: text("meaning"),
                reading: text("reading"),
                pitfalls: text("pitfalls"),
            }
        };
        // Without tables of tenders one sentence stands for all that these would tell.
        let are_tenders = self.facts.summary.figures.iter().any(|written| is_of_tenders(&written.figure.indicator));
        let missing = self.facts.summary.not_computed.iter();
        let told = missing.filter(|m| are_tenders || !is_of_tenders(&m.indicator));
        let not_computed = told.filter_map(|m| {
            let title = find(&m.indicator)?.text("title", texts.code);
            Some(texts.text_with("not-computed", &[("title", title), ("needs", &self.needs(&m.needs))]))
        });
        Method {
            paragraphs,
            indicators: CATALOGUE.iter().map(definition).collect(),
            not_computed: not_computed
                .chain((!are_tenders).then(|| texts.text("not-computed-tenders")))
                .chain((!self.tells_units()).then(|| texts.text("not-computed-units")))
                .collect(),
        }
    }
}
