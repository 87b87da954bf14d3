//! What each view is doing: plain enums and structs with moves that are functions. No futures, no DOM.

mod attention;
mod connection;
mod document;
mod drawn_rows;
mod dry_run;
mod duplicate;
mod editor;
mod errand;
mod export;
mod filter;
mod form;
mod history;
mod import;
mod item;
mod judged;
mod list;
mod narrowing;
mod options;
mod order;
mod outcome;
mod pages;
mod permits;
mod preview;
mod query;
mod removal;
mod review;
mod route;
mod row;
mod row_keys;
mod run;
mod save;
mod search;
mod selection;
mod sender;
mod sign_in;
mod stored;
mod task;
mod window;

pub use self::{
    attention::{Attention, AttentionSet, BAR_LEAST_PERMILLE, Overview},
    connection::{Check, Checks, Connecting, Connection, FormProblems},
    document::DocumentText,
    drawn_rows::{DrawnRows, ROWS_AT_ONCE, ROWS_REACHED_MAX, shown_rows},
    dry_run::{DryRun, Issue, Proposal, Totals, of_edit, of_file, of_removal},
    duplicate::Copied,
    editor::Editor,
    errand::{Ask, End, Errand, Heard, Reason, Step, Work},
    export::{Format, export, file_name, report, undo},
    filter::{FaxOption, Filters, Presence, Trouble},
    form::{Form, Origin, Saved},
    history::{HISTORY_STEPS_MAX, History, Moved},
    import::{FILE_MAX_BYTES, FILE_MAX_ROWS, File, FileError, Row, Wish, read as read_file},
    item::{Item, ItemState, News, Pace, Pause, Tally},
    list::{List, Loading, Passes, TextOrder},
    narrowing::Narrowing,
    options::{
        ConfigFile, ConnectForm, Density, Options, Routing, Shortcuts, TabStorage, Theme, TokenSource,
    },
    order::{Direction, Sort, first_by_name, sorted},
    outcome::{Company, Conflict, Outcome, Proof, Reading},
    pages::{
        BACKOFF_MILLISECONDS, EMPTY_PAGES_MAX, FIRST_PAGE_ROWS, PAGE_ROWS_MAX, PAGE_ROWS_MIN, PageAsk, Pages,
        Turn,
    },
    permits::{Abilities, Ability, Access, Fields, Permits, Told},
    query::{Columns, Query},
    removal::{Removal, RemovalStep},
    review::{Preview, Review, Update},
    route::Route,
    row::{Column, Counts, Judge, ListRow, Part},
    row_keys::RowKeys,
    run::{CALLS_AT_ONCE, Run, SETBACK_REST_SECONDS, SILENCES_MAX, SLOW_REST_SECONDS, TOKENS_LOW},
    save::{Before, Call, Manner, Next, ROUNDS_MAX, Reply, Save, generated_address},
    search::Search,
    selection::{Scope, Selection, Tick, range},
    sender::{Senders, Takers},
    sign_in::{SignInControl, SigningIn, Way},
    stored::{
        Age, STORED_BYTES_MAX, STORED_DRAFTS_MAX, Stage, StoredDraft, TooLarge, read_drafts, write_drafts,
    },
    task::Task,
    window::{JUMP_OVERSCAN_ROWS, OVERSCAN_ROWS, Segment, WINDOW_ROWS_MAX, Window},
};
