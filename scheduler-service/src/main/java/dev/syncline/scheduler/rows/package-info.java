/// Keeps the topics with rows small, and removes them when their run has ended.
@NullMarked
package dev.syncline.scheduler.rows;

import org.jspecify.annotations.NullMarked;
