/// What loads that are over may have left in their targets, and the looks that go on until it is gone.
@NullMarked
package dev.syncline.scheduler.leftover;

import org.jspecify.annotations.NullMarked;
