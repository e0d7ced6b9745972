package dev.syncline.dialect;

import dev.syncline.contracts.failure.FailureCode;

/// What a person can do about a failure, as the end of its message.
final class Advice {

    private Advice() {}

    static String after(FailureCode code) {
        return switch (code) {
            case UNREACHABLE -> "; check host, port and firewall, and that the server is running";
            case LOGIN_REFUSED -> "; check user and password of the connection";
            case PERMISSION_DENIED -> "; grant the connection's user the right";
            case NOT_WRITABLE -> "; use a server that takes writes";
            case NOT_FOUND -> "; check the name, or that it has not been dropped";
            case UNSUPPORTED_TYPE -> "; leave the table out, or change the column";
            case UNUSABLE_NAME -> "; use another name";
            case UNUSABLE_VALUE -> "; correct the value in the source, or change the column";
            case LOCKED -> "; it is tried again, or end the session that holds the lock";
            case IN_USE -> "; drop what depends on it, or choose another target";
            case EXHAUSTED -> "; free disk space, memory or connections of the server";
            case MISCONFIGURED -> "; change the server's setting";
            case CONNECTION_LOST, TABLE_CHANGED, TIMED_OUT, UNPROVEN, STALLED, SERVICE_UNAVAILABLE, DEPENDENCY, INTERNAL -> "";
        };
    }
}
