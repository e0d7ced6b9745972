package dev.syncline.dialect.load;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import dev.syncline.contracts.chunk.Manifest;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.work.LoadReport;
import dev.syncline.dialect.load.TransactionalLedger.Phase;
import org.jspecify.annotations.Nullable;

/// The ledger of one load as a log, for databases without transactions that update nothing in place: each step is a row more, and the row with the
/// highest fence and number is the state. What an older holder still writes has a lower fence and changes nothing.
///
/// The SQL here is common to the databases; how the table is made, and what [OwnSql] has, is the dialect's.
public final class AppendOnlyLedger {

    private final Connection session;
    private final String table;
    private final UUID load;
    private final OwnSql own;

    /// @param table quoted
    public AppendOnlyLedger(Connection session, String table, UUID load, OwnSql own) {
        this.session = session;
        this.table = table;
        this.load = load;
        this.own = own;
    }

    /// What each database says in its own way: how rows go, and what those without backslash escapes or with quotes in their intervals write otherwise.
    public interface OwnSql {

        /// The statement that removes what one holder of a load has written.
        ///
        /// @param load as a literal
        String removal(String load, long fence);

        /// A text as a literal; with backslashes for escapes unless the database has none.
        default String text(String value) {
            return '\'' + value.replace("\\", "\\\\").replace("'", "\\'") + '\'';
        }

        /// The moment that was so long ago, by the clock that `changed_at` has by default.
        ///
        /// @param unit `DAY` or `HOUR`
        default String ago(int count, String unit) {
            return "now() - INTERVAL %d %s".formatted(count, unit);
        }
    }

    /// @param taken null where a holder has claimed the load but not begun
    /// @param made what is to take the target's place, by what tells it from all others; empty where rows are put into the target
    public record State(long fence, long step, Phase phase, @Nullable Ledger taken, String made, LoadReport report) {

        public State of(long holder) {
            return new State(holder, step, phase, taken, made, report);
        }

        public State taken(Ledger now) {
            return new State(fence, step, Phase.LOADING, now, "", NOTHING);
        }

        /// Of a load that is to begin anew: whatever was about to be done with its tables must not be looked for once they have gone.
        public State undone() {
            return new State(fence, step, Phase.LOADING, null, "", NOTHING);
        }

        public State in(Phase next, String what, LoadReport found) {
            return new State(fence, step, next, taken, what, found);
        }
    }

    private static final LoadReport NOTHING = new LoadReport(0, 0, 0, List.of());

    public static State unclaimed() {
        return new State(0, 0, Phase.LOADING, null, "", NOTHING);
    }

    public Optional<State> find() throws SQLException {
        return findBelow(Long.MAX_VALUE);
    }

    /// Whether it is later than another one.
    private static boolean isLater(State state, State than) {
        return state.fence > than.fence || state.fence == than.fence && state.step > than.step;
    }

    /// What older holders have written since this state was found, as late as the claim of their successor.
    ///
    /// @param claimed the successor's state
    public State withLateNews(State found, State claimed) throws SQLException {
        Optional<State> last = found.fence < claimed.fence ? findBelow(claimed.fence) : Optional.empty();
        return last.filter(state -> isLater(state, found)).map(state -> new State(claimed.fence, claimed.step, state.phase, state.taken, state.made, state.report)).orElse(claimed);
    }

    /// The last state that a holder below this fence has written.
    private Optional<State> findBelow(long fence) throws SQLException {
        String sql = """
                SELECT fence, step, phase, extraction, extraction_fence, next_offset, chunks, row_count, bytes, checksum, repeat_to, made,
                       inserted, updated, duplicates
                FROM %s
                WHERE load_id = '%s' AND fence < %d
                ORDER BY fence DESC, step DESC
                LIMIT 1""".formatted(table, load, fence);
        try (Statement query = session.createStatement(); ResultSet row = query.executeQuery(sql)) {
            return row.next() ? Optional.of(state(row)) : Optional.empty();
        }
    }

    private static State state(ResultSet row) throws SQLException {
        Phase phase = Phase.valueOf(row.getString(3));
        LoadReport report = new LoadReport(row.getLong(13), row.getLong(14), row.getLong(15), List.of());
        return new State(row.getLong(1), row.getLong(2), phase, taken(row, phase, report), row.getString(12), report);
    }

    /// The last state of the load as a list of texts, for a question that asks for more besides; [#read] makes a state of them. Fails where there is no ledger.
    public String lastAsTexts() {
        return """
                [toString(fence), toString(step), phase, extraction, toString(extraction_fence), toString(next_offset), toString(chunks), toString(row_count), \
                toString(bytes), toString(checksum), toString(repeat_to), made, toString(inserted), toString(updated), toString(duplicates)]""";
    }

