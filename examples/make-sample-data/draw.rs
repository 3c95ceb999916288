//! Random numbers, invented ids, suppliers and the lines that they are paid by.

use crate::Row;
use crate::norway::{org_number, person_number};
use crate::tables::*;
use std::collections::BTreeSet;

pub const MONTH_DAYS: [usize; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
/// Per cent of the year's vouchers up to the end of each month; December is high.
pub const MONTHS_UP_TO: [usize; 12] = [7, 14, 22, 30, 38, 47, 53, 60, 68, 77, 86, 100];
/// splitmix64
pub struct Rng(pub u64);

impl Rng {
    pub fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }
    pub fn below(&mut self, n: usize) -> usize {
        (self.unit() * n as f64) as usize
    }
    pub fn chance(&mut self, p: f64) -> bool {
        self.unit() < p
    }
    pub fn either<T>(&mut self, p: f64, first: T, second: T) -> T {
        if self.chance(p) { first } else { second }
    }
    pub fn word(&mut self, words: &'static str) -> &'static str {
        let words: Vec<_> = words.split(' ').collect();
        words[self.below(words.len())]
    }
    /// Twelve uniforms make a normal near enough, with nothing but additions.
    pub fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.unit()).sum::<f64>() - 6.0
    }
    pub fn log_normal(&mut self, middle: f64, spread: f64) -> f64 {
        middle * exp(spread * self.normal())
    }
    /// One record of a table whose last column is a weight.
    pub fn weighted<const N: usize>(&mut self, text: &'static str) -> [&'static str; N] {
        let copies = |record: [&'static str; N]| vec![record; number(record[N - 1])];
        let pool: Vec<_> = table(text).into_iter().flat_map(copies).collect();
        pool[self.below(pool.len())]
    }
    pub fn date(&mut self) -> (usize, usize) {
        let draw = self.below(100);
        let month = MONTHS_UP_TO.partition_point(|&share| share <= draw);
        (month + 1, 1 + self.below(MONTH_DAYS[month]))
    }
}

pub fn exp(x: f64) -> f64 {
    (0..10).fold(1.0 + x / 1024.0, |y, _| y * y)
}

pub fn y_tunnus(n: usize) -> String {
    let base = format!("{}", 9_500_000 + n * 41);
    let weighted = base.bytes().zip([7, 9, 10, 5, 8, 4, 2]);
    match weighted.map(|(digit, weight)| u32::from(digit - b'0') * weight).sum::<u32>() % 11 {
        0 => format!("{base}-0"),
        1 => y_tunnus(n + 10_000), // a number with this remainder is never issued
        rest => format!("{base}-{}", 11 - rest),
    }
}

/// Nine digits and their Luhn check digit.
pub fn luhn(nine: &str) -> String {
    let double = |d: u32| if d > 4 { 2 * d - 9 } else { 2 * d };
    let digits = nine.bytes().map(|b| u32::from(b - b'0')).enumerate();
    let sum: u32 = digits.map(|(i, d)| if i % 2 == 0 { double(d) } else { d }).sum();
    format!("{nine}{}", (10 - sum % 10) % 10)
}

/// A person's number has its third digit below 2 and a valid check digit. The date is one that no
/// calendar has, so that nobody can own the number.
pub fn new_id(beginning: &str, n: usize) -> String {
    let date = ["0230", "0231", "0431", "0631", "0931", "1131"][n % 6];
    match beginning {
        "" => y_tunnus(n),
        "no" => org_number(n),
        "no-person" => person_number(n),
        "person" => luhn(&format!("{:02}{date}{n:03}", 50 + n % 45)),
        _ => luhn(&format!("{beginning}{n:03}")),
    }
}

pub struct Supplier {
    pub name: String,
    pub id: String,
    /// 0 own municipality, 1 sub-region, 2 region, 3 country, 4 abroad, 5 nobody can tell
    pub ring: usize,
    pub accounts: &'static str,
    pub weight: f64,
    pub level: f64,
    pub years: (u32, u32),
    /// Its row in the business register; none where the register lacks it.
    pub registered: Option<Row>,
}

impl Market {
    pub fn word(&self, rng: &mut Rng) -> String {
        format!("{}{}", rng.word(self.stems), rng.word(self.endings))
    }

    pub fn company(&self, rng: &mut Rng, n: usize) -> Supplier {
        let [trade, code, newer, industry, accounts, _] = rng.weighted(self.trades);
        let [place, postals, ring, _] = rng.weighted(self.places);
        let [form, beginning, pattern, _] = rng.weighted(self.forms);
        let word = self.word(rng);
        let region = rng.word(self.regions);
        let region = rng.either(0.3, region, "");
        let full = format!("{region} {word} {trade}");
        let name = pattern.replace("{full}", full.trim()).replace("{}", &word);
        let id = new_id(beginning, n);
        let size = rng.normal();
        let class = [0.2, 0.75, 1.2, 1.6, 2.0, 2.3, 2.6, 2.8].partition_point(|&l| l < size);
        let staff = self.staff.split('|').nth(class).expect("nine classes");
        let place = rng.either(0.04, "", place);
        let newer = if newer.is_empty() { code } else { newer };
        let (code, postal) = (rng.either(0.6, newer, code), rng.word(postals));
        let industry = format!("{code}|{industry}");
        let industry = industry.trim_end_matches('|'); // the Swedish register has no names
        let row = format!("{id}|{name}|{place}|{postal}|{industry}|{staff}|{form}");
        let registered = rng.chance(0.985).then_some(row);
        let [from, to] = [2021, 2021].map(|year| year + rng.below(4) as u32);
        let (from, to) = (rng.either(0.2, from, 2021), rng.either(0.15, to, 2025));
        // Social and health care left the Finnish municipalities at the turn of 2023.
        let last = if accounts.contains("4430") { 2022 } else { 2025 };
        let ring = if registered.is_some() { number(ring) } else { 5 };
        Supplier {
            name,
            id,
            ring,
            accounts,
            weight: exp(1.1 * size),
            level: exp(0.5 * size + 0.5 * rng.normal()),
            years: (from.min(last), to.max(from).min(last)),
            registered,
        }
    }

