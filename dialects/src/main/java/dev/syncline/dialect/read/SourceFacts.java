package dev.syncline.dialect.read;

/// What the values of a source's types can be beyond what their neutral types say; targets decide by it what holds them.
///
/// @param numbersCanBeNaN whether a number of any declared type, also an exact one, can be NaN or infinite
/// @param bitsAreNumbers whether `BIT(n)` is a number, and not a string of digits
/// @param textsCanHaveNul whether a text can have the character NUL
/// @param documentsKeepNumbersAsTyped whether numbers in documents are kept with a type of their own, which their text does not give back
public record SourceFacts(boolean numbersCanBeNaN, boolean bitsAreNumbers, boolean textsCanHaveNul, boolean documentsKeepNumbersAsTyped) {

    /// Nothing in particular.
    public static final SourceFacts NONE = new SourceFacts(false, false, true, false);
}
