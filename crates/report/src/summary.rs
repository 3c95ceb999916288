//! `summary.json`: every figure of a run, exact, for machines, with what reports must say beside the figures. Reports
//! are drawn from it and from the published tables, so that they can be drawn anew without the exports.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::meter::ReadyMeter;
use crate::settings::{Channel, Contact, ReadySeries};
use vire_base::check::ByLanguage;
use vire_base::date;
use vire_base::decimal;
use vire_base::language::Language;
use vire_base::sum::Sum;
use vire_base::year::AccountingYear;
use vire_disclosure::guarded::{Sold, tells_of};
use vire_disclosure::{ALL_YEARS, FEWEST, NotShown, table};
use vire_domain::calendar::{self, Calendar};
use vire_domain::classify::PUBLIC_BODIES;
use vire_domain::classify::cube::Cube;
use vire_domain::classify::periods::Covered;
use vire_domain::classify::sector::Method;
use vire_domain::contracts::Contracts;
use vire_domain::effects::factors::{Factors, Origin};
use vire_domain::effects::multipliers::Multipliers;
use vire_domain::effects::respending::Respending;
use vire_domain::effects::settings::{AssumedShares, CoefficientsOf};
use vire_domain::effects::survey::Matched;
use vire_domain::firms::FirmCounts;
use vire_domain::suppliers::settings::Basis;
use vire_domain::tenders::Tenders;
use vire_indicators::Figure;
use vire_indicators::own;
use vire_indicators::settings::{IndicatorTarget, SeriesBreak};
use vire_ingest::StagedFile;
use vire_ingest::line::GROSS;
use vire_ingest::values::privacy;
use vire_reference::names::Kind;

use super::Findings;

/// What the file is called in a run.
pub const SUMMARY: &str = "summary.json";

#[derive(Debug, Serialize, Deserialize)]
pub struct Summary {
    pub vire: String,
    pub buyer: String,
    /// ISO 3166.
    pub country: String,
    /// ISO 4217.
    pub currency: String,
    /// The month that the accounting year begins with, from 1 to 12.
    pub year_begins: u32,
    /// What the purchases cover of each year, in order.
    pub periods: Vec<Covered>,
    /// The day the reports speak of, ISO; empty when no line has a date.
    pub as_of: String,
    /// Codes of the languages that the run was drawn in, the one of files without a language in their names first.
    #[serde(default)]
    pub languages: Vec<String>,
    /// Names of the municipalities that count as local.
    pub home: Vec<String>,
    pub basis: Basis,
    pub breaks: Vec<Break>,
    /// The days that the supplier registers are of, ISO.
    pub register_dates: Vec<String>,
    pub targets: Vec<IndicatorTarget>,
    pub contacts: Vec<Contact>,
    pub channels: Vec<Channel>,
    /// When the pipeline has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meter: Option<ReadyMeter>,
    /// What others measured.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub series: Vec<ReadySeries>,
    pub scopes: Vec<ScopeSum>,
    pub quality: Quality,
    /// What files leave open and nobody has confirmed.
    pub assumed: Vec<Assumed>,
    /// What will be bought, when the pipeline names a calendar or contracts.
    pub coming: Option<calendar::List>,
    /// How many firms there are, when the pipeline names counts of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub firms: Option<Firms>,
    /// None without tables of tenders.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tenders: Option<TenderRows>,
    /// What register of contracts there is, when the pipeline names one of the buyer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contracts: Option<Register>,
    /// Where factors of emissions are from, when the pipeline names tables of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub emissions: Option<EmissionFactors>,
    /// What answers of suppliers there are, when the pipeline names a survey.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub respending: Option<SurveyAnswers>,
    /// What input-output model there is, when the pipeline names one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<ModelFacts>,
    /// Where the operating costs are from, when the pipeline gives them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost_source: Option<String>,
    /// The texts of the user's own indicators, with which the summary can be read by itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub own_indicators: Vec<String>,
    pub not_computed: Vec<Missing>,
    /// What is not shown, since what persons sold would follow.
    pub not_shown: NotShown,
    pub figures: Vec<Written>,
}

