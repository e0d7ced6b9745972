import i18next from "i18next";
import { beforeAll, describe, expect, it } from "vitest";

import en from "../texts/en.json";
import { inWords } from "./words";

beforeAll(() => i18next.init({ lng: "en", resources: { en: { translation: en } }, interpolation: { escapeValue: false } }));

describe("what a service says of the policy", () => {
  it("speaks in the words of the page", () => {
    expect(inWords('2 columns can have zero dates; there are none now. What becomes of such values is told by policy.values, "zero-date"')).toEqual({
      text: "2 columns can have zero dates; there are none now. What becomes of such values is told by “Dates that are none”",
      fieldId: "values-zero-date",
      label: "Dates that are none",
    });
    expect(inWords('set policy.values: {"not-a-number": "null"} (or "text": the column becomes a text; or "clamp": infinities become the greatest number)').text).toBe(
      "set “NaN and infinities”: “Null instead” (or “Make the column a text”: the column becomes a text; or “The nearest value”: infinities become the greatest number)",
    );
    expect(inWords('set policy.fullMode: "retain-and-clear" so that')).toMatchObject({ text: "set “When a table is extracted in full”: “Retain original table and clear data” so that", fieldId: "fullMode-retain-and-clear" });
    expect(inWords("set policy.pageSize: 50000")).toMatchObject({ text: "set “Rows per query”: “50000”", fieldId: "policy.pageSize" });
    expect(inWords("set policy.addSyncTime: false")).toMatchObject({ text: "set “Add an extra update-time column”: “No”", fieldId: "addSyncTime" });
  });

  it("knows them without their beginning, and those of a table", () => {
    expect(inWords("rights go with the old one; fullMode retain-and-clear keeps the table").text).toBe("rights go with the old one; “When a table is extracted in full”: “Retain original table and clear data” keeps the table");
    expect(inWords("The source's primary key, as the project names no keyFields").text).toBe("The source's primary key, as the project names no “Key fields”");
  });

  it("leaves what it does not know as it is", () => {
    for (const text of ['"clamp": of another matter', 'set policy.values: {"of-tomorrow": "null"}', "Table policy.values is gone"]) {
      expect(inWords(text).fieldId).toBeUndefined();
    }
    expect(inWords('set policy.values: {"of-tomorrow": "null"}').text).toBe('set policy.values: {"of-tomorrow": "null"}');
  });
});
