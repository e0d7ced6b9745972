import { Alert, Button, List, ListItem } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

import { tableOf, titleOf } from "./draft";
import { isOfTable } from "./findings";
import { usePlaceName } from "./usePlaceName";

const MOST_SHOWN = 20;

interface Props {
  flaws: Readonly<Record<string, string>>;
  /** Goes to where it can be mended. */
  go?: (place: string) => void;
}

/** All that keeps a project from being saved, each with its place. */
export function FlawList({ flaws, go }: Props) {
  const { t } = useTranslation();
  const nameOf = usePlaceName();
  const all = Object.entries(flaws);
  if (all.length === 0) {
    return null;
  }
  return (
    <Alert component="p" variant="danger" isInline title={t("project.cannotBeSaved", { count: all.length })} className="syncline-below">
      <List>
        {all.slice(0, MOST_SHOWN).map(([place, text]) => {
          const name = isOfTable(place) ? titleOf(tableOf(place.slice(0, place.lastIndexOf("/")))) : nameOf(place);
          return (
            <ListItem key={place}>
              {go ? (
                <Button variant="link" isInline onClick={() => go(place)}>
                  {name}
                </Button>
              ) : (
                <strong>{name}</strong>
              )}{" "}
              {text}
            </ListItem>
          );
        })}
        {all.length > MOST_SHOWN && <ListItem>{t("common.more", { count: all.length - MOST_SHOWN })}</ListItem>}
      </List>
    </Alert>
  );
}
