import { Label } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import type { ProjectStatus } from "../api/types";
import { instant, number, relative } from "../texts/format";
import { Lines, Panel } from "./Panel";

/** Projects whose latest runs have failed, with the way to the failure. */
export function Attention({ projects, at }: { projects: ProjectStatus[]; at: string }) {
  const { t } = useTranslation();
  return (
    <Panel title={t("overview.attention")}>
      <Lines
        label={t("overview.attention")}
        items={projects}
        itemKey={(project) => String(project.projectId)}
        line={(project) => ({
          what: (
            <>
              <Link to={project.lastRun ? `/runs/${project.lastRun.id}` : `/runs?project=${project.projectId}`}>{project.projectName}</Link>
              {project.lastRun?.failure && <div className="syncline-quiet syncline-small syncline-clamp">{project.lastRun.failure.message}</div>}
            </>
          ),
          more: (
            <>
              <Label isCompact status="danger">
                {t("overview.failures", { count: project.failing, runs: number(project.failing) })}
              </Label>
              {project.failingSince && (
                <div className="syncline-quiet syncline-small" title={instant(project.failingSince)}>
                  {relative(project.failingSince, at)}
                </div>
              )}
            </>
          ),
        })}
      />
    </Panel>
  );
}
