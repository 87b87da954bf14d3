//! `402 accept charges`: a question, asked of the account whose faxboxes cost money (contract, "What comes back").

use serde_json::{Value, json};

/// What one faxbox costs a month.
const RATE: u32 = 5;

/// The invoices that are shown before the faxbox with this number is created.
pub fn invoices(quantity: i64) -> Value {
    let total = format!("{}.0", quantity * i64::from(RATE));
    let total: Value = serde_json::from_str(&total).unwrap_or_default();
    let rate = json!(f64::from(RATE));
    json!([{
        "activation_charges": [],
        "items": [{
            "category": "faxes",
            "item": "mailbox",
            "name": "Fax boxes",
            "quantity": quantity,
            "billable": quantity,
            "rate": rate,
            "maximum": quantity,
            "prorate": {"additions": true, "removals": true},
            "total": total,
            "changes": {"type": "modified", "difference": {"billable": 1, "quantity": 1}}
        }],
        "taxes": [],
        "summary": {"today": 0.0, "recurring": total},
        "plan": {"faxes": {"mailbox": {"rate": RATE, "name": "Fax boxes"}}},
        "bookkeeper": {"type": "default", "vendor_id": "e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5", "id": "default_bookkeeper"}
    }])
}

/// Whether this value of `accept_charges` is a yes: `true`, and the text too.
pub fn is_yes(value: Option<&Value>) -> bool {
    value.is_some_and(|value| value == &json!(true) || value == &json!("true"))
}
