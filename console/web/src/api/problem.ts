/** What a service or the way to it says about a request that was not granted (RFC 9457). */
export class Problem extends Error {
  readonly status: number;
  /** The last part of the problem's type, such as `connection-in-use`; `unreachable` where nothing has answered. */
  readonly kind: string;
  readonly title: string;
  readonly detail: string;
  /** The service that does not answer, where the console says which. */
  readonly service: string | undefined;
  /** Flaws with the field that each belongs to, where the service names them. */
  readonly findings: Finding[];

  constructor(status: number, body: Record<string, unknown>) {
    const detail = text(body["detail"]) ?? "";
    super(detail || text(body["title"]) || `HTTP ${status}`);
    this.status = status;
    this.kind = (text(body["type"]) ?? "").split("/").pop() || `http-${status}`;
    this.title = text(body["title"]) ?? `HTTP ${status}`;
    this.detail = detail;
    this.service = text(body["service"]);
    this.findings = findingsOf(body, detail);
  }

  /** @param body of the answer, whatever it is */
  static of(status: number, body: unknown): Problem {
    return new Problem(status, typeof body === "object" && body !== null ? (body as Record<string, unknown>) : {});
  }

  static unreachable(): Problem {
    return new Problem(0, { type: "problems/unreachable", title: "", detail: "" });
  }

  is(...kinds: string[]): boolean {
    return kinds.includes(this.kind);
  }
}

export interface Finding {
  /** Such as `host` or `options.tls`; empty where it belongs to none. */
  field: string;
  message: string;
  /** What it is about, where that is one. */
  table?: { schema: string; table: string };
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** `The connection cannot be taken: host is missing; options.tls is not one of […]`: each part begins with the field's name. */
const CANNOT_BE_TAKEN = /^[A-Z][^:]* cannot be (?:taken|tried): (.*)$/s;

function findingsOf(body: Record<string, unknown>, detail: string): Finding[] {
  const given = body["findings"] ?? body["errors"];
  if (Array.isArray(given)) {
    return given.flatMap((one: unknown) => {
      if (typeof one !== "object" || one === null) {
        return [];
      }
      const { field, message, table } = one as Record<string, unknown>;
      const about = table ? { table: table as { schema: string; table: string } } : {};
      return text(message) ? [{ field: text(field) ?? "", message: withoutField(text(message)!, text(field) ?? ""), ...about }] : [];
    });
  }
  const parts = CANNOT_BE_TAKEN.exec(detail)?.[1];
  if (!parts) {
    return [];
  }
  return parts.split("; ").map((part) => {
    const space = part.indexOf(" ");
    return space > 0 ? { field: part.slice(0, space), message: part.slice(space + 1) } : { field: "", message: part };
  });
}

/** `host is missing` beside the field itself is `is missing`. */
function withoutField(message: string, field: string): string {
  return field !== "" && message.startsWith(`${field} `) ? message.slice(field.length + 1) : message;
}

export async function problemOf(response: Response): Promise<Problem> {
  return Problem.of(response.status, await response.json().catch(() => ({})));
}
