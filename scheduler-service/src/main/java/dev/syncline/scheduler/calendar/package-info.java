/// When a plan is due: schedules, time zones and their clock changes, as pure functions.
@NullMarked
package dev.syncline.scheduler.calendar;

import org.jspecify.annotations.NullMarked;
