/// Tells people and systems that a run has failed, that a project has recovered, or that a plan has missed its time.
@NullMarked
package dev.syncline.notification;

import org.jspecify.annotations.NullMarked;
