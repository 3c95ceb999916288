//! Who sells to several buyers.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::Area;
use super::document::Builder;
use crate::build::MARKET;
use crate::document::{Part, Section};
use crate::facts::Supplier;
use crate::model::{Cell, Table};
use crate::note::{Matter, Note};
use vire_reference::names;

/// Suppliers that are listed by name.
const NAMED: usize = 24;
/// Names of buyers that take more characters together are counted.
const LISTED: usize = 80;
/// Sectors that are named of each.
const SECTORS: usize = 3;
/// How the key of a supplier without a business id begins.
const BY_NAME: &str = "name:";

/// A supplier, whichever buyers know it.
pub(super) struct Seller<'a> {
    name: &'a str,
    may_be_named: bool,
    municipality: &'a str,
    /// By position among the members.
    buyers: BTreeSet<usize>,
    sectors: BTreeSet<&'a str>,
}

impl Area {
    /// The suppliers that sold something in the market in the year, each once: those of several buyers are the same by
    /// business id, or by name where one buyer knows no id and one supplier alone has that name.
    pub(super) fn suppliers(&self) -> impl Iterator<Item = Seller<'_>> {
        let by_name = self.ids_by_name();
        let mut sellers: BTreeMap<&str, Seller<'_>> = BTreeMap::new();
        for (at, facts) in self.members.iter().enumerate() {
            let mut sold: HashMap<usize, (i128, BTreeSet<&str>)> = HashMap::new();
            for spend in facts.spend.iter().filter(|spend| spend.year == self.year && !spend.public) {
                let (cents, sectors) = sold.entry(spend.supplier).or_default();
                *cents += spend.sum.cents;
                sectors.insert(&spend.sector);
            }
            for (i, (_, sectors)) in sold.into_iter().filter(|(_, (cents, _))| *cents != 0) {
                let supplier = &facts.suppliers[i];
                if !supplier.kind.is_supplier() {
                    continue;
                }
                let key = by_name.get(supplier.key.as_str()).copied().unwrap_or(&supplier.key);
                let seller = sellers.entry(key).or_insert_with(|| Seller {
                    name: &supplier.name,
                    may_be_named: true,
                    municipality: "",
                    buyers: BTreeSet::new(),
                    sectors: BTreeSet::new(),
                });
                seller.may_be_named &= supplier.may_be_named();
                if seller.municipality.is_empty() {
                    seller.municipality = facts.place(i, self.year).1;
                }
                seller.buyers.insert(at);
                seller.sectors.extend(sectors);
            }
        }
        sellers.into_values()
    }

    /// The business ids of suppliers that other buyers know by name alone.
    fn ids_by_name(&self) -> HashMap<&str, &str> {
        let country = &self.first().summary.country;
        let all = || self.members.iter().flat_map(|facts| &facts.suppliers);
        let is_named = |supplier: &&Supplier| supplier.key.starts_with(BY_NAME);
        let mut wanted: HashMap<&str, BTreeSet<&str>> =
            all().filter(is_named).map(|supplier| (supplier.key.as_str(), BTreeSet::new())).collect();
        for supplier in all().filter(|supplier| !is_named(supplier) && supplier.may_be_named()) {
            let key = format!("{BY_NAME}{}", names::key(&supplier.name, country));
            if let Some(ids) = wanted.get_mut(key.as_str()) {
                ids.insert(&supplier.key);
            }
        }
        wanted.into_iter().filter_map(|(name, ids)| Some((name, *ids.first().filter(|_| ids.len() == 1)?))).collect()
    }
}

impl Builder<'_> {
    pub(super) fn shared(&self) -> Section {
        let sellers: Vec<Seller<'_>> = self.area.suppliers().collect();
        let several = sellers.iter().filter(|seller| seller.buyers.len() > 1).count();
        let [of_several, all] = [several, sellers.len()].map(|count| self.texts.count(count as i128));
        let title = self.text("area-shared", &[]);
        if sellers.is_empty() {
            return Section::new(title, "");
        }
        if several == 0 {
            return Section::new(title, self.text("area-shared-none", &[("all", all)]));
        }
        let finding = self.text("area-shared-finding", &[("several", of_several), ("all", all)]);
        let section = Section::new(title, finding).with(Part::Table(self.counts_table(&sellers)));
        section.with(Part::Table(self.named_table(sellers)))
    }

    fn counts_table(&self, sellers: &[Seller<'_>]) -> Table {
        let titles = self.titles(&["area-col-buyers", "col-suppliers"]);
        let mut table = Table::new("area-shared-counts", self.text("area-shared-counts", &[]), titles);
        for number in 1..=self.area.members.len() {
            let count = sellers.iter().filter(|seller| seller.buyers.len() == number).count();
            if count > 0 {
                table.rows.push(vec![Cell::text(number.to_string()), self.count_cell(count)]);
            }
        }
        table.adds_up = true;
        table
    }

    /// Those that may be named, and that sell to most buyers.
    fn named_table(&self, sellers: Vec<Seller<'_>>) -> Table {
        let is_listed = |seller: &Seller<'_>| seller.buyers.len() > 1 && seller.may_be_named && !seller.name.is_empty();
        let mut listed: Vec<Seller<'_>> = sellers.into_iter().filter(is_listed).collect();
        listed.sort_by(|a, b| b.buyers.len().cmp(&a.buyers.len()).then_with(|| a.name.cmp(b.name)));
        let [shown, all] = [listed.len().min(NAMED), listed.len()].map(|count| self.texts.count(count as i128));
        let caption = match listed.len() > NAMED {
            true => self.text("area-shared-table-first", &[("shown", shown), ("all", all)]),
            false => self.text("area-shared-table", &[]),
        };
        let titles = self.titles(&["col-supplier", "col-municipality", "area-col-sells-to", "area-col-sells"]);
        let mut table = Table::new("area-shared", caption, titles).with_texts(&[1, 2, 3]);
        let buyers = self.area.buyers();
        for seller in listed.into_iter().take(NAMED) {
            let to: Vec<&str> = seller.buyers.iter().map(|at| buyers[*at]).collect();
            let mut sectors: Vec<String> =
                seller.sectors.iter().take(SECTORS).map(|id| self.texts.member("sector", id)).collect();
            if seller.sectors.len() > SECTORS {
                sectors.push("\u{2026}".to_owned());
            }
            let mut named = self.buyers(&to);
            if named.chars().count() > LISTED {
                named = self.text("area-several", &[("count", self.texts.count(to.len() as i128))]);
            }
            let row = [seller.name.to_owned(), seller.municipality.to_owned(), named, sectors.join(", ")];
            table.rows.push(row.map(Cell::text).into());
        }
        let note = self.text("area-shared-note", &[("scope", self.texts.text(&format!("scope-{MARKET}")))]);
        table.note = Note::new(Matter::Suppliers, note).into();
        table
    }
}
