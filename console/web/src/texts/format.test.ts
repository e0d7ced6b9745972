import { describe, expect, it } from "vitest";

import { bytes, duration, millisOf, number, relative, shortInstant } from "./format";

describe("numbers", () => {
  it("are grouped", () => expect(number(1_234_567)).toBe("1,234,567"));

  it("of bytes have a unit", () => {
    expect(bytes(999)).toBe("999 B");
    expect(bytes(1_234)).toBe("1.2 kB");
    expect(bytes(123_456_789)).toBe("123 MB");
    expect(bytes(2_500_000_000)).toBe("2.5 GB");
  });
});

describe("a duration", () => {
  it("shows its two largest units", () => {
    expect(duration(830)).toBe("0.8 s");
    expect(duration(42_400)).toBe("42 s");
    expect(duration(185_000)).toBe("3 min 5 s");
    expect(duration(7_200_000)).toBe("2 h");
    expect(duration(8_040_000)).toBe("2 h 14 min");
    expect(duration(90_061_000)).toBe("1 d 1 h");
  });

  it("of a service is read", () => {
    expect(millisOf("PT10M")).toBe(600_000);
    expect(millisOf("PT72H")).toBe(259_200_000);
    expect(millisOf("PT1M2.5S")).toBe(62_500);
    expect(millisOf(5)).toBe(5_000);
  });

  it("is never negative", () => expect(duration(-5_000)).toBe("0 s"));
});

describe("times", () => {
  it("name the year where it is not this one", () => {
    expect(shortInstant("2026-03-01T12:05:00", new Date("2026-08-01T00:00:00"))).not.toContain("2026");
    expect(shortInstant("2025-03-01T12:05:00", new Date("2026-08-01T00:00:00"))).toContain("2025");
  });

  it("are told as they are seen from another", () => {
    expect(relative("2026-03-01T12:05:00Z", "2026-03-01T12:00:00Z")).toBe("in 5 minutes");
    expect(relative("2026-03-01T09:59:00Z", "2026-03-01T12:00:00Z")).toBe("2 hours ago");
    expect(relative("2026-02-28T12:00:00Z", "2026-03-01T12:00:00Z")).toBe("yesterday");
    expect(relative("2026-03-01T12:00:00Z", "2026-03-01T12:00:00Z")).toBe("now");
  });
});
