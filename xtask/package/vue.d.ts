/** `import "faxbox-admin/vue"` in the place of `"faxbox-admin"`: the templates of Vue 3 then know what may be said of the tag. */
import type { EmitFn, HTMLAttributes, PublicProps } from "vue";
import type { FaxboxAdmin, FaxboxEventMap, FaxboxProperties } from "./faxbox-admin.js";

export * from "./faxbox-admin.js";

/** The element as the checker of templates sees components. */
export type FaxboxAdminComponent = new () => {
  $props: FaxboxProperties & Omit<HTMLAttributes, keyof FaxboxProperties> & PublicProps;
  $emit: EmitFn<{ [Name in keyof FaxboxEventMap]: (event: FaxboxEventMap[Name]) => void }>;
};

declare module "vue" {
  interface GlobalComponents {
    "faxbox-admin": FaxboxAdminComponent;
  }
}
