/// The scheduler's own copy of the projects.
@NullMarked
package dev.syncline.scheduler.project;

import org.jspecify.annotations.NullMarked;
