//! The report model. It is made once for each language and drawn by each format, so that figures cannot differ.
//! Every text and number is ready to print; beside it stands the exact value, for formats that keep numbers.

use chrono::NaiveDate;
use serde::Serialize;

use crate::note::{Matter, Note, Notes};
use crate::texts::Texts;
use vire_base::decimal;
use vire_disclosure::is_partly_shown;
use vire_indicators::Figure;
use vire_indicators::catalogue::Unit;

/// A report in one language.
#[derive(Debug, Serialize)]
pub struct Report {
    /// ISO 639, such as fi.
    pub language: &'static str,
    /// BCP 47, such as fi-FI.
    pub locale: String,
    pub buyer: String,
    /// ISO 4217.
    pub currency: String,
    pub title: String,
    pub subtitle: String,
    /// Whether amounts hold VAT, in words.
    pub vat: String,
    /// The year, or the words for none, that the figures speak of unless they say otherwise.
    pub period: String,
    /// What most sums leave out, in words.
    pub scope: String,
    /// The day the report speaks of; none when no line has a date.
    #[serde(skip)]
    pub as_of: Option<NaiveDate>,
    /// What a reader must know before the first figure.
    pub notes: Vec<Note>,
    pub key: Vec<KeyFigure>,
    pub topics: Vec<Topic>,
    /// One card a sector, largest first.
    pub cards: Vec<SectorCard>,
    pub participation: Participation,
    /// Scope, data and its quality.
    pub annexes: Vec<Section>,
    pub method: Method,
    /// What formats with room to explore draw beside the topics.
    pub detail: Detail,
    pub footer: String,
}

/// A value with its unit, in millionths of the unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Value {
    #[serde(with = "decimal::millionths")]
    pub millionths: i128,
    pub unit: Unit,
    /// A share, or a difference of shares, in whole hundredths, since more would tell what a person sold.
    #[serde(skip)]
    pub is_rounded: bool,
}

impl Value {
    pub fn new(millionths: i128, unit: Unit) -> Self {
        Self { millionths, unit, is_rounded: false }
    }

    /// A value of a figure, or one of its bounds.
    pub fn of(figure: &Figure, millionths: i128) -> Self {
        let is_rounded = matches!(figure.unit(), Unit::Share | Unit::Points) && is_partly_shown(figure);
        Self { is_rounded, ..Self::new(millionths, figure.unit()) }
    }

    /// A value in words, or a dash where there is none.
    pub fn text(value: Option<Self>, texts: &Texts, currency: &str) -> String {
        match value {
            Some(value) if value.is_rounded && value.unit == Unit::Points => texts.points_coarse(value.millionths),
            Some(value) if value.is_rounded => texts.percent_coarse(value.millionths),
            _ => texts.value(value.map(|v| v.millionths), value.map_or(Unit::Ratio, |v| v.unit), currency),
        }
    }
}

/// A key figure with what it rests on.
#[derive(Debug, Serialize)]
pub struct KeyFigure {
    /// Id of the indicator.
    pub indicator: String,
    pub label: String,
    /// The value in words; a dash where too little is known for a single figure.
    pub text: String,
    /// There is a figure, and it is not shown.
    #[serde(skip)]
    pub is_hidden: bool,
    pub value: Option<Value>,
    /// The bounds of the value, when unknown suppliers or sectors could move it.
    pub bounds: String,
    /// The period, scope, n and coverage of the value.
    pub basis: String,
    /// What it should reach and by when, how far it is, and whether it is on the way.
    pub target: String,
    /// The same figure of each year, oldest first.
    pub trend: Vec<TrendPoint>,
    /// The command that shows the lines it is made of; empty where there is no figure.
    pub trace: String,
}

/// A key figure in one year.
#[derive(Debug, Serialize)]
pub struct TrendPoint {
    /// The year, however much of it is covered.
    pub name: String,
    pub year: String,
    /// The year with a star where the content of the series changes in it.
    pub marked_year: String,
    /// Only some months of the year are covered.
    pub is_part: bool,
    /// The key figures are of this year.
    pub is_key: bool,
    pub value: Option<Value>,
    /// There is a figure, and it is not shown.
    pub is_hidden: bool,
}

