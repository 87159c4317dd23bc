//! The reference host: what an application that embeds Simon looks like, and a tool to drive every
//! connector by hand or from a script.

mod cli;
mod clock;
mod commands;
mod config;
mod dashboard;
mod demo;
mod failure;
mod host;
mod output;
mod registry;
mod serve;
mod werkbon_json;

use std::process::ExitCode;

use clap::Parser;
use simon_core::message::{Message, Taal};

use crate::cli::{Cli, Command, Language};
use crate::config::Config;
use crate::failure::{Exit, Failure};
use crate::host::Host;
use crate::output::Output;
use crate::registry::Vendor;

fn main() -> ExitCode {
    let cli = Cli::parse();
    trace();
    let output = Output::new(cli.json, cli.language.map_or(Taal::Nl, taal));
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    match runtime {
        Ok(runtime) => runtime.block_on(run(cli, output)).into(),
        Err(error) => {
            output.note(error);
            Exit::Usage.into()
        }
    }
}

/// Traces go to standard error, when `RUST_LOG` asks for them.
fn trace() {
    let filter = tracing_subscriber::EnvFilter::from_default_env();
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
}

const fn taal(language: Language) -> Taal {
    match language {
        Language::Nl => Taal::Nl,
        Language::En => Taal::En,
    }
}

async fn run(cli: Cli, output: Output) -> Exit {
    let (outcome, output) = match cli.command {
        Command::Demo { vendor } => (demo::play(vendor.as_deref(), output).await, output),
        Command::Serve(args) if args.demo => (serve::demo(args, output).await, output),
        command => match Config::read(&cli.config) {
            Ok(config) => {
                let output = output.with_taal(cli.language.map_or(config.taal, taal));
                (with_config(command, config, output).await, output)
            }
            Err(failure) => (Err(failure), output),
        },
    };
    outcome.unwrap_or_else(|failure| {
        output.failure(&failure);
        failure.exit
    })
}

async fn with_config(command: Command, config: Config, output: Output) -> Result<Exit, Failure> {
    if matches!(command, Command::Settings) {
        return Ok(commands::settings(Vendor::named(&config.vendor)?.info, output));
    }
    let clock = clock::of_environment(output)?;
    if let Command::Serve(args) = command {
        return serve::serve(args, config, clock, output).await;
    }
    let host = Host::open(config, clock, output)?;
    // Everything that was stored stays; what was under way is taken up by the next run.
    tokio::select! {
        outcome = commands::run(&host, command) => outcome,
        _ = tokio::signal::ctrl_c() => Err(Failure::attention(&Message::new("host-afgebroken"))),
    }
}
