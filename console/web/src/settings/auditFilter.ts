export const FILTERS = ["who", "operation", "object", "from", "to", "outcome", "service"] as const;
type Fields = Record<(typeof FILTERS)[number], string>;

/** What the address says of which records are wanted. */
export function fieldsOf(params: URLSearchParams): Fields {
  return Object.fromEntries(FILTERS.map((name) => [name, params.get(name) ?? ""])) as Fields;
}

/** As the service is asked: only what is filled, and times of the browser's zone as instants. */
export function queryOf(fields: Fields): Partial<Omit<Fields, "outcome">> & { outcome?: "done" | "refused" | "failed" } {
  return Object.fromEntries(
    FILTERS.flatMap((name): [string, string][] => {
      const value = fields[name].trim();
      if (name !== "from" && name !== "to") {
        return value ? [[name, value]] : [];
      }
      const time = new Date(value);
      return Number.isNaN(time.getTime()) ? [] : [[name, time.toISOString()]];
    }),
  );
}
