//! A faxbox that costs money: the server's question with the sums it names.

use leptos::prelude::*;

use crate::{
    api::{Invoice, InvoiceItem},
    state::{Form, Outcome, Saved},
    text::{Message, save as words},
    ui::dialog::Dialog,
};

use super::{context::Context, saving};

/// The question, where the last create met one.
pub fn charges(context: Context) -> Option<impl IntoView> {
    let charges = context.read(move |form| match form.saved.as_ref()? {
        Saved::No(outcome) => match &**outcome {
            Outcome::Charges(charges) => Some(charges.clone()),
            _ => None,
        },
        Saved::Yes(_) => None,
    })?;
    let no = move || context.change(Form::dismiss);
    Some(view! {
        <Dialog title=words::CHARGES_TITLE.get() on_cancel=no>
            <div class="dialog__body">
                <p>{words::CHARGES_WHY.get()}</p>
                {charges.invoices().iter().map(invoice).collect::<Vec<_>>()}
            </div>
            <div class="dialog__foot">
                <button class="button" type="button" on:click=move |_| no()>{words::CHARGES_NO.get()}</button>
                <button class="button button--primary" type="button" name="accept_charges" on:click=move |_| saving::accept_charges(context)>
                    {words::CHARGES_YES.get()}
                </button>
            </div>
        </Dialog>
    })
}

fn invoice(invoice: &Invoice) -> impl IntoView + use<> {
    let sum = |label: Message, amount: &Option<String>| {
        let amount = amount.clone()?;
        Some(view! { <dt>{label.get()}</dt> <dd class="num">{amount}</dd> })
    };
    let heading = |label: Message| view! { <th scope="col">{label.get()}</th> };
    view! {
        <dl class="sums">
            {sum(words::CHARGES_TODAY, &invoice.today)}
            {sum(words::CHARGES_RECURRING, &invoice.recurring)}
            {sum(words::CHARGES_ACTIVATION, &invoice.activation)}
        </dl>
        <table class="diff">
            <thead>
                <tr>
                    {heading(words::CHARGES_ITEM)} {heading(words::CHARGES_QUANTITY)} {heading(words::CHARGES_RATE)}
                    {heading(words::CHARGES_TOTAL)}
                </tr>
            </thead>
            <tbody>{invoice.items.iter().map(item).collect::<Vec<_>>()}</tbody>
        </table>
    }
}

fn item(item: &InvoiceItem) -> impl IntoView + use<> {
    view! {
        <tr>
            <th scope="row">{item.name.clone()}</th>
            <td class="num">{item.quantity.clone()}</td>
            <td class="num">{item.rate.clone()}</td>
            <td class="num">{item.total.clone()}</td>
        </tr>
    }
}
