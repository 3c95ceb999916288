//! What happened in Kotka: suppliers whose every invoice is of a round sum, so that what each event does to the figures
//! can be counted by hand. sample-data/README.md tells the story with its sums.

use crate::draw::{Line, MONTH_DAYS, Supplier, y_tunnus};
use crate::tables::{number, table};

/// Their vouchers have numbers of their own.
pub const VOUCHERS: usize = 950_000;
/// Their ids are of a range that the drawn suppliers do not reach.
const IDS: usize = 2_000;

/// name, `{}` a word of the next list | how many such suppliers | place | postal code | ring | industry code | industry |
/// staff | account | years, and months of each, with the invoices in that time and the euros of each
const EVENTS: &str = "\
Kymen Humpelvi Rakennus Oy|1|Kotka|48100|0|41200|Asuin- ja muiden rakennusten rakentaminen|50-99|4390|2021 1-12 12x220000, 2022 1-12 12x220000, 2023 1-12 12x220000 / Rannikon Kaikunto Tukku Oy|1|Kotka|48310|0|46390|Elintarvikkeiden, juomien ja tupakan yleistukkukauppa|20-49|4520|2021 1-12 24x70000, 2022 1-12 24x70000, 2023 1-12 24x70000 / Etelän Sorviska Tukku Oy|1|Tampere|33100|3|46390|Elintarvikkeiden, juomien ja tupakan yleistukkukauppa|250-499|4520|2024 1-12 24x70000
{} Siivous Oy|24|Kotka|48600|0|81210|Kiinteistöjen siivous|0-4|4380|2024 6-12 3x2500 / {} Viherhoito Oy|20|Kotka|48700|0|81300|Maisemanhoitopalvelut|5-9|4391|2021 1-12 1x2000, 2022 1-12 1x2000, 2023 1-12 1x2000, 2024 1-12 4x4000";

const STEMS: &str = "Akka Emma Haapi Iso Jokku Kelta Lasku Meri";
const ENDINGS: &str = "lahdas niemus rantus";

/// The suppliers of the events, one behind the other.
pub fn suppliers() -> Vec<Supplier> {
    let words: Vec<String> =
        STEMS.split(' ').flat_map(|stem| ENDINGS.split(' ').map(move |ending| format!("{stem}{ending}"))).collect();
    let mut all = Vec::new();
    for [name, copies, place, postal, ring, code, industry, staff, account, _] in table(EVENTS) {
        for word in words.iter().take(number(copies)) {
            let (id, name): (String, String) = (y_tunnus(IDS + all.len()), name.replace("{}", word));
            let registered = format!("{id}|{name}|{place}|{postal}|{code}|{industry}|{staff}|Osakeyhtiö");
            all.push(Supplier {
                name,
                id,
                ring: number(ring),
                accounts: account,
                weight: 0.0, // their lines are not drawn
                level: 0.0,
                years: (2021, 2024),
                registered: Some(registered),
            });
        }
    }
    all
}

/// The lines of a year, where the suppliers of the events follow the first `before` ones.
pub fn lines(year: u32, before: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut who = before;
    for [_, copies, .., account, sales] in table::<10>(EVENTS) {
        for n in 0..number::<usize>(copies) {
            for sale in sales.split(", ").filter(|sale| sale.starts_with(&year.to_string())) {
                let [_, months, invoices] = sale.split(' ').collect::<Vec<_>>()[..] else {
                    unreachable!("three words")
                };
                let ((first, last), (times, euros)) = (pair(months, '-'), pair(invoices, 'x'));
                for time in 0..times {
                    let month = first + time * (last - first + 1) / times;
                    let day = 1 + (7 * n + 3 * time) % MONTH_DAYS[month - 1];
                    let (cents, voucher) = (euros as i64 * 100, VOUCHERS + lines.len());
                    lines.push(Line { who, account, cents, date: (month, day), voucher });
                }
            }
            who += 1;
        }
    }
    lines
}

fn pair(text: &str, mark: char) -> (usize, usize) {
    let (first, second) = text.split_once(mark).expect("two numbers");
    (number(first), number(second))
}
