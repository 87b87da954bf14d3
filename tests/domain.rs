//! Every value of the domain: what it takes, each error, each oddity, at the edge of every limit.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use faxbox_admin::domain::{
    AccountId, AccountIdError, ApiRoot, ApiRootError, AuthToken, AuthTokenError, CallbackUrl,
    CallbackUrlError, CallbackUrlOddity, CallerIdOddity, EmailAddress, EmailAddressError, EmailAddressOddity,
    EntityTag, FAX_HEADER_MAX_BYTES, FaxHeaderOddity, FaxIdentityOddity, FaxboxId, FaxboxIdError, FaxboxName,
    FaxboxNameError, FaxboxNameOddity, PermissionRule, PermissionRuleError, PermissionRuleOddity, Print,
    Retries, RetriesError, RetriesOddity, SmtpDomainOddity, caller_id_oddity, caller_name_oddity,
    cname_record, fax_header_oddity, fax_identity_oddity, header_runs, identity_runs, mailbox, mx_record,
    phone_number_reading, smtp_domain_oddity,
};

#[track_caller]
fn root(text: &str, expected: Result<&str, ApiRootError>) {
    assert_eq!(ApiRoot::parse(text).map(|root| root.as_str().to_owned()), expected.map(str::to_owned));
}

#[test]
fn an_api_root_loses_blanks_and_slashes_around_it() {
    root("http://api.example:8000/v2", Ok("http://api.example:8000/v2"));
    root("  https://api.example/v2//\n", Ok("https://api.example/v2"));
    root("HTTPS://Api.Example/V2", Ok("https://Api.Example/V2"));
    root("http://[::1]:8000/v2", Ok("http://[::1]:8000/v2"));
    root("https://api.example", Ok("https://api.example"));
    root("https://api.example/a@b", Ok("https://api.example/a@b"));
}

#[test]
fn a_text_that_calls_cannot_be_appended_to_is_no_api_root() {
    root("", Err(ApiRootError::Empty));
    root(" \t", Err(ApiRootError::Empty));
    root("/", Err(ApiRootError::Empty));
    root("api.example/v2", Err(ApiRootError::NoScheme));
    root("ftp://api.example", Err(ApiRootError::NoScheme));
    root("http:/api.example", Err(ApiRootError::NoScheme));
    root("http://", Err(ApiRootError::NoHost));
    root("https:///v2", Err(ApiRootError::NoHost));
    root("https://:8000/v2", Err(ApiRootError::NoHost));
    root("https://api example/v2", Err(ApiRootError::Blank));
    root("https://api.example/v\u{7}2", Err(ApiRootError::Blank));
    root("https://me:pw@api.example/v2", Err(ApiRootError::Credentials));
    root("https://api.example/v2?x=1", Err(ApiRootError::QueryOrFragment));
    root("https://api.example/v2#x", Err(ApiRootError::QueryOrFragment));
}

#[test]
fn plain_http_is_blocked_on_a_secure_page_but_for_loopback() {
    let check = |text: &str, expected: bool| {
        assert_eq!(ApiRoot::parse(text).unwrap().is_blocked_from_https(), expected, "{text}");
    };
    check("http://api.example:8000/v2", true);
    check("https://api.example/v2", false);
    check("http://localhost:8000/v2", false);
    check("http://LocalHost/v2", false);
    check("http://a.localhost/v2", false);
    check("http://127.0.0.1:8000/v2", false);
    check("http://127.8.9.10/v2", false);
    check("http://[::1]:8000/v2", false);
    check("http://127.example/v2", true);
    check("http://localhost.example/v2", true);
    check("http://192.168.0.2/v2", true);
}

#[test]
fn an_account_id_is_one_word_without_a_slash() {
    let check = |text: &str, expected: Result<&str, AccountIdError>| {
        let parsed = AccountId::parse(text).map(|id| id.as_str().to_owned());
        assert_eq!(parsed, expected.map(str::to_owned), "{text:?}");
    };
    check(" 0123456789abcdef\n", Ok("0123456789abcdef"));
    check("ü%", Ok("ü%"));
    check("", Err(AccountIdError::Empty));
    check(" ", Err(AccountIdError::Empty));
    check(".", Err(AccountIdError::Empty));
    check("..", Err(AccountIdError::Empty));
    check("a b", Err(AccountIdError::Stray));
    check("accounts/a", Err(AccountIdError::Stray));
    check("a\u{0}b", Err(AccountIdError::Stray));
}

