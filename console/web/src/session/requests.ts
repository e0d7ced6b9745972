import { door, ok } from "../api/client";
import { Problem } from "../api/problem";
import { type Me, nobodyIsSignedIn, signedIn } from "./session";

/** Finds out who is signed in. */
export async function askWhoIsSignedIn(): Promise<void> {
  try {
    signedIn((await ok(door.GET("/api/v1/me"))) as Me);
  } catch (e) {
    if (e instanceof Problem && e.status === 401) {
      nobodyIsSignedIn();
    } else {
      throw e;
    }
  }
}

export async function signIn(user: string, password: string): Promise<void> {
  signedIn((await ok(door.POST("/api/v1/session", { body: { user, password } }))) as Me);
}

export async function signOut(): Promise<void> {
  await ok(door.DELETE("/api/v1/session"));
  // Nothing of what one user has seen stays for the next one.
  window.location.assign("/");
}

export async function changePassword(present: string, wanted: string): Promise<void> {
  await ok(door.PUT("/api/v1/me/password", { body: { present, wanted } }));
}
