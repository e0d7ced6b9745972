import type { PlanDraft } from "./plan";

/** Plans that are edited, by their number or `new`: they outlive the tab in which they are shown. */
export type PlanEdits = Record<string, { draft: PlanDraft; edited: boolean }>;
