import createClient from "openapi-fetch";

import { send } from "./door";
import type { paths as ConfigPaths } from "./generated/config-service";
import type { paths as ConsolePaths } from "./generated/console";
import type { paths as NotificationPaths } from "./generated/notification-service";
import type { paths as SchedulerPaths } from "./generated/scheduler-service";
import { Problem } from "./problem";

const options = { baseUrl: window.location.origin, fetch: send };

export const config = createClient<ConfigPaths>(options);
export const scheduler = createClient<SchedulerPaths>(options);
export const notification = createClient<NotificationPaths>(options);
export const door = createClient<ConsolePaths>(options);

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The answer, or a {@link Problem}. */
export async function ok<T>(asked: Promise<Answer<T>>): Promise<T> {
  return (await answered(asked)).data;
}

/** The answer with its ETag. */
export async function answered<T>(asked: Promise<Answer<T>>): Promise<{ data: T; etag: string }> {
  const { data, error, response } = await asked;
  if (!response.ok) {
    throw Problem.of(response.status, error);
  }
  return { data: data as T, etag: response.headers.get("ETag") ?? "" };
}

/** An operation that the installed services may not have yet: nothing where there is none. */
export async function maybe<T>(asked: Promise<Answer<T>>): Promise<T | null> {
  try {
    return await ok(asked);
  } catch (e) {
    if (e instanceof Problem && (e.status === 404 || e.status === 403 || e.status === 405)) {
      return null;
    }
    throw e;
  }
}
