package dev.syncline.notification.alert;

import dev.syncline.notification.mail.MailModel;

/// A test mail.
record TestModel(String recipient, String asked) implements MailModel {

    @Override
    public String subject() {
        return "[Syncline] Test mail";
    }
}