impl TrendPoint {
    /// The figure in words.
    pub fn text(&self, texts: &Texts, currency: &str) -> String {
        self.cell(texts, currency).text
    }

    pub fn cell(&self, texts: &Texts, currency: &str) -> Cell {
        if self.is_hidden { Cell::hidden() } else { Cell::figure(self.value, texts, currency) }
    }
}

/// What the topics are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TopicId {
    Total,
    Changes,
    Sectors,
    Sizes,
    SupplierSizes,
    Places,
    Suppliers,
    Openness,
    Gaps,
    /// What could be bought here, where counts of firms are given.
    Supply,
    /// Purchases beside the register of contracts, where one is given.
    Contracts,
    /// What purchases are estimated to have caused, where emission factors are given.
    Effects,
    /// How long suppliers waited for their money, where exports tell it.
    Payments,
    /// What suppliers are to the buyer, where tables tell it.
    Owners,
    /// Who bought, where exports name units.
    Units,
    /// How procurements were competed for, where tables of tenders are given.
    Competition,
}

impl TopicId {
    /// As keys of texts and addresses within the page have it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Total => "total",
            Self::Changes => "changes",
            Self::Sectors => "sectors",
            Self::Sizes => "sizes",
            Self::SupplierSizes => "supplier-sizes",
            Self::Places => "places",
            Self::Suppliers => "suppliers",
            Self::Openness => "openness",
            Self::Gaps => "gaps",
            Self::Supply => "supply",
            Self::Contracts => "contracts",
            Self::Effects => "effects",
            Self::Payments => "payments",
            Self::Owners => "owners",
            Self::Units => "units",
            Self::Competition => "competition",
        }
    }
}

/// One thing that the data shows: a slide of the deck, a part of the page.
#[derive(Debug, Serialize)]
pub struct Topic {
    pub id: TopicId,
    /// What it is about: a few words.
    pub heading: String,
    /// What was found: a sentence with its figure; the heading where the data says nothing that can be shown.
    pub finding: String,
    /// Whether the finding is one, and not the heading.
    pub is_found: bool,
    pub charts: Vec<Chart>,
    pub tables: Vec<Table>,
    /// What the figures do not say, and how to read them.
    pub caveats: Vec<Note>,
}

