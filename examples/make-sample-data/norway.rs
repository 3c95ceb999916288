//! A small Norwegian ledger by KOSTRA arts, and the register of its suppliers.

use crate::draw::{Line, Plan, Rng, Supplier};
use crate::sheets::{Facts, decimal};
use crate::tables::{Market, table};
use crate::write::delimited;
use crate::{Outcome, Row};
use chrono::{Days, NaiveDate};
use std::fs;
use std::path::Path;

const NORWAY: Market = Market {
    trades: "\
Bygg|41.200|||230 250|9 / Anlegg|42.110|||250 230|5 / Elektro|43.210|||230 240|5 / Rør|43.220|||230|4 / Hage|81.300|||250|3 / Renhold|81.210|||260|4 / Mat|46.390|||115|5 / Data|62.010|||195 240|5 / Rådgivning|70.220|||270|5 / Skole|46.499|||105 200|3
Kontor|47.620|||100 200|3 / Helse|86.909|||110 370|4 / Apotek|47.730|||114|2 / Buss|49.392|||170|3 / Maskin|45.200|||170 220|3 / Kraft|35.110|||180|2 / Eiendom|68.209|||190|3 / Kurs|85.599|||150|2 / Reklame|73.110|||140|2",
    places: "\
Levanger|7600 7601 7602 7603 7604 7605|0|34 / Verdal|7650 7651|2|10 / Steinkjer|7713 7714|2|8 / Stjørdal|7500 7501|2|6 / Trondheim|7010 7011 7012|2|14 / Oslo|0150 0151 0152|3|14 / Bergen|5003 5004|3|7 / Stavanger|4005 4006|3|4",
    forms: "AS|no|{full} AS|84 / ENK|no|{full} ENK|8 / ANS|no|{full} ANS|4 / SA|no|{full} SA|4",
    // The real municipalities are there to be found by their own name and id.
    others: "\
Verdal kommune|938587418|2|350|5|1|0.3 / Steinkjer kommune|840029212|2|350|4|1|0.3 / Eksempelbygda fylkeskommune|new no|5|350|4|1|0.4 / {} Idrettslag|new no|5|470|30|12|0.4 / Privatperson {}sen|new no-person|5|270 105|25|10|0.3 / {} Muster GmbH|DE999998007 DE999998371 DE999998744|4|195 200|12|3|0.6",
    regions: "Innherred Fjord Nord",
    stems: "Brakk Flimr Tvekk Snork Klitt Lumr Drøv Stegl Glanr Vrikk",
    endings: "aby ella inge ora ista evik ulto",
    staff: "0|1-4|5-9|10-19|20-49|50-99|100-249|250-499|500-",
};

/// art | its text in the ledger
const ARTER: &str = "\
100|Kontormateriell / 105|Undervisningsmateriell / 110|Medisinsk forbruksmateriell / 114|Medikamenter / 115|Matvarer / 140|Annonse, reklame, informasjon / 150|Opplæring, kurs / 170|Transporttjenester og kjøretøy / 180|Strøm / 190|Husleie / 195|Lisenser og avgifter / 200|Inventar
220|Leasing av maskiner / 230|Byggetjenester og vedlikehold bygg / 240|Serviceavtaler / 250|Anleggsarbeid vei / 260|Renhold / 270|Konsulenttjenester / 350|Kjøp fra kommuner / 370|Kjøp av helsetjenester / 429|Kompensasjonsberettiget mva / 470|Tilskudd til lag";
const FUNKSJONER: &str = "120 / 202 / 221 / 254 / 332";
const COLUMNS: &str = "Kommunenummer|Kommune|Bilagsnummer|Leverandørnavn|Leverandør orgnr|Landkode|Art|Artsnavn|Funksjon|Bokføringsdato|Fakturadato|Betalingsdato|Fakturanummer|Beløp ekskl. mva";
const REGISTER: &str = "Orgnr|Navn|Kommune|Postnummer|Næringskode|Ansatte|Organisasjonsform";

/// Nine digits that begin with 3, as no company's do, the last one by weights 3 2 7 6 5 4 3 2 modulo 11.
pub fn org_number(n: usize) -> String {
    let base = format!("{}", 39_900_000 + n * 37);
    let weighted = base.bytes().zip([3, 2, 7, 6, 5, 4, 3, 2]);
    match weighted.map(|(digit, weight)| u32::from(digit - b'0') * weight).sum::<u32>() % 11 {
        0 => format!("{base}0"),
        1 => org_number(n + 1_000), // a number with this remainder is never issued
        rest => format!("{base}{}", 11 - rest),
    }
}

