package dev.syncline.scheduler.record;

import java.nio.charset.StandardCharsets;

/// A server-sent event as it goes over the wire; made once for all who watch.
///
/// @param about what it is a state of: a later one about the same makes it needless
record Frame(Object about, byte[] bytes) {

    /// @param json a document on one line
    static Frame of(String event, Object about, byte[] json) {
        byte[] head = "event:%s\ndata:".formatted(event).getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[head.length + json.length + 2];
        System.arraycopy(head, 0, bytes, 0, head.length);
        System.arraycopy(json, 0, bytes, head.length, json.length);
        bytes[bytes.length - 2] = '\n';
        bytes[bytes.length - 1] = '\n';
        return new Frame(about, bytes);
    }

    /// Says how far everything has been told: an id without an event, which clients keep and send when they connect again.
    static Frame position(long turn) {
        return new Frame("position", "id:%d\n\n".formatted(turn).getBytes(StandardCharsets.UTF_8));
    }

    /// Says that too much has changed to be told one by one.
    ///
    /// @param what is to be read again, page by page
    static Frame reset(String what) {
        return of("reset", "reset " + what, "{\"what\":\"%s\"}".formatted(what).getBytes(StandardCharsets.UTF_8));
    }
}
