package dev.syncline.notification.alert;

import dev.syncline.contracts.failure.FailureCode;

/// What a person can do about each kind of failure.
final class FailureAdvice {

    private FailureAdvice() {}

    static String of(FailureCode code) {
        return switch (code) {
            case UNREACHABLE -> "Check that the database runs, and that host, port and firewall let the workers reach it; then run the project again.";
            case CONNECTION_LOST -> "Check the network and the database's log for a restart or an idle limit; then run the project again.";
            case LOGIN_REFUSED -> "Enter the user and password of the connection anew, and test it.";
            case PERMISSION_DENIED -> "Grant the connection's user the right that the message names.";
            case NOT_WRITABLE -> "Allow write operations on the target connection, or choose another target.";
            case NOT_FOUND -> "Check the name: the schema or table may have been dropped or renamed; otherwise take it out of the project.";
            case TABLE_CHANGED -> "Run the project again once the change of the source table is complete.";
            case UNSUPPORTED_TYPE -> "Leave the column or the table out, or change the column's type at the source.";
            case UNUSABLE_NAME -> "Choose another prefix, or rename the table, so that the name fits the target and is unique there.";
            case UNUSABLE_VALUE -> "Write the line that the message names into the project's policy, or correct the value at the source, or leave the table out.";
            case LOCKED -> "Find the session that locks the target table, end it, and run the project again.";
            case IN_USE -> "Drop the views or foreign keys that depend on the target table, or choose another target schema.";
            case TIMED_OUT -> "Raise the statement limit of the connection's user, or run the project at a quieter hour.";
            case EXHAUSTED -> "Make room on the database's disk, or free connections; then run the project again.";
            case UNPROVEN -> "Run the project again; if it happens twice, send the logs of extractor and loader to whoever runs Syncline.";
            case STALLED -> "Check that extractor, loader and Kafka run; then run the project again.";
            case SERVICE_UNAVAILABLE -> "Check that all Syncline services run and have the same service token; then run the project again.";
            case MISCONFIGURED -> "Change the server setting that the message names.";
            case DEPENDENCY -> "See why the project that is named failed or is late, and run it; then execute this project, or wait for its next plan.";
            case INTERNAL -> "Read the worker's log; if it does not help, report the run's number to whoever runs Syncline.";
        };
    }
}
