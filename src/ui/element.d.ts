/** The types of `<faxbox-admin>`. `tests/element_types.rs` keeps them in step with the element. */

/** A text, with its `{names}`; or its forms by the plural category of `{count}`. */
export type FaxboxText = string | ({ other: string } & Partial<Record<"zero" | "one" | "two" | "few" | "many", string>>);

/** A parameter's path, as `name`, or what several begin with, as `notifications.inbound`. */
export type FieldPath = string;

/** What a person can do besides looking and changing one faxbox. */
export type Ability = "create" | "remove" | "bulk" | "export";

/** A faxbox's document, as the server has it. A number beyond 2^53 loses digits here; the panel itself keeps them. */
export type Faxbox = Record<string, unknown>;

/** What is to be saved: one of many, where it is a run. */
export interface Change {
  /** `null`: it is to be created. */
  readonly id: string | null;
  /** As it shall be; `null` where a run changes one parameter of whatever stands there then. */
  readonly faxbox: Faxbox | null;
}

/** What each event tells, as `event.detail`. No detail ever holds a token. */
export interface FaxboxEventDetails {
  /** What is first to be seen is there: the list, the editor, or the form to connect. Again after a new start. */
  "faxbox-ready": Record<string, never>;
  /** Another view can be seen. */
  "faxbox-view": { readonly view: "connect" | "list" | "new" | "faxbox"; readonly faxboxId: string | null };
  /** A faxbox was created, and stands on the server so. */
  "faxbox-created": { readonly id: string; readonly faxbox: Faxbox };
  /** A faxbox was changed, and stands on the server so. Also told where the element was removed while the write was under way. */
  "faxbox-changed": { readonly id: string; readonly faxbox: Faxbox };
  /** A faxbox is gone. */
  "faxbox-removed": { readonly id: string; readonly faxbox: null };
  /** Something is unsaved now, or nothing is any more. */
  "faxbox-dirty": { readonly dirty: boolean };
  /** Something failed; the person is shown what. `status` and `requestId` are the server's, where it answered. */
  "faxbox-error": {
    readonly code: "not-loaded" | "stopped" | "token" | "connect" | "list" | "open" | "save" | "remove";
    readonly status: number | null;
    readonly requestId: string | null;
  };
  /** Nobody is signed in any more: the person wanted that, the host took its token back, or there is none that the server takes. */
  "faxbox-signed-out": { readonly reason: "person" | "host" | "token" };
  /** Something is about to be saved; `preventDefault()` holds all of it back, and the person is told so. */
  "faxbox-before-save": { readonly changes: readonly Change[] };
  /** Something is about to be removed; `preventDefault()` holds all of it back, and the person is told so. */
  "faxbox-before-remove": { readonly ids: readonly string[] };
}

export type FaxboxEventMap = { [Name in keyof FaxboxEventDetails]: CustomEvent<FaxboxEventDetails[Name]> };

/** What a host may set; as the properties of the element, which are told there. */
export interface FaxboxProperties {
  server?: string | null;
  accountId?: string | null;
  view?: "list" | "new" | "faxbox" | null;
  faxboxId?: string | null;
  locale?: string | null;
  theme?: "auto" | "light" | "dark" | null;
  readOnly?: boolean;
  fields?: string | readonly FieldPath[] | null;
  can?: string | readonly Ability[] | null;
  routing?: "none" | "hash" | null;
  storage?: "none" | "tab" | null;
  config?: string | null;
  shortcuts?: "on" | "off" | null;
  density?: "comfortable" | "compact" | null;
  connect?: "form" | "none" | null;
  token?: string | null;
  getToken?: () => Promise<string>;
}

/** An admin panel for faxboxes. A change of any property takes effect at once; `null` is the absence of the attribute. */
export declare class FaxboxAdmin extends HTMLElement {
  static readonly observedAttributes: readonly string[];

  /** Where the API begins. With unsaved changes a change asks; refused, nothing comes of it until it is set again. */
  server: string | null;
  /** Whose faxboxes; 32 hexadecimal digits. As for `server`. */
  accountId: string | null;
  /** Where one begins, and, when it is set, goes. As for `server`. */
  view: "list" | "new" | "faxbox" | null;
  /** The faxbox of the view `faxbox`. As for `server`. */
  faxboxId: string | null;
  /** The language, as BCP 47 has it, or `auto` for the browser's. Absent: the nearest `lang` around, else English. */
  locale: string | null;
  theme: "auto" | "light" | "dark" | null;
  /** Nothing can be changed. */
  readOnly: boolean;
  /** Which parameters may be seen and changed; reads as one text. */
  get fields(): string | null;
  set fields(fields: string | readonly FieldPath[] | null);
  /** What else the person can do; reads as one text. */
  get can(): string | null;
  set can(can: string | readonly Ability[] | null);
  /** `hash`: the panel keeps its view in the page's address. */
  routing: "none" | "hash" | null;
  /** `tab`: drafts, chosen columns and, where the person wants that, the connection are kept in the tab's storage. */
  storage: "none" | "tab" | null;
  /** The address of a JSON file with `server` and `account_id`. */
  config: string | null;
  /** Keys; they act with the focus inside alone. */
  shortcuts: "on" | "off" | null;
  density: "comfortable" | "compact" | null;
  /** What stands where nobody is signed in: the form, or a sentence. */
  connect: "form" | "none" | null;

  /** Write-only. `null` takes it back, and ends the session. Never an attribute, never stored. */
  set token(token: string | null | undefined);
  /** Asked at the start and whenever the server does not take the last token, once for all that wait. */
  getToken: (() => Promise<string>) | undefined;

  /** Reads the list again. */
  refresh(): void;
  /** Opens a faxbox. With unsaved changes it asks. */
  open(id: string): void;
  /** Begins a new faxbox with these parameters. With unsaved changes it asks. */
  create(defaults?: Faxbox): void;
  /** Goes back to the list. With unsaved changes it asks. */
  close(): void;
  hasUnsavedChanges(): boolean;
  /**
   * Says other texts in the place of some, for every element of the page: each by the English one, as the catalogues have them. A text
   * with `{count}` can have a form for each plural category. A language that there is none of is added by it.
   * @param locale a language (`de`) or a region of one (`de-AT`)
   */
  setMessages(locale: string, overrides: Readonly<Record<string, FaxboxText>>): Promise<void>;

  addEventListener<Name extends keyof FaxboxEventMap>(
    type: Name,
    listener: (this: FaxboxAdmin, event: FaxboxEventMap[Name]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener<Name extends keyof HTMLElementEventMap>(
    type: Name,
    listener: (this: FaxboxAdmin, event: HTMLElementEventMap[Name]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
  removeEventListener<Name extends keyof FaxboxEventMap>(
    type: Name,
    listener: (this: FaxboxAdmin, event: FaxboxEventMap[Name]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | EventListenerOptions): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "faxbox-admin": FaxboxAdmin;
  }
  interface HTMLElementEventMap extends FaxboxEventMap {}
  interface DocumentEventMap extends FaxboxEventMap {}
  interface WindowEventMap extends FaxboxEventMap {}
}
