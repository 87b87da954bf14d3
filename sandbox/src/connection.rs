//! Connections: served one by one, so that a fault can break one.

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::header::CONTENT_LENGTH;
use axum::http::{HeaderValue, Request, Response};
use futures_util::StreamExt as _;
use futures_util::stream;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::fmt;
use std::io;
use std::time::Duration;
use tokio::net::TcpListener;
use tower::ServiceExt as _;

/// How long half of a body has time to leave before its connection breaks.
const HALF_WAY: Duration = Duration::from_millis(50);

/// How long to wait where no connection can be accepted, for want of file handles for one.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// How long a trickling body waits before each blank.
const TRICKLE_PAUSE: Duration = Duration::from_millis(20);

/// How many blanks at a time an endless body delivers.
static BLANKS: [u8; 1 << 16] = [b' '; 1 << 16];

/// Marks an answer that must not be sent: the connection is closed instead.
#[derive(Debug, Clone, Copy)]
pub struct Dropped;

/// The connection was closed on purpose.
#[derive(Debug)]
struct Broken;

impl fmt::Display for Broken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the connection is broken on purpose")
    }
}

impl std::error::Error for Broken {}

/// Accepts connections for ever. Where `keep_alive` is off, each serves one request: a browser that sees a used connection close
/// without an answer sends its request again by itself, and a dropped connection would go unnoticed.
pub async fn accept(listener: TcpListener, router: Router, keep_alive: bool) {
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(ACCEPT_PAUSE).await;
            continue;
        };
        // Small answers go out at once; it is no matter where that cannot be set.
        let _ = stream.set_nodelay(true);
        let router = router.clone();
        tokio::spawn(async move {
            let service = service_fn(move |request: Request<Incoming>| {
                let router = router.clone();
                async move {
                    let Ok(response) = router.oneshot(request.map(Body::new)).await;
                    if response.extensions().get::<Dropped>().is_some() { Err(Broken) } else { Ok(response) }
                }
            });
            // An error here is a client that went away, or one that was sent away.
            let _ = http1::Builder::new()
                .timer(TokioTimer::new())
                .keep_alive(keep_alive)
                .serve_connection(TokioIo::new(stream), service)
                .await;
        });
    }
}

/// An answer that closes the connection.
pub fn dropped() -> Response<Body> {
    let mut response = Response::new(Body::empty());
    response.extensions_mut().insert(Dropped);
    response
}

/// An answer whose body delivers blanks for as long as anybody reads.
pub fn endless(mut response: Response<Body>) -> Response<Body> {
    let blanks = stream::repeat_with(|| Ok::<_, io::Error>(Bytes::from_static(&BLANKS)));
    *response.body_mut() = Body::from_stream(blanks);
    response.headers_mut().remove(CONTENT_LENGTH);
    response
}

/// An answer whose body delivers a blank now and then, for as long as anybody reads.
pub fn trickling(mut response: Response<Body>) -> Response<Body> {
    let blanks = stream::unfold((), |()| async {
        tokio::time::sleep(TRICKLE_PAUSE).await;
        Some((Ok::<_, io::Error>(Bytes::from_static(b" ")), ()))
    });
    *response.body_mut() = Body::from_stream(blanks);
    response.headers_mut().remove(CONTENT_LENGTH);
    response
}

/// An answer that announces all of its body, delivers half of it and breaks the connection.
pub fn broken_half_way(mut response: Response<Body>, whole: &Bytes) -> Response<Body> {
    let half = whole.slice(..whole.len() / 2);
    let breaking = stream::once(async {
        tokio::time::sleep(HALF_WAY).await;
        Err(io::Error::other(Broken))
    });
    *response.body_mut() = Body::from_stream(stream::once(async move { Ok(half) }).chain(breaking));
    response.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from(whole.len()));
    response
}
