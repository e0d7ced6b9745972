package dev.syncline.notification.mail;

/// What a [MailTemplate] writes of.
public interface MailModel {

    String subject();
}
