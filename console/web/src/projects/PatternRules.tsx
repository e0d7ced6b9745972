import { Button, ExpandableSection, FormGroup, HelperText, HelperTextItem, InputGroup, InputGroupItem, Label, LabelGroup, TextInput } from "@patternfly/react-core";
import { useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { useKeptFocus } from "../common/focus";
import { number } from "../texts/format";
import { titleOf, withoutRule, withRule } from "./draft";
import type { Editing } from "./editing";
import { chosenByPattern } from "./patterns";
import { useCatalog } from "./queries";

const MOST_SHOWN = 200;

/** The patterns of a project, and which tables they choose now. */
export function PatternRules({ draft, change, readOnly }: Editing) {
  const { t } = useTranslation();
  const catalog = useCatalog(draft.source);
  const [typed, setTyped] = useState("");
  const field = useRef<HTMLInputElement>(null);
  useKeptFocus(draft.selection, () => field.current);
  const matched = useMemo(() => chosenByPattern(draft.selection, catalog.data ?? []), [draft.selection, catalog.data]);
  const add = () => {
    change((before) => withRule(before, typed.trim()));
    setTyped("");
    // The button that had the focus can be pressed no more.
    field.current?.focus();
  };
  if (readOnly && draft.selection.length === 0) {
    return null;
  }
  return (
    <div className="syncline-below">
      {draft.selection.length > 0 && (
        <LabelGroup className="syncline-below" categoryName={t("project.patterns")} numLabels={20}>
          {draft.selection.map((pattern) => (
            <Label key={pattern} {...(readOnly ? {} : { onClose: () => change((before) => withoutRule(before, pattern)), closeBtnAriaLabel: t("project.removePattern", { pattern }) })}>
              {pattern}
            </Label>
          ))}
        </LabelGroup>
      )}
      {!readOnly && (
        <FormGroup label={t("project.addPattern")} fieldId="add-pattern">
          <InputGroup>
            <InputGroupItem isFill>
              <TextInput
                ref={field}
                id="add-pattern"
                value={typed}
                placeholder="shop.*"
                onChange={(_, text) => setTyped(text)}
                onKeyDown={(event) => {
                  if (event.key === "Enter" && typed.trim() !== "") {
                    event.preventDefault();
                    add();
                  }
                }}
              />
            </InputGroupItem>
            <InputGroupItem>
              <Button variant="secondary" isDisabled={typed.trim() === ""} onClick={add}>
                {t("project.add")}
              </Button>
            </InputGroupItem>
          </InputGroup>
          <HelperText>
            <HelperTextItem>{t("project.patternHelp")}</HelperTextItem>
          </HelperText>
        </FormGroup>
      )}
      {draft.selection.length > 0 && catalog.data && (
        <ExpandableSection toggleText={t("project.chosenByPatterns", { count: matched.length, tables: number(matched.length) })}>
          {matched.slice(0, MOST_SHOWN).map(titleOf).join(", ")}
          {matched.length > MOST_SHOWN && " …"}
        </ExpandableSection>
      )}
    </div>
  );
}
