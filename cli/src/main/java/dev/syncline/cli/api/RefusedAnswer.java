package dev.syncline.cli.api;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a problem of the interface (RFC 9457) means for a command.
final class RefusedAnswer {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private RefusedAnswer() {}

    static ClientFailure of(String base, String path, int status, byte[] body) {
        JsonNode problem = problem(body);
        String type = problem.path("type").asString("");
        String slug = type.substring(type.lastIndexOf('/') + 1);
        String words = words(problem, "%s%s answered with HTTP %d".formatted(base, path, status));
        // A database that does not answer is what was asked about; anything else passes.
        if (status >= 500 && !slug.startsWith("database-")) {
            return new ClientFailure.Away(words);
        }
        String sentence = switch (status) {
            case 401 -> "%s does not know this token: %s; make one on the console's page and say it with: syncline login %s".formatted(base, words, base);
            default -> words;
        };
        return new ClientFailure.Refused(code(status), status, slug, sentence);
    }

    private static ExitCode code(int status) {
        return switch (status) {
            case 401, 403 -> ExitCode.UNREACHABLE;
            case 409, 412, 428 -> ExitCode.CONFLICT;
            default -> status >= 500 ? ExitCode.UNREACHABLE : ExitCode.USAGE;
        };
    }

    private static JsonNode problem(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException _) {
            return JSON.createObjectNode();
        }
    }

    /// The sentence, and each finding on a line of its own where there are several.
    private static String words(JsonNode problem, String otherwise) {
        StringBuilder words = new StringBuilder(problem.path("detail").asString(problem.path("title").asString(otherwise)));
        JsonNode findings = problem.path("findings");
        if (findings.size() > 1) {
            words.setLength(0);
            words.append(problem.path("title").asString("The request is not valid")).append(':');
            findings.forEach(finding -> words.append("\n  ").append(finding.path("message").asString()));
        }
        return words.toString();
    }
}
