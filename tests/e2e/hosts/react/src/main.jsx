import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Faxboxes } from "./Faxboxes.jsx";
import { session } from "./portal.js";
import { tell } from "./tell.js";

const { server, accountId } = await session();
createRoot(document.getElementById("portal")).render(
  <StrictMode>
    <Faxboxes server={server} accountId={accountId} onChanged={tell} />
  </StrictMode>,
);
