import { Fragment } from "react";

/** A name that goes on in the next line after a dot or a low line, and within a word only where a line is too short for it. */
export function BreakableName({ name }: { name: string }) {
  return (
    <span className="syncline-break">
      {name.split(/(?<=[._])/).map((part, i) => (
        <Fragment key={i}>
          {i > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </span>
  );
}
