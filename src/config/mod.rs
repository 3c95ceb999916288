//! The pipeline file: read, held against its schema, and made ready for use. Each room makes its own part ready.

pub mod raw;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;
use vire_base::check::Check;
use vire_base::date::GIVEN_YEARS;
use vire_base::digest::Hashed;
use vire_base::document::{self, Document, Fault, Look};
use vire_base::error::cause;
use vire_base::files;
use vire_base::input;
use vire_base::year::AccountingYear;
use vire_domain::calendar::{self, Sources};
use vire_domain::classify::{self, sector};
use vire_domain::effects;
use vire_domain::firms;
use vire_domain::owned;
use vire_domain::suppliers;
use vire_domain::suppliers::settings::{Needed, RegisterSource};
use vire_domain::tenders;
use vire_domain::turnovers;
use vire_domain::units;
use vire_formats::harmless::written;
use vire_indicators::settings as indicators;
use vire_ingest::settings::{Common, Source};
use vire_ingest::values::privacy::{Masker, said};
use vire_ingest::values::rates::Rates;
use vire_reference::buyer::Buyer;
use vire_reference::country::own::FolderFault;
use vire_reference::country::{self, Country};
use vire_reference::ids::{self, Reading};
use vire_reference::places::{Municipality, PLACES};
use vire_report::settings as report;
use vire_report::{About, Drawing};

use self::raw::{Only, Pipeline};
use crate::buyers;
use crate::publish::settings::{Gates, Quality};

/// A pipeline ready to run: defaults filled, names resolved, files found. Each part is the settings of one room.
pub struct Config {
    pub path: PathBuf,
    pub text: String,
    /// All that the text says but `[gates]`, which decides no figure.
    pub settings: Value,
    /// File name without ending; names the output folder.
    pub name: String,
    pub sources: Vec<Source>,
    /// The part of the exports that the run covers.
    pub only: Only,
    /// Rates to the buyer's currency.
    pub rates: Option<Arc<Rates>>,
    pub registers: Vec<RegisterSource>,
    /// What counts of firms are read from.
    pub firms: Option<firms::settings::Source>,
    /// What coming procurements are read from.
    pub calendar: Sources,
    /// What tenders are read from.
    pub tenders: Vec<tenders::settings::Source>,
    /// Lists of how openly purchasing is done.
    pub openness: tenders::settings::Lists,
    /// What names of units are read from.
    pub units: units::settings::Source,
    /// What estimates of what purchases bring about are made from.
    pub effects: effects::settings::Sources,
    /// What stakes in suppliers are read from.
    pub owned: owned::settings::Source,
    /// What turnovers of suppliers are read from.
    pub turnovers: turnovers::settings::Source,
    /// The buyer's own group, and decisions on who is the same supplier.
    pub suppliers: suppliers::Given,
    pub rules: classify::Rules,
    /// What reports say of the pipeline; the buyer, what is local, and the settings of indicators among it.
    pub about: About,
    pub drawing: Drawing,
    pub quality: Quality,
    pub gates: Gates,
    pub masker: Arc<Masker>,
    pub warnings: Vec<Fault>,
    pub owner: Owner,
    /// Files besides the pipeline file and the inputs that decide the outcome.
    pub rule_files: Vec<Hashed>,
}

impl Config {
    pub fn buyer(&self) -> &Buyer {
        &self.about.buyer
    }
}

/// Whose purchases the pipeline speaks of, as files may name it.
pub struct Owner {
    pub buyer: Buyer,
    pub municipality: Option<&'static Municipality>,
    /// As the pipeline file writes it, and as it is known.
    pub names: Vec<String>,
    /// Keys of its business ids.
    pub ids: Vec<String>,
}

