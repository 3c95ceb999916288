//! How long suppliers waited for their money, where exports tell the days of invoices and payments.

use super::{Builder, MARKET, Parts, is_hidden, is_rounded};
use crate::model::{Cell, Chart, ChartKind, Series, Table, Topic, TopicId};
use crate::note::Matter;
use vire_indicators::Figure;
use vire_indicators::catalogue::Unit;

/// Limits that shares are told for.
const WITHIN: [&str; 3] = ["14-days", "30-days", "60-days"];
/// Sizes of suppliers in their order.
const SIZES: [&str; 5] = ["micro", "small", "medium", "large", "unknown"];

impl Builder<'_> {
    pub(super) fn payments(&self) -> Option<Topic> {
        let paid = self.headline("B18", MARKET, self.year)?;
        let of = |dimension: &str, member: &str| self.figure("B18", MARKET, dimension, member);
        let (mean, median) = (of("measure", "mean-days"), of("measure", "median-days"));
        let finding = self.known(Some(paid)).zip(self.known(mean)).zip(self.known(median));
        let finding = finding.map(|((share, mean), median)| {
            let [within, begins] = self.during_key_year();
            let written = |value| self.write(Some(value));
            let arguments =
                [("share", written(share)), ("mean", written(mean)), ("median", written(median)), within, begins];
            self.texts.text_of("finding-payments", &arguments)
        });
        let mut topic = self.topic(TopicId::Payments, finding);
        topic.charts.extend(self.payments_chart(paid));
        topic.tables.push(self.payments_table());
        topic.tables.extend(self.payments_by_size());
        topic.caveats = vec![self.note(Matter::Payments, "caveat-payments")];
        Some(topic)
    }

    /// What was paid within each limit, of the sum and of the invoices.
    fn payments_chart(&self, paid: &Figure) -> Option<Chart> {
        let shares = |dimension: &str| WITHIN.map(|limit| self.figure("B18", MARKET, dimension, limit));
        let (sums, invoices) = (shares("within"), shares("within:invoice-share"));
        let both = || sums.iter().chain(&invoices);
        let any_hidden = both().any(|figure| is_hidden(*figure));
        let series = |key: &str, figures: &[Option<&Figure>]| Series {
            name: self.texts.text(key),
            values: figures.iter().map(|figure| self.known(*figure).map(|value| value.millionths)).collect(),
        };
        let parts = Parts {
            category_title: self.texts.text("col-paid-within"),
            categories: WITHIN.iter().map(|limit| self.texts.member("within", limit)).collect(),
            series: vec![series("col-share-sum", &sums), series("col-share-invoices", &invoices)],
            basis: self.with_hidden(self.basis(Some(paid), MARKET, &self.period(self.year), "invoices"), any_hidden),
            is_rounded: both().any(|figure| is_rounded(*figure)),
        };
        let is_told = parts.series.iter().any(|series| series.values.iter().any(Option::is_some));
        is_told.then(|| {
            self.chart("payments", ChartKind::Columns, self.scoped("chart-payments", MARKET), Unit::Share, parts)
        })
    }

    /// Shares by the sum and by invoices, then days and what could not be told.
    fn payments_table(&self) -> Table {
        let keys = ["col-measure", "col-share-sum", "col-bounds-short", "col-share-invoices", "col-known"];
        let mut table =
            Table::new("payments", self.scoped("table-payments", MARKET), self.titles(&keys)).with_texts(&[2, 4]);
        let of = |dimension: &str, member: &str| self.figure("B18", MARKET, dimension, member);
        let mut add = |name: String, sum: Option<&Figure>, invoices: Option<&Figure>| {
            if sum.or(invoices).is_none() {
                return;
            }
            let known = sum.or(invoices).and_then(|figure| figure.coverage);
            let cell = |figure: Option<&Figure>| figure.map_or_else(|| Cell::text(""), |f| self.of_figure(Some(f)));
            table.rows.push(vec![
                Cell::text(name),
                cell(sum),
                Cell::text(self.bounds(sum)),
                cell(invoices),
                Cell::text(known.map_or_else(String::new, |share| self.texts.percent(share))),
            ]);
        };
        for limit in WITHIN {
            let name = self.texts.member("within", limit);
            add(name, of("within", limit), of("within:invoice-share", limit));
        }
        add(self.texts.text("row-paid-late"), of("measure", "late-amount-share"), of("measure", "late-invoice-share"));
        for measure in ["mean-days", "median-days"] {
            add(self.texts.text(&format!("row-{measure}")), None, of("measure", measure));
        }
        for left_out in ["open-count", "before-invoice-count", "over-two-years-count", "credit-count"] {
            let some = of("measure", left_out).filter(|figure| figure.value.is_some_and(|count| count > 0));
            add(self.texts.text(&format!("row-{left_out}")), None, some);
        }
        table
    }

    /// The same within 30 days and the days, by size of the supplier.
    fn payments_by_size(&self) -> Option<Table> {
        let keys = [
            "col-size-class",
            "col-invoices",
            "col-paid-30-sum",
            "col-paid-30-invoices",
            "col-mean-days",
            "col-median-days",
        ];
        let mut table = Table::new("payments-size", self.scoped("table-payments-size", MARKET), self.titles(&keys));
        for size in SIZES {
            let of = |dimension: &str| self.figure("B18", MARKET, dimension, size);
            let Some(share) = of("size") else { continue };
            table.rows.push(vec![
                Cell::text(self.texts.member("size", size)),
                self.of_count(share.n.unwrap_or(0).unsigned_abs()),
                self.of_figure(Some(share)).with_bar(),
                self.of_figure(of("size:invoice-share")).with_bar(),
                self.of_figure(of("size:mean-days")),
                self.of_figure(of("size:median-days")),
            ]);
        }
        (!table.rows.is_empty()).then_some(table)
    }
}
