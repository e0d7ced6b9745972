import { Banner, Flex, FlexItem } from "@patternfly/react-core";
import { DisconnectedIcon } from "@patternfly/react-icons";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";

import { useConnection } from "../live/connection";

/** Says that what is shown may be old, until the console answers again. */
export function ConnectionLost() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const lost = useConnection() === "lost";
  useEffect(() => {
    if (lost) {
      return () => void queries.invalidateQueries();
    }
    return undefined;
  }, [lost, queries]);
  return (
    <div role="status" aria-live="polite">
      {lost && (
        <Banner color="red">
          <Flex spaceItems={{ default: "spaceItemsSm" }} flexWrap={{ default: "nowrap" }}>
            <FlexItem>
              <DisconnectedIcon />
            </FlexItem>
            <FlexItem>{t("states.lost")}</FlexItem>
          </Flex>
        </Banner>
      )}
    </div>
  );
}
