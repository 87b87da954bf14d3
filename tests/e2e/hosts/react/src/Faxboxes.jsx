import "faxbox-admin";
import { token } from "./portal.js";

export function Faxboxes({ server, accountId, onChanged }) {
  return (
    <faxbox-admin
      server={server}
      account-id={accountId}
      getToken={token}
      onfaxbox-changed={onChanged}
    />
  );
}