    /// The rows of which that list is the state: one, or none.
    public String last() {
        return "(SELECT * FROM %s WHERE load_id = '%s' ORDER BY fence DESC, step DESC LIMIT 1)".formatted(table, load);
    }

    public static State read(List<String> texts) {
        Phase phase = Phase.valueOf(texts.get(2));
        long[] numbers = texts.stream().mapToLong(text -> text.matches("-?\\d+") ? Long.parseLong(text) : 0).toArray();
        LoadReport report = new LoadReport(numbers[12], numbers[13], numbers[14], List.of());
        Ledger taken = texts.get(3).isEmpty()
                ? null
                : new Ledger(
                        UUID.fromString(texts.get(3)), numbers[4], numbers[5], new Manifest(numbers[6], numbers[7], numbers[8], numbers[9]), numbers[10],
                        phase == Phase.SWAPPED ? report : null);
        return new State(numbers[0], numbers[1], phase, taken, texts.get(11), report);
    }

    /// Loads of which nothing has been written for a week, as a question with one column, `load_id`.
    public String forgottenSql() {
        return "SELECT load_id FROM %s GROUP BY load_id HAVING max(changed_at) < %s AND load_id != '%s'".formatted(table, own.ago(7, "DAY"), load);
    }

    private static @Nullable Ledger taken(ResultSet row, Phase phase, LoadReport report) throws SQLException {
        String extraction = row.getString(4);
        return extraction.isEmpty()
                ? null
                : new Ledger(
                        UUID.fromString(extraction),
                        row.getLong(5),
                        row.getLong(6),
                        new Manifest(row.getLong(7), row.getLong(8), row.getLong(9), row.getLong(10)),
                        row.getLong(11),
                        phase == Phase.SWAPPED ? report : null);
    }

    /// Writes the next step down.
    ///
    /// @return the state with its number
    State write(State state, TableName target) throws SQLException {
        State next = new State(state.fence, state.step + 1, state.phase, state.taken, state.made, state.report);
        Ledger taken = next.taken;
        execute("""
                INSERT INTO %s (load_id, fence, step, target, phase, extraction, extraction_fence, next_offset, chunks, row_count, bytes, checksum,
                    repeat_to, made, inserted, updated, duplicates)
                VALUES ('%s', %d, %d, %s, '%s', '%s', %d, %d, %d, %d, %d, %d, %d, '%s', %d, %d, %d)""".formatted(
                table, load, next.fence, next.step, own.text(target.toString()), next.phase,
                taken == null ? "" : taken.extraction(), taken == null ? 0 : taken.extractionFence(), taken == null ? 0 : taken.nextOffset(),
                taken == null ? 0 : taken.taken().chunks(), taken == null ? 0 : taken.taken().rows(), taken == null ? 0 : taken.taken().bytes(),
                taken == null ? 0 : taken.taken().checksum(), taken == null ? 0 : taken.repeatTo(), next.made,
                next.report.inserted(), next.report.updated(), next.report.duplicates()));
        return next;
    }

    /// Whether a batch was announced so long ago that the target may have forgotten whether it has come.
    ///
    /// @param hours how long the target remembers
    public boolean isForgotten(Ledger announced, int hours) throws SQLException {
        return !texts("""
                SELECT load_id
                FROM %s
                WHERE load_id = '%s' AND extraction_fence = %d AND next_offset = %d AND repeat_to = %d AND changed_at < %s
                LIMIT 1""".formatted(table, load, announced.extractionFence(), announced.nextOffset(), announced.repeatTo(), own.ago(hours, "HOUR"))).isEmpty();
    }

    /// What holders up to this one have written: a later one's is his.
    public void deleteUpTo(long holder) throws SQLException {
        if (holder == 1) {
            execute(own.removal("'%s'".formatted(load), holder)); // fences count from 1
            return;
        }
        for (String fence : texts("SELECT DISTINCT fence FROM %s WHERE load_id = '%s' AND fence <= %d".formatted(table, load, holder))) {
            execute(own.removal("'%s'".formatted(load), Long.parseLong(fence)));
        }
    }

    /// Loads of which nothing has been written for a week: whoever had them has died, and nobody has cleaned up since.
    public List<UUID> forgotten() throws SQLException {
        String sql = """
                SELECT load_id
                FROM %s
                GROUP BY load_id
                HAVING max(changed_at) < %s""".formatted(table, own.ago(7, "DAY"));
        return texts(sql).stream().map(UUID::fromString).filter(other -> !other.equals(load)).toList();
    }

    /// The ledger of another load of the same schema.
    public AppendOnlyLedger of(UUID other) {
        return new AppendOnlyLedger(session, table, other, own);
    }

    private List<String> texts(String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Statement statement = session.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.execute(sql);
        }
    }
}
