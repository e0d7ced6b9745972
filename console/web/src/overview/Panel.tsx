import { Card, CardBody, CardHeader, CardTitle, DataList, DataListCell, DataListItem, DataListItemCells, DataListItemRow } from "@patternfly/react-core";
import { type ReactNode, useId } from "react";

interface Props {
  title: string;
  actions?: ReactNode;
  children: ReactNode;
}

/** A part of the overview. */
export function Panel({ title, actions, children }: Props) {
  return (
    <Card>
      <CardHeader {...(actions ? { actions: { actions, hasNoOffset: true } } : {})}>
        <CardTitle component="h2">{title}</CardTitle>
      </CardHeader>
      <CardBody>{children}</CardBody>
    </Card>
  );
}

interface LinesProps<T> {
  label: string;
  items: T[];
  itemKey: (item: T) => string;
  /** What it is, and what there is to say of it. */
  line: (item: T) => { what: ReactNode; more: ReactNode };
}

/** A few things below one another. */
export function Lines<T>({ label, items, itemKey, line }: LinesProps<T>) {
  const id = useId();
  return (
    <DataList aria-label={label} isCompact>
      {items.map((item) => {
        const { what, more } = line(item);
        const key = itemKey(item);
        return (
          <DataListItem key={key} aria-labelledby={`${id}-${key}`}>
            <DataListItemRow>
              <DataListItemCells
                dataListCells={[
                  <DataListCell key="what" isFilled id={`${id}-${key}`} wrapModifier="breakWord">
                    {what}
                  </DataListCell>,
                  <DataListCell key="more" isFilled={false} alignRight>
                    {more}
                  </DataListCell>,
                ]}
              />
            </DataListItemRow>
          </DataListItem>
        );
      })}
    </DataList>
  );
}
