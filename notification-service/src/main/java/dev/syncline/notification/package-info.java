/// Tells people that a run has failed.
@NullMarked
package dev.syncline.notification;

import org.jspecify.annotations.NullMarked;