#[test]
fn a_token_is_what_a_header_can_carry_and_is_never_shown() {
    let token = AuthToken::parse(" s3cret.t-o_ken~ \r\n").unwrap();
    assert_eq!(token.reveal(), "s3cret.t-o_ken~");
    assert_eq!(format!("{token:?}"), "AuthToken(…)");
    assert!(!format!("{:#?}", Some(&token)).contains("s3cret"));
    assert_eq!(AuthToken::parse(" "), Err(AuthTokenError::Empty));
    assert_eq!(AuthToken::parse("abc\ndef"), Err(AuthTokenError::NotAHeaderValue));
    assert_eq!(AuthToken::parse("abc\u{7f}"), Err(AuthTokenError::NotAHeaderValue));
    assert_eq!(AuthToken::parse("tökén"), Err(AuthTokenError::NotAHeaderValue));
}

#[test]
fn an_entity_tag_is_quoted_and_tells_its_generation() {
    let check = |header: &str, tag: Option<&str>, generation: Option<u64>, bare: Option<&str>| {
        let parsed = EntityTag::parse(header);
        assert_eq!(parsed.as_ref().map(EntityTag::as_str), tag, "{header}");
        assert_eq!(parsed.as_ref().and_then(EntityTag::generation), generation, "{header}");
        let without = parsed.as_ref().and_then(EntityTag::without_proxy_mark);
        assert_eq!(without.as_ref().map(EntityTag::as_str), bare, "{header}");
    };
    check("\"12-ab\"", Some("\"12-ab\""), Some(12), None);
    check(" \"12-ab\" ", Some("\"12-ab\""), Some(12), None);
    check("W/\"12-ab\"", Some("W/\"12-ab\""), Some(12), Some("\"12-ab\""));
    check("\"12-ab-gzip\"", Some("\"12-ab-gzip\""), Some(12), Some("\"12-ab\""));
    check("W/\"12-ab-gzip\"", Some("W/\"12-ab-gzip\""), Some(12), Some("\"12-ab\""));
    check("\"12-ab;br\"", Some("\"12-ab;br\""), Some(12), Some("\"12-ab\""));
    check("\"124cccd6297b0f90\"", Some("\"124cccd6297b0f90\""), None, None);
    check("\"x-1\"", Some("\"x-1\""), None, None);
    check("\"\"", Some("\"\""), None, None);
    for malformed in ["", "\"", "W/\"", "12-ab", "\"12-ab", "*", "\"a b\"", "\"ü\"", "w/\"a\""] {
        check(malformed, None, None, None);
    }
}

#[test]
fn a_faxbox_id_is_any_text_that_can_stand_in_a_path() {
    for text in ["", ".", ".."] {
        assert_eq!(FaxboxId::parse(text), Err(FaxboxIdError::Empty), "{text:?}");
    }
    for text in ["a", "...", "a/b", "ü", " "] {
        assert_eq!(FaxboxId::parse(text).unwrap().as_str(), text);
        assert_eq!(FaxboxId::parse(text).unwrap().to_string(), text);
    }
}

