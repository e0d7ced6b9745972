package dev.syncline.contracts.policy;

/// What holds for one source schema (S31); it outranks the connection level (S32).
public record SchemaPolicy(String schema, NewTables newTables) {}
