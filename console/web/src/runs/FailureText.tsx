import { Content } from "@patternfly/react-core";
import i18next from "i18next";
import { useTranslation } from "react-i18next";

import type { Failure } from "../api/types";
import { inWords } from "../policies/words";

/** What went wrong, and what is done about it. */
export function FailureText({ failure }: { failure: Failure }) {
  const { t } = useTranslation();
  const key = `cures.${failure.code}`;
  return (
    <>
      <Content component="p" className="syncline-break">
        {inWords(failure.message).text}
      </Content>
      <Content component="small">
        <code>{failure.code}</code>
        {i18next.exists(key) && (
          <>
            {" · "}
            {t(key as "cures.UNREACHABLE")}
          </>
        )}
      </Content>
    </>
  );
}
