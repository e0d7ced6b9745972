import { Alert, DescriptionList, DescriptionListDescription, DescriptionListGroup, DescriptionListTerm, LabelGroup, Label, Content } from "@patternfly/react-core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { Failed, Loading } from "../frame/States";
import { duration, millisOf, number } from "../texts/format";
import { useAlertSettings } from "./queries";

/** As an operator of the installation has set it; nothing of it is changed here. */
export function AlertSettingsShown() {
  const { t } = useTranslation();
  const settings = useAlertSettings();
  if (settings.isPending) {
    return <Loading />;
  }
  if (settings.isError) {
    return <Failed error={settings.error} retry={() => void settings.refetch()} />;
  }
  const { mail, recipients, webhooks, delivery, linkBase, failuresPage, webhookTimeout } = settings.data;
  const time = (value: string) => duration(millisOf(value));
  const names = (all: string[], none: string) =>
    all.length === 0 ? (
      <span className="syncline-quiet">{none}</span>
    ) : (
      <LabelGroup numLabels={50} aria-label={t("alerts.recipient")}>
        {all.map((one) => (
          <Label key={one} variant="outline">
            {one}
          </Label>
        ))}
      </LabelGroup>
    );
  const server = mail.sends ? `${mail.host}:${mail.port} (${t(`alerts.settings.security.${mail.security}`)}${mail.logsIn ? `, ${t("alerts.settings.logsIn")}` : ""})` : t("alerts.settings.noServer");
  return (
    <>
      <Content component="p" className="syncline-apart">
        {t("alerts.settings.body")}
      </Content>
      {!mail.sends && <Alert component="p" variant="warning" isInline title={t("alerts.settings.noServer")} className="syncline-below">{t("alerts.settings.noServerBody")}</Alert>}
      <Facts
        title={t("alerts.channels.MAIL")}
        facts={[
          [t("alerts.settings.server"), server],
          [t("alerts.settings.from"), mail.from],
          [t("alerts.settings.recipients"), names(recipients, t("alerts.settings.noRecipients"))],
          [t("alerts.settings.hourlyLimit"), number(mail.hourlyLimit)],
          [t("alerts.settings.summaryEvery"), time(mail.summaryEvery)],
        ]}
      />
      <Facts
        title={t("alerts.settings.webhooks")}
        facts={[
          [t("alerts.settings.names"), names(webhooks, t("alerts.settings.noWebhooks"))],
          [t("alerts.settings.webhookTimeout"), time(webhookTimeout)],
        ]}
      />
      <Facts
        title={t("alerts.settings.delivery")}
        facts={[
          [t("alerts.settings.firstPause"), time(delivery.firstPause)],
          [t("alerts.settings.longestPause"), time(delivery.longestPause)],
          [t("alerts.settings.giveUpAfter"), time(delivery.giveUpAfter)],
          [t("alerts.settings.linkBase"), linkBase],
          [t("alerts.settings.failuresPage"), failuresPage ?? <span className="syncline-quiet">{t("alerts.settings.noFailuresPage")}</span>],
        ]}
      />
    </>
  );
}

function Facts({ title, facts }: { title: string; facts: [string, ReactNode][] }) {
  return (
    <>
      <Content component="h2" className="syncline-apart">
        {title}
      </Content>
      <DescriptionList isHorizontal isCompact horizontalTermWidthModifier={{ default: "12ch", md: "28ch" }}>
        {facts.map(([term, fact]) => (
          <DescriptionListGroup key={term}>
            <DescriptionListTerm>{term}</DescriptionListTerm>
            <DescriptionListDescription className="syncline-break">{fact}</DescriptionListDescription>
          </DescriptionListGroup>
        ))}
      </DescriptionList>
    </>
  );
}
