//! Where an engine is, and where it sees the files of this machine.

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use super::Unavailable;

/// The address of an engine, `sc://host:port` with parameters; what is shown of it is host and port, for a token may be
/// among the parameters.
#[derive(Clone)]
pub struct Address(String);

impl Address {
    /// With its parameters.
    pub fn whole(&self) -> &str {
        &self.0
    }
}

impl FromStr for Address {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let right = "write it as sc://host:15002, or sc://host:443/;use_ssl=true";
        let after = text.strip_prefix("sc://").ok_or_else(|| format!("it does not begin with sc://; {right}"))?;
        let host = after.split(['/', ';', '?', '#']).next().unwrap_or_default();
        let (name, port) = match host.rsplit_once(':') {
            Some((name, port)) if !port.ends_with(']') => (name, Some(port)),
            _ => (host, None),
        };
        if name.is_empty() {
            return Err(format!("it names no host; {right}"));
        }
        if port.is_some_and(|port| port.parse::<u16>().is_err()) {
            return Err(format!("its port is no number from 0 to 65535; {right}"));
        }
        match after[host.len()..].split_once(';') {
            None if matches!(&after[host.len()..], "" | "/") => {}
            Some(("/", parameters)) if parameters.split(';').all(|part| part.split('=').count() == 2) => {}
            _ => return Err(format!("after the port stands /;key=value;key=value or nothing; {right}")),
        }
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let host = self.0.trim_start_matches("sc://").split(['/', ';', '?', '#']).next().unwrap_or_default();
        write!(f, "sc://{host}")
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A folder of this machine that the engine sees at another place, such as a mount or an object store.
#[derive(Clone, Debug)]
pub struct Seen {
    here: PathBuf,
    there: String,
}

impl FromStr for Seen {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.split_once('=') {
            Some((here, there)) if !here.is_empty() && !there.is_empty() => {
                Ok(Self { here: here.into(), there: there.trim_end_matches('/').to_owned() })
            }
            _ => Err("write it as HERE=THERE, such as out=/mnt/vire or out=s3a://bucket/vire".to_owned()),
        }
    }
}

impl Seen {
    /// Where the engine sees a file: at the same place unless another one is given.
    ///
    /// # Errors
    /// When the file is not in the folder that is seen elsewhere.
    pub fn path(seen: Option<&Self>, file: &Path) -> Result<String, Unavailable> {
        let shown = |path: &Path| path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
        let whole = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let Some(Self { here, there }) = seen else { return Ok(shown(&whole(file))) };
        let file = whole(file);
        let inside = file.strip_prefix(whole(here)).map_err(|_| {
            let (file, here) = (file.display(), here.display());
            let what = format!("{file} is not in {here}, so that --engine-path does not say where the engine sees it");
            Unavailable::new(what, "name a folder that it is in: --engine-path out=/mnt/vire")
        })?;
        Ok(format!("{there}/{}", shown(inside)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_shows_no_token() {
        for (given, shown) in [
            ("sc://localhost", "sc://localhost"),
            ("sc://localhost:50051/", "sc://localhost:50051"),
            ("sc://[::1]:15002", "sc://[::1]:15002"),
            ("sc://a.example:443/;use_ssl=true;token=dapi123", "sc://a.example:443"),
        ] {
            let address: Address = given.parse().unwrap();
            assert_eq!(address.to_string(), shown);
            assert!(!format!("{address:?}").contains("dapi"));
        }
    }

    #[test]
    fn what_is_no_address_is_told() {
        for (given, told) in [
            ("spark://localhost:7077", "does not begin with sc://"),
            ("localhost:15002", "does not begin with sc://"),
            ("sc://", "names no host"),
            ("sc://:15002", "names no host"),
            ("sc://a:port", "no number"),
            ("sc://a:1/path", "after the port"),
            ("sc://a:1/;use_ssl", "after the port"),
        ] {
            let error = given.parse::<Address>().unwrap_err();
            assert!(error.contains(told) && error.contains("sc://host:15002"), "{given}: {error}");
        }
    }

    #[test]
    fn a_folder_is_seen_elsewhere() {
        let folder = std::env::temp_dir().canonicalize().unwrap();
        let file = folder.join("t.parquet");
        assert_eq!(Seen::path(None, &file).unwrap(), file.to_str().unwrap());
        let seen: Seen = format!("{}=s3a://bucket/vire/", folder.display()).parse().unwrap();
        assert_eq!(Seen::path(Some(&seen), &folder.join("a/t.parquet")).unwrap(), "s3a://bucket/vire/a/t.parquet");
        assert!(Seen::path(Some(&seen), Path::new("/elsewhere/t.parquet")).unwrap_err().what.contains("is not in"));
        assert!("out".parse::<Seen>().is_err() && "=s3a://b".parse::<Seen>().is_err());
    }
}
