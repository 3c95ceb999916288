//! Making the report model of one language out of a run's facts.

mod annexes;
mod cards;
mod changes;
mod competition;
mod contracts;
mod detail;
mod effects;
mod key;
pub(crate) mod meter;
mod owners;
pub(crate) mod participation;
mod payments;
mod periods;
mod supply;
mod tables;
mod target;
mod topics;
mod units;

use chrono::{Datelike, NaiveDate};

use super::facts::Facts;
use super::model::{Cell, CellState, Chart, ChartKind, HIDDEN, Report, Series, Table, TrendPoint, Value};
use super::note::{Matter, Note};
use super::summary::Vat;
use super::texts::Texts;
use vire_base::decimal::SCALE;
use vire_domain::classify::cube::UNDATED;
use vire_domain::suppliers::settings::Basis;
use vire_indicators::Figure;
use vire_indicators::catalogue::Unit;
use vire_reference::country::Country;
use vire_reference::names::Kind;

pub(crate) const EXTERNAL: &str = "external";
pub(crate) const MARKET: &str = "market";
/// Classes that a chart shows before the rest become one.
const CLASSES: usize = 7;
/// Millionths in a hundredth of the currency.
pub(crate) const PER_CENT: i128 = 10_000;
pub(crate) const ONE: i128 = 10i128.pow(SCALE as u32);
pub(crate) const DASH: &str = "\u{2013}";

/// Makes the report of a run in the language of the texts.
pub fn report(facts: &Facts, texts: &Texts) -> Report {
    let (year, whole) = facts.key_year();
    Builder { facts, texts, year, whole }.report()
}

struct Builder<'a> {
    facts: &'a Facts,
    texts: &'a Texts,
    /// The year that the figures speak of.
    year: i32,
    /// The year has lines in all twelve months.
    whole: bool,
}

impl<'a> Builder<'a> {
    fn report(&self) -> Report {
        let (summary, texts) = (&self.facts.summary, self.texts);
        let title = match self.year {
            UNDATED => texts.text_with("title-undated", &[("buyer", &summary.buyer)]),
            _ => texts.text_with("title", &[("buyer", &summary.buyer), ("period", &self.covered())]),
        };
        let date = if summary.as_of.is_empty() { DASH.to_owned() } else { texts.date(&summary.as_of) };
        let files = summary.quality.files.len().to_string();
        let has_vat = Country::of(&summary.country).is_none_or(|country| country.about.has_vat);
        let vat = texts.text(if has_vat { summary.quality.vat.key() } else { "vat-none" });
        let subtitle = if self.knows_places() { "subtitle" } else { "subtitle-placeless" };
        let key = self.key_figures();
        let mut report = Report {
            language: texts.code,
            locale: texts.forms.locale(&summary.country).to_owned(),
            buyer: summary.buyer.clone(),
            currency: summary.currency.clone(),
            title,
            subtitle: texts.text_with(subtitle, &[("date", &date), ("currency", &summary.currency), ("vat", &vat)]),
            vat,
            period: self.period(self.year),
            scope: self.scope_name(MARKET),
            as_of: summary.as_of.parse().ok(),
            notes: self.notes(),
            topics: self.topics(),
            cards: self.cards(),
            participation: self.participation(),
            annexes: [self.scope(), self.quality()].into_iter().chain(self.measured_by_others()).collect(),
            method: self.method(&key),
            key,
            detail: self.detail(),
            footer: texts.text_with("footer", &[("version", &summary.vire), ("files", &files)]),
        };
        self.explain_hidden(&mut report);
        report
    }

    /// Says below each table why figures in it are not shown or missing, and among its topic's caveats why they are not
    /// shown.
    fn explain_hidden(&self, report: &mut Report) {
        for topic in &mut report.topics {
            topic.tables.iter_mut().for_each(|table| table.explain(self.texts));
            let mut notes = topic.tables.iter().flat_map(|table| &table.note.0);
            topic.caveats.extend(notes.find(|note| note.matter == Matter::Hidden).cloned());
        }
        report.detail.sectors.iter_mut().for_each(|scoped| scoped.table.explain(self.texts));
        report.detail.indicators.explain(self.texts);
    }

