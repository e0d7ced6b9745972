import { Card, CardBody, CardHeader, CardTitle, Gallery, Label } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

import type { Kind } from "../api/types";

interface Props {
  kinds: Kind[];
  chosen: Kind | undefined;
  choose: (kind: Kind) => void;
}

export function KindCards({ kinds, chosen, choose }: Props) {
  const { t } = useTranslation();
  return (
    <Gallery hasGutter minWidths={{ default: "9.5rem" }} role="radiogroup" aria-label={t("connections.kind")}>
      {kinds.map((kind) => (
        <Card key={kind.kind} id={`kind-${kind.kind}`} isSelectable isCompact isSelected={chosen === kind}>
          <CardHeader
            selectableActions={{
              selectableActionId: `choose-${kind.kind}`,
              selectableActionAriaLabelledby: `kind-${kind.kind}-title`,
              name: "kind",
              variant: "single",
              isChecked: chosen === kind,
              onChange: () => choose(kind),
            }}
          >
            <CardTitle id={`kind-${kind.kind}-title`}>{kind.title}</CardTitle>
          </CardHeader>
          <CardBody>
            <Label isCompact variant="outline" color={kind.source ? "blue" : "teal"}>
              {t(kind.source ? "connections.sourceAndTarget" : "connections.targetOnly")}
            </Label>
          </CardBody>
        </Card>
      ))}
    </Gallery>
  );
}
