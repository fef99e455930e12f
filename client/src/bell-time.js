const SECOND = 1_000;
const DAY = 86_400 * SECOND;

/** The unit up to that age. @type {[Intl.RelativeTimeFormatUnit, number, number][]} */
const UNITS = [
  ["minute", 60 * SECOND, 3_600 * SECOND],
  ["hour", 3_600 * SECOND, DAY],
  ["day", DAY, 7 * DAY],
  ["week", 7 * DAY, 30 * DAY],
  ["month", 30 * DAY, 365 * DAY],
  ["year", 365 * DAY, Infinity],
];

/** The language tag if `Intl` can use it: a page may have any text as its `lang`. @param {string | undefined} tag */
export function localeOf(tag) {
  try {
    return Intl.getCanonicalLocales(tag || [])[0];
  } catch {
    return undefined;
  }
}

/** When something was, if that is a moment at all. @param {unknown} at milliseconds since 1970 @returns {Date | undefined} */
export function momentOf(at) {
  const moment = new Date(typeof at === "number" ? at : NaN);
  return isNaN(moment.getTime()) ? undefined : moment;
}

/** How long ago, in words. What a clock that is ahead puts into the future is now. @param {number} ageMs @param {string} [locale] */
export function ago(ageMs, locale) {
  const words = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const found = UNITS.find(([, length, end]) => ageMs >= length && ageMs < end);
  return found ? words.format(-Math.floor(ageMs / found[1]), found[0]) : words.format(0, "second");
}
