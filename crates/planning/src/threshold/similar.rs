//! What a run's purchases say of the same kind: what was bought in the sector of a purchase, over the term of its contract.

use super::document::{Scene, limits};
use super::{Purchase, Purchases, sector_name};
use crate::evidence::Evidence;
use crate::exact::{Exact, cents, hundred, zero};
use vire_reference::thresholds::ThresholdClass;
use vire_report::document::{Part, Section};
use vire_report::model::Cell;

/// The section, in the document of the purchases.
pub fn section(scene: &Scene<'_>, all: &Purchases, evidence: &Evidence) -> Section {
    let title = scene.text("similar-title");
    if evidence.currency != all.currency {
        return Section::new(title, scene.text("similar-other-currency"));
    }
    if evidence.years.is_empty() {
        return Section::new(title, scene.text("similar-no-year"));
    }
    let columns = [
        ("col-buy", false),
        ("col-buy-sector", false),
        ("col-sector-yearly", true),
        ("col-seller-yearly", true),
        ("col-over-term", true),
        ("col-limit-class", false),
    ];
    let mut table = scene.table("similar", "similar-table", &columns);
    let (mut remarks, mut reach) = (Vec::new(), 0);
    let (with, without): (Vec<&Purchase>, Vec<&Purchase>) = all.purchases.iter().partition(|p| p.sector.is_some());
    for purchase in &with {
        let Some(sector) = purchase.sector else { continue };
        let yearly = evidence.mean_of_sector(sector);
        let over = yearly.map(|cents| exact(cents) * purchase.term());
        let class = over.as_ref().map(|sum| limits(all, purchase).class(sum));
        reach += usize::from(class.is_some_and(reaches));
        let term = &purchase.term();
        table.rows.push(vec![
            Cell::text(scene.name(purchase)),
            Cell::text(sector_name(sector, scene.texts.code)),
            yearly.map_or_else(Cell::hidden, |cents| scene.mean(cents)),
            of_seller(scene, evidence, purchase, sector, &mut remarks),
            over.as_ref().filter(|_| *term > zero()).map_or_else(dash, |sum| scene.mean(cents(sum))),
            class.filter(|_| *term > zero()).map_or_else(dash, |class| Cell::text(scene.class(class))),
        ]);
    }
    if !without.is_empty() {
        let names: Vec<String> = without.iter().map(|purchase| scene.name(purchase)).collect();
        remarks.push(scene.texts.text_of("similar-no-sector", &[("names", names.join(", "))]));
    }
    let years: Vec<&str> = evidence.years.iter().map(|year| year.name.as_str()).collect();
    remarks
        .push(scene.texts.text_of("similar-basis", &[("buyer", evidence.buyer.clone()), ("years", years.join(", "))]));
    remarks.extend(["similar-wider", "similar-persons"].map(|key| scene.text(key)));
    if with.is_empty() {
        return Section::new(title, scene.text("similar-none")).with(Part::Remarks(remarks));
    }
    let arguments = [("reach", scene.count(reach)), ("all", scene.count(with.len()))];
    let finding = scene.texts.text_of("similar-finding", &arguments);
    Section::new(title, finding).with(Part::Table(table)).with(Part::Remarks(remarks))
}

/// What the present supplier sold in a mean year; a remark where the run does not know it.
fn of_seller(
    scene: &Scene<'_>,
    evidence: &Evidence,
    purchase: &Purchase,
    sector: &str,
    remarks: &mut Vec<String>,
) -> Cell {
    if purchase.seller.is_empty() {
        return dash();
    }
    match evidence.seller(&purchase.seller) {
        Some(seller) => match evidence.mean_of_seller(seller, sector) {
            Some(cents) => scene.mean(cents),
            None => Cell::hidden(),
        },
        None => {
            // Who it is stands in the user's workbook; whether it is a person is not told.
            remarks.push(scene.texts.text_of("similar-no-seller", &[("name", scene.name(purchase))]));
            dash()
        }
    }
}

fn reaches(class: ThresholdClass) -> bool {
    matches!(class, ThresholdClass::NationalToEu | ThresholdClass::AboveNational | ThresholdClass::AboveEu)
}

fn exact(cents: i128) -> Exact {
    Exact::from_integer(cents.into()) / hundred()
}

fn dash() -> Cell {
    Cell::text("\u{2013}")
}
