/** `import "faxbox-admin/react"` in the place of `"faxbox-admin"`: React 19 then knows what its JSX may say of the tag. */
import type { ClassAttributes, HTMLAttributes } from "react";
import type { FaxboxAdmin, FaxboxEventMap, FaxboxProperties } from "./faxbox-admin.js";

export * from "./faxbox-admin.js";

/** The properties by their names, or `account-id`, `faxbox-id` and `readonly` as in HTML; a listener is `onfaxbox-changed`. */
export type FaxboxAdminProps = FaxboxProperties &
  { [Name in keyof FaxboxEventMap as `on${Name}`]?: (event: FaxboxEventMap[Name]) => void } &
  Omit<HTMLAttributes<FaxboxAdmin>, keyof FaxboxProperties> &
  ClassAttributes<FaxboxAdmin> & {
    "account-id"?: string | null;
    "faxbox-id"?: string | null;
    readonly?: boolean;
  };

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "faxbox-admin": FaxboxAdminProps;
    }
  }
}
