import { describe, expect, it } from "vitest";

import { flawOfName } from "./userName";

describe("a user's name", () => {
  it("has letters, digits and few signs", () => {
    for (const name of ["berta", "Bérta.B", "berta@example.org", "1st", "x".repeat(100)]) {
      expect(flawOfName(name), name).toBeUndefined();
    }
    for (const name of [" berta", "-x", "a b", "a\nb", "x".repeat(101)]) {
      expect(flawOfName(name), name).toBe("noName");
    }
  });

  it("is none that records have for something else", () => expect(["api", "Service", "SYSTEM"].map(flawOfName)).toEqual(["takenName", "takenName", "takenName"]));

  it("is there", () => expect(flawOfName("")).toBe("missing"));
});
