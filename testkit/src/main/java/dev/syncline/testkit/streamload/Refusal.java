package dev.syncline.testkit.streamload;

/// The product's "no", in its words but without the frame that a door puts around them.
final class Refusal extends RuntimeException {

    enum Kind { SYNTAX, MEANING, EXECUTION }

    private final Kind kind;

    private Refusal(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    static Refusal syntax(String near) {
        return new Refusal(Kind.SYNTAX, "mismatched input '%s'".formatted(near));
    }

    static Refusal meaning(String message, Object... arguments) {
        return new Refusal(Kind.MEANING, arguments.length == 0 ? message : message.formatted(arguments));
    }

    static Refusal execution(String message, Object... arguments) {
        return new Refusal(Kind.EXECUTION, arguments.length == 0 ? message : message.formatted(arguments));
    }

    Kind kind() {
        return kind;
    }
}
