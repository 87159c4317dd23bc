//! Parts that simulators of vendors are built from. What a vendor does in its own way is in its
//! simulator.

pub mod answer;
pub mod asked;
pub mod base64;
pub mod dutch_time;
pub mod guid;
pub mod json;
pub mod login;
mod login_choice;
mod not_there;
pub mod odata;
mod reply;
mod stop;

pub use login_choice::LoginChoice;
pub use not_there::NotThere;
pub use reply::Reply;
pub use stop::Stop;