/// A chart, specified once for all formats.
#[derive(Debug, Serialize)]
pub struct Chart {
    pub id: String,
    pub kind: ChartKind,
    /// Names what the chart shows.
    pub title: String,
    pub unit: Unit,
    /// What marks of the categories mean; mostly nothing.
    pub marks: String,
    /// The period, scope, n, coverage and source of the values.
    pub basis: String,
    /// What a reader who does not see the chart must know.
    pub alt: String,
    /// Title of the categories, for the chart's table.
    pub category_title: String,
    pub categories: Vec<String>,
    pub series: Vec<Series>,
    /// The category that the finding speaks of.
    pub accent: Option<usize>,
    /// Categories of which only some months are covered.
    pub parts_of_years: Vec<usize>,
    /// Whole hundredths of some shares may be told only, so that all are written so.
    pub is_rounded: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChartKind {
    /// Years from left to right.
    Columns,
    /// Categories from top to bottom.
    Bars,
    /// Parts of each category side by side, which add up to it.
    StackedBars,
    /// A curve over ordered categories.
    Line,
}

#[derive(Debug, Serialize)]
pub struct Series {
    pub name: String,
    /// In millionths of the chart's unit, one a category; none where it is not known.
    #[serde(serialize_with = "points")]
    pub values: Vec<Option<i128>>,
}

fn points<S: serde::Serializer>(values: &[Option<i128>], to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(values.iter().map(|v| v.map(|v| decimal::write(v, decimal::SCALE as u32))))
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct Table {
    pub id: String,
    pub caption: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Cell>>,
    /// The rows are all parts of a whole, so that their sum says something.
    pub adds_up: bool,
    pub note: Notes,
}

/// Id of the table of years.
pub const YEARS_TABLE: &str = "years";
/// Id of the table of the largest suppliers by sector.
pub const SELLERS_TABLE: &str = "sellers";

#[derive(Clone, Debug, Serialize)]
pub struct Column {
    pub title: String,
    pub numeric: bool,
}

#[derive(Clone, Debug, Serialize)]
pub struct Cell {
    pub text: String,
    pub value: Option<Value>,
    /// A share from 0 to 1 to draw as a bar, in percent.
    pub bar: Option<f64>,
    #[serde(skip)]
    pub state: CellState,
}

/// What must be said of a cell beside its text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CellState {
    #[default]
    Plain,
    /// The figure is not shown, since one or two persons' sales would follow from it.
    Hidden,
    /// There is no figure: the data does not give it, or too little is known for a single one.
    Missing,
    /// A year in which the content of the series changes.
    Broken,
}

/// What statistics write where a figure is not shown.
pub const HIDDEN: &str = "..";

/// What a supplier of one sector wants to know at the sector's table.
#[derive(Debug, Serialize)]
pub struct SectorCard {
    pub sector: String,
    pub name: String,
    /// Label and text: bought, from how many, local share, typical sizes.
    pub facts: Vec<(String, String)>,
    /// Typical sizes of postings: share of postings by value band.
    pub sizes: Chart,
    /// The largest suppliers today; persons are not named.
    pub suppliers: Vec<String>,
    pub coming: Vec<String>,
    pub contacts: Vec<String>,
    pub basis: String,
}

/// How to take part, and what comes.
#[derive(Debug, Default, Serialize)]
pub struct Participation {
    pub thresholds: Table,
    pub channels: Vec<(String, String)>,
    pub contacts: Vec<String>,
    /// Steps and advice, in order.
    pub steps: Vec<String>,
    /// A row for each coming procurement, soonest first.
    pub coming: Table,
    pub coming_finding: String,
    /// The same procurements in short, for sentences.
    pub upcoming: Vec<Upcoming>,
}

/// A coming procurement in short.
#[derive(Debug, Serialize)]
pub struct Upcoming {
    pub time: String,
    pub title: String,
    /// Not announced, but inferred from the end of a contract.
    pub is_derived: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SectionId {
    Scope,
    Quality,
    /// What others measured.
    Others,
}

impl SectionId {
    /// As keys of texts and addresses within the page have it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Scope => "scope",
            Self::Quality => "quality",
            Self::Others => "others",
        }
    }
}

/// Text and tables of an annex.
#[derive(Debug, Serialize)]
pub struct Section {
    pub id: SectionId,
    pub title: String,
    pub paragraphs: Vec<Note>,
    pub tables: Vec<Table>,
}

#[derive(Debug, Default, Serialize)]
pub struct Method {
    pub paragraphs: Vec<String>,
    /// Each indicator with what it means, how to read it, and its pitfalls.
    pub indicators: Vec<Definition>,
    pub not_computed: Vec<String>,
}

#[derive(Debug, Serialize)]
pub struct Definition {
    pub id: String,
    pub term: String,
    pub meaning: String,
    pub reading: String,
    pub pitfalls: String,
}

/// Suppliers by year, scope and sector, for drilling; and all headline figures by year.
#[derive(Debug, Default, Serialize)]
pub struct Detail {
    /// Headlines of all indicators: a row each, a column a year.
    pub indicators: Table,
    /// Sectors by year and scope.
    pub sectors: Vec<ScopedTable>,
    /// Suppliers of the market by year and sector; persons are one row.
    pub suppliers: Vec<SupplierRow>,
}

#[derive(Debug, Serialize)]
pub struct ScopedTable {
    pub year: String,
    /// `external` or `market`.
    pub scope: &'static str,
    pub table: Table,
    /// Ids of the sectors, one a row.
    pub sectors: Vec<String>,
}

