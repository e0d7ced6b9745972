package dev.syncline.notification.delivery;

import java.util.Locale;

/// In which way somebody is told.
public enum Channel {
    MAIL,
    WEBHOOK;

    String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
