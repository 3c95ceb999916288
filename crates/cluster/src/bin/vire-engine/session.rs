//! A session of Spark Connect.

use std::net::{TcpStream, ToSocketAddrs};
use std::time::Duration;

use proto::execute_plan_response::ResponseType;
use proto::plan::OpType;
use spark_connect_core::channel::ChannelBuilder;
use spark_connect_core::client::SparkConnectClient;
use spark_connect_core::error::SparkError;
use spark_connect_core::reattach::ExecutePlanResponseReattachableIterator as Attempt;
use spark_connect_core::retries::RetryPolicy;
use spark_connect_proto as proto;
use tokio::runtime::{Builder, Runtime};
use vire_cluster::{Address, Unavailable};

/// How long nothing may listen before that is told.
const ANSWER: Duration = Duration::from_secs(10);

/// How long an engine may be silent: while it works it tells so every few seconds.
const SILENCE: Duration = Duration::from_secs(300);

/// What there is to look at where something answers as no engine does.
const SPEAKS: &str =
    "see that it runs, that it speaks Spark Connect, and that both sides use TLS (/;use_ssl=true) or none";

/// What a session holds to: an overflow is an error and no null, and the alias `unknown` is a name like others.
const SETTINGS: [(&str, &str); 2] =
    [("spark.sql.ansi.enabled", "true"), ("spark.sql.ansi.enforceReservedKeywords", "false")];

pub struct Session {
    address: Address,
    runtime: Runtime,
    client: SparkConnectClient,
}

impl Session {
    /// Opens a session.
    ///
    /// # Errors
    /// When nothing listens there, or it is no engine, or it refuses.
    pub fn connect(address: Address) -> Result<Self, Unavailable> {
        let unfit = |error: SparkError| {
            Unavailable::new(
                format!("the engine at {address} cannot be asked: {error}"),
                "correct the address of --engine",
            )
        };
        let builder = ChannelBuilder::parse(address.whole()).map_err(unfit)?;
        let no_runtime = |error| Unavailable::new(format!("a client cannot be started: {error}"), "free some memory");
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().map_err(no_runtime)?;
        // It refuses to send a token unencrypted; nothing is sent yet.
        let mut client = runtime.block_on(SparkConnectClient::connect(&builder)).map_err(unfit)?;
        listens(&address, &builder)?;
        client.set_retry_policy(RetryPolicy {
            max_retries: Some(3),
            initial_backoff_ms: 500,
            ..RetryPolicy::default()
        });
        let session = Self { address, runtime, client };
        // What cannot even be asked this is hardly an engine.
        let none = |error: Unavailable| match error.is_of_sql {
            true => Unavailable::new(error.what, SPEAKS),
            false => error,
        };
        SETTINGS.iter().try_for_each(|(key, value)| session.set(key, value)).map_err(none)?;
        Ok(session)
    }

    /// What the engine calls its version.
    ///
    /// # Errors
    /// When it does not answer.
    pub fn version(&self) -> Result<String, Unavailable> {
        use proto::analyze_plan_request::{Analyze, SparkVersion};
        use proto::analyze_plan_response::Result::SparkVersion as Told;
        let request = proto::AnalyzePlanRequest {
            session_id: self.client.session_id().to_owned(),
            user_context: self.user(),
            analyze: Some(Analyze::SparkVersion(SparkVersion {})),
            ..Default::default()
        };
        let told = self.runtime.block_on(self.answer(self.client.analyze_plan(request)))?;
        Ok(if let Some(Told(told)) = told.result { told.version } else { String::new() })
    }

    /// Runs SQL that changes the session.
    pub fn command(&self, sql: &str) -> Result<(), Unavailable> {
        let input = Some(relation(sql));
        let command = proto::SqlCommand { input, ..Default::default() };
        let command_type = Some(proto::command::CommandType::SqlCommand(command));
        self.execute(OpType::Command(proto::Command { command_type })).map(drop)
    }

    /// The Arrow streams that a query gives.
    pub fn query(&self, sql: &str) -> Result<Vec<Vec<u8>>, Unavailable> {
        self.execute(OpType::Root(relation(sql)))
    }

    /// Sets what is not so already, for not every engine lets everything be set.
    fn set(&self, key: &str, value: &str) -> Result<(), Unavailable> {
        let held = self.runtime.block_on(self.answer(self.client.get_config_with_defaults(&[(key, None)])))?;
        if held.first().is_some_and(|held| held.as_deref() == Some(value)) {
            return Ok(());
        }
        self.runtime.block_on(self.answer(self.client.set_config(key, value)))
    }

