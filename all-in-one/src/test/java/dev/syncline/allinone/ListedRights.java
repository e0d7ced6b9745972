package dev.syncline.allinone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/// What `deploy/kafka/acls.csv` says.
record ListedRights(List<Line> lines) {

    static final Path DIRECTORY = Path.of("..", "deploy", "kafka");

    /// @param operations as they are written
    record Line(String principal, String resource, String pattern, String name, List<String> operations) {

        private boolean isAbout(ResourceType type, String what) {
            return resource.equalsIgnoreCase(type.name()) && (pattern.equals("literal") ? what.equals(name) : what.startsWith(name));
        }
    }

    static ListedRights read() {
        try {
            return new ListedRights(Files.readAllLines(DIRECTORY.resolve("acls.csv")).stream()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(","))
                    .map(parts -> new Line(parts[0], parts[1], parts[2], parts[3], List.of(parts[4].split(" "))))
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<AclBinding> bindings() {
        return lines.stream()
                .flatMap(line -> line.operations().stream().map(operation -> new AclBinding(
                        new ResourcePattern(
                                ResourceType.valueOf(line.resource().toUpperCase(Locale.ROOT)), line.name(), PatternType.valueOf(line.pattern().toUpperCase(Locale.ROOT))),
                        new AccessControlEntry(
                                "User:" + line.principal(), "*", AclOperation.valueOf(operation.toUpperCase(Locale.ROOT)), AclPermissionType.ALLOW))))
                .toList();
    }

    /// What a principal may do with something, with what comes along (`AclEntry`): who may read, write or delete may ask about it.
    Set<AclOperation> of(String principal, ResourceType type, String what) {
        Set<AclOperation> operations = lines.stream()
                .filter(line -> line.principal().equals(principal) && line.isAbout(type, what))
                .flatMap(line -> line.operations().stream())
                .map(operation -> AclOperation.valueOf(operation.toUpperCase(Locale.ROOT)))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(AclOperation.class)));
        if (operations.stream().anyMatch(EnumSet.of(AclOperation.READ, AclOperation.WRITE, AclOperation.DELETE)::contains)) {
            operations.add(AclOperation.DESCRIBE);
        }
        return operations;
    }

    /// The long-lived topics that are listed for a principal.
    Set<String> topics(String principal) {
        return lines.stream()
                .filter(line -> line.principal().equals(principal) && line.resource().equals("topic") && line.pattern().equals("literal"))
                .map(Line::name)
                .collect(Collectors.toSet());
    }

    /// What `deploy/kafka/grant` gives to `kafka-acls`.
    List<String> commands() {
        return lines.stream()
                .map(line -> "--add --allow-principal User:%s %s --%s %s --resource-pattern-type %s".formatted(
                        line.principal(),
                        line.operations().stream().map(operation -> "--operation " + operation).collect(Collectors.joining(" ")),
                        line.resource(), line.name(), line.pattern()))
                .toList();
    }
}
