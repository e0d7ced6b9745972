/// Alerts for other systems: CloudEvents by HTTP, to addresses from this service's settings only.
@NullMarked
package dev.syncline.notification.webhook;

import org.jspecify.annotations.NullMarked;
