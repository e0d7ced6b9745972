package dev.syncline.contracts.run;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.syncline.contracts.audit.AuditRecord;
import tools.jackson.databind.JsonNode;

/// The records that make up events and triggers, found by walking from the two envelopes and the audit, and where each has its schema.
final class EventRecords {

    private EventRecords() {}

    static List<Class<?>> all() {
        Set<Class<?>> found = new LinkedHashSet<>();
        walk(CloudEvent.class, found);
        walk(RunTrigger.class, found);
        walk(AuditRecord.class, found);
        return List.copyOf(found);
    }

    /// All kinds of news.
    static List<Class<?>> news() {
        return all().stream().filter(EventData.class::isAssignableFrom).toList();
    }

    /// The file that holds the record's schema, without `.json`.
    static String file(Class<?> type) {
        if (type == RunTrigger.Wish.class) {
            return word(RunTrigger.TYPE);
        }
        if (EventData.class.isAssignableFrom(type)) {
            return wireName(type) + ".v1";
        }
        if (RunCause.class.isAssignableFrom(type)) {
            return "run-cause";
        }
        return type.getSimpleName().replaceAll("(?<!^)(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    /// The part of the file that speaks of the record's fields.
    static JsonNode schema(Class<?> type) {
        JsonNode file = Schemas.text(file(type));
        return RunCause.class.isAssignableFrom(type) ? file.get("$defs").get(wireName(type)) : file;
    }

    static String wireName(Class<?> type) {
        return Objects.requireNonNull(type.getAnnotation(JsonTypeName.class), type::getName).value();
    }

    /// `dev.syncline.run.started.v1` as `run.started.v1`.
    static String word(String type) {
        return type.replaceFirst("^dev\\.syncline\\.", "");
    }

    private static void walk(Type type, Set<Class<?>> found) {
        switch (type) {
            case ParameterizedType list -> Arrays.stream(list.getActualTypeArguments()).forEach(argument -> walk(argument, found));
            case Class<?> sealed when sealed.isSealed() ->
                Arrays.stream(sealed.getPermittedSubclasses()).forEach(permitted -> walk(permitted, found));
            case Class<?> record when record.isRecord() -> {
                if (found.add(record)) {
                    Arrays.stream(record.getRecordComponents()).map(RecordComponent::getGenericType).forEach(part -> walk(part, found));
                }
            }
            default -> { } // a text, a number, a time
        }
    }
}
