//! `register-quality.xlsx`: what the ledger's supplier register should mend, with the euros that each fault touches.

use std::collections::BTreeSet;
use std::path::Path;

use rustc_hash::FxHashMap;

use super::review::text;
use crate::classify::cube::SupplierSum;
use crate::suppliers::Supplier;
use vire_base::date;
use vire_base::language::Language;
use vire_base::sum::Sum;
use vire_formats::workbook::{self, Sheet, Value};
use vire_reference::ids;
use vire_reference::names::Kind;
use vire_reference::places::Ring;

/// What can be wrong, in the order of the sheets.
#[derive(Clone, Copy)]
enum Fault {
    MissingId,
    InvalidId,
    ManyNames,
    ManyIds,
    Closed,
    NoPlace,
}

const FAULTS: [Fault; 6] =
    [Fault::MissingId, Fault::InvalidId, Fault::ManyNames, Fault::ManyIds, Fault::Closed, Fault::NoPlace];

impl Fault {
    /// Name of the sheet, and what it lists, in English, Finnish and Swedish.
    fn texts(self) -> ([&'static str; 3], [&'static str; 3]) {
        match self {
            Self::MissingId => (
                ["Missing ids", "Puuttuvat tunnukset", "Nummer saknas"],
                [
                    "Suppliers without a business id, and not found in the registers by name.",
                    "Toimittajat, joilta puuttuu yritystunnus ja joita ei löytynyt rekistereistä nimellä.",
                    "Leverantörer utan organisationsnummer som inte heller fanns i registren med sitt namn.",
                ],
            ),
            Self::InvalidId => (
                ["Invalid ids", "Virheelliset tunnukset", "Ogiltiga nummer"],
                [
                    "Suppliers whose id column holds something else than a valid business id.",
                    "Toimittajat, joiden tunnussarakkeessa on muuta kuin kelvollinen yritystunnus.",
                    "Leverantörer vars nummerkolumn innehåller något annat än ett giltigt nummer.",
                ],
            ),
            Self::ManyNames => (
                ["Several names", "Useita nimiä", "Flera namn"],
                [
                    "One business id under several names.",
                    "Sama yritystunnus usealla nimellä.",
                    "Samma organisationsnummer med flera namn.",
                ],
            ),
            Self::ManyIds => (
                ["Several ids", "Useita tunnuksia", "Flera nummer"],
                [
                    "One name under several business ids.",
                    "Sama nimi usealla yritystunnuksella.",
                    "Samma namn med flera organisationsnummer.",
                ],
            ),
            Self::Closed => (
                ["Closed", "Lakanneet", "Upphörda"],
                [
                    "Suppliers that have ended by the register.",
                    "Toimittajat, jotka ovat rekisterin mukaan lakanneet.",
                    "Leverantörer som enligt registret har upphört.",
                ],
            ),
            Self::NoPlace => (
                ["No place", "Paikka puuttuu", "Ort saknas"],
                [
                    "Suppliers whose municipality is not known, nor that they are abroad.",
                    "Toimittajat, joiden kuntaa ei tunneta eikä sitä, että ne olisivat ulkomailla.",
                    "Leverantörer vars kommun inte är känd, inte heller att de finns utomlands.",
                ],
            ),
        }
    }

    /// What shows that a supplier has the fault; `None` when it has not.
    fn of(self, supplier: &Supplier, sum: &SupplierSum, shared: &FxHashMap<&str, BTreeSet<&str>>) -> Option<String> {
        match self {
            Self::MissingId => supplier.id_fault.filter(|f| matches!(*f, "missing" | "placeholder")).map(str::to_owned),
            Self::InvalidId => {
                let fault = supplier.id_fault.filter(|f| !matches!(*f, "missing" | "placeholder"))?;
                // An account is its owner's own business.
                let shown = supplier.ids_seen.iter().filter(|id| ids::fault(id) != "bank-account");
                Some(format!("{fault}: {}", shown.cloned().collect::<Vec<_>>().join(" | ")))
            }
            Self::ManyNames => {
                let many = supplier.id.is_some() && supplier.name_keys.len() > 1;
                many.then(|| supplier.names_seen.keys().cloned().collect::<Vec<_>>().join(" | "))
            }
            Self::ManyIds => {
                supplier.id.as_ref()?;
                let keys = supplier.name_keys.iter();
                let others: BTreeSet<&str> = keys.filter_map(|k| shared.get(k.as_str())).flatten().copied().collect();
                (others.len() > 1).then(|| others.into_iter().collect::<Vec<_>>().join(" | "))
            }
            Self::Closed => {
                let last = sum.last.map(date::iso).unwrap_or_default();
                let day = Some(supplier.closed.as_str()).filter(|c| !c.is_empty())?;
                Some(format!("{day}; {last}"))
            }
            Self::NoPlace => {
                let none = supplier.ring == Ring::Unknown && !matches!(supplier.kind, Kind::Person | Kind::Redacted);
                none.then(|| supplier.country.clone().unwrap_or_default())
            }
        }
    }
}

