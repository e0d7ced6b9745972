export const STEPS = ["connections", "tables", "policy", "review"] as const;
export type Step = (typeof STEPS)[number];

/** Where what is wrong at a place can be mended. */
export function stepOf(place: string): Step {
  if (["name", "sourceConnectionId", "targetConnectionIds"].includes(place)) {
    return "connections";
  }
  if (place === "tables") {
    return "tables";
  }
  return place === "" ? "review" : "policy";
}
