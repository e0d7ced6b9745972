import { expect, it } from "vitest";

import de from "./de.json";
import en from "./en.json";

function texts(of: object, path = ""): Map<string, string> {
  return new Map(
    Object.entries(of).flatMap(([name, value]): [string, string][] => (typeof value === "string" ? [[path + name, value]] : [...texts(value as object, `${path}${name}.`)])),
  );
}

const holes = (text: string | undefined) => [...(text ?? "").matchAll(/\{\{\w+}}/g)].map(([hole]) => hole).sort();

it("each text is there in each language, with the same holes", () => {
  const [english, german] = [texts(en), texts(de)];
  expect([...german.keys()].sort()).toEqual([...english.keys()].sort());
  for (const [key, text] of english) {
    expect(holes(german.get(key)), key).toEqual(holes(text));
    expect(german.get(key), key).not.toBe("");
  }
});
