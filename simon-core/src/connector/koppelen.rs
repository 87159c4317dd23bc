//! How a user connects (A3), as data: a host draws its 'Koppel' from it and needs not know the vendor.

/// One way to connect: a login in the browser, keys that the user fills in, or both.
///
/// ```
/// use simon_core::connector::{Koppelveld, Koppelwijze};
///
/// const WAYS: &[Koppelwijze] = &[Koppelwijze::velden(
///     "Koppelsleutel",
///     "Coupling key",
///     &[Koppelveld::geheim("koppelsleutel", "Koppelsleutel", "Coupling key")],
/// )];
/// assert!(WAYS[0].velden[0].geheim && !WAYS[0].browser);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Koppelwijze {
    /// Dutch name.
    pub nl: &'static str,
    /// English name.
    pub en: &'static str,
    /// Whether the user logs in at the vendor's page
    /// ([`login_url`](super::AccountingConnector::login_url)).
    pub browser: bool,
    /// What the user fills in.
    pub velden: &'static [Koppelveld],
    /// Keys of the connector's configuration that belong to the application and that this way needs.
    /// The operator sets them; the way is offered where they are all there.
    pub applicatie: &'static [&'static str],
}

impl Koppelwijze {
    /// A login at the vendor's page, with these keys of the application.
    #[must_use]
    pub const fn browser(
        nl: &'static str,
        en: &'static str,
        applicatie: &'static [&'static str],
    ) -> Self {
        Self { nl, en, browser: true, velden: &[], applicatie }
    }

    /// Keys that the user fills in.
    #[must_use]
    pub const fn velden(nl: &'static str, en: &'static str, velden: &'static [Koppelveld]) -> Self {
        Self { nl, en, browser: false, velden, applicatie: &[] }
    }

    /// Names the keys of the application that it needs besides.
    #[must_use]
    pub const fn with_applicatie(mut self, applicatie: &'static [&'static str]) -> Self {
        self.applicatie = applicatie;
        self
    }
}

/// Something that a user fills in to connect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Koppelveld {
    /// Key in the connector's configuration; its value is text.
    pub key: &'static str,
    /// Dutch label.
    pub nl: &'static str,
    /// English label.
    pub en: &'static str,
    /// Whether it opens the books to who reads it: never shown again.
    pub geheim: bool,
    /// Whether connecting needs it.
    pub verplicht: bool,
}

impl Koppelveld {
    /// A required key that nobody may read.
    #[must_use]
    pub const fn geheim(key: &'static str, nl: &'static str, en: &'static str) -> Self {
        Self { key, nl, en, geheim: true, verplicht: true }
    }

    /// A required key that is no secret.
    #[must_use]
    pub const fn open(key: &'static str, nl: &'static str, en: &'static str) -> Self {
        Self { key, nl, en, geheim: false, verplicht: true }
    }

    /// Makes it one that may be left out.
    #[must_use]
    pub const fn optional(mut self) -> Self {
        self.verplicht = false;
        self
    }
}