/// What counts of firms are taken.
#[derive(Debug, Serialize, Deserialize)]
pub struct Firms {
    /// From how many firms on a sector counts as one in which firms here could compete.
    pub enough: u32,
    /// By year of the purchases, the year of the counts.
    pub years: BTreeMap<i32, i32>,
}

impl Firms {
    fn of(counts: &FirmCounts, cube: &Cube) -> Self {
        let years = cube.years.keys().filter_map(|year| Some((*year, counts.year_for(*year)?)));
        Self { enough: counts.enough, years: years.collect() }
    }
}

/// Rows of tables of tenders.
#[derive(Debug, Serialize, Deserialize)]
pub struct TenderRows {
    pub read: u64,
    /// Those that could not be read, and are in no figure.
    pub unreadable: u64,
    /// The last day of an award, else of a deadline or a notice; empty where no row has one.
    pub last_day: String,
}

impl TenderRows {
    fn of(tenders: &Tenders) -> Self {
        let control = tenders.control();
        let last_day = tenders.last_day().map(date::iso).unwrap_or_default();
        Self { read: control.read, unreadable: control.unreadable, last_day }
    }
}

/// Where factors of emissions are from.
#[derive(Debug, Serialize, Deserialize)]
pub struct EmissionFactors {
    pub origins: Vec<FactorOrigin>,
    /// Whether their prices include VAT, where the pipeline says it.
    pub with_vat: Option<bool>,
    /// By what factors without a range are divided and multiplied, in millionths; none where all have one.
    pub spread: Option<u64>,
    /// Where the price index is from, when there is one.
    pub index_source: Option<String>,
}

/// Answers to a survey of suppliers.
#[derive(Debug, Serialize, Deserialize)]
pub struct SurveyAnswers {
    pub answers: u64,
    /// Those of suppliers of the purchases, which count.
    pub found: u64,
    /// Those of persons, which are not used.
    pub of_persons: u64,
    /// Where assumed shares are from, when there are any.
    pub assumed_source: Option<String>,
}

impl SurveyAnswers {
    fn of(respending: &Respending) -> Self {
        let Matched { answers, found, persons } = respending.matched;
        let AssumedShares { shares, source } = &respending.assumed;
        let assumed_source = (!shares.is_empty()).then(|| source.clone());
        Self { answers, found, of_persons: persons, assumed_source }
    }
}

/// An input-output model.
#[derive(Debug, Serialize, Deserialize)]
pub struct ModelFacts {
    pub source: String,
    pub year: i32,
    /// The exponent of location quotients, in millionths; none where the coefficients are those of the area.
    pub delta_millionths: Option<u32>,
}

impl ModelFacts {
    fn of(model: &Multipliers) -> Self {
        let delta = (model.delta * 1e6).round() as u32;
        let is_of_country = model.coefficients_of == CoefficientsOf::Country;
        Self { source: model.source.clone(), year: model.year, delta_millionths: is_of_country.then_some(delta) }
    }
}

/// A source of factors, with the year of their prices and what these include.
#[derive(Debug, Serialize, Deserialize)]
pub struct FactorOrigin {
    pub source: String,
    pub price_year: i32,
    pub prices: String,
}

impl EmissionFactors {
    fn of(factors: &Factors) -> Self {
        let origin = |origin: &Origin| FactorOrigin {
            source: origin.source.clone(),
            price_year: origin.price_year,
            prices: origin.prices.code().to_owned(),
        };
        Self {
            origins: factors.origins().into_iter().map(origin).collect(),
            with_vat: factors.with_vat,
            spread: u64::try_from(factors.spread).ok().filter(|_| factors.any_spread),
            index_source: (!factors.index.years.is_empty()).then(|| factors.index.source.clone()),
        }
    }
}

/// Contracts of a register, and how their suppliers were found.
#[derive(Debug, Serialize, Deserialize)]
pub struct Register {
    pub contracts: u64,
    /// Rows of other buyers, which are left out.
    pub of_others: u64,
    pub by_id: u64,
    pub by_name: u64,
    /// Contracts whose supplier is none of those of the purchases.
    pub absent: u64,
    /// Those whose supplier is not named, is or may be a person, or has a name that several suppliers have.
    pub unmatched: u64,
    pub without_start: u64,
    pub without_end: u64,
    pub without_sector: u64,
    /// Those without a value net of VAT and for the whole time.
    pub without_value: u64,
}