    /// The Arrow streams that a plan gives. An engine may end its answer in the middle and go on when it is asked again; the
    /// answer is whole when it says so.
    fn execute(&self, plan: OpType) -> Result<Vec<Vec<u8>>, Unavailable> {
        let request = proto::ExecutePlanRequest {
            session_id: self.client.session_id().to_owned(),
            user_context: self.user(),
            plan: Some(proto::Plan { op_type: Some(plan) }),
            client_type: Some("vire".to_owned()),
            ..Default::default()
        };
        let attempt = Attempt::new(request);
        self.runtime.block_on(async {
            let mut stream = self.answer(self.client.execute_plan(attempt.request().clone())).await?;
            let (mut streams, mut is_told) = (Vec::new(), false);
            while !attempt.is_completed().await {
                let next = async { stream.message().await.map_err(SparkError::from_grpc_status) };
                if let Some(message) = self.answer(next).await? {
                    attempt.set_last_response_id(&message).await;
                    if let Some(ResponseType::ArrowBatch(batch)) = message.response_type {
                        streams.push(batch.data.to_vec());
                    }
                    is_told = true;
                } else if std::mem::take(&mut is_told) {
                    let again = attempt.create_reattach_request().await;
                    stream = self.answer(self.client.reattach_execute(again)).await?;
                } else {
                    return Err(self.lost("it ended its answer in the middle"));
                }
            }
            Ok(streams)
        })
    }

    fn user(&self) -> Option<proto::UserContext> {
        let user_id = self.client.user_id().unwrap_or_default().to_owned();
        Some(proto::UserContext { user_id, ..Default::default() })
    }

    /// What the engine answers within the time that it has.
    async fn answer<T>(&self, asked: impl Future<Output = Result<T, SparkError>>) -> Result<T, Unavailable> {
        match tokio::time::timeout(SILENCE, asked).await {
            Ok(answer) => answer.map_err(|error| self.refused(&error)),
            Err(_) => Err(self.lost(&format!("it has said nothing for {} seconds", SILENCE.as_secs()))),
        }
    }

    fn refused(&self, error: &SparkError) -> Unavailable {
        // Nobody answers; or the connection broke, of which the client knows no code.
        const GONE: [i32; 2] = [2, 14];
        const MAY_NOT: [i32; 2] = [7, 16];
        let said = said(error);
        match error.grpc_code {
            Some(code) if GONE.contains(&code) && error.grpc_details.is_none() => self.lost(&said),
            Some(code) if MAY_NOT.contains(&code) => Unavailable::new(
                format!("the engine at {} refuses: {said}", self.address),
                "give a valid token, as /;use_ssl=true;token=... of --engine or in SPARK_CONNECT_AUTHENTICATE_TOKEN",
            ),
            _ => Unavailable {
                is_of_sql: true,
                ..Unavailable::new(
                    format!("the engine at {} cannot do what it is asked: {said}", self.address),
                    "its log may say more; without --engine the same figures are computed here",
                )
            },
        }
    }

    fn lost(&self, why: &str) -> Unavailable {
        let what = format!("the engine at {} does not answer: {why}", self.address);
        Unavailable::new(what, SPEAKS)
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // An engine that is gone has no session to give back.
        let released = async { tokio::time::timeout(ANSWER, self.client.release_session()).await };
        let _ = self.runtime.block_on(released);
    }
}

fn relation(sql: &str) -> proto::Relation {
    let rel_type = Some(proto::relation::RelType::Sql(proto::Sql { query: sql.to_owned(), ..Default::default() }));
    proto::Relation { rel_type, ..Default::default() }
}

/// That something listens where the engine should be, told by the system's own words, which the client does not hand on.
fn listens(address: &Address, builder: &ChannelBuilder) -> Result<(), Unavailable> {
    let host = builder.host().trim_matches(['[', ']']);
    let unreachable = |why: String| {
        let help = "start it, or correct the address of --engine; without --engine the same figures are computed here";
        Unavailable::new(format!("no engine is reached at {address}: {why}"), help)
    };
    let addresses = (host, builder.port()).to_socket_addrs().map_err(|error| unreachable(error.to_string()))?;
    let mut why = "its name has no address".to_owned();
    for at in addresses {
        match TcpStream::connect_timeout(&at, ANSWER) {
            Ok(_) => return Ok(()),
            Err(error) => why = error.to_string(),
        }
    }
    Err(unreachable(why))
}

/// What an engine says, without the stack of its calls.
fn said(error: &SparkError) -> String {
    const MOST: usize = 600;
    let text = error.to_string();
    let text: String = text.split("\n\nJVM stacktrace").next().unwrap_or_default().chars().take(MOST).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
