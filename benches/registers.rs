//! How long bulk registers take: `cargo bench --bench registers` makes company data of PRH with a million companies and
//! an SCB file of 1.8 million rows (or as many thousandths of these as the first argument says), an export of 50 000
//! suppliers, and runs the program with and without the registers. Then likely pairs among 200 000 names.
//!
//! The time is told beside that of reading the two files once, since both depend on the machine.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a measurement that cannot go on has failed")]
#![expect(clippy::print_stdout, reason = "its result is what it prints")]

use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use vire_domain::suppliers::likely::{Named, proposals};

fn main() {
    let scale: u64 = std::env::args().find_map(|a| a.parse().ok()).unwrap_or(1000);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (companies, rows, suppliers) = (1000 * scale, 1800 * scale, 50 * scale);
    let [ytj, scb] = ["ytj.json", "scb.txt"].map(|name| folder.path().join(name));
    write(&ytj, |out| finnish(out, companies)).expect("room for the Finnish register");
    write(&scb, |out| swedish(out, rows)).expect("room for the Swedish register");
    write(&folder.path().join("a.csv"), |out| export(out, suppliers, companies, rows)).expect("room for the export");
    let head =
        "[buyer]\nname = \"Kotka\"\ncountry = \"FI\"\n[[purchases]]\nfiles = [\"a.csv\"]\n[report]\nlanguages = []\n";
    let registers = "[[register]]\nfiles = [\"ytj.json\"]\n[[register]]\nfiles = [\"scb.txt\"]\n";
    for (name, text) in [("without", head.to_owned()), ("with", format!("{head}{registers}"))] {
        std::fs::write(folder.path().join(format!("{name}.toml")), text).expect("room for the pipeline file");
    }
    run(folder.path(), "without"); // stages the export
    let (without, _) = run(folder.path(), "without");
    run(folder.path(), "with");
    let (with, memory) = run(folder.path(), "with");
    let reading = read_once(&[&ytj, &scb]);
    let resolving = with.saturating_sub(without);
    println!("{companies} companies, {rows} rows, {suppliers} suppliers:");
    println!(
        "  run {:.1} s, without registers {:.1} s; {} MiB at most",
        with.as_secs_f64(),
        without.as_secs_f64(),
        memory >> 10
    );
    println!(
        "  registers {:.1} s; reading the files once {:.2} s, ratio {:.1}",
        resolving.as_secs_f64(),
        reading.as_secs_f64(),
        resolving.as_secs_f64() / reading.as_secs_f64()
    );
    likely(200 * scale);
}

fn write(path: &Path, fill: impl FnOnce(&mut BufWriter<std::fs::File>) -> std::io::Result<()>) -> std::io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 20, std::fs::File::create(path)?);
    fill(&mut out)?;
    out.flush()
}

