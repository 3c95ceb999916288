//! The tables of the topics.

use std::collections::BTreeMap;

use super::{Builder, EXTERNAL, MARKET, ONE, is_hidden};
use crate::facts::Spend;
use crate::model::{Cell, SELLERS_TABLE, Table, YEARS_TABLE};
use crate::note::Matter;
use vire_base::sum::Sum;
use vire_disclosure::{FEWEST, table as audited};
use vire_indicators::Figure;
use vire_indicators::catalogue::find;
use vire_reference::abroad::Abroad;
use vire_reference::places::Ring;
use vire_reference::thresholds::Thresholds;

/// Suppliers with their sums, largest first.
pub(super) type Ranked = Vec<(usize, Sum)>;

impl<'a> Builder<'a> {
    pub(super) fn years_table(&self) -> Table {
        let keys = ["col-year", "col-external", "col-market", "col-suppliers", "col-local-share", "col-local-bounds"];
        let mut table = Table::new(YEARS_TABLE, self.texts.text("table-years"), self.titles(&keys)).with_texts(&[5]);
        for &year in &self.facts.span {
            let total = |id: &str, scope: &str| self.headline(id, scope, year);
            let local = total("B1", MARKET);
            table.rows.push(vec![
                self.of_year(year),
                self.of_figure(total("A1", EXTERNAL)),
                self.of_figure(total("A1", MARKET)),
                self.of_figure(total("A3", MARKET)),
                self.of_figure(local),
                Cell::text(self.bounds(local)),
            ]);
        }
        self.explain_years(&mut table);
        if !self.knows_places() {
            table.truncate_columns(4);
            table.caption = self.texts.text("table-years-alone");
        }
        table
    }

    pub(super) fn sectors_table(&self, year: i32, scope: &str) -> Table {
        let keys = ["col-sector", "col-sum", "col-share", "col-suppliers", "col-local-share", "col-local-bounds"];
        let caption = self.scoped_of("table-sectors", year, scope);
        let mut table = Table::new(&format!("sectors-{year}-{scope}"), caption, self.titles(&keys)).with_texts(&[5]);
        table.adds_up = true;
        for sector in self.sectors_by_sum(year, scope) {
            let of = |id: &str| self.facts.figure(id, scope, year, "sector", &sector.member);
            let local = of("B1");
            table.rows.push(vec![
                Cell::text(self.texts.member("sector", &sector.member)),
                self.of_figure(Some(sector)),
                self.of_figure(of("A6")).with_bar(),
                self.of_suppliers(year, scope, &sector.member),
                self.of_figure(local),
                Cell::text(self.bounds(local)),
            ]);
        }
        if !self.knows_places() {
            table.truncate_columns(4);
        }
        table
    }

