//! One chromedriver for all tests.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{ChildStdin, Command, Stdio};
use std::sync::LazyLock;

/// Waits for the end of its input, which comes with the end of the tests, and ends the driver then.
const UNTIL_THE_END: &str = r#""$0" --port=0 & read -r _; kill $!"#;

pub(crate) struct Driver {
    pub(crate) url: String,
    pub(crate) browser: PathBuf,
    /// Closed when the tests end.
    _alive: ChildStdin,
}

/// The driver; none, after a line that says why, where a machine lacks it.
///
/// # Panics
/// When it is required and missing.
pub(crate) fn driver() -> Option<&'static Driver> {
    static DRIVER: LazyLock<Result<Driver, String>> = LazyLock::new(start);
    match &*DRIVER {
        Ok(driver) => Some(driver),
        Err(why) if std::env::var_os("SIMON_BROWSER").is_some_and(|it| it == "required") => {
            panic!("{why}")
        }
        Err(why) => {
            eprintln!("not run: {why}");
            None
        }
    }
}

fn start() -> Result<Driver, String> {
    let driver = program("CHROMEDRIVER", &["chromedriver"])?;
    let browser = program("CHROMIUM", &["chromium", "chromium-browser", "google-chrome"])?;
    let mut shell = Command::new("sh")
        .args(["-c", UNTIL_THE_END])
        .arg(&driver)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| format!("{}: {error}", driver.display()))?;
    let alive = shell.stdin.take().unwrap();
    let mut lines = BufReader::new(shell.stdout.take().unwrap()).lines();
    let told = lines.find_map(|line| {
        let line = line.ok()?;
        let (_, port) = line.split_once("successfully on port ")?;
        port.trim_end_matches('.').parse::<u16>().ok()
    });
    let port = told.ok_or_else(|| format!("{} does not say its port", driver.display()))?;
    // Its output has to go somewhere for as long as it runs.
    std::thread::spawn(move || lines.for_each(drop));
    Ok(Driver { url: format!("http://127.0.0.1:{port}"), browser, _alive: alive })
}

/// The program that a variable names, or the first of these names in `PATH`.
fn program(variable: &str, names: &[&str]) -> Result<PathBuf, String> {
    if let Some(path) = std::env::var_os(variable).filter(|path| !path.is_empty()) {
        let path = PathBuf::from(path);
        return if path.is_file() {
            Ok(path)
        } else {
            Err(format!("{variable}: {} is no file", path.display()))
        };
    }
    let folders = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&folders)
        .flat_map(|folder| names.iter().map(move |name| folder.join(name)))
        .find(|path| path.is_file());
    found.ok_or_else(|| format!("{} is not in PATH and {variable} is not set", names.join(" or ")))
}
