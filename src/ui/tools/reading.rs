//! Reading the list, page by page.

use std::{hint::black_box, ops::ControlFlow, time::Duration};

use leptos::{ev, leptos_dom::helpers::window_event_listener, prelude::*, task};

use crate::{
    state::{List, Loading, Search, Turn},
    text::tools as words,
    ui::{
        browser,
        chunk::{From, load_editor, when_idle},
        panel::Panel,
        trace::{Phase, measured},
    },
};

use super::signals::Signals;

/// Reads the list from its beginning, or goes on where it stopped. A reading that is begun later, or another session, ends this one.
/// What is there stays until it was read again.
pub fn read(panel: Panel, from: From) {
    let Some(calls) = panel.calls().map(|calls| Signals::of(panel).reads.begin(calls)) else { return };
    let goes_on = panel.list.try_update(|list| {
        list.begin();
        match (from, &list.loading) {
            (From::Here, Loading::Done) => return false,
            (From::Here, _) => list.resume(),
            (From::Start, _) => list.restart(browser::now()),
        }
        true
    });
    let mine = panel.next_number();
    panel.reading.set_value(mine);
    task::spawn_local(async move {
        // Rows that are judged as they come need not be kept whole until they are.
        if panel.list.try_with_untracked(List::is_judged) == Some(false)
            && let Ok(part) = load_editor().await
        {
            panel.list.try_update(|list| list.judged_by(part.counts));
        }
        if goes_on == Some(false) {
            return rehearse(panel).await;
        }
        let is_mine = || panel.reading.try_get_value() == Some(mine) && calls.are_current();
        while goes_on == Some(true) && is_mine() {
            let Some(ask) = panel.list.try_with_untracked(List::ask) else { return };
            let answer = calls.page(&ask).await;
            if !is_mine() {
                return;
            }
            let turn = panel.list.try_update_untracked(|list| list.receive(answer));
            browser::sleep(Duration::ZERO).await;
            piece_by_piece(panel, Phase::Digest, List::digest).await;
            piece_by_piece(panel, Phase::OrderNames, List::order_names).await;
            if !is_mine() {
                panel.list.try_update(|list| match turn {
                    // Who stopped there has all of it.
                    Some(Turn::Done) if list.loading == Loading::Stopped => list.settle(&Turn::Done),
                    _ => list.arrange(),
                });
                return;
            }
            panel
                .list
                .try_update(|list| turn.as_ref().map(|turn| measured(Phase::Settle, || list.settle(turn))));
            match turn {
                Some(Turn::Done) => return rehearse(panel).await,
                Some(Turn::Ask) => {}
                Some(Turn::Wait(milliseconds)) => {
                    browser::rest(milliseconds).await;
                }
                Some(Turn::Failed(failure)) => return panel.tell_error("list", &failure),
                _ => return,
            }
        }
    });
}

/// Has the list do something as long as there is more of it; not where it is gone.
async fn piece_by_piece(panel: Panel, phase: Phase, piece: fn(&mut List) -> bool) {
    browser::in_pieces(|| match panel.list.try_update_untracked(|list| measured(phase, || piece(list))) {
        Some(true) => ControlFlow::Continue(()),
        _ => ControlFlow::Break(()),
    })
    .await;
}

/// How many rows are searched before somebody types: enough for a browser to see that it is often done, and no more than a search takes.
const REHEARSED_ROWS: usize = 10_000;

/// Searches for what is in no row: a browser compiles what is done often anew, to be faster.
fn rehearse_search(list: &List) {
    let search = Search::new("\u{1}", browser::TEXT_ORDER.fold);
    black_box(list.rows().iter().take(REHEARSED_ROWS).filter(|row| search.finds(row)).count());
}

/// All has been read: what is done next is prepared.
async fn rehearse(panel: Panel) {
    when_idle(move || {
        panel.list.try_with_untracked(rehearse_search);
    });
    if let Ok(part) = load_editor().await {
        (part.rehearse)(panel);
    }
}

/// Stops reading; what comes late is dropped.
pub fn stop(panel: Panel) {
    panel.reading.set_value(panel.next_number());
    Signals::of(panel).reads.end();
    panel.list.update(List::stop);
}

/// Says when the network goes and comes back, and goes on with what it stopped. It lives as long as whoever calls it.
pub fn follow_network(panel: Panel) {
    let gone = window_event_listener(ev::offline, move |_| {
        panel.notice.try_set(words::OFFLINE.get().to_owned());
    });
    let back = window_event_listener(ev::online, move |_| {
        panel.notice.try_set(words::ONLINE.get().to_owned());
        let waits = |list: &List| matches!(&list.loading, Loading::Failed(failure) if failure.is_silence());
        if panel.list.try_with_untracked(waits) == Some(true) {
            read(panel, From::Here);
        }
    });
    on_cleanup(move || {
        gone.remove();
        back.remove();
    });
}
