/// Runs, their state and their records, and the assignment of work.
@NullMarked
package dev.syncline.scheduler;

import org.jspecify.annotations.NullMarked;