impl Register {
    fn of(contracts: &Contracts) -> Self {
        let [by_id, by_name, absent, ambiguous, person, unnamed] = contracts.found();
        let counts = contracts.counts;
        Self {
            contracts: counts.contracts,
            of_others: counts.of_others,
            by_id,
            by_name,
            absent,
            unmatched: ambiguous + person + unnamed,
            without_start: counts.without_start,
            without_end: counts.without_end,
            without_sector: counts.without_sector,
            without_value: counts.without_value,
        }
    }
}

/// A date at which the series changes its content.
#[derive(Debug, Serialize, Deserialize)]
pub struct Break {
    pub date: String,
    pub reason: ByLanguage,
}

impl Break {
    fn of(settled: &SeriesBreak) -> Self {
        Self { date: settled.date.to_string(), reason: settled.reason.clone() }
    }

    /// The reason in a language, else in any.
    pub fn reason_in(&self, language: &str) -> &str {
        self.reason.get(language).or(self.reason.values().next()).map_or("", String::as_str)
    }
}

/// All lines under one class of scope: the market, public bodies, or a rule that holds lines out.
#[derive(Debug, Serialize, Deserialize)]
pub struct ScopeSum {
    #[serde(rename = "id")]
    pub class: ScopeClass,
    /// Empty for the market and public bodies, which each report names itself.
    pub label: ByLanguage,
    pub lines: u64,
    #[serde(with = "decimal::cents")]
    pub amount: i128,
}

/// Where a line belongs. In files it is the id of the rule that holds it out, or one of two words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum ScopeClass {
    Market,
    PublicBodies,
    /// Held out by the rule of this id.
    HeldOut(String),
}

/// The word for the market.
const IN: &str = "in";

impl ScopeClass {
    /// The lines are external purchases.
    pub fn is_external(&self) -> bool {
        matches!(self, Self::Market | Self::PublicBodies)
    }

    pub fn code(&self) -> &str {
        match self {
            Self::Market => IN,
            Self::PublicBodies => PUBLIC_BODIES,
            Self::HeldOut(rule) => rule,
        }
    }
}

impl From<String> for ScopeClass {
    fn from(code: String) -> Self {
        match code.as_str() {
            IN => Self::Market,
            PUBLIC_BODIES => Self::PublicBodies,
            _ => Self::HeldOut(code),
        }
    }
}

impl From<ScopeClass> for String {
    fn from(class: ScopeClass) -> Self {
        class.code().to_owned()
    }
}

/// An answer that was taken although nobody gave it.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub struct Assumed {
    pub code: String,
    /// The line of the pipeline file that says the same.
    pub answer: String,
    pub files: Vec<String>,
}

/// An indicator whose inputs are missing.
#[derive(Debug, Serialize, Deserialize)]
pub struct Missing {
    pub indicator: String,
    pub name: String,
    pub needs: String,
}

/// A figure with its unit.
#[derive(Debug, Serialize, Deserialize)]
pub struct Written {
    #[serde(flatten)]
    pub figure: Figure,
    pub unit: String,
}

/// How the data was read, and what is known of it.
#[derive(Debug, Serialize, Deserialize)]
pub struct Quality {
    pub read: u64,
    pub kept: u64,
    pub rejected: u64,
    #[serde(with = "decimal::cents")]
    pub kept_amount: i128,
    /// Distinct texts with a personal id that was masked.
    pub masked: u64,
    /// Lines of persons, by how they are protected.
    pub persons: Vec<Persons>,
    pub rounded: u64,
    pub undated: u64,
    /// Business ids that stand under more than one name.
    pub ids_with_many_names: u64,
    pub vat: Vat,
    pub suppliers: u64,
    pub suppliers_in_register: u64,
    /// External purchases from suppliers that a register knows.
    #[serde(with = "decimal::cents")]
    pub amount_in_register: i128,
    pub files: Vec<FileCounts>,
    pub rejections: Vec<Rejection>,
    /// All lines by how their sector was decided.
    pub sector_methods: Vec<Part>,
    /// External purchases by where the supplier's place is known from.
    pub place_sources: Vec<Part>,
}