    /// A note whose text has no arguments.
    fn note(&self, matter: Matter, key: &str) -> Note {
        Note::new(matter, self.texts.text(key))
    }

    /// The accounting year of an ISO date.
    fn year_of(&self, date: &str) -> Option<i32> {
        let day: NaiveDate = date.parse().ok()?;
        Some(self.facts.accounting.of(day.year(), day.month()))
    }

    /// The content of the series changes in the year, and there are years before it.
    fn is_broken(&self, year: i32) -> bool {
        let is_later = self.facts.years.first().is_some_and(|first| *first < year);
        is_later && self.facts.summary.breaks.iter().any(|b| self.year_of(&b.date) == Some(year))
    }

    /// The year at the head of its row.
    fn of_year(&self, year: i32) -> Cell {
        let state = if self.is_broken(year) { CellState::Broken } else { CellState::Plain };
        Cell { state, ..Cell::text(self.marked(year)) }
    }

    /// A figure of each year, oldest first.
    fn trend(&self, of: impl Fn(i32) -> Option<&'a Figure>) -> Vec<TrendPoint> {
        let point = |year: &i32| TrendPoint {
            name: self.name(*year),
            year: self.period(*year),
            marked_year: self.marked(*year),
            is_part: self.is_part(*year),
            is_key: *year == self.year,
            value: self.known(of(*year)),
            is_hidden: is_hidden(of(*year)),
        };
        self.facts.span.iter().map(point).collect()
    }

