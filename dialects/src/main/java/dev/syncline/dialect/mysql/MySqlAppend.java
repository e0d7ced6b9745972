package dev.syncline.dialect.mysql;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.policy.Remedy;
import dev.syncline.contracts.table.TableName;
import dev.syncline.dialect.Advice;
import dev.syncline.dialect.load.LoadPlan;
import dev.syncline.dialect.load.RowBatch;
import dev.syncline.dialect.read.RareEscapes;
import org.jspecify.annotations.Nullable;

/// Brings batches of rows into a staging table by one session.
///
/// @param syncTime what the column of the sync time gets; null where there is none
record MySqlAppend(Connection session, LoadPlan plan, TableName staging, @Nullable String syncTime) {

    private static final int NEEDS_REENCODING = RareEscapes.FORM_FEED | RareEscapes.VERTICAL_TAB;

    /// Within the transaction that is open.
    ///
    /// @return how many rows the server counted
    long append(RowBatch batch) throws SQLException {
        boolean plain = (batch.rareEscapes() & NEEDS_REENCODING) == 0;
        return load(plain ? batch.rows() : new RareEscapeFilter(batch.rows()));
    }

    /// LOAD DATA LOCAL only warns where it alters, cuts or skips: every warning is a failure. They are counted also where the server keeps none of
    /// their texts (`max_error_count = 0`, which only an administrator may change).
    private long load(InputStream rows) throws SQLException {
        try (Statement statement = session.createStatement()) {
            long loaded = LocalData.load(session, statement, MySqlTarget.loadData(staging, plan.shape(), syncTime), rows);
            if (warnings(statement) > 0) {
                throw refusal(warning(statement));
            }
            return loaded;
        } catch (IOException e) {
            throw new SyncException(
                    FailureCode.UNPROVEN, "The rows for table %s broke off; it is loaded again".formatted(plan.table()), e);
        }
    }

    private static long warnings(Statement statement) throws SQLException {
        try (ResultSet count = statement.executeQuery("SHOW COUNT(*) WARNINGS")) {
            count.next();
            return count.getLong(1);
        }
    }

    private record Warning(int error, String reason) {}

    private static Warning warning(Statement statement) throws SQLException {
        try (ResultSet warning = statement.executeQuery("SHOW WARNINGS LIMIT 1")) {
            return warning.next()
                    ? new Warning(warning.getInt(2), MySqlErrors.withoutValues(warning.getString(3)))
                    : new Warning(0, "the server does not say which (its max_error_count is 0)");
        }
    }

    /// The server does not call a null one where it would have made the present time of it.
    private String reason(Warning warning) {
        boolean ofNull = warning.error == MySqlErrors.DATA_TRUNCATED
                && plan.shape().columns().stream()
                        .anyMatch(column -> MySqlTargetTypes.makesTimeOfNull(plan.shape(), column) && Advice.names(warning.reason, column.name()));
        return ofNull ? warning.reason.replace("Data truncated for", "NULL supplied to NOT NULL") : warning.reason;
    }

    private SyncException refusal(Warning warning) {
        String reason = reason(warning);
        List<Remedy> remedies = Advice.values(plan.shape(), MySqlDialect.KIND, MySqlErrors.troubles(warning.error), warning.reason);
        return new SyncException(
                FailureCode.UNUSABLE_VALUE,
                "Table %s cannot take a value: %s; correct the value in the source, or change the column%s%s"
                        .formatted(plan.table(), reason, Remedy.after(remedies), Advice.missing(plan.shape(), reason)));
    }
}
