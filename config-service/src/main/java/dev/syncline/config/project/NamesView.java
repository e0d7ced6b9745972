package dev.syncline.config.project;

import java.util.List;

import dev.syncline.contracts.table.TableName;

/// The names that target tables would get.
///
/// @param findings what is wrong with them, and with what they are made of; empty where they can be used
record NamesView(List<Named> names, List<String> findings) {

    record Named(TableName source, TableName target) {}
}
