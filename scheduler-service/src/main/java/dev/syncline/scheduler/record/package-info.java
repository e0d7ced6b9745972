/// What people and other systems see of runs, while they go on and afterwards.
@NullMarked
package dev.syncline.scheduler.record;

import org.jspecify.annotations.NullMarked;
