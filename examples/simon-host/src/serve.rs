//! `serve`: the dashboard, and what is due at the vendors.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use simon_core::host::Clock;
use simon_core::http::SystemClock;
use simon_core::message::Message;

use crate::cli::ServeArgs;
use crate::config::Config;
use crate::dashboard::{Begin, Door, Entrance, Password};
use crate::demo::Scene;
use crate::failure::{Exit, Failure, unreadable};
use crate::host::Host;
use crate::output::Output;

/// Serves the integration of a configuration, until ctrl-c or SIGTERM.
///
/// # Errors
/// A usage failure that says what is wrong with the configuration or the address.
pub(crate) async fn serve(
    args: ServeArgs,
    config: Config,
    clock: Arc<dyn Clock>,
    output: Output,
) -> Result<Exit, Failure> {
    let (vendor, store) = Host::ground(&config, output)?;
    let taal = config.taal;
    let begin = Begin { vendor, config, store, clock: Arc::clone(&clock), hints: BTreeMap::new() };
    begin.check()?;
    let door = open(args).await?;
    output.note(where_it_is(&door, output));
    Ok(door.serve(vec![begin], clock, taal, output).await)
}

/// Serves the simulated vendors of the demonstration.
///
/// # Errors
/// A usage failure that says what is wrong with the address, or that there is no room for the store.
pub(crate) async fn demo(args: ServeArgs, output: Output) -> Result<Exit, Failure> {
    let (door, clock) = (open(args).await?, Arc::new(SystemClock));
    let taal = output.taal();
    let mut scene = Scene::set(&door.url(), taal, clock.clone(), output).await?;
    let what_to_do = output.pick(
        "Open haar in een browser en activeer een boekhoudpakket: wat u moet invullen staat erbij.",
        "Open it in a browser and activate an accounting package: what you have to fill in is there.",
    );
    output.note(format!("{} {what_to_do}", where_it_is(&door, output)));
    Ok(door.serve(scene.begins(), clock, taal, output).await)
}

fn where_it_is(door: &Door, output: Output) -> String {
    format!("{} {}", output.pick("De pagina:", "The page:"), door.url())
}

async fn open(args: ServeArgs) -> Result<Door, Failure> {
    let password = args.password_file.as_deref().map(password).transpose()?;
    let entrance = Entrance { listen: args.listen, password, names: args.host_names };
    Door::open(entrance).await
}

fn password(path: &Path) -> Result<Password, Failure> {
    let read = std::fs::read_to_string(path).map_err(|error| {
        let message = Message::new("host-pagina-wachtwoordbestand");
        Failure::usage(&unreadable(message.with("bestand", path.display()), &error))
    })?;
    let empty = || Message::new("host-pagina-wachtwoord-leeg").with("bestand", path.display());
    Password::new(&read).ok_or_else(|| Failure::usage(&empty()))
}
