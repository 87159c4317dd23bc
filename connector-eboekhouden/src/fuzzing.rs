//! What the programs in `fuzz/` try. It is there only where cargo-fuzz builds, and belongs to no version.

pub use crate::rest::fuzzing::{RestList, read_rest_list};
pub use crate::soap::fuzzing::{
    Fields, OPERATIONS, SoapAnswer, SoapRequest, TEXTS, read_soap, soap_requests,
};