/// Why a pipeline file cannot be used: its faults, ready to print.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("{0}: cannot be read: {reason}\n  help: {2}", reason = cause(.1))]
    Unreadable(PathBuf, std::io::Error, String),
    #[error(
        "{0} is no pipeline file\n  help: a pipeline file is a text such as my.toml; vire init drafts one from exports"
    )]
    NoPipeline(PathBuf),
    #[error("{0} says itself which part it is run for, under [only]\n  help: leave one of the two out")]
    TwoParts(PathBuf),
    #[error("{rendered}{count} fault(s) in {path}")]
    Faults { path: PathBuf, rendered: String, count: usize },
}

/// The JSON Schema of the pipeline file.
pub fn schema() -> Value {
    schemars::schema_for!(Pipeline).to_value()
}

/// Reads and validates a pipeline file, collecting all its faults.
pub fn load(path: &Path, look: Look) -> Result<Config, ConfigError> {
    load_for(Purpose::Run, path, look)
}

/// What a pipeline file is read for, and so what it must tell.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Purchases, and what is local.
    Run,
    /// Purchases, of whom they may be.
    Parts,
    /// Calendars or contracts.
    Calendar,
    /// Whichever of these it holds.
    Any,
}

impl Purpose {
    /// The purpose of a file that may have any.
    fn of(self, raw: &Pipeline) -> Self {
        let calendar = &raw.calendar;
        let has_calendar = !(calendar.files.is_empty() && calendar.source.is_empty() && raw.contracts.is_empty());
        match self {
            Self::Any if raw.purchases.is_empty() && has_calendar => Self::Calendar,
            Self::Any => Self::Run,
            known => known,
        }
    }
}

/// Reads a pipeline file for a run over the part of its exports that `[only]` in another text tells.
pub fn load_part(path: &Path, only: &str, look: Look) -> Result<Config, ConfigError> {
    let text = text_of(path)?;
    if settings(&text).get("only").is_some() {
        return Err(ConfigError::TwoParts(path.to_owned()));
    }
    rendered(Purpose::Run, path, &format!("{}\n\n{only}", text.trim_end()), look)
}

pub fn load_for(purpose: Purpose, path: &Path, look: Look) -> Result<Config, ConfigError> {
    rendered(purpose, path, &text_of(path)?, look)
}

/// The text of a pipeline file.
fn text_of(path: &Path) -> Result<String, ConfigError> {
    let text = input::text(path).map_err(|e| {
        let help = match e.kind() {
            std::io::ErrorKind::NotFound => match files::near(path) {
                Some(near) => &format!("name an existing pipeline file; did you mean \"{near}\"?"),
                None => "name an existing pipeline file, or draft one from exports with vire init",
            },
            std::io::ErrorKind::InvalidData => {
                "a pipeline file is TOML text in UTF-8; exports are named inside it, under [[purchases]] files"
            }
            _ => "a pipeline file is TOML text",
        };
        ConfigError::Unreadable(path.to_owned(), e, help.to_owned())
    })?;
    // What was named by mistake, such as an export, has faults in all its lines.
    if !is_pipeline(path) && Document::parse(&text).is_err() {
        return Err(ConfigError::NoPipeline(path.to_owned()));
    }
    Ok(text)
}

/// Whether a file has the name of a pipeline file.
pub fn is_pipeline(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"))
}

/// Reads a pipeline file's text, wherever it comes from; paths in it are from the folder of `path`.
pub fn of_text(path: &Path, text: &str, look: Look) -> Result<Config, ConfigError> {
    rendered(Purpose::Run, path, text, look)
}

fn rendered(purpose: Purpose, path: &Path, text: &str, look: Look) -> Result<Config, ConfigError> {
    parse(purpose, path, text).map_err(|faults| {
        let count = faults.iter().filter(|f| !f.warning).count();
        let rendered = document::render(&path.display().to_string(), text, &faults, look);
        ConfigError::Faults { path: path.to_owned(), rendered, count }
    })
}

