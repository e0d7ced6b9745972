import { Component, type ComponentType, lazy, type ReactNode, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";

import { LoadAgain, Loading } from "./States";

/** A file of the page that did not come: the console is away, or serves a newer page, whose files have other names. */
class FileMissing extends Error {}

/** Not every browser says when it is idle. */
const NO_IDLE_CALLBACK_MILLIS = 1_000;

type Heading = "h1" | "h2";

const later: (() => Promise<unknown>)[] = [];

/** Fetches what has not been shown yet, one after the other, once the browser has nothing else to do: whoever opens it then need not wait. */
export function fetchTheRest(): void {
  const next = later.shift();
  if (next) {
    // What does not come now is asked for again when it is shown.
    whenIdle(() => void next().catch(() => undefined).then(fetchTheRest));
  }
}

function whenIdle(work: () => void): void {
  if ("requestIdleCallback" in window) {
    requestIdleCallback(work);
  } else {
    setTimeout(work, NO_IDLE_CALLBACK_MILLIS);
  }
}

/** A screen, as {@link lazily}. What stands in its place has its heading. */
export function lazyScreen<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  return lazily(load, "h1");
}

/** What is fetched when it is first shown. Until then that it is loading is seen, and where it cannot be had what to do. */
export function lazily<P extends object>(load: () => Promise<ComponentType<P>>, heading: Heading = "h2"): ComponentType<P> {
  let there: ComponentType<P> | undefined;
  const fetched = async () => (there = await load());
  later.push(fetched);
  const Late = lazy(() =>
    fetched().then(
      (component) => ({ default: component }),
      (cause: unknown) => {
        throw new FileMissing("A file of the page cannot be loaded", { cause });
      },
    ),
  ) as unknown as ComponentType<P>;
  return function Lazily(props: P) {
    // What is there already is shown without a moment of loading.
    const [Content] = useState<ComponentType<P>>(() => there ?? Late);
    return (
      <Boundary heading={heading}>
        <Suspense fallback={<Loading />}>
          <Content {...props} />
        </Suspense>
      </Boundary>
    );
  };
}

class Boundary extends Component<{ children: ReactNode; heading: Heading }, { error?: unknown }> {
  override state: { error?: unknown } = {};

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    const { error } = this.state;
    if (error instanceof FileMissing) {
      return <Missing heading={this.props.heading} />;
    }
    if (error !== undefined) {
      throw error;
    }
    return this.props.children;
  }
}

function Missing({ heading }: { heading: Heading }) {
  const { t } = useTranslation();
  return <LoadAgain heading={heading} title={t("states.fileMissing")} body={t("states.fileMissingBody")} />;
}