    fn figure(&self, indicator: &str, scope: &str, dimension: &str, member: &str) -> Option<&'a Figure> {
        self.facts.figure(indicator, scope, self.year, dimension, member)
    }

    /// The headline of a year.
    fn headline(&self, indicator: &str, scope: &str, year: i32) -> Option<&'a Figure> {
        self.facts.figure(indicator, scope, year, "total", "total")
    }

    /// Figures of a dimension of the key year, largest first.
    fn ranked(&self, indicator: &str, scope: &str, dimension: &str) -> Vec<&'a Figure> {
        let mut figures: Vec<&Figure> = self.facts.members(indicator, scope, self.year, dimension).collect();
        figures.sort_by(|a, b| b.value.cmp(&a.value).then_with(|| a.member.cmp(&b.member)));
        figures
    }

    /// The value; a dash where too little is known for one figure, so that only the bounds speak.
    fn value(&self, figure: Option<&Figure>) -> String {
        if is_hidden(figure) { HIDDEN.to_owned() } else { self.write(self.known(figure)) }
    }

    /// The value with its unit, unless too little is known.
    fn known(&self, figure: Option<&Figure>) -> Option<Value> {
        let figure = figure.filter(|f| !little_known(f))?;
        Some(Value::of(figure, figure.value?))
    }

    fn write(&self, value: Option<Value>) -> String {
        Value::text(value, self.texts, &self.facts.summary.currency)
    }

    /// Both bounds as text, when unknown members can move the value.
    fn limits(&self, figure: Option<&Figure>) -> Option<(String, String)> {
        let figure = figure.filter(|f| f.low != f.high)?;
        let write = |millionths| self.write(Some(Value::of(figure, millionths)));
        let (low, high) = (write(figure.low?), write(figure.high?));
        (low != high).then_some((low, high))
    }

    fn bounds(&self, figure: Option<&Figure>) -> String {
        self.limits(figure).map(|(low, high)| format!("{low}{DASH}{high}")).unwrap_or_default()
    }

    fn money(&self, cents: i128) -> String {
        self.texts.money(cents, &self.facts.summary.currency)
    }

    /// Millions or thousands where that is enough, as in a sentence or on a slide.
    fn about(&self, cents: i128) -> String {
        self.texts.money_short(cents, &self.facts.summary.currency)
    }

    /// A part of a whole in millionths.
    fn ratio(part: i128, whole: i128) -> Option<i128> {
        (whole != 0).then(|| part * ONE / whole)
    }

    fn percent(&self, part: i128, whole: i128) -> String {
        Self::ratio(part, whole).map_or_else(|| DASH.to_owned(), |share| self.texts.percent(share))
    }

    // Cells.

    fn of_figure(&self, figure: Option<&Figure>) -> Cell {
        if is_hidden(figure) {
            return Cell::hidden();
        }
        Cell::figure(self.known(figure), self.texts, &self.facts.summary.currency)
    }

    fn of_money(&self, cents: i128) -> Cell {
        Cell { text: self.money(cents), ..self.of_money_exact(cents) }
    }

    fn of_money_exact(&self, cents: i128) -> Cell {
        let text = self.texts.money_exact(cents, &self.facts.summary.currency);
        Cell::new(text, Some(Value::new(cents * PER_CENT, Unit::Currency)))
    }

    fn of_count(&self, count: u64) -> Cell {
        let value = Value::new(i128::from(count) * ONE, Unit::Count);
        Cell::new(self.texts.count(count.into()), Some(value))
    }

    fn of_share(&self, part: i128, whole: i128) -> Cell {
        let value = Self::ratio(part, whole).map(|millionths| Value::new(millionths, Unit::Share));
        Cell::new(self.percent(part, whole), value).with_bar()
    }

    fn titles(&self, keys: &[&str]) -> Vec<String> {
        keys.iter().map(|k| self.texts.text(k)).collect()
    }

    fn scope_name(&self, scope: &str) -> String {
        let is_without_group = scope == MARKET && self.facts.sells(Kind::OwnGroup);
        self.texts.text(&format!("scope-{scope}{}", if is_without_group { "-group" } else { "" }))
    }

    /// A caption that ends with the key year and a scope.
    fn scoped(&self, key: &str, scope: &str) -> String {
        self.scoped_of(key, self.year, scope)
    }

    /// The same with another year.
    fn scoped_of(&self, key: &str, year: i32, scope: &str) -> String {
        // The name of a year follows as it is; months are set apart by a comma.
        let mark = if self.is_part(year) { "," } else { "" };
        let year = format!("{mark} {}", self.period(year));
        self.texts.text_with(key, &[("year", &year), ("scope", &self.scope_name(scope))])
    }

    /// What a chart of several years rests on.
    fn basis_of_years(&self, years: &[i32], scope: &str) -> String {
        let period = self.covered_of(years);
        self.texts.text_with("basis-years", &[("period", &period), ("scope", &self.scope_name(scope))])
    }

    /// What a figure rests on: period, scope, n, coverage.
    fn basis(&self, figure: Option<&Figure>, scope: &str, period: &str, counts: &str) -> String {
        self.basis_of(figure, figure.and_then(|f| f.coverage), scope, period, counts)
    }

    /// The same, with a coverage or without any.
    fn basis_of(
        &self,
        figure: Option<&Figure>,
        coverage: Option<i128>,
        scope: &str,
        period: &str,
        counts: &str,
    ) -> String {
        let coverage = coverage
            .map(|share| figure.map_or_else(|| self.texts.percent(share), |figure| self.share_known(figure, share)));
        let key = if coverage.is_some() { "basis" } else { "basis-short" };
        let n = self.texts.count(figure.and_then(|f| f.n).unwrap_or(0).into());
        let arguments = [
            ("period", period.to_owned()),
            ("scope", self.scope_name(scope)),
            ("counts", self.texts.text_with(&format!("counts-{counts}"), &[("n", &n)])),
            ("n", n),
            ("coverage", coverage.unwrap_or_default()),
        ];
        begun(&self.texts.text_of(key, &arguments))
    }

    /// The share of which a figure is known, which may be rounded down to hide what a person sold.
    fn share_known(&self, figure: &Figure, share: i128) -> String {
        let known = self.texts.percent(share);
        let is_least = vire_disclosure::has_rounded_coverage(figure);
        if is_least { self.texts.text_with("at-least", &[("share", &known)]) } else { known }
    }

    /// Where everything comes from.
    fn source(&self) -> String {
        self.texts.text_with("source", &[("buyer", &self.facts.summary.buyer)])
    }

    /// The home municipalities as a phrase.
    fn home(&self) -> String {
        self.facts.summary.home.join(", ")
    }

    fn chart(&self, id: &str, kind: ChartKind, title: String, unit: Unit, mut parts: Parts) -> Chart {
        parts.basis = format!("{}. {}", parts.basis, self.source());
        chart((self.texts, &self.facts.summary.currency), id, kind, title, unit, parts)
    }

    /// A chart whose categories are the years of the span: parts of years and breaks are marked and explained.
    fn by_year(&self, mut chart: Chart) -> Chart {
        let years = &self.facts.span;
        chart.parts_of_years = (0..years.len()).filter(|i| self.is_part(years[*i])).collect();
        let broken = years.iter().any(|year| self.is_broken(*year)).then(|| self.first_break()).flatten();
        let marks = broken.into_iter().chain(self.months_note(years)).map(|note| note.text);
        chart.marks = marks.collect::<Vec<_>>().join(" ");
        chart
    }

    /// What the marks of years in a table mean.
    fn explain_years(&self, table: &mut Table) {
        if self.facts.years.iter().any(|year| self.is_broken(*year)) {
            table.note.0.extend(self.first_break());
        }
        table.note.0.extend(self.months_note(&self.facts.years));
    }

    fn notes(&self) -> Vec<Note> {
        let mut notes = vec![self.year_note()];
        if self.whole {
            notes.extend(self.months_note(&self.facts.years));
        }
        notes.extend(self.other_months_note());
        notes.extend(self.stray_note());
        notes.extend(self.breaks());
        notes.extend(match self.facts.summary.quality.vat {
            Vat::Net => None,
            Vat::Some => Some(self.note(Matter::Gross, "note-gross")),
            Vat::Gross => Some(self.note(Matter::Gross, "note-gross-all")),
        });
        notes.extend(self.assumed());
        notes.extend(self.held_out());
        notes.push(self.local_note());
        notes
    }

    /// Which year the key figures are of.
    fn year_note(&self) -> Note {
        let (matter, key) = match self.year {
            UNDATED => (Matter::Undated, "note-undated"),
            _ if self.whole => (Matter::WholeYear, "note-latest"),
            _ => (Matter::PartialYear, "note-latest-partial"),
        };
        Note::new(matter, self.texts.text_with(key, &[("year", &self.period(self.year))]))
    }

    /// What nobody has confirmed.
    fn assumed(&self) -> impl Iterator<Item = Note> {
        self.facts.summary.assumed.iter().enumerate().map(|(i, assumed)| {
            let files = assumed.files.join(", ");
            let arguments = [("files", files.as_str()), ("answer", &assumed.answer), ("code", &assumed.code)];
            Note::new(Matter::Assumed(i), self.texts.text_with("note-assumed", &arguments))
        })
    }

    /// How much rules of scope hold out.
    fn held_out(&self) -> Option<Note> {
        let summary = &self.facts.summary;
        let held: i128 = summary.scopes.iter().filter(|s| !s.class.is_external()).map(|s| s.amount).sum();
        let share = self.percent(held, summary.quality.kept_amount);
        let text = || self.texts.text_with("note-held", &[("amount", &self.money(held)), ("share", &share)]);
        (held != 0).then(|| Note::new(Matter::HeldOut, text()))
    }

    /// The breaks within the years of the data.
    fn breaks(&self) -> Vec<Note> {
        let years = (self.facts.years.first().copied(), self.facts.years.last().copied());
        let (Some(first), Some(last)) = years else {
            return Vec::new();
        };
        let within = |date: &str| self.year_of(date).is_some_and(|year| first < year && year <= last);
        let breaks = self.facts.summary.breaks.iter().filter(|b| within(&b.date));
        breaks
            .enumerate()
            .map(|(i, b)| {
                let arguments =
                    [("date", self.texts.date(&b.date)), ("reason", b.reason_in(self.texts.code).to_owned())];
                Note::new(Matter::Break(i), self.texts.text_of("note-break", &arguments))
            })
            .collect()
    }

    /// The first break behind the star that marks its year.
    fn first_break(&self) -> Option<Note> {
        let first = self.breaks().into_iter().next()?;
        Some(Note::new(first.matter, format!("* {}", first.text)))
    }

    /// Enough places are known to say anything of local purchases in the key year.
    fn knows_places(&self) -> bool {
        self.headline("B1", MARKET, self.year).is_some_and(|local| is_hidden(Some(local)) || !tells_nothing(local))
    }

    /// Whether the municipalities of the buyer's country are known.
    fn has_municipalities(&self) -> bool {
        Country::of(&self.facts.summary.country).is_some_and(Country::has_municipalities)
    }

    /// What makes a supplier local.
    fn local_note(&self) -> Note {
        if !self.knows_places() && !self.facts.summary.home.is_empty() {
            return self.note(Matter::Local, "note-no-register");
        }
        let basis = match self.facts.summary.basis {
            Basis::Domicile => "note-basis-domicile",
            Basis::Establishment => "note-basis-establishment",
            Basis::InvoiceAddress => "note-basis-invoice-address",
        };
        if !self.has_municipalities() {
            self.note(Matter::Local, "note-no-municipalities")
        } else if self.facts.summary.home.is_empty() {
            self.note(Matter::Local, "note-no-place")
        } else {
            Note::new(Matter::Local, self.texts.text_with(basis, &[("home", &self.home())]))
        }
    }
}