fn parse(purpose: Purpose, path: &Path, text: &str) -> Result<Config, Vec<Fault>> {
    let document = Document::parse(text)?;
    let faults = document.check(&schema());
    if !faults.is_empty() {
        return Err(faults);
    }
    let raw: Pipeline = toml::from_str(text).map_err(|e| fault_of(&e))?;
    let purpose = purpose.of(&raw);
    let base = files::folder_of(path).to_owned();
    // Everything that follows asks about the country, so its folder comes first.
    let own_country = raw.buyer.country_folder.as_ref().map(|folder| country::own::register(&base.join(folder)));
    let key_file = raw.privacy.key_file.clone().unwrap_or_else(|| ".vire-key".into());
    let masker = Arc::new(Masker::new(base.join(key_file), country_code(&raw.buyer.country)));
    let raw = shown(text, &masker).map_err(|e| fault_of(&e))?;
    let masked = |message: &str| masker.text(message).into_owned();
    let mut check = Check::new(&document, base, &masked);
    if let Err(fault) = masker.check() {
        let key = masker.key_file();
        let what = format!("the masking key {} cannot be used: {fault}", key.display());
        check.fault(&["privacy", "key_file"], what, fault.help(key));
    }
    if let Some(registered) = own_country {
        country_faults(&raw.buyer, registered, &mut check);
    }
    let config = compose(purpose, path, text, raw, &masker, &mut check);
    let faults = check.into_faults();
    if faults.iter().any(|f| !f.warning) {
        return Err(faults);
    }
    Ok(Config { warnings: faults, ..config })
}

/// What a pipeline file that was read says, without comments and in one order.
fn settings(text: &str) -> Value {
    let mut table: toml::Table = toml::from_str(text).unwrap_or_default();
    table.remove("gates");
    serde_json::to_value(table).unwrap_or_default()
}

/// How a pipeline file lets its exports be read, whichever these are.
pub fn reading(text: &str) -> Value {
    let mut said = sections(text, &["purchases", "currency", "quality", "only"]);
    // Of the quality that is asked for, this alone decides which lines there are.
    said.get_mut("quality")
        .and_then(Value::as_object_mut)
        .into_iter()
        .for_each(|said| said.retain(|key, _| key == "overlap"));
    said.as_object_mut()
        .into_iter()
        .for_each(|said| said.retain(|_, of| of.as_object().is_none_or(|of| !of.is_empty())));
    said
}

/// What a pipeline file says of suppliers and sectors.
pub fn telling(text: &str) -> Value {
    sections(text, &["buyer", "suppliers", "register", "sectors", "locality", "scope"])
}

/// Some sections of a pipeline file, without the exports that it names.
fn sections(text: &str, wanted: &[&str]) -> Value {
    let Value::Object(mut settings) = settings(text) else { return Value::Null };
    settings.retain(|section, _| wanted.contains(&section.as_str()));
    for source in settings.get_mut("purchases").and_then(Value::as_array_mut).into_iter().flatten() {
        source.as_object_mut().map(|source| source.shift_remove("files"));
    }
    Value::Object(settings)
}

/// What a pipeline file that fits its schema says wrong all the same.
fn fault_of(error: &toml::de::Error) -> Vec<Fault> {
    let (span, message) = (error.span().unwrap_or(0..0), error.message().to_owned());
    vec![Fault { span, message, help: String::new(), warning: false }]
}

/// Keys of what is called so elsewhere: files, sheets, columns.
const NAMES: [&str; 16] = [
    "files",
    "sheets",
    "columns",
    "rates",
    "rules",
    "decisions",
    "template",
    "key_file",
    "country_folder",
    "small_purchases",
    "publications",
    "meetings",
    "coefficients",
    "industries",
    "coefficient_columns",
    "industry_columns",
];

