import { useQuery } from "@tanstack/react-query";
import { LineChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import * as echarts from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { useEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";

import type { Run } from "../api/types";
import { Empty } from "../frame/States";
import { useDark } from "../frame/theme";
import { number } from "../texts/format";
import { curveOf, type Point, type Sample } from "./progress";
import { readSamples } from "./samples";
import { isOver } from "./state";

echarts.use([LineChart, GridComponent, TooltipComponent, LegendComponent, AriaComponent, CanvasRenderer]);

const REFRESH_MILLIS = 5_000;

/** Rows read and loaded in a second, and what waits between, over the time of the run. */
export function Throughput({ run, seen }: { run: Run; seen: Sample[] }) {
  const { t } = useTranslation();
  const kept = useQuery({
    queryKey: ["samples", run.id, isOver(run.state)],
    queryFn: () => readSamples(run.id),
    refetchInterval: isOver(run.state) ? false : REFRESH_MILLIS,
  });
  const points = useMemo(() => curveOf(kept.data && kept.data.length > 1 ? kept.data : seen), [kept.data, seen]);
  if (points.length === 0) {
    return <Empty title={t("curve.none")} body={t(isOver(run.state) ? "curve.noneBody" : "curve.noneYet")} />;
  }
  return <Curve points={points} />;
}

function Curve({ points }: { points: Point[] }) {
  const { t } = useTranslation();
  const dark = useDark();
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<echarts.ECharts>(undefined);
  const most = Math.max(...points.map(({ loaded }) => loaded));
  const words = t("curve.words", { most: number(most), last: number(points.at(-1)?.loaded ?? 0) });

  useEffect(() => {
    const made = echarts.init(place.current, dark ? "dark" : null);
    chart.current = made;
    const resized = new ResizeObserver(() => made.resize());
    resized.observe(place.current!);
    return () => {
      resized.disconnect();
      made.dispose();
    };
  }, [dark]);

  useEffect(() => {
    const line = (name: string, of: keyof Omit<Point, "at">, color: string, axis: number) => ({
      name,
      type: "line" as const,
      showSymbol: points.length < 3,
      yAxisIndex: axis,
      itemStyle: { color },
      lineStyle: { width: 2, color, type: axis === 1 ? ("dotted" as const) : ("solid" as const) },
      data: points.map((point) => [point.at, Math.round(point[of])]),
    });
    chart.current?.setOption({
      backgroundColor: "transparent",
      animation: false,
      aria: { enabled: false },
      grid: { left: 16, right: 16, top: 48, bottom: 16, containLabel: true },
      legend: { top: 0, type: "scroll" },
      // As text on the canvas: the page's policy allows no styles in what is written as HTML.
      tooltip: { trigger: "axis", renderMode: "richText", valueFormatter: (value: unknown) => number(Number(value)) },
      xAxis: { type: "time" },
      yAxis: [
        { type: "value", name: t("curve.perSecond"), nameTextStyle: { align: "left" }, axisLabel: { formatter: (value: number) => number(value) }, minInterval: 1 },
        { type: "value", name: t("curve.rows"), nameTextStyle: { align: "right" }, axisLabel: { formatter: (value: number) => number(value) }, splitLine: { show: false }, minInterval: 1 },
      ],
      series: [
        line(t("curve.read"), "read", dark ? "#4394e5" : "#0066cc", 0),
        line(t("curve.loaded"), "loaded", dark ? "#87bb62" : "#3d7317", 0),
        line(t("curve.waiting"), "waiting", dark ? "#f5921b" : "#9e4a06", 1),
      ],
    });
  }, [points, dark, t]);

  return <div ref={place} className="syncline-curve" role="img" aria-label={words} />;
}
