/// Where everything stands at a glance: projects, their tables, workers.
@NullMarked
package dev.syncline.scheduler.overview;

import org.jspecify.annotations.NullMarked;