#[test]
fn a_name_has_1_to_128_characters_not_bytes() {
    for letter in ["x", "ü", "漢", "🖷"] {
        assert!(FaxboxName::parse(letter).is_ok());
        assert!(FaxboxName::parse(&letter.repeat(FaxboxName::MAX_CHARS)).is_ok(), "{letter}");
        let long = letter.repeat(FaxboxName::MAX_CHARS + 1);
        assert_eq!(FaxboxName::parse(&long), Err(FaxboxNameError::TooLong { chars: 129 }), "{letter}");
    }
    assert_eq!(FaxboxName::MAX_CHARS, 128);
    assert_eq!(FaxboxName::parse(""), Err(FaxboxNameError::Empty));
    let check = |text: &str, expected| {
        let name = FaxboxName::parse(text).unwrap();
        assert_eq!(name.oddity(), expected, "{text:?}");
        assert_eq!(name.as_str(), text, "kept as typed");
    };
    check("Front desk", None);
    check(" ", Some(FaxboxNameOddity::OnlyBlanks));
    check("\u{a0}", Some(FaxboxNameOddity::OnlyBlanks));
    check(" Desk", Some(FaxboxNameOddity::BlanksAround));
    check("Desk\n", Some(FaxboxNameOddity::BlanksAround));
}

#[test]
fn a_number_is_best_written_as_e164() {
    let check = |text: &str, odd: bool| {
        assert_eq!(caller_id_oddity(text), odd.then_some(CallerIdOddity::NotE164), "{text:?}");
    };
    check("+15551234567", false);
    check("+1 (555) 123-45.67", false);
    check("", false);
    check("+1234567", false);
    check("+123456", true);
    check("+123456789012345", false);
    check("+1234567890123456", true);
    check("15551234567", true);
    check("+1555123456a", true);
    check("+", true);
    check(" +15551234567", true);
    check("+１５５５１２３４５６７", true);
    check("+0221555010", true);
    check("+(0) 221 555010", true);
}

#[test]
fn a_number_reads_in_groups_and_its_country_code_stands_apart() {
    let check = |text: &str, expected: Option<&str>| {
        assert_eq!(phone_number_reading(text).as_deref(), expected, "{text:?}");
    };
    check("+15550100199", Some("+1 555 010 0199"));
    check("+1 (555) 010-0199", Some("+1 555 010 0199"));
    check("+155501001991", Some("+1 555 010 019 91"));
    check("+4922155501", Some("+49 221 555 01"));
    check("+49 2215550123", Some("+49 221 555 0123"));
    check("+35312345678", Some("+353 123 456 78"));
    check("+79161234567", Some("+7 916 123 4567"));
    check("+982112345678", Some("+98 211 234 5678"));
    check("+1234567", Some("+1 234 567"));
    // Written so already, or no such number.
    for text in
        ["+1 555 010 0199", "+49 221 555 01", "", "5550100199", "+123456", "+0123456789", "extension 12"]
    {
        check(text, None);
    }
}

#[test]
fn carriers_show_15_characters_of_a_caller_name() {
    assert_eq!(caller_name_oddity(""), None);
    for letter in ["x", "ü", "🖷"] {
        assert_eq!(caller_name_oddity(&letter.repeat(15)), None);
        assert_eq!(caller_name_oddity(&letter.repeat(16)), Some(16));
    }
}

#[test]
fn a_page_has_room_for_20_digits_of_identity() {
    let check = |text: &str, expected| assert_eq!(fax_identity_oddity(text), expected, "{text:?}");
    check("", None);
    check("+1 555 1234567", None);
    check(&"1".repeat(20), None);
    check(&"1".repeat(21), Some(FaxIdentityOddity::TooLong { chars: 21 }));
    check(&"x".repeat(21), Some(FaxIdentityOddity::TooLong { chars: 21 }));
    check("555-1234", Some(FaxIdentityOddity::NotDialable));
    check("ACME", Some(FaxIdentityOddity::NotDialable));
}

#[test]
fn a_page_has_room_for_50_bytes_of_header_in_ascii() {
    let check = |text: &str, expected| assert_eq!(fax_header_oddity(text), expected, "{text:?}");
    check("", None);
    check("ACME Ltd ~ (fax)", None);
    assert_eq!(FAX_HEADER_MAX_BYTES, 50);
    check(&"x".repeat(50), None);
    check(&"x".repeat(51), Some(FaxHeaderOddity::TooLong { bytes: 51 }));
    check(&"ü".repeat(25), Some(FaxHeaderOddity::Unprintable));
    check(&"ü".repeat(26), Some(FaxHeaderOddity::TooLong { bytes: 52 }));
    for text in ["Büro", "Fax 🖷", "a\nb", "a\u{7f}"] {
        check(text, Some(FaxHeaderOddity::Unprintable));
    }
}