/// Whether amounts hold VAT.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Vat {
    /// None do.
    Net,
    /// Those of some files.
    Some,
    /// All do.
    Gross,
}

impl Vat {
    /// The text that says so.
    pub fn key(self) -> &'static str {
        match self {
            Self::Net => "vat-net",
            Self::Some => "vat-some",
            Self::Gross => "vat-gross",
        }
    }
}

fn vat(files: &[StagedFile]) -> Vat {
    let tables = || files.iter().flat_map(|f| &f.sidecar.tables).filter(|t| t.control.kept > 0);
    match (tables().any(|t| t.amount_basis == GROSS), tables().all(|t| t.amount_basis == GROSS)) {
        (false, _) => Vat::Net,
        (true, false) => Vat::Some,
        (true, true) => Vat::Gross,
    }
}

/// Lines of persons: `person`, `sole-trader` and `redacted` by the supplier's kind; `buyer`, `supplier`, `account`,
/// `voucher`, `invoice` and `contract` where a personal id was masked in another text; `rejected` rows that show one.
#[derive(Debug, Serialize, Deserialize)]
pub struct Persons {
    pub kind: String,
    pub lines: u64,
    /// None where it would tell of one of them.
    #[serde(with = "decimal::cents_or_none")]
    pub amount: Option<i128>,
}

