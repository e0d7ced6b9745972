package dev.syncline.cli.terminal;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

import tools.jackson.databind.JsonNode;

/// Values as people read them.
public final class Shown {

    private Shown() {}

    public static String text(JsonNode node) {
        return node.isMissingNode() || node.isNull() ? "-" : node.asString("");
    }

    public static String number(JsonNode node) {
        return node.isNumber() ? number(node.asLong()) : "-";
    }

    public static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    public static String time(JsonNode node) {
        return node.isString() ? Instant.parse(node.asString()).truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ') : "-";
    }

    /// `schema.table`
    public static String table(JsonNode name) {
        return name.path("schema").asString() + '.' + name.path("table").asString();
    }
}