/// What a chart is made of, beside its kind and unit.
pub(crate) struct Parts {
    pub(crate) category_title: String,
    pub(crate) categories: Vec<String>,
    pub(crate) series: Vec<Series>,
    pub(crate) basis: String,
    pub(crate) is_rounded: bool,
}

/// A chart whose alternative text has its kind, its matter and all its values, in a language and a currency.
pub(crate) fn chart(
    (texts, currency): (&Texts, &str),
    id: &str,
    kind: ChartKind,
    title: String,
    unit: Unit,
    parts: Parts,
) -> Chart {
    let Parts { category_title, categories, series, basis, is_rounded } = parts;
    let kind_name = texts.text(match kind {
        ChartKind::Columns => "chart-columns",
        ChartKind::Bars => "chart-bars",
        ChartKind::StackedBars => "chart-stacked",
        ChartKind::Line => "chart-line",
    });
    let write = |millionths| Value::text(Some(Value { is_rounded, ..Value::new(millionths, unit) }), texts, currency);
    let spoken = |series: &Series| {
        let points = categories.iter().zip(&series.values);
        let points = points.filter_map(|(category, v)| Some(format!("{category} {}", write((*v)?))));
        format!("{}: {}", series.name, points.collect::<Vec<_>>().join("; "))
    };
    let spoken = series.iter().map(spoken).collect::<Vec<String>>().join(". ");
    let alt = texts.text_with("chart-alt", &[("kind", &kind_name), ("title", &title), ("points", &spoken)]);
    Chart {
        id: id.to_owned(),
        kind,
        title,
        unit,
        marks: String::new(),
        basis,
        alt,
        category_title,
        categories,
        series,
        accent: None,
        parts_of_years: Vec::new(),
        is_rounded,
    }
}

