import { Component, type ComponentType, lazy, type ReactNode, Suspense } from "react";
import { useTranslation } from "react-i18next";

import { LoadAgain, Loading } from "./States";

/** A file of the page that did not come: the console is away, or serves a newer page, whose files have other names. */
class FileMissing extends Error {}

/** What is fetched when it is first shown. Until then that it is loading is seen, and where it cannot be had what to do. */
export function lazily<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  const Late = lazy(() =>
    load().then(
      (component) => ({ default: component }),
      (cause: unknown) => {
        throw new FileMissing("A file of the page cannot be loaded", { cause });
      },
    ),
  ) as unknown as ComponentType<P>;
  return function Lazily(props: P) {
    return (
      <Boundary>
        <Suspense fallback={<Loading />}>
          <Late {...props} />
        </Suspense>
      </Boundary>
    );
  };
}

class Boundary extends Component<{ children: ReactNode }, { error?: unknown }> {
  override state: { error?: unknown } = {};

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    const { error } = this.state;
    if (error instanceof FileMissing) {
      return <Missing />;
    }
    if (error !== undefined) {
      throw error;
    }
    return this.props.children;
  }
}

function Missing() {
  const { t } = useTranslation();
  return <LoadAgain title={t("states.fileMissing")} body={t("states.fileMissingBody")} />;
}
