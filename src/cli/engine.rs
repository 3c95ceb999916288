//! The engine of a command line.

use clap::Args;
use vire_cluster::{Address, Seen};

use crate::elsewhere::Elsewhere;

#[derive(Args, Default)]
pub struct Engine {
    /// Let Apache Spark or Sail run the indicators' SQL, over Spark Connect, such as sc://localhost:15002; the figures are the same
    #[arg(long, value_name = "ADDRESS")]
    engine: Option<Address>,
    /// Where the engine sees a folder of this machine, such as out=/mnt/vire or out=s3a://bucket/vire [default: at the same place]
    #[arg(long, value_name = "HERE=THERE", requires = "engine")]
    engine_path: Option<Seen>,
}

impl Engine {
    pub fn elsewhere(self) -> Option<Elsewhere> {
        Some(Elsewhere { address: self.engine?, seen: self.engine_path })
    }
}
