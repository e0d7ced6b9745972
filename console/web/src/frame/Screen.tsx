import { Flex, FlexItem, PageSection, Title } from "@patternfly/react-core";
import { type ReactNode, useEffect, useRef } from "react";

interface Props {
  title: string;
  /** Beside the title, such as a state. */
  beside?: ReactNode;
  above?: ReactNode;
  below?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

let shownBefore = false;

/** Whoever comes from something that was shown before the first screen has a place in the page already, and does not begin at its top. */
export function wasShown(): void {
  shownBefore = true;
}

/** A screen with its title, which a reader of the screen hears when it is opened. */
export function Screen({ title, beside, above, below, actions, children }: Props) {
  const heading = useRef<HTMLDivElement>(null);
  useEffect(() => {
    document.title = `${title} · Syncline`;
  }, [title]);
  useEffect(() => {
    if (shownBefore && !document.activeElement?.closest("main, [role=dialog]")) {
      heading.current?.focus();
    }
    shownBefore = true;
  }, []);
  return (
    <>
      <PageSection hasBodyWrapper={false}>
        {above}
        <Flex justifyContent={{ default: "justifyContentSpaceBetween" }} alignItems={{ default: "alignItemsCenter" }}>
          <FlexItem>
            <Flex alignItems={{ default: "alignItemsCenter" }} spaceItems={{ default: "spaceItemsMd" }}>
              <div ref={heading} tabIndex={-1} className="syncline-heading">
                <Title headingLevel="h1">{title}</Title>
              </div>
              {beside}
            </Flex>
          </FlexItem>
          {actions && <FlexItem>{actions}</FlexItem>}
        </Flex>
        {below}
      </PageSection>
      <PageSection hasBodyWrapper={false} isFilled className="syncline-body">
        {children}
      </PageSection>
    </>
  );
}
