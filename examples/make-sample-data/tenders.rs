//! What the invented Kotka asked bids for: a row for each bid, and one for each lot that got none.

use crate::draw::Rng;
use crate::tables::table;
use crate::write::delimited;
use crate::{Outcome, Row};
use std::fs;
use std::path::Path;

/// title | CPV | branch of its bidders | lots | how many bid, about
const WANTED: &str = "\
Koulun peruskorjaus|45214200-2|rakennus|1|4
Päiväkotien sähkötyöt|45311200-2|sähkö|3|3
Katujen talvikunnossapito|90620000-9|kunnossapito|4|3
Asfaltointityöt|45233222-1|infra|1|4
Koulukuljetukset|60130000-8|liikenne|5|3
Tuoreet vihannekset ja juurekset|15300000-1|tukku|2|2
Leipomotuotteet|15810000-9|leipomo|2|2
Koulujen siivous|90919300-5|siivous|3|5
Verkkosivujen uudistus|72413000-8|ohjelmisto|1|6
Asianhallintajärjestelmä|48311000-1|ohjelmisto|1|2
Kannettavat tietokoneet|30213100-6|laite|1|3
Koulukalusteet|39160000-1|kaluste|2|4
Rakennussuunnittelu|71220000-6|suunnittelu|3|6
Kaupungin vakuutukset|66510000-8|vakuutus|2|2
Leikkikenttien välineet|37535200-9|välinetukku|1|3
Esihenkilövalmennus|80511000-9|valmennus|1|7";

/// Prefix of a bidder's name | size | how often it bids
const FIRMS: &str = "\
Esimerkki|mikro|5 / Keksi|mikro|4 / Malli|pieni|6 / Kuvitelma|pieni|5 / Koe|pieni|4 / Harjoite|keskisuuri|5 / Oletus|keskisuuri|3
Viite|suuri|4 / Vertaus|suuri|3 / Arvoitus||2";

/// procedure | least days to bid | most
const PROCEDURES: [(&str, usize, usize); 5] = [
    ("Avoin menettely", 21, 45),
    ("Kansallinen menettely", 10, 28),
    ("Rajoitettu menettely", 25, 40),
    ("Neuvottelumenettely", 30, 45),
    ("Minikilpailutus", 7, 14),
];

const HEADER: &str = "Hankinnan tunnus|Hankinta|Osa|CPV-koodi|Menettely|Sopimustyyppi|Lisätty kalenteriin|Markkinavuoropuhelu\
    |Ilmoituspäivä|Määräaika|Päätöspäivä|Tulos|Valintaperuste|Laadun paino|Ympäristökriteeri|Tarjoaja|Tarjoajan kokoluokka|Voitti";

/// What a reader must find in a year: lots, lots with an award, their bids, and single bids of those with a call.
#[derive(Default)]
struct Counted {
    procurements: usize,
    lots: usize,
    rows: usize,
    bids: usize,
    competitive: usize,
    single: usize,
    cancelled: usize,
    without_result: usize,
}

/// A day as a table writes it, so many days after the first of January.
fn day(year: usize, after: usize) -> String {
    const LENGTHS: [usize; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let (mut year, mut rest) = (year, after);
    loop {
        for (month, length) in (1..).zip(LENGTHS) {
            // A leap day is passed over: no day is wrong by it, for spans are counted in this calendar's days.
            if rest < length {
                return format!("{}.{month}.{year}", rest + 1);
            }
            rest -= length;
        }
        year += 1;
    }
}

struct Draw<'a> {
    rng: &'a mut Rng,
    rows: Vec<Row>,
    counted: Counted,
}

