package dev.syncline.testsupport.streamload;

/// Names and texts as MySQL reads them.
final class Quote {

    private Quote() {}

    static String name(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    static String name(EmulatedTableName table) {
        return name(table.database()) + "." + name(table.table());
    }

    static String string(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
