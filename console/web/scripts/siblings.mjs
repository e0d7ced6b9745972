// PatternFly's rules for whatever stands beside something (`> * + *`, 6.6) let the browser reckon the style of all rows of a table anew with each row that comes or goes:
// 20 ms for each step of the wheel instead of 2. Here they become rules that take the same elements with the same weight, but ask for no sibling.
const INSTEAD = [
  ["> * + *", "> :where(:not(:first-child))"],
  // The rows that expand follow one that does not.
  [":not(.pf-v6-c-table__control-row) ~ .pf-v6-c-table__expandable-row", ".pf-v6-c-table__expandable-row:not(.pf-v6-c-table__control-row)"],
];

/** What stands before a sibling, where it has neither a class nor a name of its own. */
const WHATEVER = /(?:^|[\s>+~,{}(])(?:\*|:not\([^()]*\))\s*[+~]\s*[^\s{}]*/g;

export function withoutWhateverBeside(css) {
  return INSTEAD.reduce((text, [rule, instead]) => text.replaceAll(rule, instead), css);
}

export function whateverBeside(css) {
  // In a calculation they are signs, not siblings.
  return css.replace(/\/\*.*?\*\//gs, "").split(/[{}]/).filter((part) => !part.includes(":") || !part.includes(";")).flatMap((part) => part.match(WHATEVER) ?? []);
}

export function siblings() {
  return {
    name: "syncline-siblings",
    enforce: "pre",
    transform: (code, id) => (/[\\/]@patternfly[\\/].*\.css$/.test(id) ? { code: withoutWhateverBeside(code), map: null } : undefined),
    generateBundle(_, bundle) {
      for (const file of Object.values(bundle)) {
        const left = file.fileName.endsWith(".css") ? whateverBeside(String(file.source)) : [];
        if (left.length > 0) {
          this.error(`${file.fileName} has rules that make long tables slow (see scripts/siblings.mjs): ${left.join(" | ")}`);
        }
      }
    },
  };
}
