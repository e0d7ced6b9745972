package dev.syncline.scheduler.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.run.Priority;
import dev.syncline.kit.message.Json;
import dev.syncline.kit.message.UnreadableMessage;
import org.jspecify.annotations.Nullable;

/// Values as PostgreSQL's driver takes and gives them.
public final class Columns {

    private Columns() {}

    public static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    public static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /// Of a column that is never null.
    public static Instant moment(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(instant(row, column), column);
    }

    public static UUID id(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getObject(column, UUID.class), column);
    }

    /// To be cast to `uuid[]`: an array, unlike a list of parameters, is one statement for any number of ids.
    public static String[] ids(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray(String[]::new);
    }

    /// Of a column of type `text[]` that is never null.
    public static Set<String> words(ResultSet row, String column) throws SQLException {
        return Set.of((String[]) row.getArray(column).getArray());
    }

    public static <T> @Nullable T json(ResultSet row, String column, Class<T> type) throws SQLException {
        String text = row.getString(column);
        return text == null ? null : Json.read(text, type);
    }

    /// Of a column that is never null.
    public static <T> T document(ResultSet row, String column, Class<T> type) throws SQLException {
        return Objects.requireNonNull(json(row, column, type), column);
    }

    /// @param otherwise what a null means
    public static <T> T json(ResultSet row, String column, Class<T> type, T otherwise) throws SQLException {
        T value = json(row, column, type);
        return value == null ? otherwise : value;
    }

    public static @Nullable String json(@Nullable Object value) {
        return value == null ? null : Json.text(value);
    }

    /// The same for those who only look: null also where this version cannot read it.
    public static <T> @Nullable T readable(ResultSet row, String column, Class<T> type) throws SQLException {
        try {
            return json(row, column, type);
        } catch (UnreadableMessage _) {
            return null;
        }
    }

    /// @param otherwise what a null means, or a document that this version cannot read
    public static <T> T readable(ResultSet row, String column, Class<T> type, T otherwise) throws SQLException {
        T value = readable(row, column, type);
        return value == null ? otherwise : value;
    }

    /// A code that another version has written is as good as the one for whatever nobody has thought of.
    public static @Nullable Failure failure(ResultSet row) throws SQLException {
        String code = row.getString("failure_code");
        return code == null ? null : new Failure(known(FailureCode.class, code, FailureCode.INTERNAL), row.getString("failure_message"));
    }

    /// Without it a run is as important as most are.
    public static Priority priority(ResultSet row) throws SQLException {
        return known(Priority.class, row.getString("priority"), Priority.MEDIUM);
    }

    private static <T extends Enum<T>> T known(Class<T> type, String word, T otherwise) {
        return Arrays.stream(type.getEnumConstants()).filter(constant -> constant.name().equals(word)).findFirst().orElse(otherwise);
    }

    public static @Nullable String code(@Nullable Failure failure) {
        return failure == null ? null : failure.code().name();
    }

    public static @Nullable String message(@Nullable Failure failure) {
        // PostgreSQL's text cannot hold a NUL, which a database may well quote.
        return failure == null ? null : failure.message().replace("\u0000", "\\u0000");
    }
}
