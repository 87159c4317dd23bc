/// What the person at the login page does.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum LoginChoice {
    /// Is logged in already and accepts at once.
    #[default]
    Accept,
    /// Refuses.
    Refuse,
    /// Has not chosen yet: a page with the choices is shown.
    Ask,
}
