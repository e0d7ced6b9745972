import { Breadcrumb, BreadcrumbItem } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";

import { useConnections, useKinds } from "../connections/queries";
import { Screen } from "../frame/Screen";
import { Failed, Loading } from "../frame/States";
import { ProjectEditor } from "./ProjectEditor";
import { useProject } from "./queries";

/** A project, with everything that can be said and known of it. */
export function ProjectScreen() {
  const { id } = useParams();
  return <OneProject key={id} id={Number(id)} />;
}

export function ProjectTrail({ name }: { name: string }) {
  const { t } = useTranslation();
  return (
    <Breadcrumb className="syncline-breadcrumb">
      <BreadcrumbItem render={({ className }) => <Link className={className} to="/projects">{t("projects.title")}</Link>} />
      <BreadcrumbItem isActive>{name}</BreadcrumbItem>
    </Breadcrumb>
  );
}

function OneProject({ id }: { id: number }) {
  const { t } = useTranslation();
  const project = useProject(id);
  const connections = useConnections();
  const kinds = useKinds();
  const failed = [project, connections, kinds].find(({ isError }) => isError);
  if (project.data && connections.data && kinds.data) {
    return <ProjectEditor saved={project.data} connections={connections.data} kinds={kinds.data} />;
  }
  return (
    <Screen title={t("project.title")} above={<ProjectTrail name={t("project.title")} />}>
      {failed ? <Failed error={failed.error} retry={() => void failed.refetch()} /> : <Loading />}
    </Screen>
  );
}