/// The pipeline file with all that it says itself made fit to be shown: names, titles, rules on suppliers. Ids of persons
/// are masked, and letters that no reader can see go, for `init` may have taken a name from the data.
fn shown(text: &str, masker: &Masker) -> Result<Pipeline, toml::de::Error> {
    fn show(value: &mut toml::Value, masker: &Masker) {
        match value {
            toml::Value::String(text) => *text = written(&masker.contact(text)),
            toml::Value::Array(values) => values.iter_mut().for_each(|value| show(value, masker)),
            toml::Value::Table(table) => {
                let said = table.iter_mut().filter(|(key, _)| !NAMES.contains(&key.as_str()));
                said.for_each(|(_, value)| show(value, masker));
            }
            _ => {}
        }
    }
    let mut table: toml::Table = toml::from_str(text)?;
    table.iter_mut().for_each(|(_, value)| show(value, masker));
    table.try_into()
}

/// Makes each part of a pipeline ready; faults are collected in `check`.
fn compose(
    purpose: Purpose,
    path: &Path,
    text: &str,
    mut raw: Pipeline,
    masker: &Arc<Masker>,
    check: &mut Check<'_>,
) -> Config {
    if purpose == Purpose::Parts {
        of_one_buyer(&raw, "one buyer at a time", check);
    }
    if let Some(name) = &raw.only.buyer {
        of_one_buyer(&raw, name, check);
        raw.buyer.name.clone_from(name);
    }
    if let Some(year) = raw.only.year.filter(|year| !GIVEN_YEARS.contains(year)) {
        check.fault(&["only", "year"], format!("{year} is no year of purchases"), "a year is between 1990 and 2099");
    }
    let find = if raw.only.buyer.is_some() { buyers::municipality } else { any_place };
    let (buyer, municipality) = buyer(&raw.buyer, find, raw.period.accounting_year(check), check);
    let country = buyer.country.as_str();
    let needed = match purpose {
        Purpose::Run if raw.only.buyer.is_some() => Needed::OfMany,
        Purpose::Run => Needed::Yes,
        _ => Needed::No,
    };
    let local = raw.locality.ready(country, (&raw.buyer.name, municipality), needed, check);
    let rates = raw.currency.as_ref().map(|currency| currency.ready(&buyer.currency, check));
    let common = Common { country, currency: &buyer.currency, rates: &rates, masker };
    let mut sources: Vec<Source> = raw.purchases.iter().enumerate().map(|(i, p)| p.ready(i, &common, check)).collect();
    sources.iter_mut().for_each(|source| source.settings.only_own |= raw.only.buyer.is_some());
    if raw.purchases.is_empty() && matches!(purpose, Purpose::Run | Purpose::Parts) {
        check.fault(&["purchases"], "no purchases are named", "add [[purchases]] with files = [\"...\"]");
    }
    let calendar = calendar::settings::sources(&raw.calendar, &raw.contracts, country, &buyer.name, check);
    if calendar.is_empty() && purpose == Purpose::Calendar {
        let help =
            "add [calendar] with files = [\"kalenteri.xlsx\"], or [[contracts]] with files = [\"sopimukset.csv\"]";
        check.fault(&["calendar"], "no calendar and no contracts are named", help);
    }
    let registers =
        raw.register.iter().enumerate().map(|(i, register)| register.ready(i, raw.locality.basis, check)).collect();
    let firms = raw.firms.ready(check);
    let tenders = raw.tenders.iter().enumerate().map(|(i, tenders)| tenders.ready(i, check)).collect();
    let openness = raw.openness.ready(check);
    let units = raw.units.ready(check);
    let effects = raw.effects.ready(check);
    let owned = raw.owned.ready(check);
    let turnovers = raw.turnovers.ready(check);
    let own_ids = own_ids(&raw.buyer, country, municipality, check);
    let (own_sectors, mut rule_files) = raw.sectors.ready(country, check);
    let names = vec![raw.buyer.name.clone(), buyer.name.clone()];
    let own = (names.as_slice(), raw.buyer.group.as_slice());
    let (suppliers, decision_files) = raw.suppliers.ready(own, country, raw.locality.basis, check);
    rule_files.extend(decision_files);
    let owner = Owner { buyer: buyer.clone(), municipality, names, ids: own_ids.clone() };
    let itself: Vec<String> = own_ids.into_iter().chain(suppliers.buyer.iter().cloned()).collect();
    let scope = classify::settings::scope_rules(&raw.scope, country, &itself, check);
    let rules = classify::Rules { scope, sectors: sector::Rules::new(country, own_sectors) };
    // What names indicators asks for them, so they come first.
    let (own, own_files) = raw.indicators.ready(check);
    rule_files.extend(own_files);
    let indicators = indicators::Settings {
        breaks: indicators::breaks(&raw.breaks, &raw.period, municipality.map(|_| country), check),
        population: indicators::Inhabitants::ready(raw.buyer.population.as_ref(), check),
        targets: indicators::targets(&raw.target, check),
        costs: raw.operating_costs.as_ref().and_then(|costs| costs.ready(check)),
        own,
    };
    let drawing = raw.report.ready(country, check);
    let contacts = report::contacts(&raw.contact, check);
    let channels = report::channels(&raw.channel, country);
    let meter = raw.meter.ready(check);
    let series = report::series(&raw.series, check);
    Config {
        path: path.to_owned(),
        text: text.to_owned(),
        settings: settings(text),
        name: path.file_stem().map(|s| said(&s.to_string_lossy()).into_owned()).unwrap_or_default(),
        sources,
        only: raw.only,
        rates,
        registers,
        firms,
        calendar,
        tenders,
        openness,
        units,
        effects,
        owned,
        turnovers,
        suppliers,
        rules,
        about: About { buyer, local, indicators, contacts, channels, meter, series },
        drawing,
        quality: raw.quality,
        gates: raw.gates,
        masker: Arc::clone(masker),
        warnings: Vec::new(),
        owner,
        rule_files,
    }
}

