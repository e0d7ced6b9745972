import { describe, expect, it } from "vitest";

import { keyOf } from "./draft";
import { byPlace, ofTable } from "./findings";
import type { ProjectRequest } from "./types";

const ORDERS = { schema: "shop", table: "orders" };
const REQUEST = { tables: [{ schema: "shop", table: "lines" }, ORDERS], tablePolicies: [{ table: ORDERS }] } as ProjectRequest;

describe("what a service finds", () => {
  it("belongs to its field, without the field's name", () => {
    expect(byPlace([{ field: "schemaNaming.prefix", message: "schemaNaming.prefix is missing" }], REQUEST)).toEqual({ "schemaNaming.prefix": "is missing" });
  });

  it("belongs to its table, wherever that stands in the request", () => {
    const found = [
      { field: "tablePolicies[0].extraction.key", message: "tablePolicies[0].extraction.key names no column" },
      { field: "tables[1]", message: "tables[1] names shop.orders a second time" },
      { field: "tables", message: "tables would both be written to ods.orders", table: ORDERS },
      { field: null, message: "shop.orders is not listed", table: ORDERS },
    ];
    const places = byPlace(found, REQUEST);
    expect(Object.keys(places)).toEqual([`${keyOf(ORDERS)}/extraction.key`, `${keyOf(ORDERS)}/`]);
    expect(ofTable(places, ORDERS)).toEqual({
      "extraction.key": "names no column",
      "": "names shop.orders a second time; would both be written to ods.orders; shop.orders is not listed",
    });
  });

  it("says which pattern it is about", () => {
    const request = { ...REQUEST, patternPolicies: [{ pattern: "shop.*" }] } as ProjectRequest;
    const found = [
      { field: "patternPolicies[0].pattern", message: "patternPolicies[0].pattern is shop.*, which matches none of the chosen tables" },
      { field: "patternPolicies[0].extraction.key", message: "patternPolicies[0].extraction.key is missing" },
    ];
    expect(byPlace(found, request)).toEqual({ patternPolicies: "shop.*: is shop.*, which matches none of the chosen tables; shop.*: extraction.key is missing" });
  });

  it("belongs to all targets where it is about one", () => {
    expect(byPlace([{ field: "targetConnectionIds[1]", message: "allows no write operations" }], REQUEST)).toHaveProperty("targetConnectionIds");
  });
});
