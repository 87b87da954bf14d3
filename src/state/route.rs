use crate::domain::FaxboxId;

/// Where in the panel a person is; the hash of the page's address, where the host lets the panel have it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Route {
    /// `#/faxboxes`
    #[default]
    List,
    /// `#/faxboxes/new`
    New,
    /// `#/faxboxes/{id}`
    Faxbox(FaxboxId),
}

impl Route {
    /// Reads a hash; whatever is none of ours is the list. `decode` undoes percent-encoding.
    pub fn parse(hash: &str, decode: impl FnOnce(&str) -> String) -> Self {
        // Behind the `?` stands how the list is looked at.
        let path = hash.split('?').next().unwrap_or_default().trim_start_matches('#').trim_matches('/');
        match path.strip_prefix("faxboxes/") {
            Some("new") => Self::New,
            Some(id) if !id.contains('/') => FaxboxId::parse(&decode(id)).map_or(Self::List, Self::Faxbox),
            _ => Self::List,
        }
    }

    /// The hash that leads here. `encode` percent-encodes.
    pub fn hash(&self, encode: impl FnOnce(&str) -> String) -> String {
        match self {
            Self::List => "#/faxboxes".to_owned(),
            Self::New => "#/faxboxes/new".to_owned(),
            Self::Faxbox(id) => format!("#/faxboxes/{}", encode(id.as_str())),
        }
    }
}
