//! E-mail to fax: the address to mail to, and the DNS record that a domain of one's own needs.

use leptos::prelude::*;

use crate::{
    domain::{SmtpDomainOddity, cname_record, mailbox, mx_record, smtp_domain_oddity},
    form::{Field, Section},
    text::{Message, mail as words},
    ui::{
        icon::{Icon, icon},
        live,
    },
};

use super::{context::Context, field, system, text};

/// Where mail to the faxbox goes.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Domain {
    /// To this domain, now.
    Standing(String),
    /// To this domain, once what was typed is saved.
    Typed(String),
    /// Nobody can say, for this reason.
    Untold(&'static str),
}

/// The section: where to mail, then its fields.
pub fn section(context: Context) -> AnyView {
    let fields = field::section(context, Section::EmailToFax);
    view! { {trial(context)} {fields} }.into_any()
}

/// The domain as it stands in the control.
fn own(context: Context) -> String {
    context.read(move |form| form.draft.text(Field::CustomSmtpEmailAddress))
}

/// Nothing before the document has come.
fn domain(context: Context) -> Option<Domain> {
    if context.is_loading() {
        return None;
    }
    let own = own(context);
    let changed = context.read(move |form| form.draft.is_changed(Field::CustomSmtpEmailAddress));
    let pending = !context.is_new() && !context.panel.list_is_complete();
    Some(match (own.is_empty(), system::generated_address(context)) {
        (false, _) if smtp_domain_oddity(&own).is_some() => Domain::Untold(words::DOMAIN_ODD.get()),
        (false, _) if changed => Domain::Typed(own),
        (false, _) => Domain::Standing(own),
        (true, Some(generated)) if changed => Domain::Typed(generated),
        (true, Some(generated)) => Domain::Standing(generated),
        (true, None) if context.is_new() => Domain::Untold(words::DOMAIN_NEW.get()),
        (true, None) if pending => Domain::Untold(words::DOMAIN_PENDING.get()),
        (true, None) => Domain::Untold(words::DOMAIN_UNKNOWN.get()),
    })
}

/// A number to type, and the address it makes.
fn trial(context: Context) -> impl IntoView {
    const ID: &str = "mail-to-number";
    let number = context.panel.keep(ID, || RwSignal::new(String::new()));
    let told = live::memo(move || domain(context));
    let is_odd = move || number.with(|number| !number.is_empty() && mailbox(number).is_none());
    view! {
        <div class="field trial">
            <label class="field__label" for=ID>{words::NUMBER.get()}</label>
            <input
                class="input"
                type="text"
                id=ID
                inputmode="tel"
                autocomplete="off"
                aria-describedby="mail-to-help mail-to-address"
                aria-invalid=live::text(move || is_odd().to_string())
                prop:value=number
                on:input:target=move |event| number.set(event.target().value())
            />
            <p class="field__help" id="mail-to-help">{words::NUMBER_HELP.get()}</p>
            <div class="trial__told" id="mail-to-address" role="status">
                {live::view(move || match (told.get(), number.with(|number| mailbox(number))) {
                    _ if is_odd() => warned(words::NUMBER_ODD.get()),
                    (Some(Domain::Untold(why)), _) => view! { <p>{why}</p> }.into_any(),
                    (None, _) | (_, None) => ().into_any(),
                    (Some(Domain::Standing(domain)), Some(mailbox)) => address(context, words::ADDRESS, &mailbox, &domain),
                    (Some(Domain::Typed(domain)), Some(mailbox)) => {
                        address(context, words::ADDRESS_ONCE_SAVED, &mailbox, &domain)
                    }
                })}
            </div>
        </div>
    }
}

fn warned(why: &'static str) -> AnyView {
    view! { <p class="note note--warning">{icon(Icon::WARNING)} <span>{why}</span></p> }.into_any()
}

fn address(context: Context, lead: Message, mailbox: &str, domain: &str) -> AnyView {
    let address = format!("{mailbox}@{domain}");
    view! { <span>{lead.get()} " "</span> {copied(context, words::COPY_ADDRESS.get().to_owned(), address)} }
        .into_any()
}

/// A text with a button that copies it.
fn copied(context: Context, name: String, text: String) -> AnyView {
    let shown = text.clone();
    view! { <span class="copied"><code>{shown}</code> {system::copy(context, name.clone(), Some(name), text)}</span> }
        .into_any()
}

/// The control of the domain, with what mends it and the record that it needs.
pub fn view(context: Context, field: Field) -> impl IntoView {
    let domain = Memo::new(move |_| own(context));
    let oddity = move || domain.with(|domain| (!domain.is_empty()).then(|| smtp_domain_oddity(domain)));
    view! {
        {text::view(context, field)}
        {live::view(move || match oddity() {
            Some(Some(SmtpDomainOddity::Capitals)) => lower(context, field),
            Some(None) => domain.with(|domain| records(context, domain)),
            _ => ().into_any(),
        })}
    }
}

/// Capitals are never found: one click writes them small, and the focus stays where one goes on typing.
pub fn lower(context: Context, field: Field) -> AnyView {
    let lower = move |_| {
        let domain = own(context).to_ascii_lowercase();
        context.panel.notice.set(words::LOWERED.with(&[("domain", &domain)]));
        context.edit(field, |draft| draft.type_text(field, domain));
        context.focus(field.path());
    };
    view! {
        <div>
            <button class="button button--small" type="button" on:click=lower>{words::LOWER.get()}</button>
        </div>
    }
    .into_any()
}

fn records(context: Context, domain: &str) -> AnyView {
    let name = |kind: &str| words::COPY_RECORD.with(&[("kind", kind)]);
    let told = |why: Message| why.with(&[("domain", domain)]);
    let mx = copied(context, name("MX"), mx_record(domain, words::OPERATOR_PLACEHOLDER));
    let cname = system::generated_address(context).map(|generated| {
        let record = copied(context, name("CNAME"), cname_record(domain, &generated));
        view! { <p>{told(words::RECORD_CNAME)}</p> {record} }
    });
    let why = told(if cname.is_some() { words::RECORD_OR } else { words::RECORD_MX });
    view! {
        <div class="trial" role="group" aria-label=words::RECORD.get()>
            {cname} <p>{why}</p> {mx}
        </div>
    }
    .into_any()
}
