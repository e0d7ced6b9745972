package dev.syncline.kit.web;

import java.lang.reflect.RecordComponent;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.syncline.kit.message.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/// Why a body cannot be read: which field, what was there, what is allowed.
///
/// The reader's own message may quote the body, and a body may hold a secret: what was there is told by its kind, and word by word only where a word or a
/// time belongs. What one of our records says of its value is ours.
final class BodyFlaw {

    private static final String SEE = "; see the OpenAPI page of this service";

    private static final Map<Class<?>, String> EXAMPLES = Map.of(
            Duration.class, "a duration such as PT30S",
            Instant.class, "a moment such as 2026-03-29T01:00:00Z",
            LocalDateTime.class, "a date and time such as 2026-03-29T02:30",
            LocalTime.class, "a time of two digits each, such as 02:30",
            UUID.class, "a UUID",
            DayOfWeek.class, "one of MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY");

    private BodyFlaw() {}

    /// @param failure what reading the body has thrown; null where there was none
    static String of(@Nullable Throwable failure) {
        if (!(failure instanceof JacksonException reading)) {
            return failure instanceof IllegalArgumentException own && own.getMessage() != null
                    ? own.getMessage()
                    : "The body is missing or is not the JSON document that is expected here" + SEE;
        }
        Optional<String> own = said(reading);
        String path = path(reading.getPath());
        if (own.isPresent()) {
            return path.isEmpty() ? own.get() : "The body's field %s: %s".formatted(path, own.get());
        }
        return switch (reading) {
            case UnrecognizedPropertyException unknown -> unknown(unknown) + SEE;
            case InvalidTypeIdException word -> word(word, path) + SEE;
            case ValueInstantiationException incomplete when incomplete.getCause() instanceof NullPointerException ->
                "%s needs %s, and one of them is missing or null".formatted(field(path), fields(incomplete.getType().getRawClass(), true)) + SEE;
            case MismatchedInputException mismatched -> "%s has %s; allowed is %s".formatted(field(path), held(mismatched), allowed(mismatched.getTargetType())) + SEE;
            case DatabindException _ -> field(path) + " cannot have this value" + SEE;
            // Its own text quotes the body.
            default -> reading.getLocation() == null || reading.getLocation().getLineNr() < 1
                    ? "The body is not the JSON document that is expected here" + SEE
                    : "%s is no JSON, or no number in its range, at line %d, column %d".formatted(
                            field(path), reading.getLocation().getLineNr(), reading.getLocation().getColumnNr());
        };
    }

    /// The problem's properties that say which field it is; none where that is not known.
    static Map<String, Object> findings(@Nullable Throwable failure) {
        if (!(failure instanceof JacksonException reading)) {
            return Map.of();
        }
        String path = path(reading.getPath());
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof FieldRefusal own) {
                return FieldRefusal.findings(path.isEmpty() ? own.field() : path + '.' + own.field(), String.valueOf(own.getMessage()));
            }
        }
        return path.isEmpty() ? Map.of() : FieldRefusal.findings(path, said(reading).orElseGet(() -> of(failure)));
    }

    /// What one of our records says of its value.
    private static Optional<String> said(Throwable failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IllegalArgumentException own && own.getMessage() != null && !(cause instanceof NumberFormatException)) {
                return Optional.of(own.getMessage());
            }
        }
        return Optional.empty();
    }

    private static String field(String path) {
        return path.isEmpty() ? "The body" : "The body's field " + path;
    }

    private static String unknown(UnrecognizedPropertyException unknown) {
        List<JacksonException.Reference> path = unknown.getPath();
        String whole = path(path);
        String known = Objects.requireNonNullElse(unknown.getKnownPropertyIds(), List.of()).stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
        String what = whole.isEmpty()
                ? "%s has a field that is not known there".formatted(field(path(path.subList(0, Math.max(0, path.size() - 1)))))
                : "The body has a field %s that is not known there".formatted(whole);
        return "%s; leave it out%s".formatted(what, known.isEmpty() ? "" : ", known are " + known);
    }

    private static String word(InvalidTypeIdException word, String path) {
        Class<?> base = word.getBaseType().getRawClass();
        JsonTypeInfo info = base.getAnnotation(JsonTypeInfo.class);
        String field = info == null ? path : path + (path.isEmpty() ? "" : ".") + info.property();
        String held = word.getTypeId() == null ? "is missing" : "has " + quoted(word.getTypeId());
        return "The body's field %s %s; allowed is %s".formatted(field, held, names(base));
    }

    private static String names(Class<?> base) {
        JsonSubTypes types = base.getAnnotation(JsonSubTypes.class);
        return types == null
                ? "another word"
                : "one of " + Arrays.stream(types.value())
                        .map(type -> {
                            JsonTypeName name = type.value().getAnnotation(JsonTypeName.class);
                            return name == null ? type.name() : name.value();
                        })
                        .collect(Collectors.joining(", "));
    }

    private static String held(MismatchedInputException mismatched) {
        Class<?> target = mismatched.getTargetType();
        if (mismatched instanceof InvalidFormatException format && format.getValue() instanceof String text) {
            return target != null && (target.isEnum() || EXAMPLES.containsKey(target)) ? quoted(text) : "a text";
        }
        JsonToken token = mismatched.getCurrentToken();
        if (token == null && mismatched.processor() instanceof JsonParser parser) {
            token = parser.currentToken();
        }
        return token == null ? "something else" : kind(token);
    }

    private static String kind(JsonToken token) {
        return switch (token) {
            case START_OBJECT, PROPERTY_NAME -> "an object";
            case END_OBJECT -> "no value"; // the object has ended without it
            case START_ARRAY, END_ARRAY -> "a list";
            case VALUE_STRING -> "a text";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "true or false";
            case VALUE_NULL -> "null";
            case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT -> "something else";
        };
    }

    private static String allowed(@Nullable Class<?> target) {
        if (target == null) {
            return "another value";
        }
        if (EXAMPLES.containsKey(target)) {
            return EXAMPLES.get(target);
        }
        if (target.isEnum()) {
            return "one of " + Arrays.stream(target.getEnumConstants()).map(constant -> Json.read(Json.text(constant), String.class)).collect(Collectors.joining(", "));
        }
        if (target == boolean.class || target == Boolean.class) {
            return "true or false";
        }
        if (target == int.class || target == Integer.class || target == long.class || target == Long.class) {
            return "a whole number";
        }
        if (target == String.class) {
            return "a text";
        }
        if (Collection.class.isAssignableFrom(target)) {
            return "a list";
        }
        return target.isRecord() ? "an object with " + fields(target, false) : "an object";
    }

    /// @param needed only those that must be there
    private static String fields(Class<?> type, boolean needed) {
        if (!type.isRecord()) {
            return "all its fields";
        }
        return Arrays.stream(type.getRecordComponents()).filter(each -> !needed || isNeeded(each)).map(RecordComponent::getName).collect(Collectors.joining(", "));
    }

    private static boolean isNeeded(RecordComponent component) {
        return !component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static String quoted(String text) {
        return text.matches("[A-Za-z0-9:.+_-]{1,40}") ? '"' + text + '"' : "another text";
    }

    /// Such as `tablePolicies[0].keyFields`; empty where a name in it may be anything else.
    private static String path(List<JacksonException.Reference> steps) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : steps) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else if (isPlain(step.getPropertyName())) {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            } else {
                return "";
            }
        }
        return path.toString();
    }

    private static boolean isPlain(String name) {
        return name.matches("[A-Za-z][A-Za-z0-9_-]{0,39}");
    }
}