    /// The sums of the sectors of a year, largest first.
    pub(super) fn sectors_by_sum(&self, year: i32, scope: &str) -> Vec<&'a Figure> {
        let mut sectors: Vec<&Figure> = self.facts.members("A1", scope, year, "sector").collect();
        sectors.sort_by(|a, b| b.value.cmp(&a.value).then_with(|| a.member.cmp(&b.member)));
        sectors
    }

    pub(super) fn band_codes(&self) -> Vec<&'static str> {
        self.thresholds().band_codes()
    }

    pub(super) fn thresholds(&self) -> Thresholds {
        Thresholds::new(&self.facts.summary.country, &self.facts.summary.currency).by(self.facts.accounting)
    }

    /// Sums of market postings of the key year that a test picks.
    pub(super) fn market_sizes<'s>(&'s self, wanted: impl Fn(&crate::facts::Size) -> bool + 's) -> Sum {
        let mut sum = Sum::default();
        let of_year = self.facts.sizes.iter().filter(|s| s.year == self.year && !s.public);
        of_year.filter(|s| wanted(s)).for_each(|s| sum += s.sum);
        sum
    }

    pub(super) fn posting_bands_table(&self) -> Table {
        let titles = self.titles(&["col-band", "col-postings", "col-line-share", "col-sum", "col-amount-share"]);
        let bands = self.band_codes().into_iter().map(|code| (code, self.market_sizes(|s| s.band == code)));
        self.bands_table("posting-bands", "value-band", titles, bands.collect())
    }

    pub(super) fn supplier_bands_table(&self) -> Table {
        let limits = self.thresholds().bands_of_year(self.year);
        let codes = self.band_codes();
        let mut bands: BTreeMap<&str, Sum> = BTreeMap::new();
        for (_, sum) in self.market_suppliers().0 {
            let code = match i64::try_from(sum.cents) {
                Ok(cents) if cents > 0 => codes[usize::from(limits.band(cents))],
                _ => "negative",
            };
            *bands.entry(code).or_default() += Sum { lines: 1, cents: sum.cents };
        }
        let ordered = std::iter::once("negative").chain(codes).filter_map(|code| Some((code, *bands.get(code)?)));
        let titles = self.titles(&["col-band", "col-suppliers", "col-supplier-share", "col-sum", "col-amount-share"]);
        let mut table = self.bands_table("supplier-bands", "supplier-value-band", titles, ordered.collect());
        table.note = self.note(Matter::Bands, "rents-note").into();
        table
    }

    fn bands_table(&self, id: &str, dimension: &str, titles: Vec<String>, bands: Vec<(&str, Sum)>) -> Table {
        let mut table = Table::new(id, self.scoped(&format!("table-{id}"), MARKET), titles);
        let mut all = Sum::default();
        bands.iter().for_each(|(_, sum)| all += *sum);
        for (code, sum) in bands.iter().filter(|(_, sum)| sum.lines > 0) {
            table.rows.push(vec![
                Cell::text(self.texts.member("value-band", code)),
                self.of_count(sum.lines),
                self.of_share(sum.lines.into(), all.lines.into()),
                self.of_money(sum.cents),
                self.of_share(sum.cents, all.cents),
            ]);
            if is_hidden(self.figure("A7", MARKET, &format!("{dimension}:amount-share"), code)) {
                let row = table.rows.len() - 1;
                table.rows[row][3..].fill(Cell::hidden());
            }
        }
        table
    }

    /// The share of a ring. That of the home municipality is the local share, which may be shown in whole hundredths where
    /// those of rings are hidden.
    pub(super) fn ring_share(&self, scope: &str, year: i32, ring: Ring) -> Option<&'_ Figure> {
        let share = self.facts.figure("B3", scope, year, "ring", ring.code());
        match ring {
            Ring::Municipality if is_hidden(share) => self.headline("B1", scope, year),
            _ => share,
        }
    }

    pub(super) fn rings_table(&self, scope: &str) -> Table {
        let caption = self.texts.text_with("table-rings", &[("scope", &self.scope_name(scope))]);
        let mut table = self.years_across(&format!("rings-{scope}"), caption, "col-ring");
        let has_any = |year: i32| self.facts.members("B3", scope, year, "ring").next().is_some();
        for ring in Ring::ALL {
            let name = self.texts.member("ring", ring.code());
            // A ring without a figure had no purchases, where the year has others.
            let cell = |year: i32, figure: Option<&Figure>| match figure {
                None if has_any(year) => self.of_share(0, 1),
                figure => self.of_figure(figure).with_bar(),
            };
            self.add_row(&mut table, name, |year| self.ring_share(scope, year, ring), cell);
            for part in Abroad::ALL.into_iter().filter(|_| ring == Ring::Abroad) {
                let figure = |year: i32| self.facts.figure("B3", scope, year, "abroad", part.code());
                self.add_row(&mut table, self.texts.member("abroad", part.code()), figure, cell);
            }
        }
        self.explain_years(&mut table);
        table
    }

    /// A table with a column for each year, and no rows yet; `first` is the key of the first column's title.
    fn years_across(&self, id: &str, caption: String, first: &str) -> Table {
        let years = self.facts.span.iter().map(|year| self.marked(*year));
        Table::new(id, caption, [self.texts.text(first)].into_iter().chain(years).collect())
    }

    /// Adds the row of a figure to a table of years, unless no year has it.
    fn add_row<'f>(
        &self,
        table: &mut Table,
        name: String,
        figure: impl Fn(i32) -> Option<&'f Figure>,
        cell: impl Fn(i32, Option<&'f Figure>) -> Cell,
    ) {
        let figures: Vec<(i32, Option<&Figure>)> = self.facts.span.iter().map(|year| (*year, figure(*year))).collect();
        if figures.iter().any(|(_, figure)| figure.is_some()) {
            let cells = figures.into_iter().map(|(year, figure)| cell(year, figure));
            table.rows.push([Cell::text(name)].into_iter().chain(cells).collect());
        }
    }

    /// What is bought from suppliers based here, and from those based or branched here, where registers tell both.
    pub(super) fn bases_table(&self) -> Option<Table> {
        let mut table = self.years_across("bases", self.texts.text("table-bases"), "col-local-by");
        for basis in ["domicile", "establishment"] {
            let figure = |year: i32| self.facts.figure("B1", MARKET, year, "basis", basis);
            let name = self.texts.member("basis", basis);
            self.add_row(&mut table, name, figure, |_, figure| self.of_figure(figure).with_bar());
        }
        self.explain_years(&mut table);
        (!table.rows.is_empty()).then_some(table)
    }

    /// The municipalities that most was bought from.
    pub(super) fn municipalities_table(&self) -> Option<Table> {
        let (suppliers, all) = self.market_suppliers();
        let mut places: BTreeMap<&str, Sum> = BTreeMap::new();
        for (supplier, sum) in suppliers {
            let (_, municipality) = self.facts.place(supplier, self.year);
            if !municipality.is_empty() {
                *places.entry(municipality).or_default() += Sum { lines: 1, cents: sum.cents };
            }
        }
        // Of fewer suppliers a sum would show what each of them sold.
        let mut places: Vec<_> = places
            .into_iter()
            .filter(|(name, sum)| {
                sum.lines >= FEWEST as u64 && !self.facts.hides(audited::MUNICIPALITIES, self.year, name)
            })
            .collect();
        places.sort_by_key(|(name, sum)| (std::cmp::Reverse(sum.cents), *name));
        let titles = self.titles(&["col-municipality", "col-sum", "col-share", "col-suppliers"]);
        let mut table = Table::new("municipalities", self.scoped("table-municipalities", MARKET), titles);
        for (name, sum) in places.into_iter().take(15) {
            table.rows.push(vec![
                Cell::text(name),
                self.of_money(sum.cents),
                self.of_share(sum.cents, all.cents),
                self.of_count(sum.lines),
            ]);
        }
        table.note = self.note(Matter::Municipalities, "municipalities-note").into();
        (!table.rows.is_empty()).then_some(table)
    }

    /// How many identified suppliers sold in a sector, as the number of suppliers (A3) counts them. Of a part of a year
    /// there is no such figure, since it cannot stand beside those of years; its own tables name the months.
    pub(super) fn suppliers_in(&self, year: i32, scope: &str, sector: &str) -> u64 {
        if let Some(counted) = self.facts.figure("A3", scope, year, "sector", sector) {
            return counted.value.map_or(0, |count| (count / ONE) as u64);
        }
        let of_sector = self.facts.spend.iter().filter(|s| s.year == year && s.sector == sector);
        let in_scope = of_sector.filter(|s| scope == EXTERNAL || !s.public);
        let (suppliers, _) = ranked(in_scope.map(|s| (s.supplier, s.sum)));
        let counts =
            |(supplier, sum): &&(usize, Sum)| self.facts.suppliers[*supplier].kind.is_supplier() && sum.cents != 0;
        suppliers.iter().filter(counts).count() as u64
    }

    fn of_suppliers(&self, year: i32, scope: &str, sector: &str) -> Cell {
        match self.facts.figure("A3", scope, year, "sector", sector) {
            Some(counted) => self.of_figure(Some(counted)),
            None => self.of_count(self.suppliers_in(year, scope, sector)),
        }
    }

    /// Suppliers of the market in the key year, largest first, and their sum.
    pub(super) fn market_suppliers(&self) -> (Ranked, Sum) {
        let of_year = self.facts.spend.iter().filter(|s| s.year == self.year && !s.public);
        ranked(of_year.map(|s| (s.supplier, s.sum)))
    }

    /// The largest suppliers that may be named; all persons and sole traders together are one row.
    pub(super) fn suppliers_table(&self, largest: &Ranked, all: Sum) -> Table {
        let titles = self.titles(&["col-supplier", "col-sum", "col-share", "col-ring"]);
        let mut table = Table::new("suppliers", self.scoped("table-suppliers", MARKET), titles).with_texts(&[3]);
        let row = |name: String, cents: i128, ring: String| {
            vec![Cell::text(name), self.of_money(cents), self.of_share(cents, all.cents), Cell::text(ring)]
        };
        let hides = |member: &str| self.facts.hides(audited::SUPPLIERS, self.year, member);
        // Lines that name nobody are no supplier.
        let is_supplier = |(supplier, _): &&(usize, Sum)| self.facts.suppliers[*supplier].kind.is_supplier();
        let of = |(supplier, sum): &(usize, Sum)| {
            let (ring, _) = self.facts.place(*supplier, self.year);
            (&self.facts.suppliers[*supplier], sum.cents, ring)
        };
        let (persons, named): (Vec<_>, Vec<_>) =
            largest.iter().filter(is_supplier).map(of).partition(|(s, ..)| s.is_personal());
        let mut first: Vec<_> = named.into_iter().filter(|(s, ..)| s.may_be_named()).take(20).collect();
        // A place between sums that are shown would tell one that is not: those come last, by name.
        first.sort_by_key(|(s, ..)| hides(&s.key).then_some(s.name.as_str()));
        for (supplier, cents, ring) in first {
            let name = if supplier.name.is_empty() {
                self.texts.member("kind", supplier.kind.code())
            } else {
                supplier.name.clone()
            };
            let mut row = row(name, cents, self.texts.member("ring", ring.code()));
            if hides(&supplier.key) {
                row[1..3].fill(Cell::hidden());
            }
            table.rows.push(row);
        }
        if persons.len() >= FEWEST && !hides(audited::PERSONS) {
            let count = self.texts.count(persons.len() as i128);
            let name = self.texts.text_with("masked-suppliers", &[("count", &count)]);
            table.rows.push(row(name, persons.iter().map(|(_, cents, _)| cents).sum(), String::new()));
        }
        table.note = self.note(Matter::Suppliers, "suppliers-note").into();
        if !self.knows_places() {
            table.truncate_columns(3);
        }
        table
    }

    /// The largest suppliers of each sector by name.
    pub(super) fn sector_sellers_table(&self) -> Table {
        let titles = self.titles(&["col-sector", "col-suppliers", "col-sellers"]);
        let mut table = Table::new(SELLERS_TABLE, self.scoped("table-sellers", MARKET), titles).with_texts(&[2]);
        for sector in self.ranked("A1", MARKET, "sector") {
            let named = self.sellers(&sector.member, 3);
            let named = if named.is_empty() { self.texts.text("sellers-none") } else { named.join("; ") };
            table.rows.push(vec![
                Cell::text(self.texts.member("sector", &sector.member)),
                self.of_suppliers(self.year, MARKET, &sector.member),
                Cell::text(named),
            ]);
        }
        table.note = self.note(Matter::Suppliers, "suppliers-note").into();
        table
    }

    /// Names of the largest suppliers of a sector that may be named. Those whose sum is told together with persons' only
    /// are left out: their place among the others would tell it.
    pub(super) fn sellers(&self, sector: &str, count: usize) -> Vec<String> {
        let of = self.facts.spend.iter().filter(|s| s.year == self.year && !s.public && s.sector == sector);
        let shown = of.filter(|s| !self.facts.is_joined(self.year, sector, s.supplier));
        let (suppliers, _) = ranked(shown.map(|s| (s.supplier, s.sum)));
        let named = suppliers.iter().filter(|(_, sum)| sum.cents > 0).map(|(s, _)| &self.facts.suppliers[*s]);
        let named = named.filter(|s| s.may_be_named() && !s.name.is_empty());
        named.take(count).map(|s| s.name.clone()).collect()
    }

    pub(super) fn kinds_table(&self) -> Table {
        let titles = self.titles(&["col-kind", "col-share"]);
        let mut table = Table::new("kinds", self.scoped("table-kinds", EXTERNAL), titles);
        for figure in self.ranked("B9", EXTERNAL, "kind:amount-share") {
            let name = self.texts.member("kind", &figure.member);
            table.rows.push(vec![Cell::text(name), self.of_figure(Some(figure)).with_bar()]);
        }
        table
    }

    /// Newcomers and small purchases by year.
    pub(super) fn openness_table(&self) -> Table {
        let mut table = self.years_across("openness", self.scoped("table-openness", MARKET), "col-measure");
        for indicator in ["B10", "B11", "B12", "B15", "B16", "B17", "B18"].into_iter().filter_map(find) {
            let name = indicator.text("title", self.texts.code).to_owned();
            let figure = |year: i32| self.headline(&indicator.id, MARKET, year);
            self.add_row(&mut table, name, figure, |_, figure| self.of_figure(figure));
        }
        self.explain_years(&mut table);
        table
    }

    /// Sectors by what is bought from elsewhere, with the suppliers from here.
    pub(super) fn gaps_table(&self, ranked: &[&Figure]) -> Table {
        let keys = ["col-sector", "col-from-elsewhere", "col-elsewhere-share", "col-local-suppliers", "col-suppliers"];
        let mut table = Table::new("gaps", self.scoped("chart-gaps", MARKET), self.titles(&keys));
        for figure in ranked {
            let sector = figure.member.as_str();
            let of_sector = self
                .facts
                .spend
                .iter()
                .filter(|s| s.year == self.year && !s.public && s.sector == sector && s.sum.cents > 0);
            let is_here = |s: &&Spend| self.facts.place(s.supplier, s.year).0 == Ring::Municipality;
            let here = of_sector.filter(is_here).count();
            table.rows.push(vec![
                Cell::text(self.texts.member("sector", sector)),
                self.of_figure(Some(figure)),
                self.of_figure(self.figure("B4", MARKET, "sector:share", sector)).with_bar(),
                self.of_count(here as u64),
                self.of_suppliers(self.year, MARKET, sector),
            ]);
        }
        table
    }

    /// Parts of a whole with their shares, largest as given.
    pub(super) fn parts_table(&self, id: &str, first: &str, parts: Vec<(String, Option<i128>)>, whole: i128) -> Table {
        let mut table =
            Table::new(id, self.texts.text(&format!("table-{id}")), self.titles(&[first, "col-sum", "col-share"]));
        for (name, cents) in parts.into_iter().filter(|(_, cents)| *cents != Some(0)) {
            let [sum, share] = match cents {
                Some(cents) => [self.of_money(cents), self.of_share(cents, whole)],
                None => [Cell::hidden(), Cell::hidden()],
            };
            table.rows.push(vec![Cell::text(name), sum, share]);
        }
        table
    }
}

/// Sums by supplier, largest first, and their sum.
fn ranked(spend: impl Iterator<Item = (usize, Sum)>) -> (Ranked, Sum) {
    let mut totals: BTreeMap<usize, Sum> = BTreeMap::new();
    let mut all = Sum::default();
    for (supplier, sum) in spend {
        *totals.entry(supplier).or_default() += sum;
        all += sum;
    }
    let mut largest: Ranked = totals.into_iter().collect();
    largest.sort_by_key(|(supplier, sum)| (std::cmp::Reverse(sum.cents), *supplier));
    (largest, all)
}
