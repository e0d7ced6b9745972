import { describe, expect, it } from "vitest";

import { flawOfPassword } from "./password";

describe("a new password", () => {
  it("has at least twelve characters", () => {
    expect(flawOfPassword("old", "eleven char")).toBe("tooShort");
    expect(flawOfPassword("old", "twelve chars")).toBeUndefined();
  });

  it("has at most 72 bytes", () => {
    expect(flawOfPassword("old", "x".repeat(72))).toBeUndefined();
    expect(flawOfPassword("old", "ü".repeat(37))).toBe("tooLong");
  });

  it("is another one", () => expect(flawOfPassword("correct horse 1", "correct horse 1")).toBe("same"));
});
