import { useSyncExternalStore } from "react";

/** Who is signed in here. */
export type Session =
  | { state: "asking" }
  | { state: "nobody" }
  /** The first password has to be changed before anything else. */
  | { state: "first"; me: Me }
  | { state: "in"; me: Me }
  /** It was open and has ended, by time or by another place; the page stays as it is, and waits. */
  | { state: "ended"; me: Me };

export type Role = "viewer" | "operator" | "editor" | "admin";

export interface Me {
  name: string;
  role: Role;
  mustChangePassword: boolean;
}

const ROLES: Role[] = ["viewer", "operator", "editor", "admin"];

let session: Session = { state: "asking" };
let waiting: (() => void)[] = [];
const listeners = new Set<() => void>();

function become(next: Session): void {
  session = next;
  listeners.forEach((listener) => listener());
}

export function signedIn(me: Me): void {
  become({ state: me.mustChangePassword ? "first" : "in", me });
  const resumed = waiting;
  waiting = [];
  resumed.forEach((resume) => resume());
}

export function nobodyIsSignedIn(): void {
  become({ state: "nobody" });
}

/** Whether an answer of 401 to this request says that the session has ended. */
export function sessionEnds(request: Request): boolean {
  const path = new URL(request.url).pathname;
  return path !== "/api/v1/session" && path !== "/api/v1/me" && session.state !== "asking" && session.state !== "nobody";
}

/** Resolves once the same user has signed in again. */
export function signedOut(): Promise<void> {
  if (session.state === "in" || session.state === "first") {
    become({ state: "ended", me: session.me });
  }
  return new Promise((resume) => waiting.push(resume));
}

export function useSession(): Session {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => session,
  );
}

/** Whether the user may do what needs this role. */
export function useMay(role: Role): boolean {
  const now = useSession();
  return "me" in now && ROLES.indexOf(now.me.role) >= ROLES.indexOf(role);
}
