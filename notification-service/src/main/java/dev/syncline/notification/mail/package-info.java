/// Alerts as mails: how they are written down, how many a recipient gets, and how a mail server takes them.
@NullMarked
package dev.syncline.notification.mail;

import org.jspecify.annotations.NullMarked;
