package dev.syncline.config.catalog;

/// A schema that holds tables; in MySQL a database.
record SchemaView(String name) {}
