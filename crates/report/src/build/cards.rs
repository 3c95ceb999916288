//! One card a sector for its table at a supplier meeting.

use super::{Builder, MARKET, PER_CENT, Parts};
use crate::model::{Chart, ChartKind, SectorCard, Series};
use vire_disclosure::FEWEST;
use vire_indicators::catalogue::Unit;
use vire_reference::sectors::{PUBLIC_TRANSFERS, UNCLASSIFIED};

impl Builder<'_> {
    pub(super) fn cards(&self) -> Vec<SectorCard> {
        let sectors = self.ranked("A1", MARKET, "sector");
        let sectors = sectors.into_iter().filter(|f| {
            ![UNCLASSIFIED, PUBLIC_TRANSFERS].contains(&f.member.as_str()) && f.value.is_some_and(|v| v > 0)
        });
        // Of fewer suppliers a card would show what each of them sold.
        sectors
            .filter(|f| self.suppliers_in(self.year, MARKET, &f.member) >= FEWEST as u64)
            .map(|f| self.card(&f.member))
            .collect()
    }

    fn card(&self, sector: &str) -> SectorCard {
        let texts = self.texts;
        let amount = self.figure("A1", MARKET, "sector", sector);
        let share = self.value(self.figure("A6", MARKET, "sector", sector));
        let bought = texts.text_with(
            "card-bought-value",
            &[("amount", &self.about(amount.and_then(|f| f.value).unwrap_or(0) / PER_CENT)), ("share", &share)],
        );
        let local = self.figure("B1", MARKET, "sector", sector);
        let local_text = match (self.known(local), self.limits(local)) {
            (None, Some(_)) => self.bounds(local),
            (_, Some(_)) => format!("{} ({})", self.value(local), self.bounds(local)),
            (_, None) => self.value(local),
        };
        let largest = self.value(self.figure("A8", MARKET, "sector:cr4", sector));
        let mut facts = vec![
            ("card-bought", bought),
            ("card-suppliers", self.texts.count(self.suppliers_in(self.year, MARKET, sector).into())),
            ("card-local", local_text),
            ("card-largest", largest),
        ];
        facts.extend(self.card_firms(sector).map(|firms| ("card-firms", firms)));
        facts.extend(self.card_units(sector).map(|units| ("card-units", units)));
        facts.extend(self.card_emissions(sector).map(|estimate| ("card-emissions", estimate)));
        facts.retain(|(key, _)| *key != "card-local" || self.knows_places());
        SectorCard {
            sector: sector.to_owned(),
            name: texts.member("sector", sector),
            facts: facts.into_iter().map(|(key, text)| (texts.text(key), text)).collect(),
            sizes: self.card_sizes(sector),
            suppliers: self.sellers(sector, 6),
            coming: self.coming_in(sector),
            contacts: self.contacts(Some(sector)),
            // Coverage is of the whole sum, so it says nothing of a sector's.
            basis: self.basis_of(amount, None, MARKET, &self.period(self.year), "lines"),
        }
    }

    /// How large the sector's postings are.
    fn card_sizes(&self, sector: &str) -> Chart {
        let codes = self.band_codes();
        let whole = self.market_sizes(|s| s.sector == sector).lines;
        let bands: Vec<(String, Option<i128>)> = codes
            .into_iter()
            .map(|code| (code, self.market_sizes(|s| s.sector == sector && s.band == code).lines))
            .filter(|(_, lines)| *lines > 0)
            .map(|(code, lines)| (self.texts.member("value-band", code), Self::ratio(lines.into(), whole.into())))
            .collect();
        let (categories, values) = bands.into_iter().unzip();
        let parts = Parts {
            category_title: self.texts.text("col-band"),
            categories,
            series: vec![Series { name: self.texts.text("col-line-share"), values }],
            basis: self.period(self.year),
            is_rounded: false,
        };
        self.chart(&format!("sizes-{sector}"), ChartKind::Bars, self.texts.text("card-sizes"), Unit::Share, parts)
    }
}
