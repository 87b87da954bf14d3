use serde_json::Value;

/// What a faxbox would cost: the data of a 402 `accept charges`.
///
/// Amounts are texts, as the server spelled them but without a `.0` at the end; the currency is the account's own and not told.
/// Source: contract, "What comes back", status 402.
///
/// Kept as it came, and read where it is asked about: the first view has no use for its parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Charges(Value);

impl Charges {
    /// A list of objects is a question; anything else is not.
    pub(super) fn read(data: &Value) -> Option<Self> {
        let asks = data.as_array()?.iter().any(Value::is_object);
        asks.then(|| Self(data.clone()))
    }

    /// What it would cost, invoice by invoice.
    pub fn invoices(&self) -> Vec<Invoice> {
        let invoices = self.0.as_array().map(Vec::as_slice).unwrap_or_default();
        invoices.iter().filter(|invoice| invoice.is_object()).map(invoice).collect()
    }
}

/// One invoice of [`Charges`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Invoice {
    /// Due today, as `5` or `10.50`.
    pub today: Option<String>,
    /// Due each month.
    pub recurring: Option<String>,
    /// For setting it up, once.
    pub activation: Option<String>,
    /// What it is for.
    pub items: Vec<InvoiceItem>,
}

/// One line of an [`Invoice`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InvoiceItem {
    /// As `Fax Boxes`.
    pub name: String,
    /// The price of one, as `5`.
    pub rate: String,
    /// How many, as `2`.
    pub quantity: String,
    /// Rate times quantity, less discounts, as `10`.
    pub total: String,
}

fn invoice(invoice: &Value) -> Invoice {
    let summary = |key: &str| invoice.get("summary").and_then(|summary| amount(summary.get(key)?));
    let items = invoice.get("items").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    Invoice {
        today: summary("today"),
        recurring: summary("recurring"),
        activation: invoice.get("activation_charges").and_then(amount),
        items: items.iter().map(invoice_item).collect(),
    }
}

fn invoice_item(item: &Value) -> InvoiceItem {
    let text = |key: &str| item.get(key).and_then(amount).unwrap_or_default();
    InvoiceItem { name: text("name"), rate: text("rate"), quantity: text("quantity"), total: text("total") }
}

/// A number or text as it stands, without the `.0` that some servers put behind whole numbers.
fn amount(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => {
            let text = number.to_string();
            Some(text.strip_suffix(".0").map(str::to_owned).unwrap_or(text))
        }
        _ => None,
    }
}
