import { GraphChart } from "echarts/charts";
import * as echarts from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

import type { PlanGraph } from "../api/types";
import { useDark } from "../frame/theme";
import { number } from "../texts/format";
import { columnsOf } from "./graph";

echarts.use([GraphChart, CanvasRenderer]);

const COLUMN_PIXELS = 240;
const ROW_PIXELS = 56;

/** Projects from left to right, each behind what it waits for. */
export function DependencyChart({ graph }: { graph: PlanGraph }) {
  const { t } = useTranslation();
  const dark = useDark();
  const place = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const made = echarts.init(place.current, dark ? "dark" : null);
    const resized = new ResizeObserver(() => made.resize());
    resized.observe(place.current!);
    const columns = columnsOf(graph);
    const rows = new Map<number, number>();
    const colors: Record<string, string> = { SUCCEEDED: dark ? "#87bb62" : "#3d7317", FAILED: dark ? "#f0561d" : "#b1380b" };
    made.setOption({
      backgroundColor: "transparent",
      animation: false,
      series: [
        {
          type: "graph",
          layout: "none",
          roam: true,
          symbolSize: 18,
          edgeSymbol: ["none", "arrow"],
          edgeSymbolSize: 9,
          label: { show: true, position: "bottom", width: COLUMN_PIXELS - 40, overflow: "truncate", color: dark ? "#ffffff" : "#151515" },
          lineStyle: { color: dark ? "#a3a3a3" : "#4d4d4d", width: 1.5 },
          data: graph.nodes.map(({ projectId, projectName, lastState }) => {
            const column = columns.get(projectId) ?? 0;
            const row = rows.get(column) ?? 0;
            rows.set(column, row + 1);
            return { id: String(projectId), name: projectName, x: column * COLUMN_PIXELS, y: row * ROW_PIXELS, itemStyle: { color: colors[lastState ?? ""] ?? (dark ? "#92c5f9" : "#0066cc") } };
          }),
          links: graph.edges.map(({ projectId, waitsFor, enabled }) => ({ source: String(waitsFor), target: String(projectId), lineStyle: { type: enabled ? ("solid" as const) : ("dashed" as const) } })),
        },
      ],
    });
    return () => {
      resized.disconnect();
      made.dispose();
    };
  }, [graph, dark]);

  return <div ref={place} className="syncline-graph" role="img" aria-label={t("calendar.chart", { projects: number(graph.nodes.length), dependencies: number(graph.edges.length) })} />;
}
