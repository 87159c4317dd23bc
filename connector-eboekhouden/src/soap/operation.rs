//! The operations that are used.

/// Every element of the interface is in it.
///
/// Source: the vendor's WSDL.
pub(super) const NAMESPACE: &str = "http://www.e-boekhouden.nl/soap";

/// An operation of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operation {
    OpenSession,
    CloseSession,
    GetRelaties,
    GetArtikelen,
    GetFacturen,
    GetGrootboekrekeningen,
    AddFactuur,
}

impl Operation {
    pub(crate) const ALL: [Self; 7] = [
        Self::OpenSession,
        Self::CloseSession,
        Self::GetRelaties,
        Self::GetArtikelen,
        Self::GetFacturen,
        Self::GetGrootboekrekeningen,
        Self::AddFactuur,
    ];

    /// Its name.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::OpenSession => "OpenSession",
            Self::CloseSession => "CloseSession",
            Self::GetRelaties => "GetRelaties",
            Self::GetArtikelen => "GetArtikelen",
            Self::GetFacturen => "GetFacturen",
            Self::GetGrootboekrekeningen => "GetGrootboekrekeningen",
            Self::AddFactuur => "AddFactuur",
        }
    }

    /// The label of its calls, in errors and traces.
    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::OpenSession => "session.open",
            Self::CloseSession => "session.close",
            Self::GetRelaties => "relaties.list",
            Self::GetArtikelen => "artikelen.list",
            Self::GetFacturen => "facturen.list",
            Self::GetGrootboekrekeningen => "grootboekrekeningen.list",
            Self::AddFactuur => "facturen.create",
        }
    }

    /// The operation of a call with this label.
    pub(crate) fn of_label(label: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|operation| operation.label() == label)
    }

    /// The value of the header `SOAPAction`, quotes included.
    pub(crate) fn soap_action(self) -> String {
        format!("\"{NAMESPACE}/{}\"", self.name())
    }

    /// The element around the records and the element of one.
    pub(super) const fn records(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::GetRelaties => Some(("Relaties", "cRelatie")),
            Self::GetArtikelen => Some(("Artikelen", "cArtikel")),
            Self::GetFacturen => Some(("Facturen", "cFactuurList")),
            Self::GetGrootboekrekeningen => Some(("Rekeningen", "cGrootboekrekening")),
            Self::OpenSession | Self::CloseSession | Self::AddFactuur => None,
        }
    }

    /// Whether its answer has a result in it; closing answers nothing.
    pub(super) const fn has_result(self) -> bool {
        !matches!(self, Self::CloseSession)
    }
}
