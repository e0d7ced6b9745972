package dev.syncline.notification.alert;

/// Of what people are told.
enum AlertKind {
    /// A run has failed after its last attempt.
    FAILURE,
    /// A project has succeeded whose run before had failed.
    RECOVERY,
    /// A plan was due while no scheduler was there.
    MISSED,
    /// Somebody has asked for a test mail.
    TEST;

    /// With how many there are, such as `3 failures`.
    String count(long count) {
        String noun = switch (this) {
            case FAILURE -> count == 1 ? "failure" : "failures";
            case RECOVERY -> count == 1 ? "recovery" : "recoveries";
            case MISSED -> count == 1 ? "missed schedule" : "missed schedules";
            case TEST -> count == 1 ? "test" : "tests";
        };
        return count + " " + noun;
    }
}
