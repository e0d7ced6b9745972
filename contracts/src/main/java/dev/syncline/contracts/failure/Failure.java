package dev.syncline.contracts.failure;

/// A failure as it is recorded and shown.
///
/// @param message what was attempted, on what, and what to do; never a secret, never a row's values
public record Failure(FailureCode code, String message) {}
