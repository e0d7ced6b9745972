import { Content, DescriptionList, DescriptionListDescription, DescriptionListGroup, DescriptionListTerm, Label } from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { door, ok } from "../api/client";
import { Failed, Loading } from "../frame/States";

const LOOK_AGAIN_MILLIS = 10_000;

export function About() {
  const { t } = useTranslation();
  const about = useQuery({ queryKey: ["about"], staleTime: Infinity, queryFn: () => ok(door.GET("/api/v1/about")) });
  const health = useQuery({ queryKey: ["health"], refetchInterval: LOOK_AGAIN_MILLIS, queryFn: () => ok(door.GET("/api/v1/health")) });
  if (about.isPending || health.isPending) {
    return <Loading />;
  }
  if (about.isError || health.isError) {
    return <Failed error={about.error ?? health.error} retry={() => void (about.isError ? about.refetch() : health.refetch())} />;
  }
  const { name, version, java } = about.data;
  return (
    <>
      <DescriptionList isHorizontal isCompact>
        <DescriptionListGroup>
          <DescriptionListTerm>{t("settings.about.version")}</DescriptionListTerm>
          <DescriptionListDescription>
            {name} {version}
          </DescriptionListDescription>
        </DescriptionListGroup>
        <DescriptionListGroup>
          <DescriptionListTerm>Java</DescriptionListTerm>
          <DescriptionListDescription>{java}</DescriptionListDescription>
        </DescriptionListGroup>
      </DescriptionList>
      <Content component="h2" className="syncline-apart">
        {t("settings.about.services")}
      </Content>
      <Table variant="compact" gridBreakPoint="grid-md" aria-label={t("settings.about.services")}>
        <Thead>
          <Tr>
            <Th width={25}>{t("settings.about.service")}</Th>
            <Th width={15}>{t("settings.state")}</Th>
            <Th>{t("settings.about.withoutIt")}</Th>
          </Tr>
        </Thead>
        <Tbody aria-live="polite">
          <Tr>
            <Td dataLabel={t("settings.about.service")}>console</Td>
            <Td dataLabel={t("settings.state")}>
              <Label status="success">{t("settings.about.up")}</Label>
            </Td>
            <Td />
          </Tr>
          {health.data.services.map(({ service, up, withoutIt }) => (
            <Tr key={service}>
              <Td dataLabel={t("settings.about.service")}>{service}</Td>
              <Td dataLabel={t("settings.state")}>
                <Label status={up ? "success" : "danger"}>{t(up ? "settings.about.up" : "settings.about.away")}</Label>
              </Td>
              <Td dataLabel={t("settings.about.withoutIt")}>{withoutIt}</Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
    </>
  );
}
