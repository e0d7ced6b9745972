package dev.syncline.dialect.streamload;

import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import dev.syncline.contracts.policy.TableProperties;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.dialect.Descriptor;
import dev.syncline.dialect.Grantee;
import dev.syncline.dialect.Grants;
import dev.syncline.dialect.NameRules;
import dev.syncline.dialect.load.LoadNames;

/// Where Doris and StarRocks differ. All of it is the vendors' documentation or was seen on a front end; what needed a back end was not seen.
public interface StreamLoadEngine {

    Descriptor descriptor();

    /// What tables and columns may be called.
    NameRules names();

    /// The names of a load's own tables.
    LoadNames names(UUID load);

    ColumnTypes types();

    /// One statement that pins a session's settings.
    String pins();

    /// One more statement, for a session that makes tables and columns of these names; empty for none.
    Optional<String> pinsFor(List<String> names);

    /// The clauses of a table behind its columns: key, partitions, distribution, properties.
    ///
    /// @param properties checked
    /// @param key by which rows are told apart, which are the first columns; empty for none
    /// @param replicas how many copies of the data there are to be; 0 for the server's own default
    /// @throws dev.syncline.contracts.failure.SyncException with `MISCONFIGURED` where they do not go with the table's columns
    String clauses(TableShape shape, TableProperties properties, int replicas);

    /// The clauses of a table of ours, in which rows of one key take each other's place.
    ///
    /// @param buckets parts of the table; 0 for as many as the server likes
    String ownClauses(List<String> key, int buckets, int replicas);

    /// The columns by which the engine sorts the table's rows, which have to come first, in this order.
    List<String> leading(TableShape shape, TableProperties properties);

    /// What is wrong with table properties, one sentence each in the engine's words.
    List<String> flaws(TableProperties properties, List<String> keyFields);

    /// What is wrong with table properties that go with each other but not with the types of these columns, one sentence each.
    default List<String> shapeFlaws(TableShape shape, TableProperties properties) {
        return List.of();
    }

    /// What rows of this shape may fail at though a table can have it, one sentence each.
    default List<String> cautions(TableShape shape, TableProperties properties) {
        return List.of();
    }

    /// Whether rights and views are tied to a table itself and not to its name, so that its rows are replaced where another table would be the same.
    default boolean overwrites() {
        return false;
    }

    /// The least rights with which these tables can be loaded into, from the vendor's documentation.
    Grants grants(Grantee to, Collection<TableName> targets);

    /// Headers of a stream load of JSON.
    Map<String, String> headers();

    /// What stands before, between and behind the rows of a stream load.
    Framing framing();

    /// What is said before the first row, between two rows and behind the last one.
    record Framing(String before, String between, String after) {}

    /// The state of a label in an answer to `get_load_state`: `UNKNOWN`, `PREPARE`, `COMMITTED`, `VISIBLE`, `ABORTED`, …; empty where it is none.
    String labelState(Map<String, Object> answer);

    /// The statement that makes a hidden table take the place of another at once.
    String replace(String quotedTable, String quotedHidden, String hiddenName);

    /// What tells a table from all others, whatever its name; asked before it takes the target's place.
    String identity(StreamLoadCatalog catalog, TableName hidden) throws SQLException;

    /// Whether the hidden table has taken the target's place.
    boolean hasTakenPlace(StreamLoadCatalog catalog, TableName table, TableName hidden, String identity) throws SQLException;
}