impl Draw<'_> {
    fn procurement(&mut self, year: usize, number: usize, wanted: [&'static str; 5]) -> Outcome {
        let [title, cpv, branch, lots, about] = wanted;
        let rng = &mut *self.rng;
        let is_direct = rng.chance(0.07);
        let (procedure, least, most) =
            if is_direct { ("Suorahankinta", 0, 0) } else { PROCEDURES[[0, 0, 0, 1, 1, 1, 2, 3, 4][rng.below(9)]] };
        // All is decided within the year, so that each tender is of the year of its number.
        let notice = 5 + rng.below(240);
        let deadline = notice + least + rng.below(most - least + 1);
        let award = deadline + 12 + rng.below(60);
        let listed = rng.chance(0.6).then(|| day(year, notice.saturating_sub(20 + rng.below(120))));
        let dialogue = rng.either(if is_direct { 0.0 } else { 0.3 }, "kyllä", "ei");
        let agreement = rng.either(0.35, "Puitejärjestely", "Hankintasopimus");
        let [criterion, weight] = match rng.below(10) {
            0..4 => ["Halvin hinta", ""],
            4..8 => ["Paras hinta-laatusuhde", ["30 %", "40 %", "50 %", "60 %"][rng.below(4)]],
            8 => ["Paras hinta-laatusuhde", ""],
            _ => ["", ""],
        };
        let green = ["kyllä", "kyllä", "ei", "ei", ""][rng.below(5)];
        let id = format!("KTK-{year}-{number:03}");
        let [at, until] = [day(year, notice), day(year, deadline)];
        let [at, until] = if is_direct { [String::new(), String::new()] } else { [at, until] };
        let head = |lot: usize, result: &str| {
            let decided = if result == "Hankintapäätös" { day(year, award) } else { String::new() };
            let listed = listed.as_deref().unwrap_or("ei");
            format!(
                "{id}|{title} {year}|{lot}|{cpv}|{procedure}|{agreement}|{listed}|{dialogue}|{at}|{until}|{decided}|{result}\
                 |{criterion}|{weight}|{green}"
            )
        };
        self.counted.procurements += 1;
        let is_cancelled = !is_direct && self.rng.chance(0.05);
        for lot in 1..=lots.parse::<usize>()? {
            let most: usize = about.parse()?;
            let bids = if is_direct { 1 } else { self.rng.below(most + 1) + self.rng.below(most) };
            let result = match (is_cancelled, bids) {
                (true, _) => "Keskeytetty",
                (_, 0) => "Ei tarjouksia",
                _ => "Hankintapäätös",
            };
            let is_awarded = result == "Hankintapäätös";
            let is_competitive = !is_direct && procedure != "Minikilpailutus";
            self.lot(&head(lot, result), branch, (bids, is_awarded), (is_awarded && is_competitive, result))?;
        }
        Ok(())
    }

    /// What the calendar planned for September, a month late.
    fn planned(&mut self) -> Outcome {
        let head = "KTK-2024-900|Satamapuiston valaistus|1|45316110-9|Kansallinen menettely|Hankintasopimus|15.3.2024|kyllä\
            |14.10.2024|8.11.2024|9.12.2024|Hankintapäätös|Paras hinta-laatusuhde|40 %|kyllä";
        self.counted.procurements += 1;
        self.lot(head, "valaistus", (3, true), (true, "Hankintapäätös"))
    }

    fn lot(
        &mut self,
        head: &str,
        branch: &str,
        (bids, is_awarded): (usize, bool),
        (is_competitive, result): (bool, &str),
    ) -> Outcome {
        let mut firms = table::<3>(FIRMS);
        let bids = bids.min(firms.len());
        let winner = if bids > 0 { self.rng.below(bids) } else { 0 };
        for bid in 0..bids {
            let weights: Vec<usize> = firms.iter().map(|[_, _, weight]| weight.parse()).collect::<Result<_, _>>()?;
            let mut at = self.rng.below(weights.iter().sum());
            let firm = weights.iter().position(|weight| {
                let is_here = at < *weight;
                at = at.saturating_sub(*weight);
                is_here
            });
            let [prefix, size, _] = firms.remove(firm.unwrap_or(0));
            let won = if is_awarded && bid == winner { "kyllä" } else { "ei" };
            self.rows.push(format!("{head}|{prefix}{branch} Oy|{size}|{won}"));
        }
        if bids == 0 {
            self.rows.push(format!("{head}|||"));
        }
        let counted = &mut self.counted;
        counted.lots += 1;
        counted.rows += bids.max(1);
        counted.bids += if is_competitive { bids } else { 0 };
        counted.competitive += usize::from(is_competitive);
        counted.single += usize::from(is_competitive && bids == 1);
        counted.cancelled += usize::from(result == "Keskeytetty");
        counted.without_result += usize::from(result == "Ei tarjouksia");
        Ok(())
    }
}

