//! What each view is doing: plain enums and structs with moves that are functions. No futures, no DOM.

mod connection;
mod editor;
mod list;
mod removal;
mod route;
mod save;

pub use self::{
    connection::{Check, Checks, Connecting, Connection, FormProblems},
    editor::{Editor, Form, Origin, Saved},
    list::{Column, Counts, Direction, Judge, List, ListRow, Loading, Sort, TextOrder},
    removal::{Removal, RemovalStep},
    route::Route,
    save::{
        Before, Call, Company, Manner, Next, Outcome, Proof, ROUNDS_MAX, Reading, Reply, Save,
        generated_address,
    },
};
