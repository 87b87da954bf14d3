/** The browser's own accessibility tree, written down: roles, names, states, and what is said beside them. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { expect, type CDPSession, type Page } from "@playwright/test";

interface Value {
  value?: unknown;
}

interface AXNode {
  nodeId: string;
  ignored: boolean;
  role?: Value;
  name?: Value;
  description?: Value;
  value?: Value;
  properties?: { name: string; value: Value }[];
  childIds?: string[];
  backendDOMNodeId?: number;
}

/** States that are written where they are so, and those that are written whichever they are. */
const WHERE_TRUE = ["busy", "disabled", "focused", "modal", "multiline", "multiselectable", "readonly", "required"];
const ALWAYS = ["checked", "pressed", "expanded", "selected", "level", "hasPopup", "valuemin", "valuemax", "live", "roledescription"];
/** What has no meaning of its own; its children stand in its place. */
const PLAIN = ["generic", "none", "LayoutTableRow", "LayoutTableCell", "LayoutTable", "paragraph", "ListMarker", "emphasis", "strong", "code"];

/** The time, ids, ports and versions: what is another each time. */
const CHANGING: [RegExp, string][] = [
  [/[\u2066-\u2069]/g, ""],
  [/http:\/\/127\.0\.0\.1:\d+/g, "SERVER"],
  [/\b[0-9a-f]{32}\b/g, "ID"],
  [/Mozilla\/5\.0 .*/, "…"],
  [/\b\d\d-[A-Z]{3}-\d{4} \d\d:\d\d\b/g, "TIME"],
];

function written(nodes: AXNode[], root: AXNode): string {
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const lines: string[] = [];
  const told = (value?: Value) => {
    const text = String(value?.value ?? "").replace(/\s+/g, " ").trim();
    return CHANGING.reduce((text, [pattern, word]) => text.replace(pattern, word), text);
  };
  const textOf = (node: AXNode): string =>
    told(node.role) === "StaticText" ? told(node.name) : (node.childIds ?? []).map((id) => byId.get(id)).map((child) => (child ? textOf(child) : "")).join(" ");
  /** A text is one, in however many nodes it stands. */
  const joined = (children: AXNode[]): AXNode[] =>
    children.reduce<AXNode[]>((all, child) => {
      const last = all.at(-1);
      if (last === undefined || told(last.role) !== "StaticText" || told(child.role) !== "StaticText") return [...all, child];
      return [...all.slice(0, -1), { ...last, name: { value: `${String(last.name?.value)}${String(child.name?.value)}` } }];
    }, []);
  const walk = (node: AXNode, depth: number, around: string): void => {
    const children = (node.childIds ?? []).flatMap((id) => byId.get(id) ?? []);
    const role = told(node.role);
    const name = told(node.name);
    if (role === "InlineTextBox" || role === "LineBreak") return;
    if (role === "StaticText") {
      // What its control is called is said with the control.
      const bare = (text: string) => text.replace(/\s/g, "");
      if (name !== "" && !bare(around).includes(bare(name))) lines.push(`${"  ".repeat(depth)}“${name}”`);
      return;
    }
    // What a label says is its control's name.
    if (role === "LabelText") return children.forEach((child) => walk(child, depth, textOf(node)));
    if (node.ignored || PLAIN.includes(role) || (role === "group" && name === "")) {
      for (const child of joined(children)) walk(child, depth, around);
      return;
    }
    const states = new Map((node.properties ?? []).map(({ name, value }) => [name, value.value]));
    let line = `${"  ".repeat(depth)}${role}`;
    if (name !== "") line += ` “${name}”`;
    for (const state of ALWAYS) if (states.has(state) && role !== "listitem") line += ` ${state}=${String(states.get(state))}`;
    for (const state of WHERE_TRUE) if (states.get(state) === true) line += ` ${state}`;
    const invalid = states.get("invalid");
    if (invalid !== undefined && invalid !== "false") line += " invalid";
    if (told(node.value) !== "" && role !== "heading") line += ` = ${told(node.value)}`;
    if (told(node.description) !== "" && told(node.description) !== name) line += ` (${told(node.description)})`;
    lines.push(line);
    // A drawing is its name, a closed list its value. What has no name of its own is heard within its cell.
    if (role === "image" || role === "combobox") return;
    for (const child of joined(children)) walk(child, depth + 1, name === "" ? around : `${name} ${told(node.value)}`);
  };
  walk(root, 0, "");
  return `${lines.join("\n")}\n`;
}

async function treeOf(session: CDPSession, selectors: string[]): Promise<string> {
  const { nodes } = (await session.send("Accessibility.getFullAXTree")) as unknown as { nodes: AXNode[] };
  let all = "";
  for (const selector of selectors) {
    const expression = `document.querySelector("faxbox-admin").shadowRoot.querySelector(${JSON.stringify(selector)})`;
    const { result } = await session.send("Runtime.evaluate", { expression });
    if (result.objectId === undefined) return `there is no ${selector}`;
    const { node } = await session.send("DOM.describeNode", { objectId: result.objectId });
    const root = nodes.find((one) => one.backendDOMNodeId === node.backendNodeId);
    all += root === undefined ? `${selector} is not in the tree` : written(nodes, root);
  }
  return all;
}

/** What a person who hears the panel is told of parts of it is what `aria/NAME.txt` says. With `UPDATE=1` that is written anew. */
export async function expectTree(page: Page, name: string, ...selectors: string[]): Promise<void> {
  const file = new URL(`aria/${name}.txt`, import.meta.url);
  const session = await page.context().newCDPSession(page);
  const read = () => treeOf(session, selectors);
  if (process.env.UPDATE === "1") {
    let before = "";
    await expect.poll(async () => {
      const now = await read();
      const isStill = now === before;
      before = now;
      return isStill;
    }, { intervals: [300] }).toBe(true);
    mkdirSync(new URL("aria", import.meta.url), { recursive: true });
    writeFileSync(file, before);
  }
  const saved = existsSync(file) ? readFileSync(file, "utf8") : "";
  await expect.poll(read, { message: `the accessibility tree of ${name}`, intervals: [0, 50, 100, 200] }).toBe(saved);
  await session.detach();
}
