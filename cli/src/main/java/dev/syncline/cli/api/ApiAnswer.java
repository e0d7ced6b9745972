package dev.syncline.cli.api;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A successful answer: its body, and the ETag of the state that it shows.
public record ApiAnswer(JsonNode body, @Nullable String etag) {}
