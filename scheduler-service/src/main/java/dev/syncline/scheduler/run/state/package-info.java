/// The states of runs, their tables and loads, and what follows from each input: pure functions, without Spring, database or broker.
@NullMarked
package dev.syncline.scheduler.run.state;

import org.jspecify.annotations.NullMarked;