/// Writes the workbook: what there is of each fault, then a sheet for each, suppliers of most money first.
pub fn write(
    suppliers: &[Supplier],
    sums: &[SupplierSum],
    (language, currency): (Language, &str),
    to: &Path,
) -> anyhow::Result<()> {
    let t = |texts: [&str; 3]| text(language, texts);
    let shared = ids_by_name(suppliers);
    let money = format!("{} ({currency})", t(["Sum", "Summa", "Summa"]));
    let mut overview = Sheet {
        name: t(["Overview", "Yhteenveto", "Översikt"]),
        about: t([
            "For whoever keeps the ledger's register of suppliers. A working paper, not for publishing.",
            "Toimittajarekisterin ylläpitäjälle. Työpaperi, ei julkaistavaksi.",
            "För den som sköter leverantörsregistret. Ett arbetspapper, inte för publicering.",
        ]),
        columns: vec![
            (t(["Fault", "Puute", "Brist"]), 70),
            (t(["Suppliers", "Toimittajia", "Leverantörer"]), 14),
            (t(["Lines", "Rivejä", "Rader"]), 12),
            (money.clone(), 20),
        ],
        rows: Vec::new(),
        to_fill: None,
    };
    let mut sheets = Vec::new();
    for fault in FAULTS {
        let (name, about) = fault.texts();
        let mut found: Vec<(usize, String)> = Vec::new();
        let mut all = Sum::default();
        for (i, (supplier, sum)) in suppliers.iter().zip(sums).enumerate() {
            if let Some(shown) = fault.of(supplier, sum, &shared) {
                all += sum.all;
                found.push((i, shown));
            }
        }
        found.sort_by_key(|(i, _)| (std::cmp::Reverse(sums[*i].all.cents.abs()), *i));
        overview.rows.push(vec![
            Value::Text(t(about)),
            Value::Count(found.len() as u64),
            Value::Count(all.lines),
            Value::Cents(all.cents),
        ]);
        let personal = t(["(sole trader)", "(toiminimi)", "(enskild firma)"]);
        let row = |(i, shown): (usize, String)| {
            let supplier = &suppliers[i];
            // The names of natural persons stay out; where an id stands it names the supplier.
            let show = |text: String| if supplier.kind.is_personal() { personal.clone() } else { text };
            vec![
                Value::Text(show(supplier.name.clone())),
                Value::Text(supplier.id.as_ref().map(|id| id.value.clone()).unwrap_or_default()),
                Value::Text(if supplier.id.is_some() && matches!(fault, Fault::ManyIds) { shown } else { show(shown) }),
                Value::Count(sums[i].all.lines),
                Value::Cents(sums[i].all.cents),
            ]
        };
        sheets.push(Sheet {
            name: t(name),
            about: t(about),
            columns: vec![
                (t(["Supplier", "Toimittaja", "Leverantör"]), 40),
                (t(["Business id", "Yritystunnus", "Organisationsnummer"]), 18),
                (t(["What was found", "Löydös", "Vad som hittades"]), 60),
                (t(["Lines", "Rivejä", "Rader"]), 10),
                (money.clone(), 18),
            ],
            rows: found.into_iter().map(row).collect(),
            to_fill: None,
        });
    }
    sheets.insert(0, overview);
    workbook::write(&sheets, to)
}

/// The business ids of each name key.
fn ids_by_name(suppliers: &[Supplier]) -> FxHashMap<&str, BTreeSet<&str>> {
    let mut by_name: FxHashMap<&str, BTreeSet<&str>> = FxHashMap::default();
    for supplier in suppliers {
        let Some(id) = &supplier.id else { continue };
        for key in &supplier.name_keys {
            by_name.entry(key).or_default().insert(&id.value);
        }
    }
    by_name.remove("");
    by_name
}
