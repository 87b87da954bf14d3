//! A callback as it stands in the form, and the sample of its call.

use faxbox_admin::domain::CallbackUrl;
use faxbox_admin::form::{
    Draft, Field,
    callback::{Callback, Direction, Format},
};
use serde_json::json;

fn draft(direction: Direction, url: &str, method: &str, format: &str) -> Draft {
    let mut draft = Draft::read(&json!({
        "name": "Acme & Co", "caller_id": "+15550100142", "fax_header": "ACME \"Ltd\" ü", "retries": 2,
    }));
    for (field, text) in [(direction.url(), url), (direction.method(), method), (direction.format(), format)]
    {
        draft.type_text(field, text.to_owned());
    }
    draft
}

#[test]
fn a_callback_is_what_its_three_controls_hold() {
    for direction in [Direction::Inbound, Direction::Outbound] {
        let read = |url, method, format| Callback::read(&draft(direction, url, method, format), direction);
        let whole = read("https://hook.example/in", "put", "json");
        assert_eq!(whole.url.as_ref().map(CallbackUrl::host), Some("hook.example"));
        assert_eq!((whole.method, whole.format), (Some("PUT"), Some(Format::Json)));
        let nothing = Callback { url: None, method: None, format: None };
        assert_eq!(read("", "", ""), nothing);
        // What no server takes, and what is not documented, is nothing that could be told.
        assert_eq!(read("hook.example", "PATCH", "xml"), nothing);
    }
    assert_eq!(Direction::Outbound.url(), Field::OutboundCallbackUrl);
}

#[test]
fn a_sample_shows_the_chosen_format() {
    let sample = |url: &str, method: &str, format: &str| {
        let draft = draft(Direction::Inbound, url, method, format);
        Callback::read(&draft, Direction::Inbound).sample(&draft)
    };
    let json = "POST /in?x=1 HTTP/1.1\nHost: hook.example:8443\nContent-Type: application/json\n\n\
        {\n  \"name\": \"Acme & Co\",\n  \"caller_id\": \"+15550100142\",\n  \"fax_header\": \"ACME \\\"Ltd\\\" ü\"\n}";
    assert_eq!(sample("https://me:pw@hook.example:8443/in?x=1#y", "post", "json").as_deref(), Some(json));
    let form = "PUT / HTTP/1.1\nHost: hook.example\nContent-Type: application/x-www-form-urlencoded\n\n\
        name=Acme+%26+Co&caller_id=%2B15550100142&fax_header=ACME+%22Ltd%22+%C3%BC";
    assert_eq!(sample("http://hook.example", "put", "www-url-form-encoded").as_deref(), Some(form));
    for (url, format) in [
        ("", "json"),
        ("ftp://hook.example", "json"),
        ("https://hook.example", ""),
        ("https://hook.example", "xml"),
    ] {
        assert_eq!(sample(url, "post", format), None, "{url} {format}");
    }
}
