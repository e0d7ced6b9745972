import {
  Button,
  Label,
  LabelGroup,
  MenuToggle,
  type MenuToggleElement,
  Select,
  SelectList,
  SelectOption,
  TextInputGroup,
  TextInputGroupMain,
  TextInputGroupUtilities,
} from "@patternfly/react-core";
import { TimesIcon } from "@patternfly/react-icons";
import { type KeyboardEvent, type Ref, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

export interface Option {
  value: string;
  text: string;
  description?: string;
  /** Why it cannot be chosen. */
  unusable?: string;
}

interface Props {
  id: string;
  /** Its name, for those who do not see its label. */
  label: string;
  options: readonly Option[];
  chosen: readonly string[];
  toggle: (value: string) => void;
  several?: boolean;
  readOnly?: boolean;
  invalid?: boolean;
  describedBy?: string | undefined;
  placeholder?: string;
}

const MOST_SHOWN = 100;

/** One or several of many, found by typing a part of them. What cannot be chosen is shown with the reason. */
export function Chooser({ id, label, options, chosen, toggle, several = false, readOnly = false, invalid = false, describedBy, placeholder }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState<string>();
  const [active, setActive] = useState<number>();
  const input = useRef<HTMLInputElement>(null);

  const textOf = (value: string) => options.find((option) => option.value === value)?.text ?? value;
  const only = several ? undefined : chosen[0];
  const shown = typed ?? (only === undefined ? "" : textOf(only));
  const found = useMemo(() => {
    const words = (typed ?? "").toLowerCase().split(/\s+/).filter(Boolean);
    return options.filter((option) => words.every((word) => `${option.text} ${option.description ?? ""}`.toLowerCase().includes(word))).slice(0, MOST_SHOWN);
  }, [options, typed]);
  const usable = found.flatMap((option, i) => (option.unusable ? [] : [i]));

  const close = () => {
    setOpen(false);
    setActive(undefined);
    setTyped(undefined);
  };
  const pick = (value: string) => {
    toggle(value);
    if (several) {
      if (typed !== undefined) {
        // Another one stands there, now that all are shown.
        setActive(undefined);
      }
      setTyped(undefined);
    } else {
      close();
    }
    input.current?.focus();
  };
  const takeOut = (value: string) => {
    toggle(value);
    input.current?.focus();
  };
  const move = (step: 1 | -1) => {
    setOpen(true);
    const at = active === undefined ? -1 : usable.indexOf(active);
    setActive(usable[step === 1 ? (at + 1) % usable.length : at <= 0 ? usable.length - 1 : at - 1]);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    switch (event.key) {
      case "ArrowDown":
      case "ArrowUp":
        event.preventDefault();
        move(event.key === "ArrowDown" ? 1 : -1);
        break;
      case "Enter": {
        // Not the form's: it would be sent.
        event.preventDefault();
        const wanted = active !== undefined ? found[active] : usable.length === 1 ? found[usable[0]!] : undefined;
        if (open && wanted) {
          pick(wanted.value);
        } else {
          setOpen(true);
        }
        break;
      }
      case "Escape":
        if (open) {
          event.stopPropagation();
          close();
        }
        break;
      case "Tab":
        close();
        break;
    }
  };

  const list = `${id}-list`;
  return (
    <>
      <Select
        isOpen={open && !readOnly}
        onOpenChange={(next) => !next && close()}
        onSelect={(_, value) => pick(String(value))}
        variant="typeahead"
        isScrollable
        // It is there for a moment longer, and where it can be scrolled the Tab that closes it would lead into it.
        inert={!open}
        shouldFocusFirstItemOnOpen={false}
        popperProps={{ appendTo: "inline", maxWidth: "trigger" }}
        toggle={(ref: Ref<MenuToggleElement>) => (
          <MenuToggle ref={ref} variant="typeahead" isFullWidth isExpanded={open} isDisabled={readOnly} onClick={() => setOpen(!open)} aria-label={t("choice.open", { label })} status={invalid ? "danger" : undefined}>
            <TextInputGroup isPlain isDisabled={readOnly}>
              <TextInputGroupMain
                innerRef={input}
                inputId={id}
                value={shown}
                role="combobox"
                autoComplete="off"
                isExpanded={open}
                aria-controls={list}
                aria-label={label}
                {...(describedBy ? { inputProps: { "aria-describedby": describedBy, "aria-invalid": invalid } } : { inputProps: { "aria-invalid": invalid } })}
                {...(active !== undefined && open ? { "aria-activedescendant": `${id}-${active}` } : {})}
                {...(placeholder ? { placeholder } : {})}
                onClick={() => setOpen(true)}
                onChange={(_, text) => {
                  setTyped(text);
                  setActive(undefined);
                  setOpen(true);
                }}
                onKeyDown={onKeyDown}
              />
              {typed && (
                <TextInputGroupUtilities>
                  <Button variant="plain" icon={<TimesIcon />} aria-label={t("choice.clear", { label })} onClick={() => setTyped(undefined)} />
                </TextInputGroupUtilities>
              )}
            </TextInputGroup>
          </MenuToggle>
        )}
      >
        <SelectList id={list} aria-label={label} {...(several ? { isAriaMultiselectable: true } : {})}>
          {found.map((option, i) => (
            <SelectOption
              key={option.value}
              id={`${id}-${i}`}
              value={option.value}
              isSelected={chosen.includes(option.value)}
              isFocused={active === i}
              isDisabled={option.unusable !== undefined}
              description={option.unusable ?? option.description}
            >
              {option.text}
            </SelectOption>
          ))}
          {found.length === 0 && <SelectOption isDisabled>{t("choice.none")}</SelectOption>}
        </SelectList>
      </Select>
      {several && chosen.length > 0 && (
        <LabelGroup numLabels={20} aria-label={label} className="syncline-chosen">
          {chosen.map((value) => (
            <Label key={value} color="blue" closeBtnAriaLabel={t("choice.remove", { name: textOf(value) })} {...(readOnly ? {} : { onClose: () => takeOut(value) })}>
              {textOf(value)}
            </Label>
          ))}
        </LabelGroup>
      )}
    </>
  );
}
