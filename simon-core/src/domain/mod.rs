//! The vendor-neutral nouns of the field, spelled as Dutch users and manuals say them.
//!
//! Nothing here does I/O or knows a vendor. A value that cannot exist (an empty id, a werkbon number
//! that does not fit the reference) is refused with [`InvalidValue`] when it is made.

mod artikel;
mod geldigheid;
mod ids;
mod invoice;
mod money;
mod order;
mod quantity;
mod relatie;
mod werkadres;
mod werkbon;

pub use artikel::{Artikel, Artikelgroep};
pub use geldigheid::Geldigheid;
pub use ids::{
    Administratie, ArtikelId, ArtikelgroepId, Herkomst, IntegrationId, InvalidValue, Referentie,
    RelatieId, WerkadresId, WerkbonNummer,
};
pub use invoice::{ArtikelRegel, DocumentRef, DocumentSoort, DraftRegel, InvoiceDraft, RegelSoort};
pub use money::{Bedrag, BtwModus, Prijs, rond_af};
pub use order::{OrderRef, OrderSoort, VendorOrder, VendorOrderRegel};
pub use quantity::{Aantal, Minuten, Percentage};
pub use relatie::Relatie;
pub use werkadres::{Adres, Werkadres};
pub use werkbon::{
    GearchiveerdeWerkbon, GeboektArtikel, GeboekteTijd, Pdf, PdfSoort, TijdSoort, Werkbon,
    WerkbonStatus,
};
