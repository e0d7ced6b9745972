/// Work for extractors and loaders: the queue, leases and fences, and who gets what.
@NullMarked
package dev.syncline.scheduler.work;

import org.jspecify.annotations.NullMarked;
