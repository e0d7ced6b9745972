package dev.syncline.dialect.postgresql;

import java.sql.Connection;
import java.util.List;

import dev.syncline.contracts.table.TableName;
import dev.syncline.dialect.load.LoadPlan;
import dev.syncline.dialect.load.LoadSession;

/// Where the rows of one load go first, and who brings them.
///
/// @param types of the columns that rows have, in their order
/// @param inOrder whether rows of one key have to lie there in the order in which they came
public record Staging(Connection session, LoadSession steps, LoadPlan plan, TableName table, List<String> types, boolean inOrder) {}
