/// Which runs people are told about, and in which words.
@NullMarked
package dev.syncline.notification.alert;

import org.jspecify.annotations.NullMarked;
