package dev.syncline.config.connection;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.syncline.config.check.FindingCode;
import dev.syncline.config.check.Findings;
import dev.syncline.config.check.Flaw;
import dev.syncline.config.check.OwnershipCheck;
import dev.syncline.config.check.Texts;
import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.project.Ownership;
import dev.syncline.dialect.Descriptor;
import dev.syncline.dialect.Descriptor.ConnectionOption;
import dev.syncline.dialect.connect.HostName;
import org.jspecify.annotations.Nullable;

/// Turns a described connection into a checked one. Nothing a user writes becomes part of a URL or names a driver's property: the kind, the options
/// and their values come from closed lists, the host is a host and nothing else.
final class ConnectionCheck {

    static final int LONGEST_TITLE = 200;
    private static final int LONGEST_NAME = 255;
    static final int LONGEST_SECRET = 4096;

    private final Map<String, Descriptor> kinds;

    ConnectionCheck(List<Descriptor> descriptors) {
        kinds = descriptors.stream()
                .collect(Collectors.toMap(descriptor -> descriptor.kind().id(), descriptor -> descriptor, (first, _) -> first, TreeMap::new));
    }

    /// @throws dev.syncline.kit.web.ApiException naming everything that is wrong with it
    ConnectionDraft check(ConnectionRequest request) {
        Findings findings = new Findings("The connection");
        String name = findings.required("name", request.name(), value -> Texts.flawOfTitle(value, LONGEST_TITLE));
        Optional<Descriptor> kind = kind(request, findings);
        String host = findings.required("host", request.host(), ConnectionCheck::flawOfHost);
        int port = port(request, kind, findings);
        String database = kind.map(descriptor -> database(request, descriptor, findings)).orElse(null);
        String user = findings.required("user", request.user(), value -> Texts.flawOfName(value, LONGEST_NAME));
        if (request.secret() != null) {
            findings.add("secret", Texts.flawOfText(request.secret(), LONGEST_SECRET));
        }
        Map<String, String> options = kind.map(descriptor -> options(request, descriptor, findings)).orElse(Map.of());
        Ownership ownership = OwnershipCheck.of(request.managedBy(), request.labels(), findings);
        findings.throwIfAny();

        DatabaseKind id = kind.orElseThrow().kind();
        boolean writable = Boolean.TRUE.equals(request.allowWriteOperations());
        return new ConnectionDraft(name, id, host, port, database, user, request.secret(), options, writable, request.managedBy(),
                request.labels() == null ? null : ownership.labels());
    }

    private Optional<Descriptor> kind(ConnectionRequest request, Findings findings) {
        String id = findings.required("kind", request.kind(), value -> kinds.containsKey(value)
                ? null
                : Flaw.of(FindingCode.NOT_ONE_OF, "is none of " + kinds.keySet()).with("allowed", String.join(", ", kinds.keySet())));
        return Optional.ofNullable(kinds.get(id));
    }

    private static @Nullable Flaw flawOfHost(String host) {
        try {
            HostName _ = new HostName(host);
            return null;
        } catch (IllegalArgumentException _) {
            return Flaw.of(FindingCode.WRONG_FORM, "is not a DNS name such as db1.example.org or an IP address; it has no port, path, user, brackets or options");
        }
    }

    private static int port(ConnectionRequest request, Optional<Descriptor> kind, Findings findings) {
        int port = request.port() != null ? request.port() : kind.map(Descriptor::defaultPort).orElse(1);
        if (port < 1 || port > 65_535) {
            findings.add("port", Flaw.of(FindingCode.OUT_OF_RANGE, "is not between 1 and 65535").with("least", 1).with("most", 65_535));
        }
        return port;
    }

    private static @Nullable String database(ConnectionRequest request, Descriptor kind, Findings findings) {
        if (kind.needsDatabase()) {
            return findings.required("database", request.database(), value -> Texts.flawOfName(value, LONGEST_NAME));
        }
        if (request.database() != null && !request.database().isEmpty()) {
            findings.add("database", Flaw.of(FindingCode.NOT_APPLICABLE, "does not belong to a %s connection, which reaches all databases of its server".formatted(kind.title())).with("kind", kind.title()));
        }
        return null;
    }

    private static Map<String, String> options(ConnectionRequest request, Descriptor kind, Findings findings) {
        if (request.options() == null) {
            return Map.of();
        }
        Map<String, String> accepted = new TreeMap<>();
        request.options().forEach((name, value) -> {
            Optional<ConnectionOption> option = kind.options().stream().filter(known -> known.name().equals(name)).findFirst();
            if (option.isEmpty()) {
                List<String> known = kind.options().stream().map(ConnectionOption::name).toList();
                findings.add("options", Flaw.of(FindingCode.NOT_ONE_OF, "have a name that is none of " + known).with("allowed", String.join(", ", known)));
            } else if (value == null || !option.get().allows(value)) {
                findings.add("options." + option.get().name(), Flaw.of(FindingCode.NOT_ONE_OF, "is not " + option.get().range()).with("allowed", option.get().range()));
            } else {
                accepted.put(name, value);
            }
        });
        return accepted;
    }
}
