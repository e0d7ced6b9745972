package dev.syncline.scheduler.record;

/// Somebody who watches.
final class Watcher {

    private final Watch watch;
    private final Mailbox mailbox = new Mailbox();

    Watcher(Watch watch) {
        this.watch = watch;
    }

    Watch watch() {
        return watch;
    }

    /// What has not been sent yet.
    Mailbox mailbox() {
        return mailbox;
    }
}
