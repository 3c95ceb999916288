//! Making the report model of one language out of the findings.

use std::collections::BTreeMap;

use super::Findings;
use super::model::{Card, Cell, Definition, Report, Section, Table};
use super::texts::Texts;
use crate::classify::cube::{Sum, UNDATED};
use crate::classify::scope::{in_language, is_public};
use crate::classify::sector::Method;
use crate::config::PUBLIC_BODIES;
use crate::config::raw::Basis;
use crate::indicators::catalogue::{CATALOGUE, Unit, find};
use crate::indicators::tables::SCOPES;
use crate::indicators::{Figure, SCALE};
use crate::ingest::table::GROSS;
use crate::publish::gates;
use crate::reference::places::Ring;

pub struct Builder<'a> {
    pub findings: &'a Findings<'a>,
    pub texts: &'a Texts,
}

const MARKET: &str = SCOPES[1];
const EXTERNAL: &str = SCOPES[0];

impl Builder<'_> {
    pub fn report(&self) -> Report {
        let config = self.findings.config;
        let years = self.years();
        let (first, last) = (
            years.first().map_or_else(|| self.texts.text("undated"), i32::to_string),
            years.last().map_or_else(|| self.texts.text("undated"), i32::to_string),
        );
        let title = if first == last { "title-one-year" } else { "title" };
        let date =
            if self.findings.as_of.is_empty() { "\u{2013}".to_owned() } else { self.texts.date(&self.findings.as_of) };
        let files = self.findings.files.len().to_string();
        Report {
            language: self.texts.code.to_owned(),
            title: self.texts.text_with(title, &[("buyer", &config.buyer_name), ("from", &first), ("to", &last)]),
            subtitle: self.texts.text_with("subtitle", &[("date", &date), ("currency", &config.currency)]),
            notes: self.notes(),
            sections: vec![
                self.key_figures(),
                self.by_year(),
                self.by_sector(),
                self.by_value(),
                self.places(),
                self.suppliers(),
                self.scope(),
                self.quality(),
                self.method(),
            ],
            footer: self.texts.text_with("footer", &[("version", env!("CARGO_PKG_VERSION")), ("files", &files)]),
        }
    }

    fn years(&self) -> Vec<i32> {
        self.findings.cube.years.keys().copied().filter(|y| *y != UNDATED).collect()
    }

    /// The latest year with lines in all twelve months, else the year with the most lines; and whether it is whole.
    fn key_year(&self) -> (i32, bool) {
        let cube = self.findings.cube;
        let whole = |year: &i32| {
            cube.years[year].months.iter().all(|sectors| sectors.iter().flatten().any(|sum| sum.lines > 0))
        };
        let whole = self.years().into_iter().rev().find(whole);
        let most = || cube.years.iter().max_by_key(|(year, sums)| (sums.all.lines, **year)).map(|(year, _)| *year);
        (whole.or_else(most).unwrap_or(UNDATED), whole.is_some())
    }

    fn period(&self, year: i32) -> String {
        if year == UNDATED { self.texts.text("undated") } else { year.to_string() }
    }

    fn figure(&self, indicator: &str, scope: &str, year: i32, dimension: &str, member: &str) -> Option<&Figure> {
        let period = if year == UNDATED { "undated".to_owned() } else { year.to_string() };
        let wanted = |f: &&Figure| {
            f.indicator == indicator
                && f.scope == scope
                && f.period == period
                && f.dimension == dimension
                && f.member == member
        };
        self.findings.computed.figures.iter().find(wanted)
    }

    fn members(&self, indicator: &str, scope: &str, year: i32, dimension: &str) -> Vec<&Figure> {
        let period = if year == UNDATED { "undated".to_owned() } else { year.to_string() };
        let wanted = |f: &&Figure| {
            f.indicator == indicator && f.scope == scope && f.period == period && f.dimension == dimension
        };
        self.findings.computed.figures.iter().filter(wanted).collect()
    }

    /// The value; a dash where too little is known for one figure, so that only the bounds speak.
    fn value(&self, figure: Option<&Figure>) -> String {
        let figure = figure.filter(|f| !self.little_known(f));
        let unit = figure.map_or(Unit::Ratio, Figure::unit);
        self.texts.value(figure.and_then(|f| f.value), unit, &self.findings.config.currency)
    }

    fn bounds(&self, figure: Option<&Figure>) -> String {
        self.limits(figure).map(|(low, high)| format!("{low}\u{2013}{high}")).unwrap_or_default()
    }

    /// Less than half of the sum is known, and the unknown could move the value.
    fn little_known(&self, figure: &Figure) -> bool {
        figure.coverage.is_some_and(|c| c * 2 < 10i128.pow(SCALE as u32)) && figure.low != figure.high
    }

    /// Both bounds as text, when unknown members can move the value.
    fn limits(&self, figure: Option<&Figure>) -> Option<(String, String)> {
        let figure = figure.filter(|f| f.low != f.high)?;
        let write = |v: i128| self.texts.value(Some(v), figure.unit(), &self.findings.config.currency);
        let (low, high) = (write(figure.low?), write(figure.high?));
        (low != high).then_some((low, high))
    }

    fn money(&self, cents: i128) -> String {
        self.texts.money(cents, &self.findings.config.currency)
    }

    fn share(&self, part: i128, whole: i128) -> (String, Option<f64>) {
        if whole == 0 {
            return ("\u{2013}".to_owned(), None);
        }
        let millionths = part * 10i128.pow(SCALE as u32) / whole;
        (self.texts.percent(millionths), Some(millionths as f64 / 1e6))
    }

    fn scoped(&self, key: &str, year: i32, scope: &str) -> String {
        let scope = self.texts.text(&format!("scope-{scope}"));
        self.texts.text_with(key, &[("year", &self.period(year)), ("scope", &scope)])
    }

    fn titles(&self, keys: &[&str]) -> Vec<String> {
        keys.iter().map(|k| self.texts.text(k)).collect()
    }

    fn section(&self, id: &str) -> Section {
        Section { id: id.to_owned(), title: self.texts.text(&format!("section-{id}")), ..Section::default() }
    }

    fn notes(&self) -> Vec<String> {
        let (config, texts) = (self.findings.config, self.texts);
        let (year, whole) = self.key_year();
        let mut notes = vec![
            texts.text_with(if whole { "note-latest" } else { "note-latest-partial" }, &[("year", &self.period(year))]),
        ];
        let years = self.years();
        for b in &config.breaks {
            let at = chrono::Datelike::year(&b.date);
            if years.first().is_some_and(|y| *y < at) && years.last().is_some_and(|y| *y >= at) {
                let reason = b.reason.get(texts.code).or(b.reason.values().next()).cloned().unwrap_or_default();
                notes.push(
                    texts.text_with("note-break", &[("date", &texts.date(&b.date.to_string())), ("reason", &reason)]),
                );
            }
        }
        if self.findings.files.iter().flat_map(|f| &f.sidecar.tables).any(|t| t.amount_basis == GROSS) {
            notes.push(texts.text("note-gross"));
        }
        let held = self.findings.cube.all.cents - self.findings.cube.external().cents;
        if held != 0 {
            let (share, _) = self.share(held, self.findings.cube.all.cents);
            notes.push(texts.text_with("note-held", &[("amount", &self.money(held)), ("share", &share)]));
        }
        let basis = match config.basis {
            Basis::Domicile => "note-basis-domicile",
            Basis::Establishment => "note-basis-establishment",
            Basis::InvoiceAddress => "note-basis-invoice-address",
        };
        notes.push(match config.home_names.as_slice() {
            [] => texts.text("note-no-place"),
            names => texts.text_with(basis, &[("home", &names.join(", "))]),
        });
        notes
    }

    fn key_figures(&self) -> Section {
        let (year, _) = self.key_year();
        let mut section = self.section("key");
        let wanted = [
            ("A1", EXTERNAL),
            ("A1", MARKET),
            ("B1", MARKET),
            ("B2", MARKET),
            ("A3", MARKET),
            ("A5", MARKET),
            ("A8", MARKET),
            ("A11", MARKET),
            ("A4", EXTERNAL),
            ("A14", EXTERNAL),
        ];
        for (id, scope) in wanted {
            let Some(indicator) = find(id) else { continue };
            if self.findings.computed.missing.iter().any(|(i, _)| i.id == id) {
                continue;
            }
            let figure = self.figure(id, scope, year, &indicator.headline.0, &indicator.headline.1);
            let title = indicator.text("title", self.texts.code);
            let label = match id {
                "A1" => format!("{title} ({})", self.texts.text(&format!("scope-{scope}"))),
                "A8" | "A11" => self.texts.text(&format!("card-{}", id.to_lowercase())),
                _ => title.to_owned(),
            };
            section.cards.push(self.card(&label, figure, scope, year, &indicator.counts));
        }
        for (indicator, needs) in &self.findings.computed.missing {
            let title = indicator.text("title", self.texts.code);
            section.paragraphs.push(self.texts.text_with("not-computed", &[("title", title), ("needs", needs)]));
        }
        section
    }

    fn card(&self, label: &str, figure: Option<&Figure>, scope: &str, year: i32, counts: &str) -> Card {
        let texts = self.texts;
        let bounds =
            self.limits(figure).map(|(low, high)| texts.text_with("bounds", &[("low", &low), ("high", &high)]));
        let n = texts.count(figure.and_then(|f| f.n).unwrap_or(0).into());
        let coverage = figure.and_then(|f| f.coverage);
        let arguments = [
            ("period", self.period(year)),
            ("scope", texts.text(&format!("scope-{scope}"))),
            ("n", n),
            ("counts", texts.text(&format!("counts-{counts}"))),
            ("coverage", coverage.map(|c| texts.percent(c)).unwrap_or_default()),
        ];
        let arguments = arguments.each_ref().map(|(k, v)| (*k, v.as_str()));
        let basis = texts.text_with(if coverage.is_some() { "basis" } else { "basis-short" }, &arguments);
        Card { label: label.to_owned(), value: self.value(figure), bounds: bounds.unwrap_or_default(), basis }
    }

    fn by_year(&self) -> Section {
        let mut section = self.section("years");
        let titles = self.titles(&[
            "col-year",
            "col-external",
            "col-market",
            "col-suppliers",
            "col-local-share",
            "col-local-bounds",
        ]);
        let mut table = Table::new(self.texts.text("table-years"), titles);
        for year in self.years() {
            let total = |id: &str, scope: &str| self.figure(id, scope, year, "total", "total");
            let mark = total("A1", EXTERNAL).filter(|f| !f.note.is_empty()).map_or("", |_| " *");
            let local = total("B1", MARKET);
            table.row(vec![
                format!("{year}{mark}"),
                self.value(total("A1", EXTERNAL)),
                self.value(total("A1", MARKET)),
                self.value(total("A3", MARKET)),
                self.value(local),
                self.bounds(local),
            ]);
        }
        if table.rows.iter().any(|r| r[0].text.ends_with('*')) {
            table.note = self.notes().into_iter().nth(1).map(|n| format!("* {n}")).unwrap_or_default();
        }
        section.tables.push(table);
        section
    }

    fn by_sector(&self) -> Section {
        let (year, _) = self.key_year();
        let mut section = self.section("sectors");
        let titles = self.titles(&[
            "col-sector",
            "col-sum",
            "col-share",
            "col-suppliers",
            "col-local-share",
            "col-local-bounds",
        ]);
        let mut table = Table::new(self.scoped("table-sectors", year, MARKET), titles);
        let mut sectors = self.members("A1", MARKET, year, "sector");
        sectors.sort_by(|a, b| b.value.cmp(&a.value).then_with(|| a.member.cmp(&b.member)));
        for sector in sectors {
            let of = |id: &str, dimension: &str| self.figure(id, MARKET, year, dimension, &sector.member);
            let share = of("A6", "sector");
            let local = of("B1", "sector");
            table.rows.push(vec![
                Cell::plain(self.texts.member("sector", &sector.member)),
                Cell::plain(self.value(Some(sector))),
                Cell::share(self.value(share), share.and_then(Figure::value_f64)),
                Cell::plain(self.value(of("A3", "sector"))),
                Cell::plain(self.value(local)),
                Cell::plain(self.bounds(local)),
            ]);
        }
        section.tables.push(table);
        section
    }

    fn by_value(&self) -> Section {
        let (year, _) = self.key_year();
        let cube = self.findings.cube;
        let codes = crate::reference::thresholds::Thresholds::new(
            &self.findings.config.country,
            &self.findings.config.currency,
        );
        let codes = codes.band_codes();
        let mut section = self.section("values");
        section.paragraphs.push(self.texts.text("values-note"));
        let of_year = cube.years.get(&year).map(|sums| sums.bands.as_slice()).unwrap_or_default();
        let bands = codes.iter().zip(of_year).map(|(code, [market, _])| (*code, *market));
        let titles = self.titles(&["col-band", "col-postings", "col-posting-share", "col-sum", "col-share"]);
        section.tables.push(self.band_table(self.scoped("table-posting-bands", year, MARKET), titles, bands.collect()));
        section.tables.insert(0, self.supplier_bands(year, &codes));
        section
    }

    fn supplier_bands(&self, year: i32, codes: &[&'static str]) -> Table {
        let (config, decisions) = (self.findings.config, self.findings.decisions);
        let limits =
            crate::reference::thresholds::Thresholds::new(&config.country, &config.currency).bands_of_year(year);
        let mut totals: BTreeMap<u32, i128> = BTreeMap::new();
        for ((y, supplier, _), sum) in &self.findings.cube.spend {
            if *y == year && !is_public(&decisions.suppliers[*supplier as usize]) {
                *totals.entry(*supplier).or_default() += sum.cents;
            }
        }
        let mut bands: Vec<(&'static str, Sum)> =
            std::iter::once("negative").chain(codes.iter().copied()).map(|c| (c, Sum::default())).collect();
        for cents in totals.into_values() {
            let cents = i64::try_from(cents).unwrap_or(i64::MAX);
            let at = if cents <= 0 { 0 } else { usize::from(limits.band(cents)) + 1 };
            bands[at].1.add(cents);
        }
        let titles = self.titles(&["col-band", "col-supplier-years", "col-supplier-share", "col-sum", "col-share"]);
        self.band_table(self.scoped("table-supplier-bands", year, MARKET), titles, bands)
    }

    fn band_table(&self, caption: String, titles: Vec<String>, bands: Vec<(&'static str, Sum)>) -> Table {
        let mut table = Table::new(caption, titles);
        let mut all = Sum::default();
        bands.iter().for_each(|(_, sum)| all.join(*sum));
        for (code, sum) in bands.into_iter().filter(|(_, s)| s.lines > 0) {
            let (lines, lines_bar) = self.share(sum.lines.into(), all.lines.into());
            let (share, bar) = self.share(sum.cents, all.cents);
            table.rows.push(vec![
                Cell::plain(self.texts.member("value-band", code)),
                Cell::plain(self.texts.count(sum.lines.into())),
                Cell::share(lines, lines_bar),
                Cell::plain(self.money(sum.cents)),
                Cell::share(share, bar),
            ]);
        }
        table
    }

    fn places(&self) -> Section {
        let mut section = self.section("places");
        section.paragraphs.push(self.texts.text("places-note"));
        for scope in SCOPES {
            let mut titles = vec![self.texts.text("col-ring")];
            titles.extend(self.years().iter().map(i32::to_string));
            let scope_text = self.texts.text(&format!("scope-{scope}"));
            let mut table = Table::new(self.texts.text_with("table-rings", &[("scope", &scope_text)]), titles);
            for ring in Ring::ALL {
                let mut row = vec![Cell::plain(self.texts.member("ring", ring.code()))];
                let figures: Vec<_> =
                    self.years().into_iter().map(|y| self.figure("B3", scope, y, "ring", ring.code())).collect();
                if figures.iter().all(Option::is_none) {
                    continue;
                }
                row.extend(figures.into_iter().map(|f| Cell::share(self.value(f), f.and_then(Figure::value_f64))));
                table.rows.push(row);
            }
            section.tables.push(table);
        }
        section
    }

    fn suppliers(&self) -> Section {
        let (year, _) = self.key_year();
        let mut section = self.section("suppliers");
        let decisions = self.findings.decisions;
        let mut totals: BTreeMap<u32, Sum> = BTreeMap::new();
        let mut all = Sum::default();
        for ((y, supplier, _), sum) in &self.findings.cube.spend {
            if *y == year && !is_public(&decisions.suppliers[*supplier as usize]) {
                totals.entry(*supplier).or_default().join(*sum);
                all.join(*sum);
            }
        }
        let mut largest: Vec<(u32, Sum)> = totals.into_iter().collect();
        largest.sort_by_key(|(supplier, sum)| (std::cmp::Reverse(sum.cents), *supplier));
        let titles = self.titles(&["col-supplier", "col-sum", "col-share", "col-ring"]);
        let mut table = Table::new(self.scoped("table-suppliers", year, MARKET), titles);
        for (supplier, sum) in largest.into_iter().take(20) {
            let supplier = &decisions.suppliers[supplier as usize];
            let name = if supplier.kind.is_personal() {
                self.texts.text("masked-supplier")
            } else if supplier.name.is_empty() {
                self.texts.member("kind", supplier.kind.code())
            } else {
                supplier.name.clone()
            };
            let (share, bar) = self.share(sum.cents, all.cents);
            table.rows.push(vec![
                Cell::plain(name),
                Cell::plain(self.money(sum.cents)),
                Cell::share(share, bar),
                Cell::plain(self.texts.member("ring", supplier.ring.code())),
            ]);
        }
        table.note = self.texts.text("suppliers-note");
        let titles = self.titles(&["col-kind", "col-share"]);
        let mut kinds = Table::new(self.scoped("table-kinds", year, EXTERNAL), titles);
        let mut figures = self.members("B9", EXTERNAL, year, "kind:amount-share");
        figures.sort_by(|a, b| b.value.cmp(&a.value).then_with(|| a.member.cmp(&b.member)));
        for figure in figures {
            kinds.rows.push(vec![
                Cell::plain(self.texts.member("kind", &figure.member)),
                Cell::share(self.value(Some(figure)), figure.value_f64()),
            ]);
        }
        section.tables.extend([table, kinds]);
        section
    }

    fn scope(&self) -> Section {
        let mut section = self.section("scope");
        section.paragraphs.push(self.texts.text("scope-intro"));
        let cube = self.findings.cube;
        let titles = self.titles(&["col-class", "col-lines", "col-sum", "col-share"]);
        let mut table = Table::new(self.texts.text("table-scope"), titles);
        let rules = &self.findings.config.scope.rules;
        let counted = [("in", cube.by_scope[rules.len() + 1]), (PUBLIC_BODIES, cube.by_scope[rules.len()])];
        let counted = counted.into_iter().map(|(key, sum)| (self.texts.text(key), sum));
        let held = rules
            .iter()
            .enumerate()
            .map(|(i, rule)| (in_language(&rule.label, self.texts.code).to_owned(), cube.by_scope[i]));
        for (label, sum) in counted.chain(held).filter(|(_, sum)| sum.lines > 0) {
            let (share, bar) = self.share(sum.cents, cube.all.cents);
            let exact = self.texts.money_exact(sum.cents, &self.findings.config.currency);
            table.rows.push(vec![
                Cell::plain(label),
                Cell::plain(self.texts.count(sum.lines.into())),
                Cell::plain(exact),
                Cell::share(share, bar),
            ]);
        }
        section.tables.push(table);
        section
    }

    fn quality(&self) -> Section {
        let (texts, findings) = (self.texts, self.findings);
        let mut section = self.section("quality");
        let control = gates::total(findings.files);
        let count = |n: u64| texts.count(n.into());
        let exact = |cents: i128| texts.money_exact(cents, &findings.config.currency);
        section.paragraphs.push(texts.text_with(
            "quality-intro",
            &[
                ("read", &count(control.read)),
                ("kept", &count(control.kept)),
                ("rejected", &count(control.rejected)),
                ("sum", &exact(control.kept_cents)),
            ],
        ));
        let suppliers = &findings.decisions.suppliers;
        let found = suppliers.iter().filter(|s| s.in_register).count();
        let in_register: i128 = findings
            .cube
            .suppliers
            .iter()
            .zip(suppliers)
            .filter(|(_, s)| s.in_register)
            .map(|(sum, _)| sum.external.cents)
            .sum();
        let (share, _) = self.share(in_register, findings.cube.external().cents);
        section.paragraphs.push(texts.text_with(
            "quality-register",
            &[("share", &share), ("found", &count(found as u64)), ("all", &count(suppliers.len() as u64))],
        ));
        let masked: u64 = findings.files.iter().map(|f| f.sidecar.persons_masked).sum();
        let many_names = crate::suppliers::ids_with_many_names(suppliers) as u64;
        let noted = [
            ("quality-masked", masked),
            ("quality-rounded", control.rounded),
            ("quality-undated", control.undated),
            ("quality-names", many_names),
        ];
        section.paragraphs.extend(
            noted.into_iter().filter(|(_, n)| *n > 0).map(|(key, n)| texts.text_with(key, &[("count", &count(n))])),
        );
        section.tables.push(self.files_table());
        section.tables.extend(self.rejected_table());
        let all = findings.cube.all;
        let methods =
            Method::ALL.iter().map(|m| (format!("method-{}", m.code()), findings.cube.by_method[*m as usize].cents));
        section.tables.push(self.share_table("table-methods", "col-method", methods.collect(), all.cents));
        let places = findings.place_sources.iter().map(|(source, cents)| (format!("place-{source}"), *cents)).collect();
        section.tables.push(self.share_table("table-places", "col-source", places, findings.cube.external().cents));
        section
    }

    fn files_table(&self) -> Table {
        let texts = self.texts;
        let titles = self.titles(&["col-file", "col-read", "col-kept", "col-rejected", "col-other", "col-sum-kept"]);
        let mut table = Table::new(texts.text("table-files"), titles);
        for file in self.findings.files {
            for t in &file.sidecar.tables {
                let c = &t.control;
                let name = if t.sheet.is_empty() { file.name.clone() } else { format!("{} ({})", file.name, t.sheet) };
                let counts =
                    [c.read, c.kept, c.rejected, c.blank + c.header + c.total + c.note].map(|n| texts.count(n.into()));
                let mut row = vec![name];
                row.extend(counts);
                row.push(texts.money_exact(c.kept_cents, &self.findings.config.currency));
                table.row(row);
            }
        }
        table
    }

    fn rejected_table(&self) -> Option<Table> {
        let mut reasons: BTreeMap<(&str, &str), (u64, i128)> = BTreeMap::new();
        for r in self.findings.files.iter().flat_map(|f| &f.sidecar.rejected) {
            let held = reasons.entry((&r.code, &r.field)).or_default();
            held.0 += 1;
            held.1 += i128::from(r.cents.unwrap_or(0));
        }
        let titles = self.titles(&["col-reason", "col-rows", "col-sum"]);
        let mut table = Table::new(self.texts.text("table-rejected"), titles);
        for ((code, field), (rows, cents)) in &reasons {
            table.row(vec![
                format!("{code} ({field})"),
                self.texts.count((*rows).into()),
                self.texts.money_exact(*cents, &self.findings.config.currency),
            ]);
        }
        (!reasons.is_empty()).then_some(table)
    }

    fn share_table(&self, caption: &str, first: &str, parts: Vec<(String, i128)>, whole: i128) -> Table {
        let mut table = Table::new(self.texts.text(caption), self.titles(&[first, "col-sum", "col-share"]));
        for (key, cents) in parts.into_iter().filter(|(_, cents)| *cents != 0) {
            let (share, bar) = self.share(cents, whole);
            table.rows.push(vec![
                Cell::plain(self.texts.text(&key)),
                Cell::plain(self.money(cents)),
                Cell::share(share, bar),
            ]);
        }
        table
    }

    fn method(&self) -> Section {
        let mut section = self.section("method");
        section.paragraphs.extend([self.texts.text("method-intro"), self.texts.text("method-thresholds")]);
        for date in self.findings.config.registers.iter().filter_map(|r| r.date) {
            section
                .paragraphs
                .push(self.texts.text_with("method-register-date", &[("date", &self.texts.date(&date.to_string()))]));
        }
        for indicator in CATALOGUE.iter() {
            let text = |part: &str| indicator.text(part, self.texts.code).to_owned();
            section.definitions.push(Definition {
                term: format!("{} {}", indicator.id, text("title")),
                texts: vec![text("meaning"), text("reading"), text("pitfalls")],
            });
        }
        section
    }
}
