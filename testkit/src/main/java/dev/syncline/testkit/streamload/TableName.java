package dev.syncline.testkit.streamload;

/// A table with its database.
record TableName(String database, String table) {

    @Override
    public String toString() {
        return database + "." + table;
    }
}
