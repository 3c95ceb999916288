//! What the data shows, topic by topic: each has a finding, its charts and tables, and what it does not say.

use super::{Builder, EXTERNAL, MARKET, ONE, PER_CENT, Parts, first, is_hidden, is_rounded};
use crate::model::{Chart, ChartKind, Series, Topic, TopicId};
use crate::note::{Matter, Note};
use vire_disclosure::{LARGEST, table as audited};
use vire_domain::classify::cube::UNDATED;
use vire_indicators::Figure;
use vire_indicators::catalogue::Unit;
use vire_reference::names::Kind;
use vire_reference::places::Ring;
use vire_reference::sectors::UNCLASSIFIED;
use vire_reference::thresholds::ThresholdClass;

impl Builder<'_> {
    /// Topics in the order in which a meeting hears them; one whose inputs are missing is left out.
    pub(super) fn topics(&self) -> Vec<Topic> {
        [
            Some(self.total()),
            self.changes(),
            self.sectors(),
            self.units(),
            self.sizes(),
            self.supplier_sizes(),
            self.places(),
            self.suppliers(),
            self.openness(),
            self.gaps(),
            self.supply(),
            self.contracts(),
            self.effects(),
            self.payments(),
            self.owners(),
            self.competition(),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// Without a finding that can be shown the topic is headed by what it is about.
    pub(super) fn topic(&self, id: TopicId, finding: Option<String>) -> Topic {
        let heading = self.texts.text(&format!("topic-{}", id.code()));
        let is_found = finding.is_some();
        let finding = finding.unwrap_or_else(|| heading.clone());
        Topic { id, heading, finding, is_found, charts: Vec::new(), tables: Vec::new(), caveats: Vec::new() }
    }

    fn total(&self) -> Topic {
        let (year, texts) = (self.year, self.texts);
        let amount = |scope: &str| Some(self.about(self.headline("A1", scope, year)?.value? / PER_CENT));
        let cents = |scope: &str| self.headline("A1", scope, year).and_then(|f| f.value);
        let key = match (year == UNDATED, cents(EXTERNAL) == cents(MARKET)) {
            (false, false) => "finding-total",
            (false, true) => "finding-total-all",
            (true, false) => "finding-total-undated",
            (true, true) => "finding-total-undated-all",
        };
        let finding = amount(EXTERNAL).zip(amount(MARKET)).map(|(amount, market)| {
            let is_nearly_all = key == "finding-total" && amount == market;
            let key = if is_nearly_all { "finding-total-nearly" } else { key };
            let [within, begins] = self.during_key_year();
            let buyer = ("buyer", self.facts.summary.buyer.clone());
            let but = if self.facts.sells(Kind::OwnGroup) { "suppliers-but-group" } else { "suppliers-but-public" };
            let others = ("others", texts.text(but));
            let arguments = [buyer, within, begins, ("amount", amount), ("market", market), others];
            texts.text_of(key, &arguments)
        });
        let mut topic = self.topic(TopicId::Total, finding);
        let categories: Vec<i32> = if self.facts.span.is_empty() { vec![year] } else { self.facts.span.clone() };
        let series = |scope: &str| Series {
            name: texts.text(&format!("col-{scope}")),
            values: categories.iter().map(|y| self.headline("A1", scope, *y)?.value).collect(),
        };
        let chart = self.chart(
            "total",
            ChartKind::Columns,
            texts.text("chart-total"),
            Unit::Currency,
            Parts {
                category_title: texts.text("col-year"),
                series: [EXTERNAL, MARKET].map(series).into(),
                basis: self.basis_of_years(&categories, EXTERNAL),
                categories: categories.iter().map(|y| self.marked(*y)).collect(),
                is_rounded: false,
            },
        );
        let mut chart = self.by_year(chart);
        chart.accent = categories.iter().position(|y| *y == year);
        topic.charts.push(chart);
        topic.tables.push(self.years_table());
        topic.tables.extend(self.same_months_table());
        topic.caveats = self.notes();
        topic
    }

    fn sectors(&self) -> Option<Topic> {
        let ranked = self.ranked("A1", MARKET, "sector");
        let (unclassified, named): (Vec<&Figure>, Vec<&Figure>) = ranked.iter().partition(|f| f.member == UNCLASSIFIED);
        let shown: i128 = ranked.iter().filter_map(|f| f.value).sum();
        let any_hidden = ranked.iter().any(|f| is_hidden(Some(f)));
        let total =
            self.headline("A1", MARKET, self.year).and_then(|f| f.value).filter(|_| any_hidden).unwrap_or(shown);
        let largest = *named.first()?;
        let of_three: Vec<i128> = named.iter().take(3).filter_map(|f| f.value).collect();
        let three: i128 = of_three.iter().sum();
        // What is not shown could be one sector, and larger than these.
        let is_alone = named.get(1).is_none_or(|second| second.value < largest.value);
        let are_largest = is_alone && of_three.last().is_some_and(|third| *third >= total - shown);
        // What is unclassified could be more of any sector.
        let unknown: i128 = unclassified.iter().filter_map(|f| f.value).sum();
        let key = if unknown * 100 > total { "finding-sectors-known" } else { "finding-sectors" };
        let arguments = [
            ("sector", self.texts.sector_within(&largest.member)),
            ("share", self.percent(largest.value?, total)),
            ("three", self.percent(three, total)),
            ("unclassified", self.percent(unknown, total)),
        ];
        let finding = are_largest.then(|| self.texts.text_of(key, &arguments));
        let mut topic = self.topic(TopicId::Sectors, finding);
        let bar = |f: &Figure| (self.texts.member("sector", &f.member), f.value);
        let (shown, rest) = first(named.clone(), |f| f.value.unwrap_or(0));
        let rest = rest.map(|(count, sum)| (self.others(count), Some(sum)));
        let bars = shown.into_iter().map(bar).chain(rest).chain(unclassified.into_iter().map(bar));
        let (categories, values) = bars.unzip();
        let series = vec![Series { name: self.texts.text("col-sum"), values }];
        let basis = self.basis(self.headline("A6", MARKET, self.year), MARKET, &self.period(self.year), "lines");
        let basis = self.with_hidden(basis, any_hidden);
        let category_title = self.texts.text("col-sector");
        let parts = Parts { category_title, categories, series, basis, is_rounded: false };
        let title = self.scoped("table-sectors", MARKET);
        let mut chart = self.chart("sectors", ChartKind::Bars, title, Unit::Currency, parts);
        chart.accent = Some(0);
        topic.charts.push(chart);
        topic.tables.push(self.sectors_table(self.year, MARKET));
        topic.caveats = vec![self.note(Matter::Sectors, "caveat-sectors")];
        Some(topic)
    }

    fn others(&self, count: usize) -> String {
        self.texts.text_with("others", &[("count", &count.to_string())])
    }

    /// What a chart rests on, and that it lacks figures when some are hidden.
    pub(super) fn with_hidden(&self, basis: String, any_hidden: bool) -> String {
        if any_hidden { format!("{basis}. {}", self.texts.text("chart-hidden")) } else { basis }
    }

    /// Shares by value band, in the order of the bands: of what is counted, and of the sum.
    fn band_chart(&self, id: &str, dimension: &str, counted: &str, title: String, basis: String) -> Option<Chart> {
        let codes = self.band_codes();
        let figure = |measure: &str, band: &str| self.figure("A7", MARKET, &format!("{dimension}:{measure}"), band);
        let share = |measure: &str, band: &str| figure(measure, band).and_then(|f| f.value);
        let hides = |band: &&str| is_hidden(figure("amount-share", band));
        let bands: Vec<&str> =
            codes.into_iter().filter(|band| share("amount-share", band).is_some() || hides(band)).collect();
        let any_hidden = bands.iter().any(hides);
        let series = |key: &str, measure: &str| Series {
            name: self.texts.text(key),
            values: bands.iter().map(|band| share(measure, band)).collect(),
        };
        let parts = Parts {
            category_title: self.texts.text("col-band"),
            categories: bands.iter().map(|band| self.texts.member("value-band", band)).collect(),
            series: vec![series(&format!("col-{counted}"), counted), series("col-amount-share", "amount-share")],
            basis: self.with_hidden(basis, any_hidden),
            is_rounded: bands.iter().any(|band| [counted, "amount-share"].iter().any(|m| is_rounded(figure(m, band)))),
        };
        (!bands.is_empty()).then(|| self.chart(id, ChartKind::Bars, title, Unit::Share, parts))
    }

    fn sizes(&self) -> Option<Topic> {
        let lowest = *self.band_codes().first()?;
        let share = |measure: &str| self.share_of_class(&format!("value-band:{measure}"), lowest);
        let arguments =
            [("postings", share("line-share")), ("limit", self.upper_limit(lowest)), ("euros", share("amount-share"))];
        let is_hidden = self.hides_class("value-band:amount-share", lowest);
        let are_any = self.market_sizes(|size| size.band == lowest).lines > 0;
        let key = match (are_any, is_hidden) {
            (false, _) => "finding-sizes-none",
            (true, false) => "finding-sizes",
            (true, true) => "finding-sizes-count",
        };
        let mut topic = self.topic(TopicId::Sizes, Some(self.texts.text_of(key, &arguments)));
        let basis = self.basis(self.headline("A1", MARKET, self.year), MARKET, &self.period(self.year), "lines");
        let title = self.scoped("table-posting-bands", MARKET);
        topic.charts.push(self.band_chart("sizes", "value-band", "line-share", title, basis)?);
        topic.tables.push(self.posting_bands_table());
        topic.caveats = vec![self.note(Matter::Bands, "values-note")];
        Some(topic)
    }

    /// The share of a class; a class without any purchase has none.
    fn share_of_class(&self, dimension: &str, class: &str) -> String {
        let figure = self.figure("A7", MARKET, dimension, class);
        figure.map_or_else(|| self.texts.percent(0), |f| self.value(Some(f)))
    }

    fn hides_class(&self, dimension: &str, class: &str) -> bool {
        is_hidden(self.figure("A7", MARKET, dimension, class))
    }

    /// The upper limit of the lowest band, as money.
    fn upper_limit(&self, band: &str) -> String {
        let digits = band.split('-').next_back().unwrap_or_default();
        let thousands: i128 = digits.trim_end_matches('k').parse().unwrap_or(0);
        self.money(thousands * 100_000)
    }

    /// The limit of small purchases of goods and services on the last day of the key year, as money.
    fn small_limit(&self) -> Option<String> {
        let thresholds = self.thresholds();
        let end = thresholds.day_of(self.year)?;
        Some(self.money(i128::from(thresholds.national_limit(end)?) * 100))
    }

    /// What figures that rest on thresholds do not say, where there is a threshold.
    pub(super) fn threshold_note(&self) -> Option<Note> {
        self.small_limit().map(|_| self.note(Matter::Thresholds, "method-thresholds"))
    }

    fn supplier_sizes(&self) -> Option<Topic> {
        if self.is_part(self.year) {
            return None; // The finding speaks of a year.
        }
        let class = ThresholdClass::BelowNational.code();
        let below = |measure: &str| self.share_of_class(&format!("threshold-class:{measure}"), class);
        let is_hidden = self.hides_class("threshold-class:amount-share", class);
        let are_all = |f: &Figure| f.value == Some(ONE);
        let key = match self.figure("A7", MARKET, "threshold-class:supplier-share", class) {
            Some(share) if are_all(share) => "finding-supplier-sizes-all",
            _ if is_hidden => "finding-supplier-sizes-count",
            _ => "finding-supplier-sizes",
        };
        let basis = self.basis(self.headline("A3", MARKET, self.year), MARKET, &self.period(self.year), "suppliers");
        let title = self.scoped("table-supplier-bands", MARKET);
        let chart = self.band_chart("supplier-sizes", "supplier-value-band", "supplier-share", title, basis)?;
        let of_threshold = self.small_limit().and_then(|limit| {
            let (suppliers, euros) = (below("supplier-share"), below("amount-share"));
            // All of which the share is one; money in hundredths.
            let all = self.figure("A7", MARKET, "threshold-class:supplier-share", class)?.denominator? / 100;
            let arguments =
                [("suppliers", suppliers), ("limit", limit), ("euros", euros), ("count", self.texts.count(all))];
            Some(self.texts.text_of(key, &arguments))
        });
        // Without a threshold, the smallest band stands for small sales.
        let of_lowest = || {
            let lowest = *self.band_codes().first()?;
            let share = |measure: &str| self.share_of_class(&format!("supplier-value-band:{measure}"), lowest);
            let arguments = [
                ("suppliers", share("supplier-share")),
                ("limit", self.upper_limit(lowest)),
                ("euros", share("amount-share")),
            ];
            let is_hidden = self.hides_class("supplier-value-band:amount-share", lowest);
            let key = if is_hidden { "finding-supplier-lowest-count" } else { "finding-supplier-lowest" };
            Some(self.texts.text_of(key, &arguments))
        };
        let mut topic = self.topic(TopicId::SupplierSizes, of_threshold.or_else(of_lowest));
        topic.charts.push(chart);
        topic.tables.push(self.supplier_bands_table());
        topic.caveats = self.threshold_note().into_iter().chain([self.note(Matter::Bands, "values-note")]).collect();
        Some(topic)
    }

    fn places(&self) -> Option<Topic> {
        let local = self.headline("B1", MARKET, self.year).filter(|_| self.knows_places())?;
        let finding = match (self.known(Some(local)), self.limits(Some(local))) {
            (None, Some((low, high))) => Some(
                self.texts
                    .text_with("finding-places-bounds", &[("low", &low), ("high", &high), ("home", &self.home())]),
            ),
            (Some(_), Some((low, high))) => Some(self.texts.text_with(
                "finding-places-both",
                &[("share", &self.value(Some(local))), ("low", &low), ("high", &high), ("home", &self.home())],
            )),
            (Some(_), None) => Some(
                self.texts.text_with("finding-places", &[("share", &self.value(Some(local))), ("home", &self.home())]),
            ),
            (None, None) => None,
        };
        let mut topic = self.topic(TopicId::Places, finding);
        let years = &self.facts.span;
        let share = |year: i32, ring: Ring| self.ring_share(MARKET, year, ring);
        let rings = Ring::ALL.into_iter().filter(|ring| years.iter().any(|y| share(*y, *ring).is_some()));
        let mut series: Vec<Series> = rings
            .map(|ring| Series {
                name: self.texts.member("ring", ring.code()),
                values: years.iter().map(|y| share(*y, ring).and_then(|f| f.value)).collect(),
            })
            .collect();
        let any_hidden = years.iter().any(|year| Ring::ALL.iter().any(|ring| is_hidden(share(*year, *ring))));
        if any_hidden {
            series.retain(|series| series.name != self.texts.member("ring", Ring::Unknown.code()));
            let shown = |at: usize| series.iter().filter_map(|series| series.values[at]).sum::<i128>();
            let is_told = |year: &i32| Ring::ALL.iter().any(|ring| share(*year, *ring).is_some());
            let rest = years.iter().enumerate().map(|(at, year)| is_told(year).then(|| (ONE - shown(at)).max(0)));
            let rest = rest.collect();
            series.push(Series { name: self.texts.text("ring-unknown-or-hidden"), values: rest });
        }
        let parts = Parts {
            category_title: self.texts.text("col-year"),
            categories: years.iter().map(|year| self.marked(*year)).collect(),
            series,
            basis: self.with_hidden(self.basis_of_years(years, MARKET), any_hidden),
            is_rounded: years.iter().any(|year| Ring::ALL.iter().any(|ring| is_rounded(share(*year, *ring)))),
        };
        let title = self.texts.text_with("table-rings", &[("scope", &self.scope_name(MARKET))]);
        topic.charts.push(self.by_year(self.chart("places", ChartKind::StackedBars, title, Unit::Share, parts)));
        topic.tables.extend([MARKET, EXTERNAL].map(|scope| self.rings_table(scope)));
        topic.tables.extend(self.bases_table());
        topic.tables.extend(self.municipalities_table());
        topic.caveats = vec![self.local_note(), self.note(Matter::Places, "places-note")];
        Some(topic)
    }

    fn suppliers(&self) -> Option<Topic> {
        let (largest, all) = self.market_suppliers();
        // Counted as the number of suppliers (A3) counts; the largest are among those who sold for more than was credited.
        let sold: Vec<i128> = largest
            .iter()
            .filter(|(s, sum)| self.facts.suppliers[*s].kind.is_supplier() && sum.cents != 0)
            .map(|(_, sum)| sum.cents)
            .collect();
        let named: Vec<i128> = sold.iter().copied().filter(|cents| *cents > 0).collect();
        if named.len() < 10 {
            return None; // The finding speaks of ten.
        }
        let ten: i128 = named.iter().take(10).sum();
        let is_hidden = self.facts.hides(audited::LARGEST, self.year, audited::TEN);
        let key = if is_hidden { "finding-suppliers-count" } else { "finding-suppliers" };
        let (count, share) = (self.texts.count(sold.len() as i128), self.percent(ten, named.iter().sum()));
        let [within, begins] = self.during_key_year();
        let arguments = [("count", count), ("share", share), within, begins];
        let finding = self.texts.text_of(key, &arguments);
        let mut topic = self.topic(TopicId::Suppliers, Some(finding));
        let whole: i128 = named.iter().sum();
        // Closer together where the curve is steep.
        let shares = LARGEST;
        let hides = |member: &str| self.facts.hides(audited::LARGEST, self.year, member);
        let reached = |percent: usize| -> Option<i128> {
            if hides(&percent.to_string()) || hides("100") {
                return None;
            }
            let upto = (named.len() * percent).div_ceil(100);
            Self::ratio(named[..upto].iter().sum(), whole)
        };
        // What is not shown is left out, so that the line has no holes.
        let mut shown: Vec<(usize, i128)> =
            shares.into_iter().filter_map(|share| Some((share, reached(share)?))).collect();
        let any_hidden = shown.len() < shares.len();
        shown.dedup_by_key(|(percent, _)| (named.len() * *percent).div_ceil(100));
        let values = shown.iter().map(|(_, reached)| Some(*reached)).collect();
        // Of few suppliers the shares would not be what they say.
        let are_few = named.len() < 100;
        let category = |percent: usize| match are_few {
            true => self.texts.count((named.len() * percent).div_ceil(100) as i128),
            false => self.texts.percent_whole(percent as i128 * ONE / 100),
        };
        let parts = Parts {
            category_title: self.texts.text(if are_few { "col-largest-count" } else { "col-largest-suppliers" }),
            categories: shown.iter().map(|(percent, _)| category(*percent)).collect(),
            series: vec![Series { name: self.texts.text("col-cumulative"), values }],
            basis: self.with_hidden(
                self.basis(self.headline("A8", MARKET, self.year), MARKET, &self.period(self.year), "sellers"),
                any_hidden,
            ),
            is_rounded: false,
        };
        let title = self.scoped("chart-pareto", MARKET);
        // Two points make a line; where a person is among the largest, none may be shown.
        if shown.len() > 1 {
            topic.charts.push(self.chart("pareto", ChartKind::Line, title, Unit::Share, parts));
        }
        topic.tables.push(self.suppliers_table(&largest, all));
        topic.tables.push(self.sector_sellers_table());
        topic.tables.push(self.kinds_table());
        topic.caveats = vec![self.note(Matter::Suppliers, "suppliers-note")];
        Some(topic)
    }

    /// Newcomers and small purchases: how open the door is.
    fn openness(&self) -> Option<Topic> {
        let new = self.headline("B10", MARKET, self.year);
        let small = self.headline("B15", MARKET, self.year);
        let local_small = self.headline("B16", MARKET, self.year);
        let new_count = self.figure("B10", MARKET, "measure", "supplier-count");
        let small_share = || {
            let (share, limit) = (self.write(Some(self.known(small)?)), self.small_limit()?);
            Some(self.texts.text_with("finding-small", &[("share", &share), ("limit", &limit)]))
        };
        let newcomers = || {
            let (count, share) = (self.known(new_count)?, self.known(new)?);
            let [within, begins] = self.during_key_year();
            let all = self.texts.count(new.and_then(|f| f.n).unwrap_or(0).into());
            let (count, share) = (self.write(Some(count)), self.write(Some(share)));
            let arguments = [("count", count), ("share", share), ("all", all), within, begins];
            Some(self.texts.text_of("finding-new", &arguments))
        };
        new_count.or(small)?;
        let newcomers = newcomers();
        // What the chart rests on is told of the figure that the finding speaks of.
        let (rests_on, counts) = match (&newcomers, small) {
            (Some(_), _) | (None, None) => (new, "suppliers"),
            (None, Some(_)) => (small, "groups"),
        };
        let finding = newcomers.or_else(small_share);
        let mut topic = self.topic(TopicId::Openness, finding);
        let shown =
            [("B15", small), ("B16", local_small), ("B10", new), ("B12", self.headline("B12", MARKET, self.year))];
        let title = |id: &str| vire_indicators::catalogue::find(id).map_or("", |i| i.text("title", self.texts.code));
        let known: Vec<_> = shown.iter().filter_map(|(id, f)| Some((*id, self.known(*f)?.millionths))).collect();
        let parts = Parts {
            category_title: self.texts.text("col-measure"),
            categories: known.iter().map(|(id, _)| title(id).to_owned()).collect(),
            series: vec![Series {
                name: self.texts.text("col-share"),
                values: known.iter().map(|(_, v)| Some(*v)).collect(),
            }],
            basis: self.basis(rests_on, MARKET, &self.period(self.year), counts),
            is_rounded: shown.iter().any(|(_, figure)| is_rounded(*figure)),
        };
        let title = self.scoped(self.openness_title(), MARKET);
        topic.charts.push(self.chart("openness", ChartKind::Bars, title, Unit::Share, parts));
        topic.tables.push(self.openness_table());
        let of_newcomers = new_count.map(|_| self.note(Matter::Newcomers, "caveat-new"));
        topic.caveats = self.threshold_note().into_iter().chain(of_newcomers).collect();
        Some(topic)
    }

    /// Who is new is known after two whole years only.
    fn openness_title(&self) -> &'static str {
        let has_new = self.figure("B10", MARKET, "measure", "supplier-count").is_some();
        if has_new { "chart-openness" } else { "chart-openness-small" }
    }

    /// Where suppliers from here are missing: the sectors with most bought from elsewhere.
    fn gaps(&self) -> Option<Topic> {
        if !self.knows_places() {
            return None;
        }
        let ranked = self.ranked("B4", MARKET, "sector:amount");
        let any_hidden = ranked.iter().any(|f| is_hidden(Some(f)));
        let ranked: Vec<&Figure> = ranked.into_iter().filter(|f| f.value.is_some_and(|v| v > 0)).collect();
        let largest = ranked.first()?;
        let arguments = [
            ("sector", self.texts.sector_within(&largest.member)),
            ("amount", self.about(largest.value? / PER_CENT)),
            ("home", self.home()),
        ];
        // A sector that is not shown could be the largest.
        let key = if any_hidden { "finding-gaps-shown" } else { "finding-gaps" };
        let mut topic = self.topic(TopicId::Gaps, Some(self.texts.text_of(key, &arguments)));
        let shown: Vec<&str> = ranked.iter().take(super::CLASSES).map(|f| f.member.as_str()).collect();
        let here = |sector: &str| Some(self.figure("B1", MARKET, "sector", sector)?.numerator? * PER_CENT);
        let elsewhere = |sector: &str| self.figure("B4", MARKET, "sector:amount", sector)?.value;
        let all = |sector: &str| self.figure("A1", MARKET, "sector", sector)?.value;
        // What is not shown of a sector stands with what is not known, so that its bar is as long as its sum.
        let rest = |sector: &str| {
            Some(all(sector)? - here(sector).unwrap_or_default() - elsewhere(sector).unwrap_or_default())
        };
        let is_whole = |sector: &&str| here(sector).is_some() && elsewhere(sector).is_some();
        let rest_name = if shown.iter().all(is_whole) { "ring-unknown" } else { "ring-unknown-or-hidden" };
        let series = |key: &str, of: &dyn Fn(&str) -> Option<i128>| Series {
            name: self.texts.text(key),
            values: shown.iter().map(|sector| of(sector)).collect(),
        };
        let parts = Parts {
            category_title: self.texts.text("col-sector"),
            categories: shown.iter().map(|s| self.texts.member("sector", s)).collect(),
            series: vec![
                series("col-from-here", &here),
                series("col-from-elsewhere", &elsewhere),
                series(rest_name, &rest),
            ],
            basis: self.with_hidden(
                self.basis(self.headline("B4", MARKET, self.year), MARKET, &self.period(self.year), "suppliers"),
                any_hidden,
            ),
            is_rounded: false,
        };
        let title = self.scoped("chart-gaps", MARKET);
        topic.charts.push(self.chart("gaps", ChartKind::StackedBars, title, Unit::Currency, parts));
        topic.tables.push(self.gaps_table(&ranked));
        topic.caveats = vec![self.note(Matter::Gaps, "caveat-gaps"), self.local_note()];
        Some(topic)
    }
}
