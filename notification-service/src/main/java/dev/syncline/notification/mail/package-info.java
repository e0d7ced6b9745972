/// Mails that are kept until a mail server has taken them.
@NullMarked
package dev.syncline.notification.mail;

import org.jspecify.annotations.NullMarked;
