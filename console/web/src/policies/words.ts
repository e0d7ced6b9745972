import i18next from "i18next";

/** A sentence of a service, in which members of the configuration are named as the page names its fields. */
export interface InWords {
  text: string;
  /** Of the field that it speaks of first. */
  fieldId?: string;
  label?: string;
}

/** `policy.values, "zero-date"`, `policy.values: {"zero-date": "null"}` or `policy.fullMode: "drop-first"`, as services write it for those who have files and programs. */
const MEMBER = /policy\.(values|fullMode|fieldChanges|addSyncTime|pageSize)\b(?:, "([a-z-]+)"|: \{"([a-z-]+)": "([a-z-]+)"\}|: "([a-z-]+)"|: (\d+|true|false))?/g;
/** The same without `policy.` before it, as in `fullMode retain-and-clear keeps the table`. */
const BARE = /(?<![\w.])(fullMode|fieldChanges) ([a-z]+(?:-[a-z]+)+)\b/g;
/** Fields of a table, as in `add keyFields`. */
const OF_A_TABLE: readonly [RegExp, string][] = [
  [/(?<!\w)"?(?:tablePolicies\[\]\.)?keyFields"?(?!\w)/g, "project.keyFields"],
  [/(?<![\w.])"?lookBack"?(?!\w)/g, "project.lookBack"],
];
/** What else a value may become: `or "clamp": the nearest real date`. */
const OTHER_ACTION = /"(fail|null|text|clamp)": /g;

export function inWords(message: string): InWords {
  const found: { id?: string; label?: string } = {};
  const text = message.replace(BARE, 'policy.$1: "$2"').replace(MEMBER, (line: string, member: string, named?: string, trouble = named, action?: string, mode?: string, plain?: string) => {
    const field = trouble ? word(`policy.troubles.${trouble}`) : word(`policy.${member}`);
    const value = action ? word(`policy.actions.${action}`) : mode ? word(`policy.${member}${member === "fullMode" ? "s" : "Modes"}.${mode}`) : plain && (plain === "true" || plain === "false" ? word(`common.${plain === "true" ? "yes" : "no"}`) : plain);
    if (field === undefined || ((action || mode) && value === undefined)) {
      return line;
    }
    found.id ??= member === "values" ? trouble && `values-${trouble}` : member === "pageSize" ? "policy.pageSize" : member === "addSyncTime" ? "addSyncTime" : mode && `${member}-${mode}`;
    found.label ??= field;
    return `“${field}”${value === undefined ? "" : `: “${value}”`}`;
  });
  const ofTables = OF_A_TABLE.reduce((sentence, [field, key]) => sentence.replace(field, (name) => (word(key) ? `“${word(key)}”` : name)), text);
  return {
    text: found.label === undefined ? ofTables : ofTables.replace(OTHER_ACTION, (line, action: string) => (word(`policy.actions.${action}`) ? `“${word(`policy.actions.${action}`)}”: ` : line)),
    ...(found.id ? { fieldId: found.id, label: found.label } : {}),
  };
}

function word(key: string): string | undefined {
  return i18next.exists(key) ? i18next.t(key as "policy.values") : undefined;
}

const MOST_PICTURES = 200;

/** Once the screen that has it is there. */
export function focusField(id: string, pictures = MOST_PICTURES): void {
  const field = document.getElementById(id);
  if (field) {
    field.scrollIntoView({ block: "center" });
    field.focus();
  } else if (pictures > 0) {
    requestAnimationFrame(() => focusField(id, pictures - 1));
  }
}
