/** The tag in Vue's templates, as their checker sees it. */
import type { GlobalComponents } from "vue";
import "faxbox-admin/vue";

type Tag = InstanceType<GlobalComponents["faxbox-admin"]>;

export const props: Tag["$props"] = { accountId: "a1", fields: ["name"], getToken: async () => "secret", theme: "dark", class: "wide", key: 1 };
// @ts-expect-error: no such theme
export const pink: Tag["$props"] = { theme: "pink" };
export const tell = (emit: Tag["$emit"], event: DocumentEventMap["faxbox-changed"]) => emit("faxbox-changed", event);
// @ts-expect-error: no such event
export const err = (emit: Tag["$emit"], event: DocumentEventMap["faxbox-changed"]) => emit("faxbox-change", event);
