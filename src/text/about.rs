//! Words of what the program says about itself.

use super::messages;

messages! {
    ABOUT = "About";
    TITLE = "About Faxbox Admin";
    VERSION = "Version";
    SERVER = "Server";
    REQUESTS = "How the last requests went";
    REQUESTS_WHY = "For whoever looks into a fault: when each was sent, its address and status, how long it took, and the server’s number for it. Nothing of what was said in them; tokens are blotted out.";
    COPY = "Copy a diagnosis";
}
