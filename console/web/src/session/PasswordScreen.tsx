import { Alert, Card, CardBody } from "@patternfly/react-core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { Screen } from "../frame/Screen";
import { NewPasswordForm } from "./NewPasswordForm";

export function PasswordScreen() {
  const { t } = useTranslation();
  const [done, setDone] = useState(false);
  return (
    <Screen title={t("password.title")}>
      <Card className="syncline-narrow">
        <CardBody>
          {done ? <Alert component="p" variant="success" isInline title={t("password.changed")} role="status" /> : <NewPasswordForm done={() => setDone(true)} />}
        </CardBody>
      </Card>
    </Screen>
  );
}
