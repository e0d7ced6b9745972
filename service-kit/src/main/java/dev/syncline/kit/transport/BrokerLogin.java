package dev.syncline.kit.transport;

/// As whom a service comes to the broker.
record BrokerLogin(String mechanism, String user, String password) {

    /// The line that Kafka's clients log in by; within its quotes a backslash and a quote stand behind a backslash.
    String jaas() {
        return "%s required username=\"%s\" password=\"%s\";".formatted(module(), escaped(user), escaped(password));
    }

    private String module() {
        return switch (mechanism) {
            case "SCRAM-SHA-512", "SCRAM-SHA-256" -> "org.apache.kafka.common.security.scram.ScramLoginModule";
            case "PLAIN" -> "org.apache.kafka.common.security.plain.PlainLoginModule";
            default -> throw new IllegalStateException(
                    "syncline.kafka.mechanism is '%s'; it is SCRAM-SHA-512, SCRAM-SHA-256 or PLAIN, and others are set as spring.kafka.properties".formatted(mechanism));
        };
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    @Override
    public String toString() {
        return "BrokerLogin[%s]".formatted(user);
    }
}
