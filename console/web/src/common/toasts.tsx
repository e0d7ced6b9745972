import { Alert, AlertActionCloseButton, AlertGroup } from "@patternfly/react-core";
import { useSyncExternalStore } from "react";

interface Toast {
  id: number;
  variant: "success" | "danger" | "info";
  title: string;
  body?: string;
}

const SHOWN_MILLIS = 8_000;

let toasts: Toast[] = [];
let next = 1;
const listeners = new Set<() => void>();

function become(some: Toast[]): void {
  toasts = some;
  listeners.forEach((listener) => listener());
}

/** Tells what has been done. What went wrong stays until it is closed. */
export function tell(variant: Toast["variant"], title: string, body?: string): void {
  become([...toasts, { id: next++, variant, title, ...(body ? { body } : {}) }]);
}

function close(id: number): void {
  become(toasts.filter((toast) => toast.id !== id));
}

export function Toasts() {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => toasts,
  );
  return (
    <AlertGroup isToast isLiveRegion>
      {shown.map(({ id, variant, title, body }) => (
        <Alert
          component="p"
          key={id}
          variant={variant}
          title={title}
          timeout={variant === "danger" ? false : SHOWN_MILLIS}
          onTimeout={() => close(id)}
          actionClose={<AlertActionCloseButton title={title} onClose={() => close(id)} />}
        >
          {body}
        </Alert>
      ))}
    </AlertGroup>
  );
}
