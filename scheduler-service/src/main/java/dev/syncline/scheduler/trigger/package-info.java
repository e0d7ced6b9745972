/// Runs that other systems ask for by events.
@NullMarked
package dev.syncline.scheduler.trigger;

import org.jspecify.annotations.NullMarked;
