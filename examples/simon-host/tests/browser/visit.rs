//! A browser of its own for each test, and what a person does and sees there.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::time::Duration;

use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::driver::{Driver, driver};

/// The longest that anything may take to appear.
const DEADLINE: Duration = Duration::from_secs(30);
const LOOK: Duration = Duration::from_millis(50);
/// A page that follows nothing is looked at so long before it is loaded again, so often.
const BETWEEN_RELOADS: Duration = Duration::from_millis(500);
const RELOADS: u32 = 60;

/// Kind of browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// 1200 pixels wide.
    Wide,
    /// A telephone's 390.
    Narrow,
    /// Runs no scripts.
    Scriptless,
}

pub(crate) struct Visit {
    pub(crate) client: Client,
    /// Address of the first page.
    url: String,
}

/// Runs a test in a browser; nothing, after a line that says why, where there is none.
pub(crate) fn in_browser(url: &str, shape: Shape, test: impl AsyncFnOnce(&Visit)) {
    let Some(driver) = driver() else { return };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let profile = TempDir::new().unwrap();
    let capabilities = capabilities(driver, shape, &profile);
    let mut builder = ClientBuilder::new(HttpConnector::new());
    builder.capabilities(capabilities);
    let client = runtime.block_on(builder.connect(&driver.url)).expect("a browser");
    let visit = Visit { client, url: url.to_owned() };
    let outcome = catch_unwind(AssertUnwindSafe(|| runtime.block_on(test(&visit))));
    if outcome.is_err() {
        runtime.block_on(visit.tell());
    }
    runtime.block_on(visit.client.close()).unwrap();
    if let Err(panic) = outcome {
        resume_unwind(panic);
    }
}

fn capabilities(driver: &Driver, shape: Shape, profile: &TempDir) -> Capabilities {
    let mut args: Vec<String> = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--force-color-profile=srgb",
        "--hide-scrollbars",
        "--window-size=1200,900",
    ]
    .map(str::to_owned)
    .to_vec();
    args.push(format!("--user-data-dir={}", profile.path().display()));
    let mut options = json!({"binary": driver.browser, "args": args});
    match shape {
        Shape::Wide => {}
        Shape::Narrow => {
            let metrics = json!({"width": 390, "height": 844, "pixelRatio": 1, "mobile": false, "touch": false});
            options["mobileEmulation"] = json!({"deviceMetrics": metrics});
        }
        Shape::Scriptless => {
            options["prefs"] = json!({"profile.managed_default_content_settings.javascript": 2});
        }
    }
    let all = json!({"browserName": "chrome", "goog:chromeOptions": options});
    serde_json::from_value(all).unwrap()
}

/// A text as XPath writes it.
fn quoted(text: &str) -> String {
    if text.contains('\'') { format!("\"{text}\"") } else { format!("'{text}'") }
}

impl Visit {
    /// Opens one of the pages.
    pub(crate) async fn open(&self, path: &str) {
        self.client.goto(&format!("{}{path}", self.url)).await.unwrap();
    }

    /// Path and query of the page that is shown.
    pub(crate) async fn path(&self) -> String {
        let url = self.client.current_url().await.unwrap();
        url.as_str().strip_prefix(&self.url).unwrap_or(url.as_str()).to_owned()
    }

    /// Waits for an element.
    pub(crate) async fn find(&self, search: Locator<'_>) -> Element {
        let wait = self.client.wait().at_most(DEADLINE).every(LOOK);
        let found = wait.for_element(search).await;
        found.unwrap_or_else(|error| panic!("{search:?}: {error}"))
    }

    /// Waits until the page says this, whatever else it says.
    pub(crate) async fn sees(&self, text: &str) {
        let said = format!("//main[contains(normalize-space(.), {})]", quoted(text));
        self.find(Locator::XPath(&said)).await;
    }

    /// Whether the page has such an element now.
    pub(crate) async fn has(&self, css: &str) -> bool {
        !self.client.find_all(Locator::Css(css)).await.unwrap().is_empty()
    }

    /// Texts of all such elements now.
    pub(crate) async fn texts(&self, css: &str) -> Vec<String> {
        let script =
            "return [...document.querySelectorAll(arguments[0])].map(it => it.innerText.trim())";
        let found = self.ask(script, vec![json!(css)]).await;
        serde_json::from_value(found).unwrap()
    }

    /// What a script gives.
    pub(crate) async fn ask(&self, script: &str, args: Vec<Value>) -> Value {
        self.client.execute(script, args).await.unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    /// Presses the button or follows the link with this text.
    pub(crate) async fn press(&self, label: &str) {
        self.press_in("", label).await;
    }

    /// The same on a page of somebody else.
    pub(crate) async fn press_on_any_page(&self, label: &str) {
        self.click(Locator::LinkText(label)).await;
    }

    /// Loads the page until it has such an element: for a browser that follows nothing by itself.
    pub(crate) async fn reload_until(&self, xpath: &str) {
        for _ in 0..RELOADS {
            let wait = self.client.wait().at_most(BETWEEN_RELOADS).every(LOOK);
            if wait.for_element(Locator::XPath(xpath)).await.is_ok() {
                return;
            }
            let here = self.client.current_url().await.unwrap();
            self.client.goto(here.as_str()).await.unwrap();
        }
        panic!("{xpath} does not come");
    }

    /// The same within the element that this XPath finds.
    pub(crate) async fn press_in(&self, scope: &str, label: &str) {
        let label = quoted(label);
        let path = format!("{scope}//*[self::a or self::button][normalize-space(.)={label}]");
        self.click(Locator::XPath(&path)).await;
    }

    /// Clicks; an element that was replaced while the mouse was on its way is looked for again.
    pub(crate) async fn click(&self, search: Locator<'_>) {
        for _ in 0..10 {
            match self.find(search).await.click().await {
                Ok(()) => return,
                Err(CmdError::Standard(error)) if error.error() == "stale element reference" => {}
                Err(error) => panic!("{search:?}: {error}"),
            }
        }
        panic!("{search:?} is replaced all the time");
    }

    /// Replaces what stands in a field.
    pub(crate) async fn fill(&self, css: &str, text: &str) {
        let field = self.find(Locator::Css(css)).await;
        field.clear().await.unwrap();
        field.send_keys(text).await.unwrap();
    }

    /// Chooses one of a list.
    pub(crate) async fn choose(&self, css: &str, value: &str) {
        self.find(Locator::Css(css)).await.select_by_value(value).await.unwrap();
    }

    /// Chooses the language of the pages.
    pub(crate) async fn speak(&self, lang: &str) {
        self.open("").await;
        let button = format!("form.language button[lang={lang}]");
        if self.has(&button).await {
            self.click(Locator::Css(&button)).await;
        }
        self.find(Locator::Css(&format!("html[lang={lang}]"))).await;
    }

    /// What is shown where a test failed.
    async fn tell(&self) {
        let body = match self.client.find(Locator::Css("body")).await {
            Ok(body) => body.text().await.unwrap_or_default(),
            Err(error) => error.to_string(),
        };
        let url = self.client.current_url().await.map(|url| url.to_string()).unwrap_or_default();
        eprintln!("the browser is at {url}\n{body}\n");
    }
}
