//! Words of e-mail to fax.

use super::messages;

messages! {
    NUMBER = "Number to fax to";
    NUMBER_HELP = "Type a number to see the address to mail the document to. It is not saved.";
    NUMBER_ODD = "Only digits and + can stand before the @";
    ADDRESS = "Mail the document to";
    ADDRESS_ONCE_SAVED = "Mail the document, once this is saved, to";
    COPY_ADDRESS = "Copy the address";
    DOMAIN_PENDING = "The generated domain is told by the list, which is still loading.";
    DOMAIN_UNKNOWN = "The server has not told the generated domain.";
    DOMAIN_NEW = "The server generates a domain when the faxbox is created; a domain of your own is shown at once.";
    DOMAIN_ODD = "Put the domain right first: no mail arrives at it as it stands.";
    LOWER = "Write it small";
    LOWERED = "Written small: {domain}";
    RECORD = "DNS record";
    RECORD_CNAME = "Let {domain} lead to this faxbox’s generated domain, in the DNS of your domain:";
    RECORD_OR = "Where {domain} has other records already, an MX record instead. Ask the operator for the name of their mail server, and write it in the place of mail.operator.example:";
    RECORD_MX = "Let mail to {domain} go to the operator’s server, in the DNS of your domain. Ask the operator for the name of their mail server, and write it in the place of mail.operator.example:";
    COPY_RECORD = "Copy the {kind} record";
}

/// Stands for the operator's mail server, whose name the panel cannot know. Reserved for examples (RFC 2606).
pub const OPERATOR_PLACEHOLDER: &str = "mail.operator.example";
