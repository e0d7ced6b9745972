import { send } from "../api/door";
import { problemOf } from "../api/problem";
import type { Connection, Project } from "../api/types";

export interface User {
  id: number;
  name: string;
}

/** The projects that read from a connection or write to it. */
export function usersOf(connection: Connection, projects: Project[] | undefined): User[] {
  return (projects ?? []).filter((project) => project.sourceConnectionId === connection.id || project.targetConnectionIds.includes(connection.id));
}

/** How many these are, as the service counts them where it does. */
export function numberOfUsers(connection: Connection, projects: Project[] | undefined): number {
  return (connection as { projects?: number }).projects ?? usersOf(connection, projects).length;
}

/** Whether the service tests an edited connection with the secret that it has. */
export function testsEdits(connection: Connection): boolean {
  return "lastTest" in connection;
}

interface Use {
  projectId: number;
  projectName: string;
}

/** As the service knows them, or nothing where it does not tell. */
export async function readUsers(connection: number): Promise<User[] | null> {
  const response = await send(new Request(`/api/v1/connections/${connection}/projects`));
  if ([403, 404, 405].includes(response.status)) {
    return null;
  }
  if (!response.ok) {
    throw await problemOf(response);
  }
  const { items } = (await response.json()) as { items: Use[] };
  return items.map(({ projectId, projectName }) => ({ id: projectId, name: projectName }));
}
