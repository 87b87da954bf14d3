//! Sends calls: the only place that opens a connection, and the only one that writes the token into a header.
