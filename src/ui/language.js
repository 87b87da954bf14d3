/**
 * The languages beside the built-in English, and what a host says in their place. `element.js` asks for this file where one is wanted.
 *
 * The texts of a language are a JSON file in `src/text/catalogue`, by the English ones. Where the number of things counts, a text is
 * an object by the plural category of `Intl.PluralRules`.
 */

/** By the language's own code: a region of it (`de-AT`) has the same texts, and its own numbers and lists. */
const CATALOGUES = {
  ar: new URL("./catalogue/ar.json", import.meta.url),
  de: new URL("./catalogue/de.json", import.meta.url),
  es: new URL("./catalogue/es.json", import.meta.url),
  fr: new URL("./catalogue/fr.json", import.meta.url),
  pt: new URL("./catalogue/pt-BR.json", import.meta.url),
};

const RIGHT_TO_LEFT = ["Adlm", "Arab", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa"];

/** After this time a catalogue that has not arrived counts as lost. */
const TIMEOUT_MS = 30_000;

/** What hosts say in the place of a text, by language or region. @type {Map<string, Record<string, Text>>} */
const overrides = new Map();

/** What was asked for before, by tag. @type {Map<string, Promise<Language>>} */
const known = new Map();

/** @typedef {string | { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>} Text */

/**
 * @typedef {object} Language
 * @property {string} lang - for the attribute `lang`
 * @property {"ltr" | "rtl"} dir - for the attribute `dir`
 * @property {Record<string, Text>} texts - by the English ones
 * @property {(wasm: { add_language: Function }) => number | undefined} number - by which an instance of the WASM knows it; none for the
 * built-in English
 */

/**
 * Takes over what a host says in the place of some texts: for all elements of the page.
 * @param {string} locale - a language (`de`) or a region of one (`de-AT`); one without a catalogue is added by this
 * @param {Record<string, Text>} texts - by the English ones; each takes the place of what was said before
 */
export function override(locale, texts) {
  const tag = new Intl.Locale(locale).baseName;
  overrides.set(tag, { ...overrides.get(tag), ...texts });
  known.clear();
}

/**
 * The first of the wanted languages that there is; else English.
 * @param {readonly string[]} wanted - BCP 47
 * @returns {Promise<Language>}
 */
export function language(wanted) {
  const locale = wanted.map(read).find((locale) => locale && has(locale)) ?? new Intl.Locale("en");
  const tag = locale.baseName;
  let made = known.get(tag);
  if (!made) {
    made = make(locale);
    known.set(tag, made);
    made.catch(() => known.delete(tag));
  }
  return made;
}

function read(tag) {
  try {
    return new Intl.Locale(tag);
  } catch {
    return undefined; // No language tag.
  }
}

function has({ language, baseName }) {
  return language === "en" || language in CATALOGUES || overrides.has(language) || overrides.has(baseName);
}

async function make(locale) {
  const { language, baseName: lang } = locale;
  const texts = { ...(await fetchTexts(CATALOGUES[language])), ...overrides.get(language), ...overrides.get(lang) };
  const dir = RIGHT_TO_LEFT.includes(locale.maximize().script) ? "rtl" : "ltr";
  let added;
  const number = (wasm) => {
    if (Object.keys(texts).length === 0) return undefined; // The built-in English.
    if (added?.wasm !== wasm) added = { wasm, number: wasm.add_language(flat(texts), dir === "rtl", intl(lang)) };
    return added.number;
  };
  return { lang, dir, texts, number };
}

async function fetchTexts(url) {
  if (!url) return {};
  // A browser that is too old for the panel is told so in its language.
  const response = await fetch(url, { signal: AbortSignal.timeout?.(TIMEOUT_MS) });
  if (!response.ok) throw new Error(`${url}: HTTP status ${response.status}`);
  return response.json();
}

/** As `Language::new` in `src/text/language.rs` reads them. */
function flat(texts) {
  return Object.keys(texts)
    .sort()
    .flatMap((english) => [english, forms(texts[english])])
    .join("\0");
}

/** Each form after its category, that for any other number last. */
function forms(text) {
  if (typeof text === "string") return text;
  const { other, ...rest } = text;
  return Object.entries({ ...rest, other }).flat().join("\u0001");
}

/** Digits are those of telephone numbers and addresses, which stand beside. */
function intl(lang) {
  const plurals = new Intl.PluralRules(lang);
  const numbers = new Intl.NumberFormat(lang, { numberingSystem: "latn", useGrouping: "min2" });
  const lists = new Intl.ListFormat(lang, { type: "unit", style: "short" });
  return (kind, of) => (kind === "category" ? plurals.select(of) : kind === "number" ? numbers.format(of) : lists.format(of));
}