#[test]
fn what_of_a_line_is_printed_and_what_is_not_stands_apart() {
    use Print::{Lost, Printed};
    let check = |found: Vec<faxbox_admin::domain::Run>, expected: &[(&str, Print)]| {
        let found: Vec<_> = found.iter().map(|run| (run.text.as_str(), run.print)).collect();
        assert_eq!(found, expected);
    };
    check(header_runs(""), &[]);
    check(header_runs("ACME Ltd"), &[("ACME Ltd", Printed)]);
    check(header_runs("Büro"), &[("B", Printed), ("ü", Lost), ("ro", Printed)]);
    let (room, more) = ("x".repeat(50), "x".repeat(7));
    check(header_runs(&format!("{room}{more}")), &[(&room, Printed), (&more, Lost)]);
    // A letter that begins within and ends beyond is beyond.
    check(header_runs(&format!("{}ü", "x".repeat(49))), &[(&"x".repeat(49), Printed), ("ü", Lost)]);
    check(identity_runs("+1 555-0199"), &[("+1 555", Printed), ("-", Lost), ("0199", Printed)]);
    check(identity_runs(&"1".repeat(22)), &[(&"1".repeat(20), Printed), ("11", Lost)]);
}

#[test]
fn retries_are_whole_numbers_from_0_and_odd_above_4() {
    let check = |text: &str, expected: Result<(u64, Option<RetriesOddity>), RetriesError>| {
        let parsed = Retries::parse(text).map(|retries| (retries.get(), retries.oddity()));
        assert_eq!(parsed, expected, "{text:?}");
    };
    check("0", Ok((0, None)));
    check("-0", Ok((0, None)));
    check("004", Ok((4, None)));
    check("4", Ok((4, None)));
    check("5", Ok((5, Some(RetriesOddity::AboveUsual))));
    check("18446744073709551615", Ok((u64::MAX, Some(RetriesOddity::AboveUsual))));
    check("18446744073709551616", Err(RetriesError::TooLarge));
    check("99999999999999999999", Err(RetriesError::TooLarge));
    check("-1", Err(RetriesError::Negative));
    check("-99999999999999999999", Err(RetriesError::Negative));
    for text in ["", "-", "two", "1.5", "1.0", "1e0", " 2", "2 ", "+2", "٣", "0x1"] {
        check(text, Err(RetriesError::NotAWholeNumber));
    }
}

#[test]
fn an_smtp_domain_is_a_full_domain_in_small_letters() {
    let check = |text: &str, expected| assert_eq!(smtp_domain_oddity(text), expected, "{text:?}");
    check("fax.acme.example", None);
    check("büro.example", None);
    check("", Some(SmtpDomainOddity::Empty));
    check("fax@acme.example", Some(SmtpDomainOddity::HasAt));
    check("fax .acme.example", Some(SmtpDomainOddity::Blank));
    check("fax.acme.example\n", Some(SmtpDomainOddity::Blank));
    check("Fax.acme.example", Some(SmtpDomainOddity::Capitals));
    check("BÜRO.example", Some(SmtpDomainOddity::Capitals));
    for text in ["localhost", ".acme.example", "acme.example.", "acme..example"] {
        check(text, Some(SmtpDomainOddity::NoDomain));
    }
}

#[test]
fn a_number_is_what_stands_before_the_at() {
    let check =
        |text: &str, expected: Option<&str>| assert_eq!(mailbox(text).as_deref(), expected, "{text:?}");
    check("+1 (555) 010-0199", Some("+15550100199"));
    check("0221/555.01\u{a0}2", Some("0221555012"));
    for text in ["", "+", "1+2", "++1", "extension 12", "1@x", "１"] {
        check(text, None);
    }
}

#[test]
fn a_domain_needs_one_record() {
    assert_eq!(
        cname_record("fax.acme.example", "x1.fax.host.example"),
        "fax.acme.example. IN CNAME x1.fax.host.example."
    );
    assert_eq!(
        mx_record("fax.acme.example", "mail.host.example"),
        "fax.acme.example. IN MX 10 mail.host.example."
    );
}

