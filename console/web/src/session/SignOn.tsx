import { Alert, Button, Divider } from "@patternfly/react-core";
import { useQuery } from "@tanstack/react-query";
import i18next from "i18next";
import { useTranslation } from "react-i18next";

import { send } from "../api/door";

/** Somebody else who can say who somebody is. */
interface Provider {
  name: string;
  path: string;
}

async function readProviders(): Promise<Provider[]> {
  const response = await send(new Request("/api/v1/sign-on"));
  return response.ok ? ((await response.json()) as Provider[]) : [];
}

/** The ways to sign in without a password of one's own; nothing where there are none. */
export function SignOn() {
  const { t } = useTranslation();
  const providers = useQuery({ queryKey: ["sign-on"], queryFn: readProviders });
  if (!providers.data?.length) {
    return null;
  }
  return (
    <>
      <Divider className="syncline-apart" />
      {providers.data.map(({ name, path }) => (
        <Button key={path} component="a" href={path} variant="secondary" isBlock className="syncline-apart">
          {t("session.signOnBy", { provider: name })}
        </Button>
      ))}
    </>
  );
}

/** Why a provider's word was not enough, as the address says after coming back. */
export function SignOnRefused() {
  const { t } = useTranslation();
  const word = new URLSearchParams(window.location.search).get("sign-on");
  if (!word) {
    return null;
  }
  const key = `session.signOn.${word}`;
  return <Alert component="p" variant="danger" isInline title={i18next.exists(key) ? t(key as "session.signOn.locked") : t("session.signOn.provider")} className="syncline-below" />;
}
