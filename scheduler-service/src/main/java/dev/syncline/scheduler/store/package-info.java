/// How decisions are stored: one at a time, by the database's clock.
@NullMarked
package dev.syncline.scheduler.store;

import org.jspecify.annotations.NullMarked;