/// What a supplier sold in a sector in a year.
#[derive(Debug, Serialize)]
pub struct SupplierRow {
    pub year: String,
    pub sector_id: String,
    pub sector: String,
    pub name: String,
    pub ring: String,
    pub municipality: String,
    #[serde(with = "decimal::cents")]
    pub amount: i128,
    pub lines: u64,
}

impl Table {
    /// Leaves out the columns from a number on.
    pub fn truncate_columns(&mut self, from: usize) {
        self.columns.truncate(from);
        self.rows.iter_mut().for_each(|row| row.truncate(from));
    }

    /// A table whose first column is text and whose others are numbers.
    pub fn new(id: &str, caption: String, titles: Vec<String>) -> Self {
        let columns = titles.into_iter().enumerate().map(|(i, title)| Column { title, numeric: i > 0 }).collect();
        Self { id: id.to_owned(), caption, columns, ..Self::default() }
    }

    /// A table whose columns have their titles by keys of texts, and are of numbers or not.
    pub fn by_keys(id: &str, caption: String, columns: &[(&str, bool)], texts: &Texts) -> Self {
        let columns = columns.iter().map(|(key, numeric)| Column { title: texts.text(key), numeric: *numeric });
        Self { id: id.to_owned(), caption, columns: columns.collect(), ..Self::default() }
    }

    /// Says below the table why figures in it are not shown or missing, where some are.
    pub fn explain(&mut self, texts: &Texts) {
        let cells = || self.rows.iter().flatten();
        let reasons =
            [(CellState::Hidden, Matter::Hidden, "not-shown"), (CellState::Missing, Matter::Missing, "no-figure")];
        let found = reasons.into_iter().filter(|(state, ..)| cells().any(|cell| cell.state == *state));
        let why: Vec<Note> = found.map(|(_, matter, key)| Note::new(matter, texts.text(key))).collect();
        self.note.0.splice(0..0, why);
    }

    /// Marks columns as texts, which are aligned to the left.
    pub fn with_texts(mut self, columns: &[usize]) -> Self {
        columns.iter().for_each(|c| self.columns[*c].numeric = false);
        self
    }
}

impl Cell {
    pub fn text(text: impl Into<String>) -> Self {
        Self::new(text, None)
    }

    pub fn new(text: impl Into<String>, value: Option<Value>) -> Self {
        Self { text: text.into(), value, bar: None, state: CellState::Plain }
    }

    /// A figure, or a dash where there is none.
    pub fn figure(value: Option<Value>, texts: &Texts, currency: &str) -> Self {
        let text = Value::text(value, texts, currency);
        let state = if value.is_none() { CellState::Missing } else { CellState::Plain };
        Self { state, ..Self::new(text, value) }
    }

    /// Stands for a figure that is not shown.
    pub fn hidden() -> Self {
        Self { state: CellState::Hidden, ..Self::text(HIDDEN) }
    }

    /// Adds a bar as long as the value, if that is a share.
    pub fn with_bar(mut self) -> Self {
        let share = self.value.filter(|v| v.unit == Unit::Share).map(|v| v.millionths as f64 / 1e6);
        self.bar = share.filter(|s| *s > 0.0).map(|s| (s.min(1.0) * 1000.0).round() / 10.0);
        self
    }
}

impl Chart {
    /// What stands below the chart.
    pub fn footnote(&self) -> String {
        if self.marks.is_empty() { self.basis.clone() } else { format!("{} {}", self.marks, self.basis) }
    }

    /// The chart's data as a table, for those who do not see it and for copying.
    pub fn table(&self, write: impl Fn(Option<i128>) -> String) -> Table {
        let titles = std::iter::once(self.category_title.clone()).chain(self.series.iter().map(|s| s.name.clone()));
        let mut table = Table::new(&self.id, self.title.clone(), titles.collect());
        for (i, category) in self.categories.iter().enumerate() {
            let cells = self.series.iter().map(|s| {
                let millionths = s.values.get(i).copied().flatten();
                Cell::new(write(millionths), millionths.map(|m| Value::new(m, self.unit)))
            });
            table.rows.push(std::iter::once(Cell::text(category)).chain(cells).collect());
        }
        table
    }
}
