//! A run: its calls, its progress, and the report at its end.

use std::time::Duration;

use leptos::{ev, leptos_dom::helpers::window_event_listener, prelude::*, task};
use serde_json::Value;

use crate::{
    domain::FaxboxId,
    state::{DryRun, Heard, Item, ItemState, News, Pace, Pause, Reply, Run, Tally, Work},
    text::{bulk as words, plural, shell},
    ui::{
        browser::sleep,
        calls::Calls,
        icon::{Icon, icon},
        live,
        permission::{Intent, may_remove, may_save},
    },
};

use super::{
    Context, charges,
    report::{ROWS_DRAWN, Shown, end_line, ended},
    table,
};

/// How many rows around the one that is being sent are drawn.
const ROWS_AROUND: usize = 12;
/// How many of those that are done before it.
const ROWS_BEFORE: usize = 3;
/// How many answers the list of faxboxes learns at once.
const NEWS_AT_ONCE: usize = 200;
/// In how many steps progress is said.
const SAID_STEPS: usize = 10;

/// Begins to do what was shown.
pub fn start(context: Context) {
    let Some(calls) = context.panel.calls() else { return };
    let items = context.dry_run.with_untracked(DryRun::items);
    if !is_permitted(context, &items) {
        return;
    }
    let known = context.documents.with_value(|documents| {
        documents
            .iter()
            .filter_map(|document| crate::domain::FaxboxId::parse(document.get("id")?.as_str()?).ok())
            .collect()
    });
    context.run.set(Some(Run::new(items, known)));
    pump(context, &calls);
    context.panel.focus("[name=pause]");
}

/// Whether the host lets it be done.
fn is_permitted(context: Context, items: &[Item]) -> bool {
    let removed = |item: &&Item| matches!(item.work, Work::Remove { .. });
    let mut ids = items.iter().filter(removed).filter_map(|item| item.id.as_ref()).peekable();
    let saved = items.iter().filter_map(|item| {
        let faxbox = match &item.work {
            Work::Create(document) | Work::Reach { mine: document, .. } => Some(document.clone()),
            Work::Apply(_) => None,
            Work::Remove { .. } => return None,
        };
        Some(Intent { id: item.id.clone(), faxbox })
    });
    let mut saved = saved.peekable();
    let may_save = saved.peek().is_none() || may_save(context.panel, saved);
    let may_remove = ids.peek().is_none() || may_remove(context.panel, ids);
    may_save && may_remove
}

/// Goes on by itself where it paused for want of answers, once the network is back.
pub fn follow_network(context: Context) {
    let back = window_event_listener(ev::online, move |_| {
        let waits = |run: &Option<Run>| matches!(run, Some(run) if run.pace == Pace::Paused(Pause::Silence));
        if context.run.try_with_untracked(waits) == Some(true) {
            act(context, Run::resume);
        }
    });
    on_cleanup(move || back.remove());
}

/// Makes the calls that are due; each comes back here with its answer. Where the view is gone, nothing more is asked.
fn pump(context: Context, calls: &Calls) {
    let Some((asks, rest)) = moved(context, |run| (run.calls(), run.rest())) else { return };
    for (place, ask) in asks {
        let calls = calls.clone();
        task::spawn_local(async move {
            let (heard, tokens) = calls.ask(ask).await;
            if !calls.are_current() {
                return;
            }
            // What a write answered was told to the host when it came.
            if matches!(heard, Heard::Reply(Reply::Written(Ok(_))) | Heard::Removed(Ok(()))) {
                context.told.try_update_value(|told| told.push(place));
            }
            let Some(news) = moved(context, |run| run.answered(place, heard, tokens)) else { return };
            if let Some(news) = &news {
                tell(context, &calls, place, news);
            }
            context.news.try_update_value(|all| all.extend(news));
            pump(context, &calls);
        });
    }
    if let Some(seconds) = rest {
        let calls = calls.clone();
        task::spawn_local(async move {
            sleep(Duration::from_secs(seconds.into())).await;
            if moved(context, Run::rested).is_some() {
                pump(context, &calls);
            }
        });
    }
    settle(context);
}

/// Tells the host of what was found to have happened, where the answer was lost.
fn tell(context: Context, calls: &Calls, place: usize, news: &News) {
    let was_told = context.told.try_update_value(|told| {
        let before = told.len();
        told.retain(|known| *known != place);
        told.len() < before
    });
    if was_told != Some(false) {
        return;
    }
    match news {
        News::Gone(id) => calls.tell_removed(id, &Ok(())),
        News::Row(row) => {
            let is_new = context.run.try_with_untracked(|run| {
                matches!(run.as_ref()?.items.get(place)?.work, Work::Create(_)).then_some(())
            });
            let id = row.get("id").and_then(Value::as_str).and_then(|id| FaxboxId::parse(id).ok());
            if let Some(id) = id {
                calls.tell_found(is_new.flatten().is_some(), &id, row);
            }
        }
    }
}