/// A person's number with 80 added to the month, as in the tax administration's test data: nobody has such a number.
pub fn person_number(n: usize) -> String {
    let nine: Vec<u32> = format!("{:02}{:02}{:02}{:03}", 1 + n % 28, 81 + n % 12, 50 + n % 45, n % 500)
        .bytes()
        .map(|b| u32::from(b - b'0'))
        .collect();
    let check =
        |digits: &[u32], weights: &[u32]| (11 - digits.iter().zip(weights).map(|(d, w)| d * w).sum::<u32>() % 11) % 11;
    let first = check(&nine, &[3, 7, 6, 1, 8, 9, 4, 5, 2]);
    let ten = [nine, vec![first]].concat();
    match (first, check(&ten, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2])) {
        (0..10, second @ 0..10) => ten.iter().map(u32::to_string).collect::<String>() + &second.to_string(),
        _ => person_number(n + 1),
    }
}

/// The ledger ends with April 2025: a part of a year.
const MONTHS_OF_2025: usize = 4;

/// Days before a posting on which its invoice is dated, and days after it on which that is paid.
const INVOICED: u64 = 19;
const PAID: u64 = 11;

/// The days of a line as the ledger writes them: posting, invoice, payment. The first line of the second year has no day
/// of posting; it is of that year by its payment, though its invoice is of the year before.
fn days(line: &Line, plan: &Plan, is_first: bool) -> [String; 3] {
    let written = format!("{}-{:02}-{:02}", plan.year, line.date.0, line.date.1);
    let posted: NaiveDate = written.parse().expect("lines are drawn on days");
    let day = |day: Option<NaiveDate>| day.map(|day| day.format("%d.%m.%Y").to_string()).unwrap_or_default();
    let shown = (!is_first || plan.year != 2024).then_some(posted);
    [day(shown), day(posted.checked_sub_days(Days::new(INVOICED))), day(posted.checked_add_days(Days::new(PAID)))]
}

/// Each line, and after some of them the tax that the state pays back, on art 429 under the same voucher.
fn with_tax(rng: &mut Rng, lines: Vec<Line>, suppliers: &[Supplier]) -> Vec<Line> {
    let mut all = Vec::new();
    for line in lines {
        let taxed = suppliers[line.who].id.starts_with("399") && line.account < "300" && rng.chance(0.1);
        let tax = Line { account: "429", cents: line.cents / 4, ..line };
        all.push(line);
        all.extend((taxed && tax.cents != 0).then_some(tax));
    }
    all
}

fn sheet(rng: &mut Rng, plan: &Plan, suppliers: &[Supplier], facts: &mut Facts) -> Vec<Row> {
    let mut lines = plan.lines(rng, suppliers);
    lines.retain(|line| plan.year != 2025 || line.date.0 <= MONTHS_OF_2025);
    lines.sort_by_key(|line| line.date);
    let mut rows = vec![COLUMNS.to_string()];
    for line in with_tax(rng, lines, suppliers) {
        let Supplier { name, id, .. } = &suppliers[line.who];
        facts.count(&line, id);
        let found = table(ARTER).into_iter().find(|[art, _]| *art == line.account);
        let [art, text] = found.expect("every trade's arts are in the table");
        let [function] = table(FUNKSJONER)[rng.below(5)];
        let (year, voucher) = (plan.year, line.voucher);
        let [posted, invoiced, paid] = days(&line, plan, rows.len() == 1);
        let shown = match line.who % 4 {
            0 if id.starts_with("399") => format!("NO{id}MVA"),
            1 if id.starts_with("399") => format!("{} {} {}", &id[..3], &id[3..6], &id[6..]),
            _ => id.clone(),
        };
        let country = if id.starts_with("DE") { "DE" } else { "NO" };
        let (invoice, amount) = (200_000 + voucher * 7919 % 700_000, decimal(line.cents, ","));
        rows.push(format!(
            "5037|Levanger|{year}{voucher:05}|{name}|{shown}|{country}|{art}|{text}|{function}|\
             {posted}|{invoiced}|{paid}|{invoice}|{amount}"
        ));
    }
    rows
}

pub fn levanger(folder: &Path) -> Outcome<Vec<Row>> {
    let mut rng = Rng(5037);
    let suppliers = NORWAY.suppliers(&mut rng, 110);
    let mut facts = Vec::new();
    for (year, total) in [(2023, 21e6), (2024, 23e6), (2025, 24e6)] {
        let shares = [0.33, 0.0, 0.27, 0.31, 0.02, 0.07];
        let plan = Plan { year, count: 300, total, shares };
        let mut one = Facts { file: format!("levanger/leverandorregnskap-{year}.csv"), ..Facts::default() };
        let rows = sheet(&mut rng, &plan, &suppliers, &mut one);
        fs::write(folder.join(&one.file), delimited(&rows, "\n"))?;
        facts.push(one.row());
    }
    let known = suppliers.iter().filter_map(|s| s.registered.clone());
    let rows: Vec<Row> = std::iter::once(REGISTER.to_string()).chain(known).collect();
    fs::write(folder.join("levanger/leverandorregister.csv"), delimited(&rows, "\n"))?;
    Ok(facts)
}
