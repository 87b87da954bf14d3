/** The types of the bridge between a page and the panel in an `<iframe>`. Names of files are those of the package. */
import type { Faxbox, FaxboxAdmin, FaxboxEventDetails, FaxboxProperties } from "./faxbox-admin.js";

/** What the page around may set; as the properties of the element. */
export type BridgeProperties = Omit<FaxboxProperties, "routing" | "storage" | "config" | "token" | "getToken">;

/** In the frame: serves pages of these origins. Gives what ends it. Throws a `TypeError` where one is no exact origin. */
export declare function serve(element: FaxboxAdmin, options: { readonly origins: readonly string[] }): () => void;

/** Around the frame: embeds it. Throws a `TypeError` where `origin` is no exact origin. */
export declare function embed(
  frame: HTMLIFrameElement,
  options: {
    readonly origin: string;
    readonly getToken?: () => Promise<string>;
    readonly properties?: BridgeProperties;
    /** Hears every event. `preventDefault` is for listeners in the frame: those that come before a write are told here, and not held back. */
    readonly onEvent?: <Name extends keyof FaxboxEventDetails>(name: Name, detail: FaxboxEventDetails[Name]) => void;
  },
): {
  set(properties: BridgeProperties): void;
  call(method: "refresh" | "close"): void;
  call(method: "open", id: string): void;
  call(method: "create", defaults?: Faxbox): void;
  close(): void;
};
