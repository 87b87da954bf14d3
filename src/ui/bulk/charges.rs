//! What new faxboxes cost: asked once, for all of a run.

use leptos::prelude::*;

use crate::{
    state::{Item, Pace, Pause, Run, Work},
    text::{Message, bulk as words, save as save_words},
    ui::{dialog::Dialog, live},
};

use super::{Context, running::act};

/// The question about what new faxboxes cost, asked once for all.
pub fn dialog(context: Context) -> AnyView {
    let asked = live::memo(move || {
        context.run.with(|run| match &run.as_ref()?.pace {
            Pace::Paused(Pause::Charges(charges)) => Some(charges.clone()),
            _ => None,
        })
    });
    live::view(move || {
        let Some(charges) = asked.get() else { return ().into_any() };
        let creates = context.run.with_untracked(|run| {
            let open = |item: &&Item| matches!(item.work, Work::Create(_)) && !item.state.is_done();
            run.as_ref().map_or(0, |run| run.items.iter().filter(open).count())
        });
        let sum = |label: Message, amount: Option<String>| {
            amount.map(|amount| view! { <dt>{label.get()}</dt> <dd class="num">{amount}</dd> })
        };
        let sums = charges.invoices().into_iter().map(move |invoice| {
            view! {
                <dl class="sums">
                    {sum(save_words::CHARGES_TODAY, invoice.today.clone())}
                    {sum(save_words::CHARGES_RECURRING, invoice.recurring.clone())}
                    {sum(save_words::CHARGES_ACTIVATION, invoice.activation.clone())}
                </dl>
            }
        });
        let no = move || act(context, Run::stop);
        view! {
            <Dialog title=save_words::CHARGES_TITLE.get() on_cancel=no>
                <div class="dialog__body">
                    <p>{words::CHARGES_WHY.with(&[("count", &creates.to_string())])}</p>
                    {sums.collect::<Vec<_>>()}
                </div>
                <div class="dialog__foot">
                    <button class="button" type="button" on:click=move |_| no()>{words::CHARGES_NO.get()}</button>
                    <button class="button button--primary" type="button" name="accept_charges" on:click=move |_| act(context, Run::resume)>
                        {words::CHARGES_YES.get()}
                    </button>
                </div>
            </Dialog>
        }
        .into_any()
    })
}
