/// What arrives through a run's rows topic, checked and in order.
@NullMarked
package dev.syncline.loader.intake;

import org.jspecify.annotations.NullMarked;
