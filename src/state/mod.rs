//! What each view is doing: plain enums and structs with moves that are functions. No futures, no DOM.

mod connection;
mod editor;
mod form;
mod list;
mod removal;
mod route;
mod row;
mod save;

pub use self::{
    connection::{Check, Checks, Connecting, Connection, FormProblems},
    editor::Editor,
    form::{Form, Origin, Saved},
    list::{Direction, List, Loading, Sort, TextOrder, sorted},
    removal::{Removal, RemovalStep},
    route::Route,
    row::{Column, Counts, Judge, ListRow},
    save::{
        Before, Call, Company, Manner, Next, Outcome, Proof, ROUNDS_MAX, Reading, Reply, Save,
        generated_address,
    },
};
