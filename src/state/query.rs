use super::{
    order::{Direction, Sort},
    row::Column,
};

/// Which columns are shown, where somebody chose; the name always is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Columns(u16);

impl Columns {
    /// The name alone.
    pub const NAME: Self = Self(1 << Column::Name as u16);

    /// Whether a column is shown.
    pub const fn has(self, column: Column) -> bool {
        self.0 & (1 << column as u16) != 0
    }

    /// With a column more.
    #[must_use]
    pub const fn with(self, column: Column) -> Self {
        Self(self.0 | 1 << column as u16)
    }

    /// With a column less.
    #[must_use]
    pub const fn without(self, column: Column) -> Self {
        Self(self.0 & !(1 << column as u16) | Self::NAME.0)
    }
}

/// How somebody looks at the list: what of it is in the page's address, to be shared and gone back to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// What is searched for, as typed.
    pub search: String,
    /// The order.
    pub sort: Sort,
    /// The columns; nothing where the room decides.
    pub columns: Option<Columns>,
    /// The filters, as the address has them: `key=value` parts joined by `&`, encoded. The list does not look into them.
    pub filters: String,
}

impl Query {
    /// Reads what stands behind the first `?` of a hash. `decode` undoes percent-encoding.
    pub fn parse(hash: &str, decode: fn(&str) -> String) -> Self {
        let mut query = Self::default();
        let parts = hash.split_once('?').map_or("", |(_, parts)| parts);
        for part in parts.split('&').filter(|part| !part.is_empty()) {
            match part.split_once('=') {
                Some(("search", text)) => query.search = decode(text),
                Some(("sort", text)) => query.sort = sort(text).unwrap_or_default(),
                Some(("columns", text)) => {
                    let chosen = text.split([',']).filter_map(Column::called);
                    query.columns = Some(chosen.fold(Columns::NAME, Columns::with));
                }
                _ => {
                    if !query.filters.is_empty() {
                        query.filters.push('&');
                    }
                    query.filters.push_str(part);
                }
            }
        }
        query
    }

    /// What is put behind a hash: nothing where all is as it is by itself. `encode` percent-encodes.
    pub fn suffix(&self, encode: fn(&str) -> String) -> String {
        let mut suffix = String::new();
        let mut add = |part: &str| {
            suffix.push(if suffix.is_empty() { '?' } else { '&' });
            suffix.push_str(part);
        };
        if !self.search.is_empty() {
            add(&("search=".to_owned() + &encode(&self.search)));
        }
        if self.sort != Sort::default() {
            let sign = if self.sort.direction == Direction::Descending { "-" } else { "" };
            add(&("sort=".to_owned() + sign + self.sort.column.key()));
        }
        if let Some(columns) = self.columns {
            let shown = Column::ALL.iter().filter(|column| columns.has(**column));
            add(&("columns=".to_owned() + &shown.map(|column| column.key()).collect::<Vec<_>>().join(",")));
        }
        if !self.filters.is_empty() {
            add(&self.filters);
        }
        suffix
    }
}

fn sort(text: &str) -> Option<Sort> {
    let (direction, name) = match text.strip_prefix('-') {
        Some(name) => (Direction::Descending, name),
        None => (Direction::Ascending, text),
    };
    Column::called(name).map(|column| Sort { column, direction })
}

impl Column {
    /// Its name in an address.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::CallerId => "caller_id",
            Self::FaxIdentity => "fax_identity",
            Self::Address => "address",
            Self::Inbound => "inbound",
            Self::Outbound => "outbound",
            Self::Callback => "callback",
            Self::FaxOption => "fax_option",
            Self::Retries => "retries",
            Self::TimeZone => "time_zone",
            Self::Problems => "problems",
        }
    }

    /// The column of a name.
    pub fn called(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|column| column.key() == key)
    }
}
