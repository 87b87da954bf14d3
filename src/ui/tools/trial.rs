//! Tries the rules of the faxboxes against the address that somebody asks about, some at a time.

use std::collections::BTreeSet;

use leptos::{prelude::*, task};

use crate::{
    domain::{Admission, FaxboxId, Sender, Trial},
    state::{ListRow, Part},
    ui::{panel::Panel, trial::Searcher},
};

use super::signals::Signals;

/// How many faxboxes are tried before the rows that were found are shown, and before another address is heeded.
const BATCH_FAXBOXES: usize = 500;

/// A faxbox whose rules are to be tried.
struct Task {
    id: FaxboxId,
    rules: String,
    trials: Vec<Trial>,
}

/// Tries whatever is not tried yet, whenever an address is asked about or rows come.
pub fn start(panel: Panel, signals: Signals) {
    let is_running = StoredValue::new(false);
    Effect::new(move |_| {
        signals.filters.track();
        signals.selection.track();
        panel.list.track();
        if !is_running.get_value() && wanted(panel, signals).is_some() {
            is_running.set_value(true);
            task::spawn_local(async move {
                run(panel, signals).await;
                is_running.try_set_value(false);
            });
        }
    });
}

/// An address that some faxboxes were not asked about, the one in the filters first; nothing where the panel is gone.
fn wanted(panel: Panel, signals: Signals) -> Option<String> {
    let mut addresses: Vec<_> =
        signals.filters.try_with_untracked(|filters| filters.sender.clone())?.into_iter().collect();
    signals.selection.try_with_untracked(|selection| {
        addresses.extend(selection.queries().filter_map(|query| query.sender().map(str::to_owned)));
    })?;
    signals.senders.try_update_untracked(|senders| {
        senders.keep(|address| addresses.iter().any(|wanted| wanted == address));
    })?;
    panel.list.try_with_untracked(|list| {
        signals.senders.with_untracked(|senders| {
            let has_untried =
                |address: &String| list.rows().iter().any(|row| senders.admission(address, row).is_none());
            addresses.into_iter().find(has_untried)
        })
    })?
}

async fn run(panel: Panel, signals: Signals) {
    let mut searcher = Searcher::new(panel);
    let mut address = String::new();
    // Rules that may take long are tried alone, and last.
    let mut suspects = BTreeSet::new();
    while let Some(now) = wanted(panel, signals) {
        if now != address {
            address = now;
            suspects.clear();
        }
        let sender = Sender::new(&address);
        let tasks = batch(panel, signals, &address, &sender, &mut suspects);
        let trials: Vec<_> = tasks.iter().flat_map(|task| &task.trials).collect();
        let verdicts = searcher.verdicts(&trials, &sender).await;
        let mut verdicts = verdicts.into_iter();
        let done = signals.senders.try_update(|senders| {
            for Task { id, rules, trials } in tasks {
                let verdicts: Vec<_> = verdicts.by_ref().take(trials.len()).collect();
                senders.tried(&address, id, rules, Admission::of(&verdicts));
            }
        });
        if done.is_none() {
            return;
        }
    }
}

fn batch(
    panel: Panel,
    signals: Signals,
    address: &str,
    sender: &Sender,
    suspects: &mut BTreeSet<FaxboxId>,
) -> Vec<Task> {
    let ready = |row: &ListRow| Task {
        id: row.id.clone(),
        rules: row.part(Part::Rules).to_owned(),
        trials: row.items(Part::Rules).map(Trial::new).collect(),
    };
    let harmless = panel.list.try_with_untracked(|list| {
        signals.senders.with_untracked(|senders| {
            let mut tasks = Vec::new();
            for row in list.rows().iter().filter(|row| senders.admission(address, row).is_none()) {
                if tasks.len() == BATCH_FAXBOXES {
                    break;
                }
                if suspects.contains(&row.id) {
                    continue;
                }
                let task = ready(row);
                if task.trials.iter().any(|trial| trial.is_suspect(sender)) {
                    suspects.insert(task.id);
                } else {
                    tasks.push(task);
                }
            }
            tasks
        })
    });
    match harmless {
        Some(tasks) if tasks.is_empty() => {
            let first = suspects.pop_first();
            let row = |id: FaxboxId| panel.list.try_with_untracked(|list| list.row(&id).map(ready)).flatten();
            first.and_then(row).into_iter().collect()
        }
        tasks => tasks.unwrap_or_default(),
    }
}