    pub fn suppliers(&self, rng: &mut Rng, count: usize) -> Vec<Supplier> {
        let mut all = Vec::new();
        let mut names = BTreeSet::new();
        while all.len() < count {
            let one = self.company(rng, all.len());
            if names.insert(one.name.clone()) {
                all.push(one);
            }
        }
        let lines: f64 = all.iter().map(|s| s.weight).sum();
        for [pattern, ids, ring, accounts, share, copies, level] in table(self.others) {
            for n in 0..number(copies) {
                let id = match ids.strip_prefix("new") {
                    Some(beginning) => new_id(beginning.trim(), all.len()),
                    None => ids.split(' ').nth(n).unwrap_or("").to_string(),
                };
                let mut name = pattern.replace("{}", &self.word(rng));
                while !names.insert(name.clone()) {
                    name = pattern.replace("{}", &self.word(rng));
                }
                all.push(Supplier {
                    name,
                    id,
                    ring: number(ring),
                    accounts,
                    weight: lines * number::<f64>(share) / 1000.0 / number::<f64>(copies),
                    level: number(level),
                    years: (2021, 2025),
                    registered: None,
                });
            }
        }
        all
    }
}

pub struct Line {
    pub who: usize,
    pub account: &'static str,
    pub cents: i64,
    /// month and day
    pub date: (usize, usize),
    pub voucher: usize,
}

/// How a year's lines are drawn; `shares` are each ring's part of `total` euros.
pub struct Plan {
    pub year: u32,
    pub count: usize,
    pub total: f64,
    pub shares: [f64; 6],
}

impl Plan {
    pub fn lines(&self, rng: &mut Rng, suppliers: &[Supplier]) -> Vec<Line> {
        let mut whole = 0.0;
        let mut up_to = Vec::new();
        for Supplier { years, weight, .. } in suppliers {
            let active = (years.0..=years.1).contains(&self.year);
            whole += if active { *weight } else { 0.0 };
            up_to.push(whole);
        }
        let mut lines = Vec::new();
        for voucher in 0.. {
            let draw = rng.unit() * whole;
            let who = up_to.partition_point(|&w| w <= draw);
            let date = rng.date();
            for _ in 0..=rng.below(3) {
                let account = rng.word(suppliers[who].accounts);
                let amount = rng.log_normal(suppliers[who].level, 2.6);
                let cents = (amount * rng.either(0.03, -30.0, 100.0)) as i64;
                lines.push(Line { who, account, cents, date, voucher });
            }
            if lines.len() >= self.count {
                break;
            }
        }
        self.calibrate(rng, &mut lines, suppliers);
        lines
    }

    /// Scales each ring to its share, so that one large invoice does not decide where the money is.
    pub fn calibrate(&self, rng: &mut Rng, lines: &mut [Line], suppliers: &[Supplier]) {
        let mut sums = [0i64; 6];
        for line in lines.iter() {
            sums[suppliers[line.who].ring] += line.cents;
        }
        for line in lines {
            let ring = suppliers[line.who].ring;
            let factor = self.shares[ring] * self.total * 100.0 / sums[ring] as f64;
            line.cents = (line.cents as f64 * factor).round() as i64;
            if line.cents.abs() > 2000 && rng.chance(0.2) {
                line.cents -= line.cents % 100; // many prices are whole euros
            }
            line.cents += i64::from(line.cents == 0);
        }
    }

    /// The drawn lines, those of `YEARLY`, refundable VAT as a row of its own after its base, and the lines of events.
    pub fn kotka_lines(&self, rng: &mut Rng, suppliers: &[Supplier], events: Vec<Line>) -> Vec<Line> {
        let mut lines = self.lines(rng, suppliers);
        for [name, account, times, middle, last] in table(YEARLY) {
            let times = if self.year > number(last) { 0 } else { number(times) };
            let who = suppliers.iter().position(|s| s.name == name);
            let who = who.expect("a supplier of that name");
            for _ in 0..times {
                let cents = (rng.log_normal(number(middle), 0.35) * 100.0) as i64;
                let (date, voucher) = (rng.date(), YEARLY_VOUCHERS + lines.len());
                lines.push(Line { who, account, cents, date, voucher });
            }
        }
        let mut all = Vec::new();
        for base in lines {
            let cents = vat(base.cents, self.year, base.date.0);
            let finnish = suppliers[base.who].id.contains('-');
            let bought = ("43".."47").contains(&base.account) && base.voucher < YEARLY_VOUCHERS;
            let taxed = bought && finnish && cents != 0 && rng.chance(0.075);
            let account = "1808";
            let own_row = Line { account, ..base };
            all.push(base);
            all.extend(taxed.then_some(Line { cents, ..own_row }));
        }
        all.extend(events);
        all.sort_by_key(|line| line.date);
        all
    }
}

/// The general rate rose from 24 to 25.5 per cent in September 2024.
pub fn vat(cents: i64, year: u32, month: usize) -> i64 {
    let per_mille = if (year, month) < (2024, 9) { 240 } else { 255 };
    cents * per_mille / 1000
}
