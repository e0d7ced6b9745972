import { expect, it } from "vitest";

import { addressesOf, wrongAddresses } from "./addresses";

it("addresses are written with anything between", () => {
  expect(addressesOf(" a@example.org, b@example.org;c@example.org\nb@example.org ")).toEqual(["a@example.org", "b@example.org", "c@example.org"]);
  expect(addressesOf(" \n")).toEqual([]);
});

it("what is no address is named", () => {
  expect(wrongAddresses(["a@example.org", "team", "@x", "a@b@c", "<a@b>"])).toEqual(["team", "@x", "a@b@c", "<a@b>"]);
});
