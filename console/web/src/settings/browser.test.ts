import { describe, expect, it } from "vitest";

import { browserOf } from "./browser";

describe("a browser", () => {
  it("is called as people call it", () => {
    expect(browserOf("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")).toBe("Firefox 140, Linux");
    expect(browserOf("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0")).toBe("Edge 142, Windows");
    expect(browserOf("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15")).toBe("Safari 18, macOS");
    expect(browserOf("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36")).toBe("Chrome 142, Android");
  });

  it("is as it calls itself where nobody knows it", () => expect(browserOf("curl/8.14.1")).toBe("curl/8.14.1"));

  it("may say nothing", () => expect(browserOf(null)).toBeUndefined());
});
