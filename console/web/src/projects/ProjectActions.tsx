import { ActionList, ActionListGroup, ActionListItem, Button, Dropdown, DropdownItem, DropdownList, MenuToggle, Tooltip } from "@patternfly/react-core";
import { EllipsisVIcon, PlayIcon } from "@patternfly/react-icons";
import { useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { useMay } from "../session/session";
import { DeleteProject } from "./DeleteProject";
import type { ProjectView } from "./types";

interface Props {
  project: ProjectView;
  etag: string;
  edited: boolean;
  checking: boolean;
  flawed: boolean;
  saving: boolean;
  executing: boolean;
  save: () => void;
  discard: () => void;
  execute: (full: boolean) => void;
  deleted: () => void;
}

/** Save and execute: what is not saved is executed as it is, and not stored. */
export function ProjectActions({ project, etag, edited, checking, flawed, saving, executing, save, discard, execute, deleted }: Props) {
  const { t } = useTranslation();
  const mayEdit = useMay("editor");
  const mayRun = useMay("operator");
  const mayDelete = useMay("admin");
  const [open, setOpen] = useState(false);
  const [deleting, setDeleting] = useState(false);
  const executeButton = useRef<HTMLButtonElement>(null);
  const before = useRef(edited);
  useLayoutEffect(() => {
    // The button that was pressed is gone with the edits, and the keyboard's focus with it.
    if (before.current && !edited && document.activeElement === document.body) {
      executeButton.current?.focus();
    }
    before.current = edited;
  }, [edited]);

  const execution = (
    <Button ref={executeButton} variant={edited ? "secondary" : "primary"} icon={<PlayIcon />} isLoading={executing} isAriaDisabled={executing || (edited && flawed)} onClick={() => execute(false)}>
      {t(edited ? "project.executeUnsaved" : "projects.execute")}
    </Button>
  );
  return (
    <>
      <ActionList className="syncline-actions">
        <ActionListGroup>
          {edited && mayEdit && (
            <>
              <ActionListItem>
                <Button isLoading={saving} isAriaDisabled={saving || flawed} aria-busy={checking} onClick={save}>
                  {t("common.save")}
                </Button>
              </ActionListItem>
              <ActionListItem>
                <Button variant="link" onClick={discard}>
                  {t("project.discard")}
                </Button>
              </ActionListItem>
            </>
          )}
          {mayRun && <ActionListItem>{edited ? <Tooltip content={t("project.executeUnsavedHelp")}>{execution}</Tooltip> : execution}</ActionListItem>}
          {(mayRun || mayDelete) && (
            <ActionListItem>
              <Dropdown
                isOpen={open}
                onOpenChange={setOpen}
                onSelect={() => setOpen(false)}
                popperProps={{ position: "right", appendTo: "inline" }}
                toggle={(ref) => <MenuToggle ref={ref} variant="plain" icon={<EllipsisVIcon />} isExpanded={open} aria-label={t("project.more")} onClick={() => setOpen(!open)} />}
              >
                <DropdownList>
                  {mayRun && (
                    <DropdownItem description={t("project.executeFullHelp")} isAriaDisabled={edited && flawed} onClick={() => execute(true)}>
                      {t("project.executeFull")}
                    </DropdownItem>
                  )}
                  {mayEdit && (
                    <DropdownItem
                      isDanger
                      isAriaDisabled={!mayDelete}
                      {...(mayDelete ? {} : { tooltipProps: { content: t("project.adminDeletes") } })}
                      onClick={() => setDeleting(true)}
                    >
                      {t("common.delete")}
                    </DropdownItem>
                  )}
                </DropdownList>
              </Dropdown>
            </ActionListItem>
          )}
        </ActionListGroup>
      </ActionList>
      {deleting && <DeleteProject project={project} etag={etag} close={() => setDeleting(false)} deleted={deleted} />}
    </>
  );
}
