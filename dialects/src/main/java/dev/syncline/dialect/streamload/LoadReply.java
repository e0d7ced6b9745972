package dev.syncline.dialect.streamload;

import java.util.Map;
import java.util.TreeMap;

/// What a server says of a stream load; the status of HTTP says nothing. Names are written in two ways.
record LoadReply(Map<String, Object> values) {

    static LoadReply of(Map<String, Object> answer) {
        Map<String, Object> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        values.putAll(answer);
        return new LoadReply(values);
    }

    String status() {
        return text("status");
    }

    /// Committed, whether it is visible yet or not.
    boolean isCommitted() {
        return status().equals("Success") || isUnseen();
    }

    boolean isUnseen() {
        return status().equals("Publish Timeout");
    }

    /// An earlier attempt has this label.
    boolean isKnown() {
        return status().equals("Label Already Exists");
    }

    String message() {
        String message = text("message");
        return message.isEmpty() ? text("msg") : message;
    }

    /// Where the server shows the rows it has refused; empty where it does not.
    String rowsRefused() {
        return text("ErrorURL");
    }

    long loaded() {
        return number("NumberLoadedRows");
    }

    long filtered() {
        return number("NumberFilteredRows");
    }

    private String text(String name) {
        Object value = values.get(name);
        return value == null ? "" : value.toString();
    }

    private long number(String name) {
        return values.get(name) instanceof Number number ? number.longValue() : 0;
    }
}
