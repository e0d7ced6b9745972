package dev.syncline.console.access;

import dev.syncline.contracts.text.Printable;
import dev.syncline.kit.web.ApiException;
import dev.syncline.kit.web.Problem;

/// Text of callers that is kept, or compared with what is kept: PostgreSQL has no text with a NUL, and nobody can read or type others that are refused with it.
public final class ReadableText {

    private ReadableText() {}

    /// @param what the field or parameter it came by
    /// @throws ApiException where it has control characters, or halves of characters
    public static void check(String what, String text) {
        if (!text.codePoints().allMatch(Printable::isShown)) {
            throw new ApiException(Problem.INVALID, "%s has a character that cannot be shown, such as a control character".formatted(what));
        }
    }
}
