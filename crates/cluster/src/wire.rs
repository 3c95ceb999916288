//! What `vire` and `vire-engine` say to each other: a message after its length.

use std::io::{self, Read, Write};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::Unavailable;

/// The version of both programs, which has to be one.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Asked {
    /// A session with the engine at an address, parameters included; the first of all.
    Open {
        version: String,
        address: String,
    },
    /// SQL that changes the session.
    Command(String),
    Query(String),
}

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answered {
    /// What the engine calls its version.
    Open {
        engine: String,
    },
    Done,
    /// Arrow streams.
    Batches(Vec<Vec<u8>>),
    Unavailable(Unavailable),
}

/// # Errors
/// When the other program is gone.
pub fn send(message: &impl Serialize, to: &mut impl Write) -> io::Result<()> {
    let bytes = postcard::to_extend(message, Vec::new()).map_err(io::Error::other)?;
    to.write_all(&(bytes.len() as u64).to_le_bytes())?;
    to.write_all(&bytes)?;
    to.flush()
}

/// The next message; `None` at the end.
///
/// # Errors
/// When it is cut short, or none that is known.
pub fn receive<T: DeserializeOwned>(from: &mut impl Read) -> io::Result<Option<T>> {
    let mut length = [0; 8];
    match from.read(&mut length)? {
        0 => return Ok(None),
        some => from.read_exact(&mut length[some..])?,
    }
    let mut bytes = Vec::new();
    // Memory is taken as the bytes come, whatever length was named.
    from.take(u64::from_le_bytes(length)).read_to_end(&mut bytes)?;
    postcard::from_bytes(&bytes).map(Some).map_err(io::Error::other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_come_as_they_are_sent() {
        let messages = [Answered::Batches(vec![vec![1, 2], vec![]]), Answered::Done];
        let mut sent = Vec::new();
        messages.iter().for_each(|message| send(message, &mut sent).unwrap());
        let mut from = sent.as_slice();
        for message in messages {
            assert_eq!(receive(&mut from).unwrap(), Some(message));
        }
        assert_eq!(receive::<Answered>(&mut from).unwrap(), None);
    }

    #[test]
    fn what_is_cut_or_none_of_ours_is_an_error() {
        let mut sent = Vec::new();
        send(&Asked::Query("SELECT 1".to_owned()), &mut sent).unwrap();
        for length in 1..sent.len() {
            assert!(receive::<Asked>(&mut &sent[..length]).is_err(), "{length}");
        }
        assert!(receive::<Asked>(&mut b"no message of ours".as_slice()).is_err());
    }
}