/// Rows of one sheet by what became of them.
#[derive(Debug, Serialize, Deserialize)]
pub struct FileCounts {
    pub file: String,
    pub sheet: String,
    pub read: u64,
    pub kept: u64,
    pub rejected: u64,
    /// Blank rows, headers, totals and notes.
    pub no_data: u64,
    #[serde(with = "decimal::cents")]
    pub amount: i128,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct Rejection {
    pub code: String,
    pub field: String,
    pub rows: u64,
    #[serde(with = "decimal::cents")]
    pub amount: i128,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct Part {
    pub id: String,
    /// None where it would tell of a person.
    #[serde(with = "decimal::cents_or_none")]
    pub amount: Option<i128>,
}

impl Summary {
    pub fn new(findings: &Findings<'_>) -> Self {
        let about = findings.about;
        Self {
            vire: env!("CARGO_PKG_VERSION").to_owned(),
            buyer: about.buyer.name.clone(),
            country: about.buyer.country.clone(),
            currency: about.buyer.currency.clone(),
            year_begins: about.buyer.year.first_month(),
            periods: findings.computed.periods.all().cloned().collect(),
            as_of: findings.as_of.clone(),
            languages: findings.languages.iter().map(|language| language.code().to_owned()).collect(),
            home: about.local.names.clone(),
            basis: about.local.basis,
            breaks: about.indicators.breaks.iter().map(Break::of).collect(),
            register_dates: findings.register_dates.iter().map(NaiveDate::to_string).collect(),
            targets: about.indicators.targets.clone(),
            contacts: about.contacts.clone(),
            channels: about.channels.clone(),
            meter: about.meter.clone(),
            series: about.series.clone(),
            scopes: scopes(findings),
            quality: quality(findings),
            assumed: assumed(findings.files),
            coming: findings.beside.calendar.as_ref().map(Calendar::list),
            firms: findings.beside.firms.as_ref().map(|counts| Firms::of(counts, findings.cube)),
            tenders: findings.beside.tenders.as_ref().map(TenderRows::of),
            contracts: findings.beside.contracts.as_ref().map(Register::of),
            emissions: findings.beside.emissions.as_ref().map(|emissions| EmissionFactors::of(&emissions.factors)),
            respending: findings.beside.respending.as_ref().map(SurveyAnswers::of),
            model: findings.beside.multipliers.as_ref().map(ModelFacts::of),
            cost_source: about.indicators.costs.as_ref().map(|costs| costs.source.clone()),
            own_indicators: about.indicators.own.iter().map(|own| own.sql.to_owned()).collect(),
            not_computed: missing(findings),
            not_shown: findings.not_shown.clone(),
            figures: findings.computed.figures.iter().map(written).collect(),
        }
    }

    /// # Errors
    /// When the file is missing or is not one that this version wrote.
    pub fn read(run: &Path) -> anyhow::Result<Self> {
        Self::read_file(&run.join(SUMMARY))
    }

    /// # Errors
    /// As [`Self::read`] has them.
    pub fn read_file(path: &Path) -> anyhow::Result<Self> {
        let text = fs_err::read_to_string(path)?;
        let read = || -> Result<Self, String> {
            let summary: Self = serde_json::from_str(&text).map_err(|error| error.to_string())?;
            summary.know_own()?;
            Ok(summary)
        };
        read().map_err(|what| {
            let help = "run the pipeline again: this run was published by another version";
            anyhow::anyhow!("{}: {what}\n  help: {help}", path.display())
        })
    }

    /// Makes the user's own indicators of the run those that are known by their ids.
    ///
    /// # Errors
    /// When this version does not take one.
    pub fn know_own(&self) -> Result<(), String> {
        for text in &self.own_indicators {
            let first = |faults: Vec<own::Fault>| faults.first().map(ToString::to_string).unwrap_or_default();
            own::read(text).map_err(|faults| format!("an own indicator, {}", first(faults)))?;
        }
        Ok(())
    }

    /// # Errors
    /// When the month is none.
    pub fn accounting(&self) -> anyhow::Result<AccountingYear> {
        AccountingYear::beginning(self.year_begins).context("summary.json: year_begins")
    }

    pub fn write(&self, run: &Path) -> anyhow::Result<()> {
        Ok(fs_err::write(run.join(SUMMARY), serde_json::to_string_pretty(self)? + "\n")?)
    }
}

fn written(figure: &Figure) -> Written {
    Written { figure: figure.clone(), unit: figure.unit().code().to_owned() }
}

fn scopes(findings: &Findings<'_>) -> Vec<ScopeSum> {
    let (cube, rules) = (findings.cube, &findings.scope.rules);
    let sum = |id: &str, label: ByLanguage, sum: Sum| ScopeSum {
        class: id.to_owned().into(),
        label,
        lines: sum.lines,
        amount: sum.cents,
    };
    let mut scopes = vec![
        sum(IN, ByLanguage::new(), cube.totals.by_scope[rules.len() + 1]),
        sum(PUBLIC_BODIES, ByLanguage::new(), cube.totals.by_scope[rules.len()]),
    ];
    scopes.extend(rules.iter().enumerate().map(|(i, rule)| {
        let label = Language::ALL.map(|l| (l.code().to_owned(), rule.label.of(l.code()).to_owned()));
        sum(&rule.id, label.into(), cube.totals.by_scope[i])
    }));
    scopes
}

fn assumed(files: &[StagedFile]) -> Vec<Assumed> {
    let mut all: BTreeMap<(&str, &str), Vec<String>> = BTreeMap::new();
    for (file, problem) in files.iter().flat_map(|f| f.sidecar.problems.iter().map(move |p| (f, p))) {
        let Some(answer) = &problem.assumed else { continue };
        let of_answer = all.entry((problem.code.name(), answer)).or_default();
        if !of_answer.contains(&file.name) {
            of_answer.push(file.name.clone());
        }
    }
    let assumed = |((code, answer), files): ((&str, &str), _)| Assumed {
        code: code.to_owned(),
        answer: answer.to_owned(),
        files,
    };
    all.into_iter().map(assumed).collect()
}

fn missing(findings: &Findings<'_>) -> Vec<Missing> {
    let missing = findings.computed.missing.iter();
    missing.map(|(i, needs)| Missing { indicator: i.id.clone(), name: i.name.clone(), needs: needs.clone() }).collect()
}

fn quality(findings: &Findings<'_>) -> Quality {
    let control = vire_ingest::total(findings.files);
    let suppliers = &findings.decisions.suppliers;
    let known = suppliers.iter().zip(&findings.cube.suppliers).filter(|(s, _)| s.register.is_some());
    let methods = Method::ALL.iter().map(|m| (m.code(), findings.cube.totals.by_method[*m as usize].cents));
    let part = |(id, amount): (&str, i128)| Part { id: id.to_owned(), amount: Some(amount) };
    let place = |(id, amount): (&str, i128)| {
        let shown = !findings.not_shown.has(table::PLACES, ALL_YEARS, id);
        Part { id: id.to_owned(), amount: Some(amount).filter(|_| shown) }
    };
    Quality {
        read: control.read,
        kept: control.kept,
        rejected: control.rejected,
        kept_amount: control.kept_cents,
        masked: findings.files.iter().map(|f| f.sidecar.persons_masked).sum(),
        persons: shown_persons(findings),
        rounded: control.rounded,
        undated: control.undated,
        ids_with_many_names: vire_domain::suppliers::ids_with_many_names(suppliers) as u64,
        vat: vat(findings.files),
        suppliers: suppliers.len() as u64,
        suppliers_in_register: suppliers.iter().filter(|s| s.register.is_some()).count() as u64,
        amount_in_register: known.map(|(_, sum)| sum.external.cents).sum(),
        files: findings.files.iter().flat_map(files).collect(),
        rejections: rejections(findings.files),
        sector_methods: methods.map(part).collect(),
        place_sources: findings.place_sources.iter().copied().map(place).collect(),
    }
}

/// The same without the sums that tell of one of them.
fn shown_persons(findings: &Findings<'_>) -> Vec<Persons> {
    let mut sold: BTreeMap<&str, BTreeMap<usize, Sold>> = BTreeMap::new();
    for (i, (supplier, held)) in findings.decisions.suppliers.iter().zip(&findings.cube.suppliers).enumerate() {
        if supplier.kind.is_personal() {
            let of = Sold { is_person: true, cents: held.all.cents };
            sold.entry(supplier.kind.code()).or_default().insert(i, of);
        }
    }
    let mut persons = persons(findings);
    for of_kind in &mut persons {
        let kind = of_kind.kind.as_str();
        let tells = sold.get(kind).is_some_and(|sold| tells_of(sold).is_some());
        if tells || of_kind.lines < FEWEST as u64 || findings.not_shown.has(table::KINDS, ALL_YEARS, kind) {
            of_kind.amount = None;
        }
    }
    persons
}

/// Lines of persons by kind of supplier, and those with a personal id elsewhere; kinds without lines are left out.
pub fn persons(findings: &Findings<'_>) -> Vec<Persons> {
    let mut kinds: BTreeMap<&str, Sum> = BTreeMap::new();
    for (supplier, held) in findings.decisions.suppliers.iter().zip(&findings.cube.suppliers) {
        if supplier.kind.is_personal() || supplier.kind == Kind::Redacted {
            *kinds.entry(supplier.kind.code()).or_default() += held.all;
        }
    }
    for sidecar in findings.files.iter().map(|f| &f.sidecar) {
        for (place, masked) in &sidecar.masked_in {
            *kinds.entry(place).or_default() += *masked;
        }
        for rejected in sidecar.rejected.iter().filter(|r| privacy::is_masked(&r.value)) {
            let cents = rejected.cents.map_or(0, i128::from);
            *kinds.entry("rejected").or_default() += Sum { lines: 1, cents };
        }
    }
    let written =
        |(kind, sum): (&str, Sum)| Persons { kind: kind.to_owned(), lines: sum.lines, amount: Some(sum.cents) };
    kinds.into_iter().filter(|(_, sum)| sum.lines > 0).map(written).collect()
}

fn files(file: &StagedFile) -> impl Iterator<Item = FileCounts> {
    file.sidecar.tables.iter().map(|t| {
        let c = &t.control;
        FileCounts {
            file: file.name.clone(),
            sheet: t.sheet.clone(),
            read: c.read,
            kept: c.kept,
            rejected: c.rejected,
            no_data: c.blank + c.header + c.total + c.note,
            amount: c.kept_cents,
        }
    })
}

fn rejections(files: &[StagedFile]) -> Vec<Rejection> {
    let mut reasons: BTreeMap<(&str, &str), (u64, i128)> = BTreeMap::new();
    for r in files.iter().flat_map(|f| &f.sidecar.rejected) {
        let held = reasons.entry((r.code.name(), &r.field)).or_default();
        held.0 += 1;
        held.1 += i128::from(r.cents.unwrap_or(0));
    }
    let written = |((code, field), (rows, amount)): ((&str, &str), (u64, i128))| Rejection {
        code: code.to_owned(),
        field: field.to_owned(),
        rows,
        amount,
    };
    reasons.into_iter().map(written).collect()
}
