import { FormGroup, FormHelperText, FormSelect, FormSelectOption, HelperText, HelperTextItem } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

import { type Role, ROLES, roleText } from "./users";

interface Props {
  role: Role;
  choose: (role: Role) => void;
  /** Those that can be chosen. */
  roles?: Role[];
}

export function RoleSelect({ role, choose, roles = ROLES }: Props) {
  const { t } = useTranslation();
  return (
    <FormGroup label={t("settings.role")} fieldId="role">
      <FormSelect id="role" value={role} aria-describedby="role-help" onChange={(_, next) => choose(next as Role)}>
        {roles.map((one) => (
          <FormSelectOption key={one} value={one} label={t(roleText(one))} />
        ))}
      </FormSelect>
      <FormHelperText>
        <HelperText id="role-help" aria-live="polite">
          <HelperTextItem>{t(`settings.mayDo.${role}`)}</HelperTextItem>
        </HelperText>
      </FormHelperText>
    </FormGroup>
  );
}