/// Makes a move of the run, where there still is one.
fn moved<T>(context: Context, step: impl FnOnce(&mut Run) -> T) -> Option<T> {
    context.run.try_update(|run| run.as_mut().map(step)).flatten()
}

/// Tells the list what it is due, and puts the focus on the end.
fn settle(context: Context) {
    let Some(Some(running)) = context.run.try_with_untracked(|run| Some(run.as_ref()?.pace == Pace::Running))
    else {
        return;
    };
    if !running || context.news.try_with_value(Vec::len).is_some_and(|news| news >= NEWS_AT_ONCE) {
        context.tell_list();
    }
    if untrack(|| context.run.with(|run| run.as_ref().is_some_and(Run::is_over))) {
        context.panel.focus(".bulk__end");
    }
}

/// The person's own move, and what follows from it.
pub fn act(context: Context, step: impl FnOnce(&mut Run)) {
    let Some(calls) = context.panel.calls() else { return };
    moved(context, step);
    pump(context, &calls);
}

/// Progress while it runs, the report when it is over.
pub fn view(context: Context) -> AnyView {
    let tally = live::memo(move || context.run.with(|run| run.as_ref().map(Run::tally).unwrap_or_default()));
    let over = live::memo(move || context.run.with(|run| run.as_ref().is_some_and(Run::is_over)));
    let (shown, drawn) =
        context.panel.keep("bulk run", || (RwSignal::new(Shown::All), RwSignal::new(ROWS_DRAWN)));
    view! {
        <div class="dialog__body">
            {live::view(move || if over.get() { ended(context, tally, shown, drawn) } else { ().into_any() })}
            <div class="bulk__sheet" tabindex="0" role="region" aria-label=words::RUN_TABLE.get()>
                <table class="diff bulk__table">
                    <thead>
                        <tr>
                            <th scope="col">{words::FAXBOX.get()}</th>
                            <th scope="col">{words::NOW.get()}</th>
                            <th scope="col">{words::AFTER.get()}</th>
                            <th scope="col">{words::STATE.get()}</th>
                        </tr>
                    </thead>
                    <tbody>{live::view(move || rows(context, over.get(), shown.get(), drawn.get()))}</tbody>
                </table>
                {live::view(move || more(context, over.get(), shown.get(), drawn))}
            </div>
            {live::view(move || if over.get() { ().into_any() } else { progress(context, tally) })}
            {live::view(move || paused(context))}
        </div>
        <p class="visually-hidden" role="status">{live::text(said(context, tally))}</p>
        {live::view(move || foot(context, over.get()))}
        {live::view(move || charges::dialog(context))}
    }
    .into_any()
}

/// What is said of the progress: now and then, and not with each answer.
fn said(context: Context, tally: Memo<Tally>) -> impl Fn() -> String + Send + 'static {
    let step = live::memo(move || {
        let tally = tally.get();
        (tally.settled() * SAID_STEPS).checked_div(tally.all).unwrap_or_default()
    });
    let over = live::memo(move || context.run.with(|run| run.as_ref().is_some_and(Run::is_over)));
    move || {
        step.track();
        if over.get() { end_line(tally.get()) } else { tally.with_untracked(|tally| running_line(*tally)) }
    }
}

fn running_line(tally: Tally) -> String {
    words::RUNNING.with(&[("settled", &tally.settled().to_string()), ("all", &tally.all.to_string())])
}

fn progress(context: Context, tally: Memo<Tally>) -> AnyView {
    let failed = move || match tally.get().failed {
        0 => String::new(),
        count => {
            plural(count, words::RUN_FAILED_ONE, words::RUN_FAILED).with(&[("count", &count.to_string())])
        }
    };
    let manner = move || {
        context.run.with(|run| match run {
            Some(run) if run.pace == Pace::Stopping => words::RUN_STOPPING.get(),
            Some(run) if matches!(run.pace, Pace::Paused(_)) => words::RUN_PAUSED.get(),
            Some(run) if run.is_slow() => words::RUN_SLOW.get(),
            _ => "",
        })
    };
    view! {
        <div class="bulk__run num">
            <span class="bulk__count">{live::text(move || running_line(tally.get()))}</span>
            <progress
                class="bulk__bar" aria-label=words::RUN_BAR.get()
                max=live::text(move || tally.get().all.to_string())
                value=live::text(move || tally.get().settled().to_string())
            ></progress>
            <span class="bulk__failed">{live::text(failed)}</span>
            <span class="muted">{live::text(move || manner().to_owned())}</span>
        </div>
    }
    .into_any()
}

