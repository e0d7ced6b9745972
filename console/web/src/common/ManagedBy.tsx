import { Alert, Label } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

interface Props {
  /** Who brings it to what files say; null where nobody does. */
  who: string | null;
}

/** In a list. */
export function ManagedBy({ who }: Props) {
  const { t } = useTranslation();
  return (
    who && (
      <div>
        <Label isCompact>{t("common.managedBy", { who })}</Label>
      </div>
    )
  );
}

/** Before somebody edits it by hand. */
export function ManagedByFiles({ who }: Props) {
  const { t } = useTranslation();
  return (
    who && (
      <Alert component="p" variant="warning" isInline title={t("common.managedByFiles", { who })}>
        {t("common.managedByFilesBody")}
      </Alert>
    )
  );
}
