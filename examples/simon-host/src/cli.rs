//! The command line.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

/// Couples Simon to an accounting package: the reference host.
#[derive(Debug, Parser)]
#[command(name = "simon-host", version)]
pub(crate) struct Cli {
    /// Configuration file.
    #[arg(long, global = true, default_value = "simon.toml", value_name = "FILE")]
    pub(crate) config: PathBuf,
    /// Print one JSON document per line instead of text.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Language of the texts; otherwise the configuration says it.
    #[arg(long, global = true, value_name = "nl|en")]
    pub(crate) language: Option<Language>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Language {
    Nl,
    En,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Play the whole story against simulated vendors; needs no configuration.
    Demo {
        /// Play this vendor only.
        #[arg(long, value_name = "NAME")]
        vendor: Option<String>,
    },
    /// Serve the dashboard, follow the vendor and deliver, until ctrl-c or SIGTERM.
    Serve(ServeArgs),
    /// Show the settings that the vendor has.
    Settings,
    /// Show where the user logs in, at a vendor with a login page.
    LoginUrl,
    /// Connect: end the login of login-url, or prove the credentials of the configuration again.
    Login {
        /// The whole address that the browser came back to.
        #[arg(long, value_name = "URL")]
        redirect: Option<String>,
    },
    /// Show the wipe plan; then wipe, connect, check, save and start.
    Activate {
        /// Parts to wipe: all, or some of relaties, artikelen, werkbonnen.
        #[arg(long, value_delimiter = ',', value_name = "all|PART,PART")]
        wipe: Vec<Part>,
    },
    /// Check all settings and, if all pass, put them in force, without a wipe.
    Save,
    /// Check settings against the vendor.
    Check {
        /// Keys to check; none checks all.
        #[arg(value_name = "KEY")]
        keys: Vec<String>,
    },
    /// Fetch now.
    Sync {
        /// Only these.
        #[arg(long, value_delimiter = ',', value_name = "TABLE,TABLE")]
        only: Vec<Table>,
        /// Everything instead of what changed.
        #[arg(long)]
        full: bool,
    },
    /// Remove what the vendor no longer has.
    Cleanup {
        /// Also when it would remove much.
        #[arg(long)]
        yes: bool,
        /// Compare everything, also where the vendor tells what it deleted.
        #[arg(long)]
        full: bool,
    },
    /// Take werkbonnen as archived and deliver them.
    Archive {
        /// Werkbonnen as JSON.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Deliver whatever is still waiting.
    Deliver,
    /// Show the vendor's document that each werkbon would become; nothing is written anywhere.
    Preview {
        /// Werkbonnen as JSON.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Compare the archived werkbonnen with the vendor's documents; nothing is changed.
    Reconcile {
        /// Werkbonnen archived since; thirty days ago unless given.
        #[arg(long, value_name = "DATE")]
        since: Option<String>,
    },
    /// Release werkbonnen that are held back; without numbers all of them.
    Release {
        /// Numbers of werkbonnen.
        #[arg(value_name = "NUMMER")]
        numbers: Vec<String>,
    },
    /// Decide about a werkbon of which it is uncertain whether a document exists.
    Decide {
        /// Number of the werkbon.
        #[arg(value_name = "NUMMER")]
        number: String,
        /// There is one document: its id at the vendor. Nothing is sent any more.
        #[arg(
            long,
            value_name = "VENDOR_ID",
            conflicts_with = "resend",
            required_unless_present = "resend"
        )]
        delivered: Option<String>,
        /// There is none: send the werkbon again.
        #[arg(long)]
        resend: bool,
    },
    /// List the customers in the store.
    Relaties,
    /// List the article groups in the store.
    Artikelgroepen,
    /// List the articles in the store.
    Artikelen,
    /// List the work addresses in the store.
    Werkadressen,
    /// List the werkbonnen in the store that are not archived.
    Werkbonnen,
    /// List the log, newest first.
    Log(LogArgs),
    /// Show state, last runs and what waits.
    Status,
    /// Erase the personal data of one customer.
    Erase {
        /// The customer's code, or vendor_id:...
        #[arg(value_name = "RELATIE")]
        relatie: String,
        /// Do not ask.
        #[arg(long)]
        yes: bool,
    },
    /// Stop the integration.
    Deactivate {
        /// Also revoke and forget the credentials.
        #[arg(long)]
        disconnect: bool,
        /// Do not ask.
        #[arg(long)]
        yes: bool,
    },
}

#[derive(Debug, clap::Args)]
pub(crate) struct ServeArgs {
    /// Show the dashboard on simulated vendors; needs no configuration.
    #[arg(long)]
    pub(crate) demo: bool,
    /// Where the dashboard listens; port 4000 of this machine unless given.
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub(crate) listen: Option<SocketAddr>,
    /// File with the password of the dashboard; needed to listen elsewhere than on this machine.
    #[arg(long, value_name = "FILE")]
    pub(crate) password_file: Option<PathBuf>,
    /// Name by which browsers reach the dashboard, with its port where that is not the usual one.
    #[arg(long = "host-name", value_name = "NAME")]
    pub(crate) host_names: Vec<String>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct LogArgs {
    /// Only this kind.
    #[arg(long, value_name = "KIND")]
    pub(crate) kind: Option<Kind>,
    /// Only about this table.
    #[arg(long, value_name = "TABLE")]
    pub(crate) table: Option<LogTable>,
    /// Not before this moment.
    #[arg(long, value_name = "TIME")]
    pub(crate) since: Option<String>,
    /// Before this moment.
    #[arg(long, value_name = "TIME")]
    pub(crate) until: Option<String>,
    /// Only this record.
    #[arg(long, value_name = "RECORD")]
    pub(crate) record: Option<String>,
    /// Only what waits for somebody's action.
    #[arg(long)]
    pub(crate) action_needed: bool,
}

/// What can be wiped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Part {
    All,
    Relaties,
    Artikelen,
    Werkbonnen,
}

/// What can be fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Table {
    Relaties,
    Artikelgroepen,
    Artikelen,
    Orders,
}

/// Soort bericht.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Kind {
    Info,
    Goedkeuring,
    Waarschuwing,
    Fout,
}

/// Tabel of the log.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum LogTable {
    Werkbon,
    Klant,
    Werkadres,
    Artikel,
    Artikelgroep,
    Integratie,
}
