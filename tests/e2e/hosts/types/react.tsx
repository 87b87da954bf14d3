/** The tag in React's JSX. */
import { useRef } from "react";
import { type FaxboxAdmin } from "faxbox-admin/react";

export function Faxboxes({ accountId, getToken }: { accountId: string; getToken: () => Promise<string> }) {
  const panel = useRef<FaxboxAdmin>(null);
  return (
    <>
      <button onClick={() => panel.current?.create({ name: "From React" })}>New</button>
      <faxbox-admin
        ref={panel}
        className="wide"
        key={accountId}
        server="https://api.example:8443/v2"
        accountId={accountId}
        getToken={getToken}
        fields={["name"]}
        can={["create"]}
        theme="dark"
        readOnly
        onfaxbox-changed={(event) => console.log(event.detail.id)}
        onfaxbox-before-save={(event) => event.detail.changes.length > 1 && event.preventDefault()}
      />
      <faxbox-admin account-id={accountId} faxbox-id={null} view="faxbox" readonly style={{ margin: 0 }} />
      {/* @ts-expect-error: no such theme */}
      <faxbox-admin theme="pink" />
      {/* @ts-expect-error: no such property */}
      <faxbox-admin acountId="" />
      {/* @ts-expect-error: nothing of this is told there */}
      <faxbox-admin onfaxbox-changed={(event) => event.detail.dirty} />
    </>
  );
}
