package dev.syncline.config.project;

import java.util.Collection;
import java.util.List;

import dev.syncline.config.check.Finding;
import dev.syncline.contracts.table.TableName;

/// The names that target tables would get.
///
/// @param findings what is wrong with them, and with what they are made of; empty where they can be used
/// @param details the same, for programs
record NamesView(List<Named> names, List<String> findings, Collection<Finding> details) {

    record Named(TableName source, TableName target) {}
}
