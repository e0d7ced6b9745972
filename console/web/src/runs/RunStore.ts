import { ok, scheduler } from "../api/client";
import { all } from "../api/pages";
import { Problem } from "../api/problem";
import type { Run, TableRun } from "../api/types";
import { follow } from "../live/stream";
import { Meter, type Progress, progressOf, type Sample } from "./progress";
import { isOver } from "./state";

export interface Seen {
  run: Run | undefined;
  tables: TableRun[];
  /** Whether all tables that there are have been read. */
  complete: boolean;
  progress: Progress | undefined;
  rowsPerSecond: number | null;
  /** What this page has seen itself, for a curve where no service keeps samples. */
  samples: Sample[];
  error: unknown;
}

const NOTHING: Seen = { run: undefined, tables: [], complete: false, progress: undefined, rowsPerSecond: null, samples: [], error: undefined };
const SHOW_MILLIS = 250;
const SAMPLE_MILLIS = 2_000;
const MOST_SAMPLES = 720;
const PAGE = 500;
const AGAIN_MILLIS = 5_000;

/**
 * A run as it is watched: its tables are read page by page, and what changes meanwhile and afterwards comes over the event stream. Many changes are shown
 * together, a few times a second.
 */
export class RunStore {
  private seen = NOTHING;
  private readonly tables = new Map<string, TableRun>();
  /** Tables that the stream has told of since it was opened: newer than any page that was asked for since. */
  private told = new Set<string>();
  private run: Run | undefined;
  private complete = false;
  private readonly meter = new Meter();
  private samples: Sample[] = [];
  private error: unknown;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private again: ReturnType<typeof setTimeout> | undefined;
  private close: (() => void) | undefined;
  private readonly listeners = new Set<() => void>();
  private reading = 0;

  constructor(private readonly id: string) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    if (this.listeners.size === 1) {
      void this.begin();
    }
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size === 0) {
        this.close?.();
        this.close = undefined;
        clearTimeout(this.again);
        clearTimeout(this.timer);
        this.timer = undefined;
      }
    };
  };

  readonly snapshot = (): Seen => this.seen;

  /** Reads the run, and watches it where it has not ended. Also after something was asked of it. */
  async begin(): Promise<void> {
    try {
      this.error = undefined;
      this.run = await ok(scheduler.GET("/api/v1/runs/{id}", { params: { path: { id: this.id } } }));
      this.showSoon();
      if (isOver(this.run.state)) {
        await this.readTables();
      } else if (this.listeners.size > 0) {
        this.watch();
      }
    } catch (e) {
      this.error = e;
      this.showSoon();
      // What was seen stays; it goes on when the service is back.
      if (this.run && !isOver(this.run.state) && this.listeners.size > 0) {
        clearTimeout(this.again);
        this.again = setTimeout(() => void this.begin(), AGAIN_MILLIS);
      }
    }
  }

  private watch(): void {
    this.close?.();
    this.close = follow(`/api/v1/runs/${this.id}/events?tables=changed`, ["run", "table", "reset"], "finished", {
      opened: () => {
        this.told = new Set();
        void this.readTables().catch(() => undefined);
      },
      event: (name, data) => this.hear(name, data),
      refused: () => void this.begin(),
      // The last pages may have been read before the last changes.
      ended: () => void this.begin(),
    });
  }

  private hear(name: string, data: string): void {
    switch (name) {
      case "table": {
        const table = JSON.parse(data) as TableRun;
        this.tables.set(table.id, table);
        this.told.add(table.id);
        break;
      }
      case "reset":
        void this.readTables().catch(() => undefined);
        break;
      default:
        this.run = JSON.parse(data) as Run;
    }
    this.showSoon();
  }

  private async readTables(): Promise<void> {
    const mine = ++this.reading;
    const told = this.told;
    await all(
      (cursor) => scheduler.GET("/api/v1/runs/{id}/tables", { params: { path: { id: this.id }, query: { cursor, limit: PAGE } } }),
      (tables) => {
        if (mine !== this.reading) {
          throw new Problem(409, {}); // read anew meanwhile
        }
        tables.filter(({ id }) => !told.has(id)).forEach((table) => this.tables.set(table.id, table));
        this.showSoon();
      },
    );
    this.complete = true;
    this.showSoon();
  }

  private showSoon(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.show();
    }, this.seen.run ? SHOW_MILLIS : 0);
  }

  private show(): void {
    const now = Date.now();
    const progress = this.run && progressOf(this.run, this.tables.values(), now);
    if (progress && this.complete && this.run && !isOver(this.run.state)) {
      this.meter.add(progress);
      if (now - (this.samples.at(-1)?.at ?? 0) >= SAMPLE_MILLIS) {
        this.samples = [...this.samples, progress].slice(-MOST_SAMPLES);
      }
    }
    this.seen = {
      run: this.run,
      tables: [...this.tables.values()],
      complete: this.complete,
      progress,
      rowsPerSecond: this.meter.perSecond("rowsLoaded"),
      samples: this.samples,
      error: this.run ? undefined : this.error,
    };
    this.listeners.forEach((listener) => listener());
  }
}
