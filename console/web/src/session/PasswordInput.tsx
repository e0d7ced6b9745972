import { Button, InputGroup, InputGroupItem, TextInput } from "@patternfly/react-core";
import { EyeIcon, EyeSlashIcon } from "@patternfly/react-icons";
import { type Ref, useState } from "react";
import { useTranslation } from "react-i18next";

interface Props {
  id: string;
  value: string;
  onChange: (value: string) => void;
  autoComplete?: string;
  placeholder?: string;
  describedBy?: string;
  invalid?: boolean;
  required?: boolean;
  ref?: Ref<HTMLInputElement> | undefined;
}

/** A secret that its writer may look at. */
export function PasswordInput({ id, value, onChange, autoComplete = "off", placeholder, describedBy, invalid, required = true, ref }: Props) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  return (
    <InputGroup>
      <InputGroupItem isFill>
        <TextInput
          id={id}
          name={id}
          type={shown ? "text" : "password"}
          autoComplete={autoComplete}
          isRequired={required}
          value={value}
          {...(placeholder ? { placeholder } : {})}
          {...(describedBy ? { "aria-describedby": describedBy } : {})}
          validated={invalid ? "error" : "default"}
          ref={ref}
          spellCheck={false}
          onChange={(_, next) => onChange(next)}
        />
      </InputGroupItem>
      <InputGroupItem>
        <Button
          variant="control"
          icon={shown ? <EyeSlashIcon /> : <EyeIcon />}
          aria-label={t(shown ? "password.hide" : "password.show")}
          onClick={() => setShown(!shown)}
        />
      </InputGroupItem>
    </InputGroup>
  );
}