/// Faults of a country's folder shown before the rest is only counted.
const MOST_FAULTS: usize = 20;

/// Reports what is wrong with the user's own folder of the country.
fn country_faults(written: &raw::Buyer, registered: Result<&Country, Vec<FolderFault>>, check: &mut Check<'_>) {
    let at = ["buyer", "country_folder"];
    let folder = written.country_folder.as_deref().unwrap_or_default().trim_end_matches('/');
    match registered {
        Ok(country) if country.code != country_code(&written.country) => {
            let message = format!("{folder} is of {}, but the buyer's country is {}", country.code, written.country);
            check.fault(&at, message, "write the same code in [buyer] country and in the folder's country.toml");
        }
        Ok(_) => {}
        Err(faults) => {
            for fault in faults.iter().take(MOST_FAULTS) {
                check.fault(&at, format!("{folder}/{fault}"), fault.help.clone());
            }
            if let Some(more) = faults.len().checked_sub(MOST_FAULTS).filter(|more| *more > 0) {
                check.fault(&at, format!("{folder} has {more} more faults"), "mend the first ones and run again");
            }
        }
    }
}

/// The code of a country that is named in any way; the text itself when there is no such country.
fn country_code(text: &str) -> &str {
    PLACES.country(text).unwrap_or(text)
}

/// What to write instead of a country's name that nobody knows.
pub fn unknown_country(text: &str) -> String {
    let near = document::did_you_mean(text, &PLACES.country_names());
    format!("{near} write its name or its ISO 3166 code: FI, SE, NO, DK, EE, GB ...").trim_start().to_owned()
}

