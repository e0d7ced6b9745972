import { Table, Tbody, Th, Thead, type ThProps, Tr } from "@patternfly/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import { memo, type ReactNode, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";

export interface Column<T> {
  key: string;
  title: string;
  cell: (row: T) => ReactNode;
  /** Its part of the table's width, in percent, or no more than its content needs. */
  width?: 10 | 15 | 20 | 25 | 30 | 35 | 40 | 45 | 50 | "content";
  /** What it is ordered by; a column without it cannot be. */
  order?: (row: T) => string | number;
  numeric?: boolean;
  /** Whether its title is only for those who hear it. */
  hidesTitle?: boolean;
}

interface Props<T> {
  label: string;
  rows: T[];
  columns: Column<T>[];
  rowKey: (row: T) => string;
  /** Whether it is the row whose details are shown. */
  chosen?: (row: T) => boolean;
  choose?: (row: T) => void;
  /** The key of a row that is brought into view, once it is there. */
  shown?: string | undefined;
}

/** Until one has been seen. */
const ROW_PIXELS = 45;
const NEIGHBOURS = 12;

/** A table of any length, of which only the rows that are seen are made. */
export function VirtualTable<T>({ label, rows, columns, ...body }: Props<T>) {
  // A state: what is seen of the rows depends on it, and it is there only after the first rendering.
  const [scroll, setScroll] = useState<HTMLDivElement | null>(null);
  const [order, setOrder] = useState<Order>();
  const ordered = useMemo(() => sorted(rows, order && columns[order.column]?.order, order?.direction), [rows, columns, order]);

  return (
    <div ref={setScroll} className="syncline-scroll" role="region" aria-label={label} tabIndex={0}>
      <Table variant="compact" isStickyHeader gridBreakPoint="grid-md" aria-label={label} aria-rowcount={ordered.length + 1}>
        <Head columns={columns} order={order} setOrder={setOrder} />
        <Tbody>{scroll && <Rows {...body} scroll={scroll} ordered={ordered} columns={columns} />}</Tbody>
      </Table>
    </div>
  );
}

interface RowsProps<T> extends Omit<Props<T>, "label" | "rows"> {
  scroll: HTMLDivElement;
  ordered: T[];
}

/** A component of its own, below the table: each step of the wheel renders it anew, and PatternFly's Table would have its heads ask for their widths each time (6.6). */
function Rows<T>({ scroll, ordered, columns, rowKey, chosen, choose, shown }: RowsProps<T>) {
  const height = useRef<number>(undefined);
  const virtual = useVirtualizer({
    count: ordered.length,
    getScrollElement: () => scroll,
    estimateSize: () => height.current ?? ROW_PIXELS,
    // The same as long as the rows are, or all places are reckoned anew with each step of the wheel.
    getItemKey: useCallback((index: number) => rowKey(ordered[index]!), [ordered, rowKey]),
    overscan: NEIGHBOURS,
  });
  const items = virtual.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);

  // Once: each row that is not as high as was estimated has all places below it reckoned anew.
  useLayoutEffect(() => {
    const heights = [...scroll.querySelectorAll<HTMLElement>("[data-index]")].map((row) => row.offsetHeight).sort((a, b) => a - b);
    const usual = heights[heights.length >> 1];
    if (usual && height.current === undefined) {
      height.current = usual;
      virtual.measure();
    }
  }, [scroll, ordered, virtual]);

  const at = useMemo(() => (shown === undefined ? -1 : ordered.findIndex((row) => rowKey(row) === shown)), [ordered, rowKey, shown]);
  const brought = useRef<string>(undefined);
  // With each rendering, until the row is made: rows are measured only then, and a place that was estimated may be far from it.
  useEffect(() => {
    if (at < 0 || brought.current === shown) {
      return;
    }
    const row = scroll.querySelector(`[data-index="${at}"]`);
    if (row) {
      brought.current = shown;
      row.scrollIntoView({ block: "center" });
    } else {
      virtual.scrollToIndex(at, { align: "center" });
    }
  });

  return (
    <>
      <Space height={before} columns={columns.length} />
      {items.map((item) => {
        const row = ordered[item.index]!;
        return <Row key={item.key} row={row} index={item.index} columns={columns} measure={virtual.measureElement} isChosen={chosen?.(row) ?? false} choose={choose} />;
      })}
      <Space height={after} columns={columns.length} />
    </>
  );
}

interface RowProps<T> {
  row: T;
  index: number;
  columns: Column<T>[];
  measure: (row: HTMLTableRowElement | null) => void;
  isChosen: boolean;
  choose: ((row: T) => void) | undefined;
}

/** Made anew only with what it shows: whoever scrolls waits for the rows that come and not for all that are seen. */
const Row = memo(function Row<T>({ row, index, columns, measure, isChosen, choose }: RowProps<T>) {
  return (
    // Not PatternFly's Tr and Td: each Td asks the browser for its width as soon as it is there, and the browser reckons the whole table for it (6.6).
    <tr
      ref={measure}
      data-index={index}
      aria-rowindex={index + 2}
      className={`pf-v6-c-table__tr ${choose ? "pf-m-clickable" : ""} ${isChosen ? "pf-m-selected" : ""}`}
      onClick={choose && ((event) => !(event.target as HTMLElement).closest("a, button") && choose(row))}
      tabIndex={-1}
    >
      {columns.map((column) => (
        <td key={column.key} data-label={column.title} className={`pf-v6-c-table__td ${column.numeric ? "syncline-number" : ""}`}>
          {column.cell(row)}
        </td>
      ))}
    </tr>
  );
}) as <T>(props: RowProps<T>) => ReactNode;

interface Order {
  column: number;
  direction: "asc" | "desc";
}

interface HeadProps<T> {
  columns: Column<T>[];
  order: Order | undefined;
  setOrder: (order: Order) => void;
}

function Head<T>({ columns, order, setOrder }: HeadProps<T>) {
  const sortOf = (column: number): ThProps["sort"] => ({
    columnIndex: column,
    sortBy: order ? { index: order.column, direction: order.direction } : {},
    onSort: (_, index, direction) => setOrder({ column: index, direction }),
  });
  return (
    <Thead>
      <Tr aria-rowindex={1}>
        {columns.map((column, i) => (
          <Th
            key={column.key}
            modifier={column.width === "content" ? "fitContent" : "wrap"}
            {...(column.width && column.width !== "content" ? { width: column.width } : {})}
            {...(column.order ? { sort: sortOf(i) } : {})}
            {...(column.hidesTitle ? { screenReaderText: column.title } : {})}
          >
            {column.hidesTitle ? undefined : column.title}
          </Th>
        ))}
      </Tr>
    </Thead>
  );
}

/** In place of the rows that are not made. */
function Space({ height, columns }: { height: number; columns: number }) {
  return height > 0 ? (
    <tr aria-hidden="true" className="syncline-space">
      <td colSpan={columns} style={{ height }} />
    </tr>
  ) : null;
}

function sorted<T>(rows: T[], by: ((row: T) => string | number) | undefined, direction: "asc" | "desc" | undefined): T[] {
  if (!by) {
    return rows;
  }
  const sign = direction === "desc" ? -1 : 1;
  return rows.toSorted((one, other) => {
    const [a, b] = [by(one), by(other)];
    return sign * (typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b)));
  });
}
