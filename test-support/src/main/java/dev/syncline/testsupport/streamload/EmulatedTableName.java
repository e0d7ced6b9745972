package dev.syncline.testsupport.streamload;

/// A table with its database.
record EmulatedTableName(String database, String table) {

    @Override
    public String toString() {
        return database + "." + table;
    }
}