#[test]
fn an_address_is_something_one_at_something() {
    let check = |text: &str, expected| {
        assert_eq!(EmailAddress::parse(text).map(|address| address.oddity()), expected, "{text:?}");
    };
    check("john@acme.example", Ok(None));
    check("a@[127.0.0.1]", Ok(None));
    check("ü@ö.de", Ok(None));
    check("a@[x]", Ok(None));
    check("a@b", Ok(Some(EmailAddressOddity::DomainWithoutDot)));
    check("a b@c d", Ok(Some(EmailAddressOddity::Blank)));
    check(" a@b.example", Ok(Some(EmailAddressOddity::Blank)));
    check("a@b.example\n", Ok(Some(EmailAddressOddity::Blank)));
    check("John <a@b.example>", Ok(Some(EmailAddressOddity::Separator)));
    check("a@b.example,", Ok(Some(EmailAddressOddity::Separator)));
    check("a@b.example;", Ok(Some(EmailAddressOddity::Separator)));
    for text in ["a@.b", "a@b.", "a@b..c"] {
        check(text, Ok(Some(EmailAddressOddity::StrayDot)));
    }
    check("", Err(EmailAddressError::Empty));
    check("nobody", Err(EmailAddressError::NoAt));
    check("a@@b", Err(EmailAddressError::SecondAt));
    check("a@b.example,c@d.example", Err(EmailAddressError::SecondAt));
    check("@b", Err(EmailAddressError::NoMailbox));
    check("a@", Err(EmailAddressError::NoDomain));
    check("@", Err(EmailAddressError::NoMailbox));
}

#[test]
fn a_callback_begins_with_http_in_small_letters() {
    let check = |text: &str, expected: Result<&str, CallbackUrlError>| {
        let host = CallbackUrl::parse(text).map(|url| url.host().to_owned());
        assert_eq!(host, expected.map(str::to_owned), "{text:?}");
    };
    check("https://hook.example", Ok("hook.example"));
    check("http://hook.example:8080/a?b=c", Ok("hook.example"));
    check("https://hook.example?x=@y", Ok("hook.example"));
    check("https://me:pw@hook.example:1/x@y", Ok("hook.example"));
    check("https://[2001:db8::1]:8443/a", Ok("2001:db8::1"));
    check("http://", Ok(""));
    check("https://#x", Ok(""));
    check("", Err(CallbackUrlError::Empty));
    check("HTTP://x.example", Err(CallbackUrlError::SchemeInCapitals));
    check("Https://x.example", Err(CallbackUrlError::SchemeInCapitals));
    for text in ["ftp://x.example", "x.example", " http://x.example", "http:/x", "\nhttps://x"] {
        check(text, Err(CallbackUrlError::NotHttp));
    }
}

