//! What kinds of record have a GUID.

/// A kind of record. Its code makes its GUIDs recognisable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Soort {
    Relatie,
    Artikel,
    Groep,
    Land,
    Sjabloon,
    Order,
    Factuur,
    Administratie,
    GegenereerdeRelatie,
    GegenereerdArtikel,
}

impl Soort {
    /// The first eight digits of the GUIDs of this kind.
    pub(super) const fn code(self) -> u128 {
        match self {
            Self::Relatie => 0xc1a0_b0de,
            Self::Artikel => 0xa57e_1cde,
            Self::Groep => 0x60e9_ab1d,
            Self::Land => 0x1a4d_c0de,
            Self::Sjabloon => 0x5ab1_00d4,
            Self::Order => 0x04de_7abe,
            Self::Factuur => 0xfac7_ee77,
            Self::Administratie => 0xad3d_11ce,
            Self::GegenereerdeRelatie => 0xc1a0_5eed,
            Self::GegenereerdArtikel => 0xa57e_5eed,
        }
    }
}
