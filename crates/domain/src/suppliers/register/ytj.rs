//! Company data of the Finnish Patent and Registration Office (open data of PRH and YTJ, version 3): the bulk file, one
//! JSON array of all companies, and the answers of its search, one company or a page of them.

use std::borrow::Cow;
use std::io::BufRead;
use std::path::Path;

use serde::Deserialize;

use super::{Entry, Place, Take};
use vire_base::error::InputError;
use vire_reference::ids::{self, Reading};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Company<'a> {
    #[serde(borrow)]
    business_id: Id<'a>,
    #[serde(default, borrow)]
    names: Vec<Name<'a>>,
    #[serde(default, borrow)]
    main_business_line: Option<Described<'a>>,
    #[serde(default, borrow)]
    company_forms: Vec<Described<'a>>,
    #[serde(default, borrow)]
    addresses: Vec<Address<'a>>,
    #[serde(default, borrow)]
    end_date: Option<Cow<'a, str>>,
}

/// A business id with its dates, or just the id.
#[derive(Deserialize)]
#[serde(untagged)]
enum Id<'a> {
    Dated {
        #[serde(borrow)]
        value: Cow<'a, str>,
    },
    Plain(#[serde(borrow)] Cow<'a, str>),
}

impl Id<'_> {
    fn text(&self) -> &str {
        match self {
            Self::Dated { value } => value,
            Self::Plain(value) => value,
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Name<'a> {
    #[serde(borrow)]
    name: Cow<'a, str>,
    /// 1 is the company's own name, others are parallel and auxiliary ones.
    #[serde(default, rename = "type", borrow)]
    kind: Option<Code<'a>>,
    #[serde(default, borrow)]
    end_date: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Described<'a> {
    #[serde(default, rename = "type", borrow)]
    code: Option<Code<'a>>,
    #[serde(default, borrow)]
    descriptions: Vec<Description<'a>>,
    #[serde(default, borrow)]
    end_date: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Description<'a> {
    /// 1 Finnish, 2 Swedish, 3 English.
    #[serde(default, borrow)]
    language_code: Option<Code<'a>>,
    #[serde(default, borrow)]
    description: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Address<'a> {
    /// 1 street, 2 post.
    #[serde(default, rename = "type", borrow)]
    kind: Option<Code<'a>>,
    #[serde(default, borrow)]
    post_code: Option<Cow<'a, str>>,
    #[serde(default, borrow)]
    post_offices: Vec<PostOffice<'a>>,
    #[serde(default, borrow)]
    country: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PostOffice<'a> {
    #[serde(default, borrow)]
    municipality_code: Option<Cow<'a, str>>,
}

/// A code, which the data writes as a text or as a number.
#[derive(Deserialize)]
#[serde(untagged)]
enum Code<'a> {
    Text(#[serde(borrow)] Cow<'a, str>),
    Number(u32),
}

impl Code<'_> {
    fn is(&self, number: u32) -> bool {
        match self {
            Self::Text(text) => text.parse() == Ok(number),
            Self::Number(n) => *n == number,
        }
    }

    fn text(&self) -> String {
        match self {
            Self::Text(text) => text.to_string(),
            Self::Number(n) => n.to_string(),
        }
    }
}

/// A page of the search.
#[derive(Deserialize)]
struct Page<'a> {
    #[serde(borrow)]
    companies: Vec<Company<'a>>,
}

pub fn read(path: &Path, text: &mut dyn BufRead, take: &mut Take<'_>) -> Result<(), InputError> {
    let mut objects = Objects { text, number: 0 };
    let mut object = Vec::new();
    let mut companies = 0;
    while objects.next(&mut object).map_err(|e| broken(path, objects.number + 1, e))? {
        match serde_json::from_slice(&object) {
            Ok(company) => {
                tell(&company, take);
                companies += 1;
            }
            Err(error) => {
                let Ok(page) = serde_json::from_slice::<Page<'_>>(&object) else {
                    return Err(broken(path, objects.number, error));
                };
                page.companies.iter().for_each(|company| tell(company, take));
                companies += page.companies.len();
            }
        }
    }
    if companies == 0 {
        let help = "a company register of PRH is an array of companies with businessId; other JSON is not read";
        return Err(InputError::new(vire_base::code::Code::NoCompanies, path, "holds no companies", help));
    }
    Ok(())
}