#[test]
fn a_callback_is_odd_where_it_cannot_be_called_or_is_read_by_others() {
    use CallbackUrlOddity::{Blank, Credentials, NoHost, PlainHttp, PrivateHost};
    let check = |text: &str, expected| {
        assert_eq!(CallbackUrl::parse(text).unwrap().oddities().first().copied(), expected, "{text}");
    };
    check("https://hook.example/a?b=c", None);
    check("https://[2001:db8::1]/", None);
    check("https://8.8.8.8/", None);
    check("http://hook.example/", Some(PlainHttp));
    check("http://", Some(NoHost));
    check("https:///path", Some(NoHost));
    check("https://:8080/", Some(NoHost));
    check("https://user@", Some(NoHost));
    check("https://a b/", Some(NoHost));
    check("https://hook.example/a b", Some(Blank));
    check("https://hook.example/\n", Some(Blank));
    check("https://me:pw@hook.example/", Some(Credentials));
    for host in [
        "localhost",
        "intranet",
        "127.0.0.1",
        "10.0.0.1",
        "10.255.255.255",
        "192.168.1.1",
        "169.254.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "0.0.0.0",
        "[::1]",
        "[fd00::1]",
        "[FE80::1]",
        "a.localhost",
        "printer.local",
        "fax.corp.internal",
        "nas.home.arpa",
        "localhost.",
        "LOCALHOST",
        // As browsers and HTTP clients read them.
        "127.1",
        "2130706433",
        "0x7f.1",
        "0X7F000001",
        "0177.0.0.1",
        "127.0.0.1.",
        "%31%32%37.0.0.1",
        "127。0。0。1",
        "１２７.0.0.1",
        "10.1",
        "0xa000001",
        "0",
        "100.64.0.1",
        "100.127.255.255",
        "[::]",
        "[0:0:0:0:0:0:0:1]",
        "[fdff:ffff::1]",
        "[fc00::]",
        "[febf::1]",
        "[fe80::1%25eth0]",
        "[::ffff:127.0.0.1]",
        "[::ffff:a00:1]",
    ] {
        check(&format!("https://{host}:8443/x"), Some(PrivateHost));
    }
    for host in [
        "172.15.0.1",
        "172.32.0.1",
        "192.169.1.1",
        "169.255.0.1",
        "11.0.0.1",
        "10.example",
        "127.0.0.1.example",
        "172.16.example",
        "fd.example",
        "192.168.1.1.example",
        "10.0.0.256.example",
        "local.example",
        "notlocal.example",
        "mylocalhost.example",
        "100.63.255.255",
        "100.128.0.0",
        "0x8.0x8.0x8.0x8",
        "134744072",
        "127.0.0.1.2",
        "1.2.3.0x7g",
        "[fec0::1]",
        "[fbff::1]",
        "[2001:db8::ffff:7f00:1]",
        "[::ffff:8.8.8.8]",
        "[1::2::3]",
    ] {
        check(&format!("https://{host}:8443/x"), None);
    }
}

#[test]
fn all_that_is_odd_about_a_callback_is_told_the_gravest_first() {
    use CallbackUrlOddity::{Blank, Credentials, NoHost, PlainHttp, PrivateHost};
    let check = |text: &str, expected: &[CallbackUrlOddity]| {
        assert_eq!(CallbackUrl::parse(text).unwrap().oddities(), expected, "{text}");
    };
    check("http://me:pw@10.0.0.1/a b", &[Blank, Credentials, PrivateHost, PlainHttp]);
    check("http://me@hook.example/", &[Credentials, PlainHttp]);
    check("http://localhost", &[PrivateHost, PlainHttp]);
    check("http://", &[NoHost]);
    // A backslash ends the host as a slash does; an @ behind it is no name.
    check("https://127.0.0.1\\@hook.example", &[PrivateHost]);
    check("https://hook.example/me@10.0.0.1", &[]);
    check("https://hook.example@127.0.0.1", &[Credentials, PrivateHost]);
}

#[test]
fn a_callback_is_shown_without_its_password() {
    let check = |text: &str, shown: &str, host: &str, path: &str| {
        let url = CallbackUrl::parse(text).unwrap();
        assert_eq!(url.shown(), shown);
        assert_eq!(url.parts(), (host.to_owned(), path.to_owned()));
    };
    check("https://hook.example", "https://hook.example", "hook.example", "/");
    check("http://hook.example:80?x=1#y", "http://hook.example:80?x=1", "hook.example:80", "/?x=1");
    check("https://me:p@w@hook.example/a/@b", "https://hook.example/a/@b", "hook.example", "/a/@b");
    check("https://[::1]:8443/in", "https://[::1]:8443/in", "[::1]:8443", "/in");
}

