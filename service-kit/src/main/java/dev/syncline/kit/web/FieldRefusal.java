package dev.syncline.kit.web;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// What one of our records says of one of its fields, so that the answer names it and a form can say it there.
public final class FieldRefusal extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String field;

    private FieldRefusal(String field, IllegalArgumentException cause) {
        super(cause.getMessage(), cause);
        this.field = field;
    }

    /// What to throw where a record has looked at its field itself.
    public static FieldRefusal of(String field, String message) {
        return new FieldRefusal(field, new IllegalArgumentException(message));
    }

    /// A value, or what is wrong with it, as said of the field.
    ///
    /// @param value that throws an [IllegalArgumentException] where it cannot be
    public static <T> T in(String field, Supplier<T> value) {
        try {
            return value.get();
        } catch (FieldRefusal inner) {
            throw new FieldRefusal(field + '.' + inner.field, inner);
        } catch (IllegalArgumentException e) {
            throw new FieldRefusal(field, e);
        }
    }

    String field() {
        return field;
    }

    /// The properties of a problem that is about one field.
    ///
    /// @param field such as `schedules[0].expression`
    public static Map<String, Object> findings(String field, String message) {
        return Map.of("findings", List.of(Map.of("field", field, "message", message)));
    }
}