/// That nothing is said of the pipeline's buyer that is not so of another one that the run covers.
fn of_one_buyer(raw: &Pipeline, name: &str, check: &mut Check<'_>) {
    let country = country_code(&raw.buyer.country);
    let others = buyers::key(country, &raw.buyer.name) != buyers::key(country, name);
    let calendar = !(raw.calendar.files.is_empty() && raw.calendar.source.is_empty());
    let openness = &raw.openness;
    let lists = [&openness.small_purchases, &openness.publications, &openness.meetings];
    let said: [(&[&str], bool); 8] = [
        (&["buyer", "population"], raw.buyer.population.is_some()),
        (&["buyer", "business_ids"], !raw.buyer.business_ids.is_empty()),
        (&["buyer", "group"], !raw.buyer.group.is_empty()),
        (&["operating_costs"], raw.operating_costs.is_some()),
        (&["calendar"], calendar),
        (&["contracts"], !raw.contracts.is_empty()),
        (&["tenders"], !raw.tenders.is_empty()),
        (&["openness"], lists.iter().any(|list| !list.is_empty())),
    ];
    for (at, _) in said.into_iter().filter(|(_, is_said)| *is_said && others) {
        let what = at[at.len() - 1];
        let message = format!("{what} is said of {}, but the run covers the purchases of {name}", raw.buyer.name);
        check.fault(at, message, "leave it out of a pipeline file that is run for one buyer at a time");
    }
    for (i, _) in raw.purchases.iter().enumerate().filter(|(_, purchases)| purchases.buyers.is_some()) {
        let message = format!("buyers says who {} is, but the run covers the purchases of {name}", raw.buyer.name);
        let help = "leave it out where the pipeline file is run for one buyer at a time: each is known by its own name";
        check.fault(&["purchases", &i.to_string(), "buyers"], message, help);
    }
}

/// A municipality by its code or name, with whatever stands beside these.
fn any_place(country: &str, text: &str) -> Option<&'static Municipality> {
    PLACES.municipality(country, text)
}

/// The buyer, and the municipality that it is.
fn buyer(
    written: &raw::Buyer,
    find: fn(&str, &str) -> Option<&'static Municipality>,
    year: AccountingYear,
    check: &mut Check<'_>,
) -> (Buyer, Option<&'static Municipality>) {
    let country = country_code(&written.country).to_owned();
    if PLACES.country(&country).is_none() {
        check.fault(
            &["buyer", "country"],
            format!("no country is called \"{}\"", written.country),
            unknown_country(&written.country),
        );
    }
    let currency = written.currency.clone().or_else(|| PLACES.currency(&country).map(str::to_owned));
    if currency.is_none() && PLACES.country(&country).is_some() {
        let message = format!("the currency of {country} is not known");
        check.fault(&["buyer"], message, "write it, such as currency = \"EUR\"");
    }
    let currency = currency.unwrap_or_default();
    let is_code = currency.len() == 3 && currency.bytes().all(|letter| letter.is_ascii_uppercase());
    if !currency.is_empty() && !is_code {
        let help = "write its code of three letters, such as \"EUR\" or \"SEK\"";
        check.fault(&["buyer", "currency"], format!("\"{currency}\" is no currency"), help);
    }
    if Country::of(&country).is_none_or(|c| c.about.person.is_none()) {
        let help = "only ids of other countries are masked; a folder of the country with [person] tells its own";
        check.warning(&["buyer", "country"], format!("the ids of persons of {country} are not known"), help);
    }
    let municipality = find(&country, &written.name);
    let name = municipality.map_or_else(|| written.name.clone(), |m| m.name.clone());
    (Buyer { name, country, currency, year }, municipality)
}

/// Keys of the buyer's own organisation.
fn own_ids(
    written: &raw::Buyer,
    country: &str,
    municipality: Option<&Municipality>,
    check: &mut Check<'_>,
) -> Vec<String> {
    let mut keys = Vec::new();
    for (i, text) in written.business_ids.iter().enumerate() {
        match ids::read(text, country) {
            Reading::Business(id) => keys.push(id.key()),
            _ => check.fault(
                &["buyer", "business_ids", &i.to_string()],
                format!("\"{text}\" is no valid business id"),
                "its check digit is wrong, or it is one of another country (write those in VAT form)",
            ),
        }
    }
    let of_municipality = municipality.filter(|m| !m.business_id.is_empty());
    keys.extend(of_municipality.map(|m| format!("{}:{}", m.country.to_lowercase(), m.business_id)));
    keys
}
