import { lost, reached } from "../live/connection";
import { signedOut, sessionEnds } from "../session/session";
import { Problem } from "./problem";

const SAFE = ["GET", "HEAD", "OPTIONS"];

function forgeryToken(): string | undefined {
  return /(?:^|; )XSRF-TOKEN=([^;]+)/.exec(document.cookie)?.[1];
}

/**
 * All requests of the page pass here. Where the session has ended meanwhile, somebody signs in again and the request is sent once more, so that nothing
 * that was typed is lost.
 */
export async function send(request: Request): Promise<Response> {
  const again = request.clone();
  const response = await once(request);
  if (response.status === 401 && sessionEnds(request)) {
    await signedOut();
    return once(again);
  }
  return response;
}

async function once(request: Request): Promise<Response> {
  if (!SAFE.includes(request.method)) {
    // Any answer brings the cookie.
    if (!forgeryToken()) {
      await fetchOrLose(new Request("/api/v1/me"));
    }
    request.headers.set("X-XSRF-TOKEN", forgeryToken() ?? "");
  }
  return fetchOrLose(request);
}

async function fetchOrLose(request: Request): Promise<Response> {
  try {
    const response = await fetch(request);
    reached();
    return response;
  } catch (e) {
    if (request.signal.aborted) {
      throw e;
    }
    lost();
    throw Problem.unreachable();
  }
}
