import { Breadcrumb, BreadcrumbItem } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";

import { Screen } from "../frame/Screen";
import { Failed, Loading } from "../frame/States";
import { ConnectionEditor } from "./ConnectionEditor";
import { kindOf, useConnection, useKinds } from "./queries";

/** A new connection, or an edit of one. */
export function ConnectionForm() {
  const { t } = useTranslation();
  const { id } = useParams();
  const kinds = useKinds();
  const connection = useConnection(id === undefined ? undefined : Number(id));
  const title = id === undefined ? t("connections.new") : (connection.data?.data.name ?? t("connections.one"));

  const above = (
    <Breadcrumb className="syncline-breadcrumb">
      <BreadcrumbItem render={({ className }) => <Link className={className} to="/connections">{t("connections.title")}</Link>} />
      <BreadcrumbItem isActive>{title}</BreadcrumbItem>
    </Breadcrumb>
  );

  const body = () => {
    // What fails when it is only read once more takes nothing away of what was typed.
    if (kinds.isLoadingError || connection.isLoadingError) {
      return <Failed error={kinds.error ?? connection.error} retry={() => void (kinds.isLoadingError ? kinds.refetch() : connection.refetch())} />;
    }
    if (kinds.isPending || (id !== undefined && connection.isPending)) {
      return <Loading />;
    }
    const saved = connection.data;
    const kind = kindOf(kinds.data, saved?.data.kind);
    if (saved && !kind) {
      return <Failed error={new Error(t("connections.unknownKind", { kind: saved.data.kind }))} />;
    }
    return <ConnectionEditor key={id ?? "new"} kinds={kinds.data} saved={saved} />;
  };

  return (
    <Screen title={title} above={above}>
      {body()}
    </Screen>
  );
}
