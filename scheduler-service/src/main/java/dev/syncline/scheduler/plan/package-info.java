/// Execution plans: when projects are executed by themselves, and what became of each instant they were due.
@NullMarked
package dev.syncline.scheduler.plan;

import org.jspecify.annotations.NullMarked;
