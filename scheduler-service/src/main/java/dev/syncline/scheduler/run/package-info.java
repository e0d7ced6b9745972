/// The life of runs and of their tables.
@NullMarked
package dev.syncline.scheduler.run;

import org.jspecify.annotations.NullMarked;
