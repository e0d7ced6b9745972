import { Content, Label } from "@patternfly/react-core";
import { CheckIcon } from "@patternfly/react-icons";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { useTranslation } from "react-i18next";

import { useSession } from "../session/session";
import { type Role, ROLES, roleText } from "./users";

/** What can be done, with the least role that may. */
const MAY: [key: "see" | "tokens" | "run" | "again" | "edit" | "test" | "delete" | "users" | "audit" | "alerts", least: Role][] = [
  ["see", "VIEWER"],
  ["tokens", "VIEWER"],
  ["run", "OPERATOR"],
  ["again", "OPERATOR"],
  ["edit", "EDITOR"],
  ["test", "EDITOR"],
  ["delete", "ADMIN"],
  ["users", "ADMIN"],
  ["audit", "ADMIN"],
  ["alerts", "ADMIN"],
];

export function Roles() {
  const { t } = useTranslation();
  const session = useSession();
  const mine = "me" in session ? session.me.role : undefined;
  return (
    <>
      <Content component="p" className="syncline-below">
        {t("settings.roles.body")}
      </Content>
      <div className="syncline-wide" role="region" aria-label={t("settings.tabs.roles")} tabIndex={0}>
        <Table variant="compact" gridBreakPoint="" aria-label={t("settings.tabs.roles")}>
          <Thead>
            <Tr>
              <Th>{t("settings.roles.may")}</Th>
              {ROLES.map((role) => (
                <Th key={role} textCenter modifier="nowrap">
                  {t(roleText(role))}
                  {role.toLowerCase() === mine && (
                    <>
                      {" "}
                      <Label isCompact color="blue">
                        {t("settings.roles.yours")}
                      </Label>
                    </>
                  )}
                </Th>
              ))}
            </Tr>
          </Thead>
          <Tbody>
            {MAY.map(([key, least]) => (
              <Tr key={key}>
                <Th scope="row">{t(`settings.roles.what.${key}`)}</Th>
                {ROLES.map((role) => (
                  <Td key={role} dataLabel={t(roleText(role))} textCenter>
                    {ROLES.indexOf(role) >= ROLES.indexOf(least) ? <CheckIcon aria-label={t("settings.roles.yes")} role="img" /> : <span className="pf-v6-screen-reader">{t("settings.roles.no")}</span>}
                  </Td>
                ))}
              </Tr>
            ))}
          </Tbody>
        </Table>
      </div>
    </>
  );
}
