//! The REST interface's types. Pure: no call is made here.

pub(crate) mod list;
pub(crate) mod wire;

#[cfg(test)]
mod tests;
