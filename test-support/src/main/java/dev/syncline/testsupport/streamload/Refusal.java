package dev.syncline.testsupport.streamload;

/// The product's "no", in its words but without the frame that a door puts around them.
final class Refusal extends RuntimeException {

    enum Kind { SYNTAX, MEANING, EXECUTION }

    private final Kind kind;
    private final int starRocksNumber;

    private Refusal(Kind kind, int starRocksNumber, String message) {
        super(message);
        this.kind = kind;
        this.starRocksNumber = starRocksNumber;
    }

    static Refusal syntax(String near) {
        return new Refusal(Kind.SYNTAX, 0, "mismatched input '%s'".formatted(near));
    }

    static Refusal meaning(String message, Object... arguments) {
        return new Refusal(Kind.MEANING, 0, arguments.length == 0 ? message : message.formatted(arguments));
    }

    /// What StarRocks gives a number of its own, while Doris has one for all.
    static Refusal numbered(int starRocksNumber, String message, Object... arguments) {
        return new Refusal(Kind.MEANING, starRocksNumber, message.formatted(arguments));
    }

    /// A right that lacks, in StarRocks's words (seen).
    static Refusal denied(String privilege, String object) {
        return new Refusal(Kind.EXECUTION, 5203, ("Access denied; you need (at least one of) the %s privilege(s) on %s for this operation. Please ask the "
                + "admin to grant permission(s) or try activating existing roles using <set [default] role>").formatted(privilege, object));
    }

    static Refusal execution(String message, Object... arguments) {
        return new Refusal(Kind.EXECUTION, 0, arguments.length == 0 ? message : message.formatted(arguments));
    }

    Kind kind() {
        return kind;
    }

    int number(Product product) {
        return product == Product.DORIS || starRocksNumber == 0 ? product.errorCode : starRocksNumber;
    }
}