#[test]
fn a_rule_is_refused_only_where_it_certainly_does_not_compile() {
    use PermissionRuleError as Error;
    let check = |text: &str, expected: Option<Error>| {
        assert_eq!(PermissionRule::parse(text).err(), expected, "{text:?}");
    };
    for text in ["(", "(a", "((a)", "(?:a", "(?#a", "(?=x"] {
        check(text, Some(Error::OpenGroup));
    }
    for text in [")", "a)", "(a))"] {
        check(text, Some(Error::StrayClose));
    }
    for text in ["[", "[a", "[]", "[^]", "a[\\]"] {
        check(text, Some(Error::OpenClass));
    }
    for text in ["\\", "a\\", "a\\\\\\"] {
        check(text, Some(Error::TrailingBackslash));
    }
    for text in ["*", "*@acme.example", "x**", "+a", "?", "a|*", "(+a)", "^*"] {
        check(text, Some(Error::NothingToRepeat));
    }
    for text in ["\\u0041", "a\\l", "\\L", "\\U"] {
        check(text, Some(Error::UnsupportedEscape));
    }
    check("a{2,1}", Some(Error::CountsOutOfOrder));
    for text in ["x{65536}", "x{1,65536}", "x{99999999999}"] {
        check(text, Some(Error::CountTooLarge));
    }
    for text in ["[z-a]", "[a-\\d]", "[^z-a]"] {
        check(text, Some(Error::RangeOutOfOrder));
    }
    for text in ["[[:foo:]]", "[a[:^foo:]]"] {
        check(text, Some(Error::UnknownClass));
    }
    for text in ["\\1", "(a)\\2", "\\g{1}", "\\k<x>", "(?P=x)"] {
        check(text, Some(Error::NoSuchGroup));
    }
    check("(?<1a>x)", Some(Error::GroupName));
    for text in ["(?<=a+)b", "(?<!a|b?)", "(?<=(?:a|bc))d"] {
        check(text, Some(Error::VariableLookBehind));
    }
    for text in ["(?R)?", "(?0)"] {
        check(text, Some(Error::EndlessRecursion));
    }
    check("(?x)(", Some(Error::OpenGroup));
    for text in [
        "",
        ".*",
        "a{2}",
        "a{1,2}",
        "a{2,}",
        "a{,2}",
        "{",
        "a{",
        "a{x}",
        "a{2,1",
        "[]]",
        "[^]]",
        "[[:alpha:]]",
        "[a\\]b]",
        "\\Q(*[\\E",
        "\\Q(",
        "(?i)a",
        "(?<n>x)",
        "x*?",
        "x*+",
        "x++",
        "x??",
        "\\(",
        "\\\\",
        "(?#a)",
        "a||b",
        "()",
        "ü+",
        "🖷*",
        // What the server alone judges.
        "(*",
        "(*UTF8",
        "(?<=a|bc)d",
        "\\8",
        "\\100",
        "x{65535}",
        "[\\d-x]",
        "(?x)a # (",
    ] {
        check(text, None);
    }
}

#[test]
fn a_rule_is_odd_where_it_lets_in_more_or_less_than_it_seems() {
    use PermissionRuleOddity::{
        AnyCharacterDot, BeyondAscii, Capitals, Everybody, NestedRepetition, Unanchored, UnanchoredWithDot,
        Unread,
    };
    let check = |text: &str, expected| {
        assert_eq!(PermissionRule::parse(text).unwrap().oddity(), expected, "{text:?}");
    };
    check("^john@acme\\.com$", None);
    check("^[^@]+@acme\\.com$", None);
    check("^(john|mary)@acme\\.com$", None);
    check("^.*@acme\\.com$", None);
    check("^[a-z.]+@acme\\.com$", None);
    check("^\\S+@acme\\.com$", None);
    for text in ["", ".*", ".+", "^.*$", "^", "$", ".", "(.*)", ".*@.*", "^.+@.+$", "@"] {
        check(text, Some(Everybody));
    }
    for text in ["a*", "x|", "(?:john)?", "^a*", "a?$", "(*ACCEPT)x"] {
        check(text, Some(Everybody));
    }
    for text in ["^a*$", "^(john)?$"] {
        check(text, None);
    }
    for text in ["^(a+)+$", "^(a*)*b$", "^(\\w|\\d)+@acme\\.com$", "^(.+\\.)+com$", "^([a-z.]+\\.)+com$"] {
        check(text, Some(NestedRepetition));
    }
    for text in
        ["^([a-z0-9-]+\\.)+com$", "^(a|b)+$", "^(john|jane)+$", "^[^@]+@(.+\\.)?acme\\.com$", "^(ab?)+$"]
    {
        check(text, None);
    }
    check("john@acme.com", Some(UnanchoredWithDot));
    check("john@acme\\.com", Some(Unanchored));
    check("@acme\\.com$", Some(Unanchored));
    check("^john@", Some(Unanchored));
    check("^a$|^b$", None);
    check("^a|b$", Some(Unanchored));
    check("^john@acme\\.com\\$", Some(Unanchored));
    check("^john@acme.com$", Some(AnyCharacterDot));
    check("^John@acme\\.com$", Some(Capitals));
    check("^jürgen@acme\\.com$", Some(BeyondAscii));
    for text in [
        "^(?:john|mary)@acme\\.com$",
        "^(?i)John@acme\\.com$",
        "^[a-z0-9_-]+@a\\.b$",
        "^[a-zA-Z0-9._%+-]+@a\\.b$",
        "^\\w{2,9}$",
        "^john-doe$",
    ] {
        check(text, None);
    }
    for text in ["^(?<n>x)(?<n>y)$", "^a{1,2}{3}$", "^\\x{110000}$", "^(?1)(a)$", "^(?J)x$"] {
        check(text, Some(Unread));
    }
}