/// A text as it stands at the beginning of a sentence.
pub(crate) fn begun(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Whole hundredths of the figure may be told only.
pub(crate) fn is_rounded(figure: Option<&Figure>) -> bool {
    figure.is_some_and(|figure| Value::of(figure, 0).is_rounded)
}

/// The figure would tell what a person sold.
pub(crate) fn is_hidden(figure: Option<&Figure>) -> bool {
    figure.is_some_and(vire_disclosure::is_hidden)
}

/// The unknown could move the value, as it is written, from nothing to everything.
fn tells_nothing(figure: &Figure) -> bool {
    const WRITTEN: i128 = ONE / 2000; // half a tenth of a percent
    let is_share = figure.unit() == Unit::Share;
    is_share && figure.low.is_some_and(|low| low < WRITTEN) && figure.high.is_some_and(|high| high > ONE - WRITTEN)
}

/// Less than half is known, and the unknown could move the value: without bounds nobody says how far.
pub(crate) fn little_known(figure: &Figure) -> bool {
    figure.coverage.is_some_and(|c| c * 2 < ONE) && (figure.low.is_none() || figure.low != figure.high)
}

/// The first of ranked parts, and the sum of the rest with its number of parts.
pub(crate) fn first<T>(ranked: Vec<T>, size: impl Fn(&T) -> i128) -> (Vec<T>, Option<(usize, i128)>) {
    // One part left over is shown as itself: "others" must stand for several.
    let keep = if ranked.len() <= CLASSES + 1 { ranked.len() } else { CLASSES };
    let rest = &ranked[keep..];
    let rest = (!rest.is_empty()).then(|| (rest.len(), rest.iter().map(size).sum()));
    (ranked.into_iter().take(keep).collect(), rest)
}
