import { Button, Label, ToggleGroup, ToggleGroupItem, Toolbar, ToolbarContent, ToolbarItem } from "@patternfly/react-core";
import { DownloadIcon } from "@patternfly/react-icons";
import { LogViewer, LogViewerSearch } from "@patternfly/react-log-viewer";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";

import type { Run } from "../api/types";
import { withParam } from "../common/withParam";
import { Empty, Failed, Loading } from "../frame/States";
import { useDark } from "../frame/theme";
import { LEVELS, type Log, NOTHING, readLog } from "./log";
import { isOver } from "./state";

const REFRESH_MILLIS = 2_000;
const HEIGHT_PIXELS = 440;

export function RunLog({ run }: { run: Run }) {
  const { t } = useTranslation();
  const dark = useDark();
  const queries = useQueryClient();
  const [params, setParams] = useSearchParams();
  const level = LEVELS.find((one) => one === params.get("level")) ?? "info";
  const goesOn = !isOver(run.state);
  const key = ["log", run.id, level];
  // What was read is not read again: a follower asks for what is new.
  const log = useQuery({
    queryKey: key,
    staleTime: 0,
    queryFn: () => readLog(run.id, level, queries.getQueryData<Log>(key) ?? NOTHING),
    refetchInterval: goesOn ? REFRESH_MILLIS : false,
  });
  if (log.isPending) {
    return <Loading />;
  }
  if (log.isError) {
    return <Failed error={log.error} retry={() => void log.refetch()} />;
  }
  const { lines, last } = log.data;
  if (lines.length === 0 && level === "info") {
    return <Empty title={t("log.none")} body={t("log.noneBody")} />;
  }
  return (
    <LogViewer
      data={lines.length > 0 ? lines : [t("log.noneOfLevel")]}
      height={HEIGHT_PIXELS}
      theme={dark ? "dark" : "light"}
      isTextWrapped={false}
      useAnsiClasses
      hasLineNumbers
      {...(goesOn ? { scrollToRow: lines.length } : {})}
      toolbar={
        <Toolbar>
          <ToolbarContent>
            <ToolbarItem>
              <LogViewerSearch placeholder={t("log.search")} aria-label={t("log.search")} minSearchChars={2} />
            </ToolbarItem>
            {last !== null && (
              <ToolbarItem>
                <ToggleGroup aria-label={t("log.level")} isCompact>
                  {LEVELS.map((one) => (
                    <ToggleGroupItem
                      key={one}
                      text={t(`log.levels.${one}`)}
                      isSelected={one === level}
                      onChange={() => setParams(withParam("level", one), { replace: true })}
                    />
                  ))}
                </ToggleGroup>
              </ToolbarItem>
            )}
            <ToolbarItem>
              <Button component="a" variant="secondary" icon={<DownloadIcon />} href={`/api/v1/runs/${run.id}/log`} download={`syncline-run-${run.id}.log`}>
                {t("log.download")}
              </Button>
            </ToolbarItem>
            {goesOn && (
              <ToolbarItem alignSelf="center">
                <Label status="info">{t("log.follows")}</Label>
              </ToolbarItem>
            )}
          </ToolbarContent>
        </Toolbar>
      }
    />
  );
}