fn broken(path: &Path, company: u64, error: impl std::fmt::Display) -> InputError {
    InputError::new(
        vire_base::code::Code::BrokenRegister,
        path,
        format!("company {company} cannot be read: {error}"),
        "fetch the file again; it should be company data of PRH, version 3",
    )
}

fn tell(company: &Company<'_>, take: &mut Take<'_>) {
    let id = ids::read(company.business_id.text(), "FI");
    take(&id, &|| (id != Reading::Invalid).then(|| entry(company)));
}

fn entry(company: &Company<'_>) -> Entry {
    let current = |end: &Option<Cow<'_, str>>| end.as_ref().is_none_or(|e| e.is_empty());
    let own = |n: &&Name<'_>| n.kind.as_ref().is_none_or(|k| k.is(1)) && current(&n.end_date);
    let name = company.names.iter().find(own).or(company.names.first());
    let form = company.company_forms.iter().find(|f| current(&f.end_date));
    let in_finnish = |d: &Described<'_>| {
        let finnish = |d: &&Description<'_>| d.language_code.as_ref().is_some_and(|c| c.is(1));
        d.descriptions.iter().find(finnish).and_then(|d| d.description.as_ref().map(|t| t.to_string()))
    };
    let of_kind = |kind| company.addresses.iter().find(|a| a.kind.as_ref().is_some_and(|k| k.is(kind)));
    let address = of_kind(1).or_else(|| of_kind(2)).or(company.addresses.first());
    let text = |text: Option<&Cow<'_, str>>| text.map(|t| t.to_string()).unwrap_or_default();
    let municipality = address.and_then(|a| a.post_offices.iter().find_map(|o| o.municipality_code.as_ref()));
    Entry {
        name: text(name.map(|n| &n.name)),
        domicile: Place {
            municipality: text(municipality),
            postcode: text(address.and_then(|a| a.post_code.as_ref())),
            country: text(address.and_then(|a| a.country.as_ref()).filter(|c| c.len() == 2)),
        },
        industry: company.main_business_line.as_ref().and_then(|l| l.code.as_ref()).map(Code::text).unwrap_or_default(),
        form: form.and_then(in_finnish).unwrap_or_default(),
        closed: text(company.end_date.as_ref()),
        ..Entry::default()
    }
}

/// Cuts a JSON array into its objects, so that only one of them is in memory at a time; an object that stands alone is
/// one.
struct Objects<'a> {
    text: &'a mut dyn BufRead,
    number: u64,
}

/// No company is that large; a file that never closes a brace must not fill the memory.
const LONGEST: usize = 64 << 20;

impl Objects<'_> {
    /// Puts the next object's text into `object`; false at the end.
    fn next(&mut self, object: &mut Vec<u8>) -> Result<bool, String> {
        object.clear();
        let (mut depth, mut quoted, mut escaped) = (0usize, false, false);
        loop {
            let chunk = self.text.fill_buf().map_err(|e| e.to_string())?;
            if chunk.is_empty() {
                return if depth == 0 { Ok(false) } else { Err("the file ends in the middle of it".into()) };
            }
            let begin = if depth > 0 { 0 } else { chunk.iter().position(|b| *b == b'{').unwrap_or(chunk.len()) };
            let mut end = None;
            for (at, b) in chunk[begin..].iter().enumerate() {
                match b {
                    _ if escaped => escaped = false,
                    b'\\' if quoted => escaped = true,
                    b'"' => quoted = !quoted,
                    b'{' if !quoted => depth += 1,
                    b'}' if !quoted => {
                        depth -= 1;
                        if depth == 0 {
                            end = Some(begin + at + 1);
                            break;
                        }
                    }
                    _ => {}
                }
            }
            let used = end.unwrap_or(chunk.len());
            object.extend_from_slice(&chunk[begin.min(used)..used]);
            self.text.consume(used);
            if end.is_some() {
                self.number += 1;
                return Ok(true);
            }
            if object.len() > LONGEST {
                return Err("it never ends".into());
            }
        }
    }
}