/// Lists of openness: some announced small purchases, publications a while after each quarter, two meetings a year.
fn lists(folder: &Path, rng: &mut Rng) -> Outcome {
    let mut small = vec!["Päivä|Kohde|Ilmoitettu".to_owned()];
    let mut published = vec!["Aineisto|Jakso päättyi|Julkaistu".to_owned()];
    let mut meetings = vec!["Päivä|Tilaisuus|Yrityksiä|Paikallisia|Uusia".to_owned()];
    for year in 2021..=2024 {
        for number in 1..=30 {
            let announced = if rng.chance(0.1) { "" } else { rng.either(0.25, "kyllä", "ei") };
            small.push(format!("{}|Pienhankinta {year}-{number}|{announced}", day(year, rng.below(360))));
        }
        for (end, days) in ["31.3", "30.6", "30.9", "31.12"].iter().zip([89, 180, 272, 364]) {
            let is_open = year == 2024 && *end == "31.12";
            let at = if is_open { String::new() } else { day(year, days + 20 + rng.below(70)) };
            published.push(format!("Ostolaskut|{end}.{year}|{at}"));
        }
        for (name, at) in [("Hankintailta", 70 + rng.below(30)), ("Yritystreffit", 270 + rng.below(30))] {
            let firms = 15 + rng.below(35);
            let (local, new) = (firms / 2 + rng.below(firms / 3), rng.below(firms / 2));
            meetings.push(format!("{}|{name}|{firms}|{local}|{new}", day(year, at)));
        }
    }
    for (name, rows) in [("pienhankinnat", small), ("julkaisut", published), ("yritystilaisuudet", meetings)] {
        fs::write(folder.join(format!("kotka/{name}.csv")), format!("\u{feff}{}", delimited(&rows, "\n")))?;
    }
    Ok(())
}

pub fn tenders(folder: &Path) -> Outcome {
    let mut rng = Rng(2_850);
    let mut rows = vec![HEADER.to_owned()];
    let mut facts = vec!["year|procurements|lots|rows|bids|competitive|single|cancelled|without_result".to_owned()];
    for (year, count) in [(2021, 24), (2022, 26), (2023, 25), (2024, 28)] {
        let mut draw = Draw { rng: &mut rng, rows: Vec::new(), counted: Counted::default() };
        let wanted = table::<5>(WANTED);
        for number in 1..=count {
            let of = wanted[draw.rng.below(wanted.len())];
            draw.procurement(year, number, of)?;
        }
        if year == 2024 {
            draw.planned()?;
        }
        let Draw { rows: of_year, counted: c, .. } = draw;
        rows.extend(of_year);
        facts.push(format!(
            "{year}|{}|{}|{}|{}|{}|{}|{}|{}",
            c.procurements, c.lots, c.rows, c.bids, c.competitive, c.single, c.cancelled, c.without_result
        ));
    }
    lists(folder, &mut rng)?;
    fs::write(folder.join("kotka/tarjouskilpailut.csv"), format!("\u{feff}{}", delimited(&rows, "\n")))?;
    Ok(fs::write(folder.join("tender-facts.csv"), facts.join("\n").replace('|', ",") + "\n")?)
}
