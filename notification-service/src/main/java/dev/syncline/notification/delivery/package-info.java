/// What is on its way to people and systems: kept until it has been taken, and tried again until then.
@NullMarked
package dev.syncline.notification.delivery;

import org.jspecify.annotations.NullMarked;