/// Why it holds, where it was not the person who wanted it.
fn paused(context: Context) -> AnyView {
    let why = context.run.with(|run| match &run.as_ref()?.pace {
        Pace::Paused(pause) => words::pause(pause),
        _ => None,
    });
    why.map(|why| view! { <p class="outcome outcome--warning" role="alert">{why.get()}</p> }).into_any()
}

/// While it runs, those around the one whose turn it is; at its end, those that were picked.
fn rows(context: Context, over: bool, shown: Shown, drawn: usize) -> AnyView {
    context.run.with(|run| {
        let Some(run) = run else { return ().into_any() };
        let labelled =
            run.items.iter().any(|item| item.changes.len() > 1 || matches!(item.work, Work::Create(_)));
        let rows: Vec<_> = if over {
            run.items
                .iter()
                .filter(|item| shown.holds(item))
                .take(drawn)
                .map(|item| row(item, labelled))
                .collect()
        } else {
            let open = |item: &Item| matches!(item.state, ItemState::Waiting | ItemState::Sending);
            let first = run.items.iter().position(open).unwrap_or_default().saturating_sub(ROWS_BEFORE);
            run.items.iter().skip(first).take(ROWS_AROUND).map(|item| row(item, labelled)).collect()
        };
        rows.into_any()
    })
}

fn more(context: Context, over: bool, shown: Shown, drawn: RwSignal<usize>) -> AnyView {
    let all = context
        .run
        .with(|run| run.as_ref().map_or(0, |run| run.items.iter().filter(|item| shown.holds(item)).count()));
    let left = all.saturating_sub(drawn.get());
    if !over || left == 0 {
        return ().into_any();
    }
    let count = left.min(ROWS_DRAWN).to_string();
    view! {
        <button class="button button--small" type="button" on:click=move |_| drawn.update(|drawn| *drawn += ROWS_DRAWN)>
            {words::SHOW_MORE.with(&[("count", &count)])}
        </button>
    }
    .into_any()
}

fn row(item: &Item, labelled: bool) -> AnyView {
    let word = words::state(&item.state, matches!(item.work, Work::Create(_))).get();
    let mark = match &item.state {
        state if state.is_done() => {
            view! { <span class="mark mark--good">{icon(Icon::TICK)} {word}</span> }.into_any()
        }
        state if state.is_failed() => {
            view! { <span class="mark mark--error">{icon(Icon::ERROR)} {word}</span> }.into_any()
        }
        ItemState::Sending => view! { <span>{word}</span> }.into_any(),
        _ => view! { <span class="muted">{word}</span> }.into_any(),
    };
    let why = words::why(&item.state).map(|why| view! { <p class="bulk__why">{why}</p> });
    view! {
        <tr>
            <th scope="row"><bdi>{table::name(&item.name)}</bdi></th>
            {table::changes(&item.changes, labelled)}
            <td>{mark} {why}</td>
        </tr>
    }
    .into_any()
}

fn foot(context: Context, over: bool) -> AnyView {
    if over {
        let can_retry = context.run.with_untracked(|run| run.as_ref().is_some_and(Run::can_retry));
        let again = move |_| {
            act(context, Run::retry);
            context.panel.focus("[name=pause]");
        };
        let retry = can_retry.then(|| {
            view! { <button class="button" type="button" name="retry" on:click=again>{words::RETRY.get()}</button> }
        });
        return view! {
            <div class="dialog__foot">
                {retry}
                <button class="button button--primary" type="button" name="close" on:click=move |_| context.close()>{shell::CLOSE.get()}</button>
            </div>
        }
        .into_any();
    }
    let holds =
        move || context.run.with(|run| run.as_ref().is_some_and(|run| matches!(run.pace, Pace::Paused(_))));
    let stopping = move || context.run.with(|run| run.as_ref().is_some_and(|run| run.pace == Pace::Stopping));
    let turn = move |_| {
        if untrack(holds) {
            act(context, Run::resume);
        } else {
            act(context, Run::pause);
        }
    };
    view! {
        <div class="dialog__foot">
            <span class="bulk__note">{words::RUN_NOTE.get()}</span>
            <button class="button" type="button" name="stop" aria-disabled=live::text(move || stopping().to_string()) on:click=move |_| act(context, Run::stop)>
                {words::STOP.get()}
            </button>
            <button class="button button--primary" type="button" name="pause" aria-disabled=live::text(move || stopping().to_string()) on:click=turn>
                {live::text(move || if holds() { words::GO_ON } else { words::PAUSE }.get().to_owned())}
            </button>
        </div>
    }
    .into_any()
}