#[test]
fn a_place_without_its_region_means_the_zones_that_end_with_it() {
    use faxbox_admin::domain::{TIME_ZONES_OFFERED_MAX, time_zones_meant};
    let known: Vec<_> = [
        "America/Louisville",
        "America/Kentucky/Louisville",
        "America/New_York",
        "Europe/Berlin",
        "UTC",
        "A/Many",
        "B/Many",
        "C/Many",
        "D/Many",
    ]
    .map(str::to_owned)
    .into();
    for (typed, meant) in [
        ("Berlin", &["Europe/Berlin"][..]),
        (" berlin ", &["Europe/Berlin"]),
        ("Germany/Berlin", &["Europe/Berlin"]),
        ("new york", &["America/New_York"]),
        ("Louisville", &["America/Louisville", "America/Kentucky/Louisville"]),
        ("Berl", &[]),
        ("Europe", &[]),
        ("", &[]),
        ("Europe/", &[]),
        ("many", &["A/Many", "B/Many", "C/Many"]),
    ] {
        assert_eq!(time_zones_meant(typed, &known), meant, "{typed}");
    }
    assert_eq!(time_zones_meant("many", &known).len(), TIME_ZONES_OFFERED_MAX);
}

#[test]
fn a_rule_becomes_exact_or_a_whole_domain() {
    let check = |text: &str, exact: Option<&str>, domain: Option<&str>| {
        assert_eq!(PermissionRule::as_exact(text).as_deref(), exact, "{text:?}");
        assert_eq!(PermissionRule::as_domain(text).as_deref(), domain, "{text:?}");
    };
    let (john, acme) = ("^john@acme\\.com$", "^[^@]+@acme\\.com$");
    for text in [
        "john@acme.com",
        "John@Acme.com",
        "^john@acme.com$",
        "john@acme\\.com",
        " <john@acme.com> ",
        "mailto:john@acme.com",
    ] {
        check(text, Some(john), Some(acme));
    }
    check(john, None, Some(acme));
    check(acme, None, None);
    for text in
        ["@acme.com", "@acme\\.com$", ".*@acme.com", "*@acme.com", "^.+@acme.com$", "^[^@]+@acme.com$"]
    {
        check(text, None, Some(acme));
    }
    check("john.doe+fax@acme.com", Some("^john\\.doe\\+fax@acme\\.com$"), Some(acme));
    check("o'brien@a.b", Some("^o\\'brien@a\\.b$"), Some("^[^@]+@a\\.b$"));
    for text in [
        "",
        "acme.com",
        "john",
        "john@",
        "j@a@b",
        "(john|mary)@acme.com",
        "jürgen@acme.com",
        "john@acme..com",
        "a@b, c@d",
        "\\d+@a.b",
    ] {
        check(text, None, None);
    }
}
