import { useQuery, useQueryClient } from "@tanstack/react-query";

import { door, ok } from "../api/client";
import type { components } from "../api/generated/console";

export type Account = components["schemas"]["Account"];
export type Role = Account["role"];

export const ROLES: Role[] = ["VIEWER", "OPERATOR", "EDITOR", "ADMIN"];
export const isRole = (word: string | null): word is Role => ROLES.some((role) => role === word);
export const USERS = ["users"];

export const roleText = (role: Role) => `roles.${role.toLowerCase() as Lowercase<Role>}` as const;

export function useUsers() {
  return useQuery({ queryKey: USERS, queryFn: () => ok(door.GET("/api/v1/users")) });
}

interface Edit {
  role?: Role;
  enabled?: boolean;
  resetPassword?: boolean;
}

/** What changes users; the list is read again after each, for what was refused may be old here. */
export function useUserChanges() {
  const queries = useQueryClient();
  const then = <T>(asked: Promise<T>) => asked.finally(() => void queries.invalidateQueries({ queryKey: USERS }));
  const only = ({ id, version }: Account) => ({ params: { path: { id }, header: { "If-Match": `"${version}"` } } });
  return {
    add: (name: string, role: Role) => then(ok(door.POST("/api/v1/users", { body: { name, role } }))),
    edit: (user: Account, { role = user.role, enabled = user.enabled, resetPassword = false }: Edit) =>
      then(ok(door.PUT("/api/v1/users/{id}", { ...only(user), body: { role, enabled, resetPassword } }))),
    remove: (user: Account) => then(ok(door.DELETE("/api/v1/users/{id}", only(user)))),
  };
}
