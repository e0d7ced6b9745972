package dev.syncline.contracts.failure;

import dev.syncline.contracts.text.Printable;

/// A failure as it is recorded and shown.
///
/// @param message what was attempted, on what, and what to do, in one line; never a secret, never a row's values. Names and servers' words are in it,
///     so that control characters become escapes.
public record Failure(FailureCode code, String message) {
    public Failure {
        message = Printable.line(message);
    }
}
