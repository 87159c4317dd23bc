//! What a person in an office does with the page.

use fantoccini::Locator;

use super::Visit;

/// More checks than any vendor has settings.
const MOST_CHECKS: usize = 40;
/// A setting that waits for its check.
const UNCHECKED: &str = "//div[contains(@class,'setting')][contains(., 'nog niet gecontroleerd') or \
     contains(., 'not checked yet')]";

/// How a user connects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Connect {
    Keys,
    Browser,
}

impl Visit {
    /// From the tile of a vendor to its page with the steps.
    pub(super) async fn begin_activation(&self, naam: &str) {
        self.open("").await;
        let button = format!("//article[.//h2='{naam}']//a[contains(@class, 'button')]");
        self.click(Locator::XPath(&button)).await;
        self.find(Locator::Id("stap-4")).await;
    }

    /// Connects in the usual way of the vendor, with the example keys of the page.
    pub(super) async fn connect(&self, naam: &str, how: Connect) {
        if how == Connect::Browser {
            self.press("Begin met inloggen").await;
            self.press(&format!("Ga naar {naam}")).await;
            // Visma's page asks which company it is about.
            let agree = "//a[.='Toestaan' or starts-with(., 'Demo Installatietechniek')]";
            self.click(Locator::XPath(agree)).await;
        } else {
            self.fill_in_keys().await;
            self.click(Locator::XPath("//form[input[@name='wijze'][@value='0']]//button")).await;
        }
        self.find(Locator::Css(".alert.goedkeuring")).await;
        self.find(Locator::Css("button[name=opslaan]")).await;
    }

    /// Types the example of each field of the first way to connect.
    pub(super) async fn fill_in_keys(&self) {
        let fields = self.client.find_all(Locator::Css("input[id^='sleutel-0-']")).await.unwrap();
        assert!(!fields.is_empty(), "a field for each key");
        for field in fields {
            let about = field.attr("aria-describedby").await.unwrap().expect("an example");
            let example = self.find(Locator::Css(&format!("#{about} code"))).await;
            field.clear().await.unwrap();
            field.send_keys(&example.text().await.unwrap()).await.unwrap();
        }
    }

    /// Presses 'Controleer' of one setting.
    pub(super) async fn check(&self, key: &str) {
        self.click(Locator::Css(&format!("button[name=controleer][value='{key}']"))).await;
    }

    /// Checks the settings one by one, from the top, until none waits.
    pub(super) async fn check_one_by_one(&self) {
        for _ in 0..MOST_CHECKS {
            let path = format!("({UNCHECKED})[1]//button[@name='controleer'][not(@disabled)]");
            let waiting = self.client.find_all(Locator::XPath(&path)).await.unwrap();
            let Some(button) = waiting.first() else { return };
            let key = button.attr("value").await.unwrap().unwrap();
            button.click().await.unwrap();
            self.accepts(&key).await;
        }
        panic!("settings stay unchecked");
    }

    /// Waits until a setting is accepted.
    pub(super) async fn accepts(&self, key: &str) {
        self.find(Locator::Css(&format!("#veld-{key}-uitslag .badge.goedkeuring"))).await;
    }

    /// Whether everything that has to be checked is.
    pub(super) async fn may_save(&self) -> bool {
        self.find(Locator::Css("button[name=opslaan]")).await.is_enabled().await.unwrap()
    }

    /// Checks everything and saves, which activates.
    pub(super) async fn check_all_and_save(&self) {
        self.check("*").await;
        self.click(Locator::Css("button[name=opslaan]:enabled")).await;
        self.find(Locator::Css("#stand .badge.goedkeuring")).await;
    }

    /// Waits for the first load: more customers than this, and articles.
    pub(super) async fn sees_first_load(&self, klanten: u32) {
        let row = |table: &str, more: u32| {
            format!("//*[@id='stand']//tbody/tr[th='{table}']/td[1][number(.) > {more}]")
        };
        self.find(Locator::XPath(&row("klanten", klanten))).await;
        self.find(Locator::XPath(&row("artikelen", 0))).await;
    }
}