/// Runs a pipeline; the time, and the most memory in KiB (on Linux).
fn run(folder: &Path, name: &str) -> (Duration, u64) {
    let begun = Instant::now();
    let pipeline = format!("{name}.toml");
    let mut child = Command::new(env!("CARGO_BIN_EXE_vire"))
        .args(["run", &pipeline, "--out", "out", "--quiet"])
        .current_dir(folder)
        .spawn()
        .expect("the program");
    let mut most = 0;
    loop {
        let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let peak = status.lines().find_map(|l| l.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse().ok());
        most = most.max(peak.unwrap_or(0));
        if let Some(status) = child.try_wait().expect("the program's end") {
            assert!(status.success(), "the run failed");
            return (begun.elapsed(), most);
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn read_once(paths: &[&Path]) -> Duration {
    let begun = Instant::now();
    let mut bytes = 0;
    for path in paths {
        let mut file = BufReader::with_capacity(1 << 20, std::fs::File::open(path).expect("the register"));
        while let Ok(chunk) = file.fill_buf() {
            let length = chunk.len();
            if length == 0 {
                break;
            }
            bytes += length;
            file.consume(length);
        }
    }
    println!("  {} MB of registers", bytes / 1_000_000);
    begun.elapsed()
}

/// Company data as PRH writes it, some 1.2 kB a company.
fn finnish(out: &mut impl Write, companies: u64) -> std::io::Result<()> {
    const PLACES: [(&str, &str, &str); 4] = [
        ("48100", "KOTKA", "285"),
        ("00100", "HELSINKI", "091"),
        ("33100", "TAMPERE", "837"),
        ("90100", "OULU", "564"),
    ];
    write!(out, "[")?;
    for n in 0..companies {
        let (code, city, municipality) = PLACES[(mix(n) % 4) as usize];
        let comma = if n == 0 { "" } else { "," };
        let (id, name) = (finnish_id(n), name(n));
        write!(
            out,
            r#"{comma}{{"businessId":{{"value":"{id}","registrationDate":"2001-03-15","source":"3"}},"euId":{{"value":"FIFPRO.{id}","source":"1"}},"names":[{{"name":"{name} Oy","type":"1","registrationDate":"2001-03-15","endDate":null,"version":1,"source":"1"}},{{"name":"{name} Finland","type":"3","registrationDate":"2005-01-01","endDate":null,"version":1,"source":"1"}}],"mainBusinessLine":{{"type":"{}","descriptions":[{{"languageCode":"1","description":"Asuin- ja muiden rakennusten rakentaminen"}},{{"languageCode":"2","description":"Byggande av bostadshus och andra byggnader"}},{{"languageCode":"3","description":"Construction of residential and non-residential buildings"}}],"typeCodeSet":"TOIMI3","registrationDate":"2008-01-01","source":"2"}},"website":null,"companyForms":[{{"type":"16","descriptions":[{{"languageCode":"3","description":"Limited company"}},{{"languageCode":"1","description":"Osakeyhtiö"}}],"registrationDate":"2001-03-15","endDate":null,"version":1,"source":"1"}}],"addresses":[{{"type":1,"street":"Esimerkkikatu","postCode":"{code}","postOffices":[{{"city":"{city}","languageCode":"1","municipalityCode":"{municipality}"}}],"buildingNumber":"{}","registrationDate":"2010-05-05","source":"0"}}],"tradeRegisterStatus":"1","status":"2","registrationDate":"2001-03-15","endDate":null,"lastModified":"2024-01-01"}}"#,
            ["41200", "62100", "56111", "81210"][(mix(n) >> 8) as usize % 4],
            n % 90 + 1,
        )?;
    }
    write!(out, "]")
}

/// Rows as in SCB's file of legal entities: 35 columns, tabs, Windows-1252.
fn swedish(out: &mut impl Write, rows: u64) -> std::io::Result<()> {
    write!(
        out,
        "ForAndrTyp\tCOAdress\tForetagsnamn\tFtgStat\tGatuadress\tJEStat\tJurForm\tNamn\tNg1\tNg2\tNg3\tNg4\tNg5\tPeOrgNr\tPostNr\tPostOrt\tRegDatKtid\tReklamsparrtyp"
    )?;
    writeln!(out, "{}\t", "\tm".repeat(16))?;
    for n in 0..rows {
        let code = ["28131", "11120", "22100", "41101"][(mix(n) % 4) as usize];
        write!(
            out,
            "\t\t{0} AB\t1\tExempelgatan {1}\t1\t49\t{0} AB\t41200\t43210\t\t\t\t16{2}\t{code}\tORTEN\t20010315\t",
            name(n),
            n % 90 + 1,
            swedish_id(n)
        )?;
        writeln!(out, "{}\t", "\t0".repeat(16))?;
    }
    Ok(())
}

/// Three of five suppliers are Finnish with ids, one is Swedish, one has a name only.
fn export(out: &mut impl Write, suppliers: u64, companies: u64, rows: u64) -> std::io::Result<()> {
    writeln!(out, "Toimittajan nimi;Y-tunnus;Tili;Kirjauspäivämäärä;Summa")?;
    for s in 0..suppliers {
        let n = s * (companies / suppliers).max(1);
        let (name, id) = match s % 5 {
            4 => (format!("{} Oy", name(n)), String::new()),
            3 => (format!("{} AB", name(n)), format!("SE{}01", swedish_id(s * (rows / suppliers).max(1)))),
            _ => (format!("{} Oy", name(n)), finnish_id(n)),
        };
        writeln!(out, "{name};{id};4390;15.1.2024;{},50", 10 + s % 1000)?;
    }
    Ok(())
}

fn likely(count: u64) {
    let names: Vec<String> =
        (0..count).map(|n| if n % 10 == 9 { slipped(&name(n - 1)) } else { name(n) } + " Oy").collect();
    let named: Vec<Named<'_>> =
        names.iter().enumerate().map(|(i, name)| Named { supplier: i as u32, name, has_id: false }).collect();
    let begun = Instant::now();
    let found = proposals(&named, "FI").len();
    println!("{count} names: {found} likely pairs in {:.1} s", begun.elapsed().as_secs_f64());
}

/// A name with its second and third letters changed about.
fn slipped(name: &str) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    letters.swap(1, 2);
    letters.into_iter().collect()
}

/// A name of three invented words.
fn name(n: u64) -> String {
    const STEMS: [&str; 16] = [
        "Vila", "Tirmo", "Ruove", "Kaisu", "Lonka", "Humpe", "Sorvi", "Myrsa", "Palku", "Jalta", "Kaiku", "Rantu",
        "Utve", "Hieta", "Norpa", "Selta",
    ];
    const ENDINGS: [&str; 16] = [
        "kko", "mmo", "sto", "lvi", "nto", "rre", "spa", "ttu", "ska", "vire", "lmi", "nka", "pso", "rva", "tka", "uli",
    ];
    let r = mix(n);
    let part = |at: u64, of: &[&'static str; 16]| of[(r >> (at * 4)) as usize % 16];
    format!(
        "{}{} {}{} {}{}",
        part(0, &STEMS),
        part(1, &ENDINGS),
        part(2, &STEMS),
        part(3, &ENDINGS),
        part(4, &STEMS),
        part(5, &ENDINGS)
    )
}

/// splitmix64
fn mix(n: u64) -> u64 {
    let state = n.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(1);
    let r = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let r = (r ^ (r >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    r ^ (r >> 31)
}

/// The n-th Finnish id that can be: of eleven numbers in a row one can have no check digit.
fn finnish_id(n: u64) -> String {
    const WEIGHTS: [u64; 7] = [7, 9, 10, 5, 8, 4, 2];
    let number = 1_000_000 + n * 2;
    let check = |number: u64| {
        let digits = (0..7).rev().map(|i| number / 10u64.pow(i) % 10);
        digits.zip(WEIGHTS).map(|(d, w)| d * w).sum::<u64>() % 11
    };
    // The one that cannot be gives its place to the odd number after it.
    let number = if check(number) == 1 { number + 1 } else { number };
    match check(number) {
        0 => format!("{number:07}-0"),
        rest => format!("{number:07}-{}", 11 - rest),
    }
}

fn swedish_id(n: u64) -> String {
    let body = 556_000_000 + n;
    let sum: u64 = (0..9)
        .map(|i| {
            let digit = body / 10u64.pow(i) % 10;
            if i % 2 == 0 { digit * 2 / 10 + digit * 2 % 10 } else { digit }
        })
        .sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}
