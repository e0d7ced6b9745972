package dev.syncline.contracts.run;

import java.util.List;
import java.util.regex.Pattern;

/// Who is told of what (S67, S68). A run keeps what its plan said when it was due.
///
/// @param onFailure whether a run that fails after its last attempt is told of
/// @param onRecovery whether the first success after a failure is told of
/// @param onMissed whether instants are told of at which the plan was due and the scheduler was not there
/// @param recipients mail addresses of the form name@host, at most 50; none means those in notification-service's settings
public record Alerting(boolean onFailure, boolean onRecovery, boolean onMissed, List<String> recipients) {

    /// For runs without a plan: failures, to those in the settings.
    public static final Alerting DEFAULT = new Alerting(true, false, false, List.of());

    private static final int LONGEST_ADDRESS = 254;
    private static final Pattern ADDRESS = Pattern.compile(
            "(?=[^@]{1,64}@)[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
                    + "@[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*");

    public Alerting {
        recipients = List.copyOf(recipients);
    }

    /// Whether a text is a mail address of the form name@host, without a display name and without anything that could end a header's line.
    public static boolean isAddress(String text) {
        return text.length() <= LONGEST_ADDRESS && ADDRESS.matcher(text).matches();
    }
}
