import { lost, reached } from "./connection";

/**
 * The one event stream of a tab. A browser opens at most six connections to a server (HTTP/1.1), for all tabs together: a tab that is not seen closes its
 * stream, and goes on when it is seen again.
 */
export interface Events {
  /** A new beginning: states may have been missed since the last one. */
  opened(): void;
  event(name: string, data: string): void;
  /** The answer was no stream, such as one of a session that has ended. Whoever follows finds out why, and begins again. */
  refused(): void;
  /** It has ended by itself, or does not exist: nothing more comes. */
  ended(): void;
}

const PAUSE_MILLIS = 2_000;

let current: Stream | undefined;

/** Opens a stream and closes the tab's former one. */
export function follow(path: string, names: string[], last: string, events: Events): () => void {
  current?.close();
  const stream = new Stream(path, names, last, events);
  current = stream;
  stream.open();
  return () => {
    stream.close();
    if (current === stream) {
      current = undefined;
    }
  };
}

class Stream {
  private source: EventSource | undefined;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private closed = false;

  /** @param last the event after which nothing comes */
  constructor(
    private readonly path: string,
    private readonly names: string[],
    private readonly last: string,
    private readonly events: Events,
  ) {
    document.addEventListener("visibilitychange", this.seenOrNot);
  }

  open(): void {
    if (this.closed || document.hidden) {
      return;
    }
    clearTimeout(this.retry);
    this.source?.close();
    const source = new EventSource(this.path);
    this.source = source;
    source.onopen = () => {
      reached();
      this.events.opened();
    };
    for (const name of [...this.names, this.last]) {
      source.addEventListener(name, (event) => {
        this.events.event(name, (event as MessageEvent<string>).data);
        if (name === this.last) {
          this.close();
          this.events.ended();
        }
      });
    }
    source.onerror = () => {
      // The browser goes on by itself, from the last event, unless the answer was none of a stream.
      if (source.readyState === EventSource.CLOSED) {
        clearTimeout(this.retry);
        this.retry = setTimeout(() => this.events.refused(), PAUSE_MILLIS);
      } else {
        lost();
      }
    };
  }

  private readonly seenOrNot = () => {
    if (document.hidden) {
      this.source?.close();
      clearTimeout(this.retry);
    } else {
      this.open();
    }
  };

  close(): void {
    this.closed = true;
    clearTimeout(this.retry);
    this.source?.close();
    document.removeEventListener("visibilitychange", this.seenOrNot);
  }
}
