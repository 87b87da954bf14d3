import { serve } from "/faxbox-admin/bridge.js";

// Who may embed this page: the same origins as in its `frame-ancestors`.
const origins = await (await fetch("/frame/origins")).json();
serve(document.querySelector("faxbox-admin"), { origins });
