import { Button, DataList, DataListAction, DataListCell, DataListItem, DataListItemCells, DataListItemRow } from "@patternfly/react-core";
import { ArrowDownIcon, ArrowUpIcon, TimesIcon } from "@patternfly/react-icons";
import { type DragEvent, type KeyboardEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { Chooser } from "../common/Chooser";
import { FormField } from "../common/FormField";
import { moved } from "./order";
import type { Column } from "./types";

interface Props {
  id: string;
  label: string;
  help?: string;
  flaw: string | undefined;
  columns: readonly Column[];
  chosen: readonly string[];
  readOnly: boolean;
  required?: boolean;
  change: (chosen: string[]) => void;
}

/** Columns in the order in which they were added; it is changed by buttons, by Alt and an arrow, or by dragging. */
export function ColumnOrder({ id, label, help, flaw, columns, chosen, readOnly, required = false, change }: Props) {
  const { t } = useTranslation();
  const [said, setSaid] = useState("");
  const dragged = useRef<number>(undefined);
  const list = useRef<HTMLDivElement>(null);

  // Focus goes along with what was moved.
  const focus = (at: number, act = "up") => setTimeout(() => list.current?.querySelectorAll<HTMLElement>(`[data-act="${act}"]`)[at]?.focus());
  const move = (from: number, to: number) => {
    if (to < 0 || to >= chosen.length || from === to) {
      return;
    }
    change(moved(chosen, from, to));
    setSaid(t("project.movedTo", { column: chosen[from], place: to + 1, of: chosen.length }));
  };
  const press = (from: number, to: number, act: "up" | "down") => {
    move(from, to);
    focus(Math.min(Math.max(to, 0), chosen.length - 1), act);
  };
  const remove = (at: number) => {
    change(chosen.filter((_, i) => i !== at));
    if (chosen.length > 1) {
      focus(Math.min(at, chosen.length - 2), "remove");
    } else {
      document.getElementById(id)?.focus();
    }
  };
  const onKeyDown = (event: KeyboardEvent, at: number) => {
    if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      event.preventDefault();
      const to = at + (event.key === "ArrowUp" ? -1 : 1);
      move(at, to);
      focus(Math.min(Math.max(to, 0), chosen.length - 1), (event.target as HTMLElement).dataset["act"]);
    }
  };
  const drop = (event: DragEvent, at: number) => {
    event.preventDefault();
    if (dragged.current !== undefined) {
      move(dragged.current, at);
    }
    dragged.current = undefined;
  };

  return (
    <FormField id={id} label={label} help={help} flaw={flaw} required={required}>
      {(described) => (
        <>
          {chosen.length > 0 && (
            <div ref={list}>
              <DataList aria-label={label} isCompact className="syncline-below">
                {chosen.map((name, i) => {
                  const column = columns.find((one) => one.name === name);
                  return (
                    <DataListItem
                      key={name}
                      aria-labelledby={`${id}-${i}`}
                      draggable={!readOnly}
                      onDragStart={() => (dragged.current = i)}
                      onDragOver={(event: DragEvent) => event.preventDefault()}
                      onDrop={(event: DragEvent) => drop(event, i)}
                      onKeyDown={(event: KeyboardEvent) => onKeyDown(event, i)}
                    >
                      <DataListItemRow>
                        <DataListItemCells
                          dataListCells={[
                            <DataListCell key="name" id={`${id}-${i}`} className="syncline-break">
                              {i + 1}. {name} {column && <span className="syncline-quiet syncline-small">{typeOf(column)}</span>}
                            </DataListCell>,
                          ]}
                        />
                        {!readOnly && (
                          <DataListAction id={`${id}-${i}-actions`} aria-labelledby={`${id}-${i}`} aria-label={t("common.actions")} className="syncline-row">
                            <Button variant="plain" size="sm" data-act="up" icon={<ArrowUpIcon />} isAriaDisabled={i === 0} aria-label={t("project.moveUp", { column: name })} onClick={() => press(i, i - 1, "up")} />
                            <Button variant="plain" size="sm" data-act="down" icon={<ArrowDownIcon />} isAriaDisabled={i === chosen.length - 1} aria-label={t("project.moveDown", { column: name })} onClick={() => press(i, i + 1, "down")} />
                            <Button variant="plain" size="sm" data-act="remove" icon={<TimesIcon />} aria-label={t("choice.remove", { name })} onClick={() => remove(i)} />
                          </DataListAction>
                        )}
                      </DataListItemRow>
                    </DataListItem>
                  );
                })}
              </DataList>
            </div>
          )}
          {!readOnly && (
            <Chooser
              id={id}
              label={t("project.addColumn", { to: label })}
              placeholder={t("project.addColumnHint")}
              options={columns.filter(({ name }) => !chosen.includes(name)).map((column) => ({ value: column.name, text: column.name, description: typeOf(column) }))}
              chosen={[]}
              toggle={(name) => change([...chosen, name])}
              invalid={flaw !== undefined}
              describedBy={described["aria-describedby"]}
            />
          )}
          <span className="pf-v6-screen-reader" role="status">
            {said}
          </span>
        </>
      )}
    </FormField>
  );
}

function typeOf({ sourceType, type }: Column): string {
  return (sourceType as string | null) ?? (type as { type: string }).type;
}
