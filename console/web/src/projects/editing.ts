import type { Draft } from "./draft";

/** A draft with what may be done to it, as all its screens get it. */
export interface Editing {
  draft: Draft;
  change: (step: (draft: Draft) => Draft) => void;
  /** What is wrong, by its place. */
  flaws: Readonly<Record<string, string>>;
  readOnly: boolean;
}
